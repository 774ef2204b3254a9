"""The readings of a text that are expressions of time where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from transforms.timex.beside import Occurrence
from transforms.timex.candidates import Candidate, Stretch, fold
from transforms.timex.context import CONTEXTS
from transforms.timex.grammar import Parsed, rules_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

YEAR_RULES = frozenset({"year", "date", "month", "season"})
FAR = 200
ADDRESS = re.compile(r"://|www\.|\w\.\w{2,4}/")


def find_occurrences(text: str, stretches: Sequence[Stretch], *, narrative: bool) -> Iterator[Candidate]:
    """Give the readings that hold where they stand; where one does not, what can be read from its second word on."""
    for stretch in stretches:
        yield from _in_stretch(text, stretch, narrative=narrative)


def _in_stretch(text: str, stretch: Stretch, *, narrative: bool) -> Iterator[Candidate]:
    for candidate in stretch.candidates():
        kept = in_context(text, candidate, narrative=narrative)
        if kept:
            yield kept
            continue
        rest = stretch.after_first_word(candidate.start)
        if rest:
            yield from _in_stretch(text, rest, narrative=narrative)
        return


def in_context(text: str, candidate: Candidate, *, narrative: bool) -> Candidate | None:
    """Give the candidate if it is an expression of time where it stands, perhaps in another reading; else None."""
    start, end, parsed = candidate
    if in_address(text, start, end):
        return None
    test = CONTEXTS.get(parsed.rule.context or "")
    if test is None or parsed.day is not None or test(Occurrence(text, start, end, parsed.match, narrative)):
        return candidate
    folded = fold(text[start:end])
    for rule, _ in rules_for(folded):
        match = rule.pattern.fullmatch(folded) if rule.context and rule is not parsed.rule else None
        if match and CONTEXTS[rule.context or ""](Occurrence(text, start, end, match, narrative)):
            return Candidate(start, end, Parsed(rule, match, match.end()))
    return None


def in_address(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is part of an address of the web or the name of a file."""
    if text[start - 1 : start] not in {"/", "-", "_", "="} and text[end : end + 1] not in {"/", "-", "_"}:
        return False
    left = max(start - FAR, 0, *(text.rfind(mark, max(0, start - FAR), start) for mark in (" ", "\n")))
    return ADDRESS.search(text, left, start) is not None


def written_year(parsed: Parsed) -> str:
    """Give the year as a date, month, season or year writes it; empty if it does not."""
    match = parsed.day.match if parsed.day else parsed.match
    return (match["y"] or "") if parsed.rule.name in YEAR_RULES else ""


class Bounds:
    """Where the sentence around a place begins and ends."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]] | None) -> None:
        self.text = text
        self.sentences = sentences or ()
        self.starts = [sentence[0] for sentence in self.sentences]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds of the sentence; outside the given ones, up to the nearest full stops."""
        number = bisect_right(self.starts, start) - 1
        if number >= 0 and start < self.sentences[number][1]:
            return self.sentences[number]
        left = max(
            start - FAR, *(self.text.rfind(mark, max(0, start - FAR), start) for mark in (". ", "\n\n", ".\n", "? "))
        )
        right = [place for mark in (". ", "\n\n", ".\n") if (place := self.text.find(mark, end, end + FAR)) >= 0]
        return max(0, left + 1), min(right, default=min(len(self.text), end + FAR))
