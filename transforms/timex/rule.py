"""A rule of the grammar: a pattern and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.timex.words import expand

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.timex.meaning import Anchor, Meaning


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of expression is written, and what it means.

    `build` gives the meaning of a match against an anchor; with an anchor of no or too coarse a date it gives the
    unresolved form (XXXX-WXX-4). `refers` says to what: `speech` (when the text was written) or `previous` (the last
    date mentioned). `tensed` rules look into the past or the future as their clause does. `context` names the test
    that an occurrence has to pass (see `context`); `confidence` is the share of right rows measured on labelled text.
    """

    name: str
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], Anchor], Meaning | None]
    refers: str = "speech"
    tensed: bool = False
    context: str | None = None
    confidence: float = 0.9


def rule(
    name: str,
    pattern: str,
    build: Callable[[re.Match[str], Anchor], Meaning | None],
    *,
    refers: str = "speech",
    tensed: bool = False,
    context: str | None = None,
    confidence: float = 0.9,
) -> Rule:
    """Make a rule out of a pattern in the notation of `words`; it ends at the end of a word."""
    compiled = re.compile(rf"(?:{expand(pattern)})(?!\w)")
    return Rule(name, compiled, build, refers, tensed, context, confidence)
