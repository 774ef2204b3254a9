"""What a rule is: a name, a sentence, a severity, a threshold with its origin, and a look at the staged tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from transforms.tables import OF_DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from expectations.staged import Staged

Severity = Literal["critical", "warning", "info"]
NONE_ALLOWED = "none allowed (by definition)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a rule saw: how many rows it looked at, and those that break it (an empty frame if none).

    `observed` says in words what was seen, where counts alone do not; `counts` are the numbers to be filled into it, which
    add up over parts of a release.
    """

    checked: int
    violations: pl.LazyFrame
    observed: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def of_documents(*tables: str) -> bool:
    """Whether the rows of all these tables belong to one document each."""
    return set(tables) <= set(OF_DOCUMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One promise about the tables.

    `rule_id` is `table.column.check`. `reads` names the tables that must have their declared form before the rule can
    look at all. `whole_table` says that the rule looks at every row of its table, so that the count of rows it looked
    at must be the table's own: an empty frame of violations alone is never a pass. `by_document` says that it looks at one
    document at a time, so that what it finds in a release is the sum of what it finds in any parts of it. `beside` says of
    another rule, which looks at no table of single documents, that it works in Python and had better be run in another process.
    """

    rule_id: str
    family: str
    sentence: str
    look: Callable[[Staged], Checked]
    reads: tuple[str, ...]
    severity: Severity = "critical"
    threshold: str = NONE_ALLOWED
    whole_table: bool = True
    by_document: bool = False
    beside: bool = False

    @property
    def table(self) -> str:
        """The table that the rule is about."""
        return self.rule_id.split(".")[0]

    @property
    def column(self) -> str:
        """The column that the rule is about; "table" for rules on whole rows or tables."""
        return self.rule_id.split(".")[1]
