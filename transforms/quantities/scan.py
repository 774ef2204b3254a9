"""What a scan of a text carries along: what has been found, and the candidate on its way to a quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from transforms.quantities.amounts import Amount
    from transforms.quantities.measured import Span
    from transforms.quantities.nouns import Phrase


NEAR = 160
NEW_SENTENCE = re.compile(r"[.!?]\s+[A-Z\"“]|\n\s*\n")


class Quantity(NamedTuple):
    """A quantity at text[start:end]; the other fields are columns of `metrics` of the same names."""

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str | None
    currency: str | None
    kind: str
    modifier: str
    direction: str | None
    measured: Span | None
    context: Span | None
    si_value: float | None
    si_unit: str | None
    rule: str
    confidence: float


@dataclass(slots=True)
class Scan:
    """The text and what has been found in it so far."""

    text: str
    found: list[Quantity] = field(default_factory=list)

    def last(self, start: int) -> Quantity | None:
        """Give the quantity before, if it stands in the same sentence."""
        if not self.found or start - self.found[-1].end > NEAR:
            return None
        return None if NEW_SENTENCE.search(self.text, self.found[-1].end, start) else self.found[-1]


class Shape(NamedTuple):
    """A candidate on its way to a quantity: its amount, the words that belong to it, and the rule that found it."""

    amount: Amount
    start: int
    end: int
    rule: str
    confidence: float
    phrase: Phrase | None = None
    context: Span | None = None
    kind: str | None = None
