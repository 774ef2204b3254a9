"""Rows of `timexes` out of the expressions of one text, resolved from left to right."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from transforms.calendar.values import period_of
from transforms.reading import TimexRow
from transforms.timex.derive import joined, meaning_of, range_ends
from transforms.timex.meaning import NOWHERE, Anchor, Meaning
from transforms.timex.ranges import Pair, find_pair
from transforms.timex.tense import tense_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.timex.candidates import Candidate
    from transforms.timex.occurrences import Bounds
    from transforms.timex.timeline import Timeline

OPENING = re.compile(
    r"(?:^|[\n.!?:(”\"]\s{0,3})(?:(?:In|By|On|During|Since|From|At|Until|Between|After|Throughout|Before) )?$"
)
RANGE_CONFIDENCE = 0.94
BEFORE = 120


class Resolver:
    """Resolves the expressions of one text, each against what has been said before it."""

    def __init__(self, text: str, timeline: Timeline, bounds: Bounds) -> None:
        self.text = text
        self.timeline = timeline
        self.bounds = bounds

    def rows(self, found: Sequence[Candidate]) -> Iterator[TimexRow]:
        """Give the rows of all expressions."""
        done = 0
        for candidate, following in zip_longest(found, found[1:]):
            if candidate.start < done:
                continue
            pair = find_pair(self.text, candidate, following)
            rows = self._pair_rows(candidate, pair) if pair else []
            done = max([candidate.end, *(row.end_char for row in rows)])
            for row in rows or self._single(candidate):
                self._advance(candidate, row)
                yield row

    def _advance(self, candidate: Candidate, row: TimexRow) -> None:
        opens = self.timeline.narrative and OPENING.search(self.text, max(0, row.start_char - 14), row.start_char)
        self.timeline.advance(candidate.parsed, Meaning(row.timex_type, row.value), opens=bool(opens))

    def _anchor(self, candidate: Candidate) -> Anchor:
        start, end, parsed = candidate
        tense = tense_at(self.text, start, end, self.bounds.around(start, end)) if parsed.rule.tensed else "none"
        return self.timeline.anchor_for(parsed, tense, self.text[max(0, start - BEFORE) : start], start)

    def _single(self, candidate: Candidate) -> list[TimexRow]:
        start, end, parsed = candidate
        row = self._row((start, end), self._anchor(candidate), parsed.name, parsed.confidence)
        return [row] if row else []

    def _pair_rows(self, candidate: Candidate, pair: Pair) -> list[TimexRow]:
        anchor = self._anchor(candidate)
        ends = range_ends(self.text[slice(*pair.first)], self.text[slice(*pair.second)], anchor)
        if ends is None or (pair.whole and joined(ends) is None):
            return []
        first = self._row(pair.first, ends.first_anchor, "timexes.range_end", RANGE_CONFIDENCE)
        second = self._row(pair.second, ends.second_anchor, "timexes.range_end", RANGE_CONFIDENCE)
        whole = (pair.first[0], pair.second[1])
        both = self._row(whole, anchor, "timexes.range", RANGE_CONFIDENCE) if pair.whole else None
        return [row for row in (first, second, both) if row] if first and second else []

    def _row(self, span: tuple[int, int], anchor: Anchor, rule: str, confidence: float) -> TimexRow | None:
        surface = self.text[slice(*span)]
        meaning = meaning_of(surface, anchor, rule)
        if meaning is None:
            return None
        used = NOWHERE if meaning == meaning_of(surface, NOWHERE, rule) else anchor
        begin, end = period_of(meaning.value) or (None, None)
        return TimexRow(
            start_char=span[0],
            end_char=span[1],
            timex_type=meaning.timex_type,
            value=meaning.value,
            rule=rule,
            confidence=confidence,
            mod=meaning.mod,
            begin_date=begin,
            end_date=end,
            anchor_date=used.date,
            anchor_basis=used.basis,
            tense=used.tense,
            anchor_precision=used.precision if used.date else None,
        )
