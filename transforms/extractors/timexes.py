"""Expressions of time: found, and resolved on the calendar."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from transforms.calendar.values import period_of
from transforms.extractors.extractor import Extractor
from transforms.reading import TimexRow
from transforms.timex.candidates import Candidate, Stretch, find_readings, fold
from transforms.timex.context import CONTEXTS, Occurrence
from transforms.timex.derive import BARE_DAY, LINK, joined, meaning_of, range_ends
from transforms.timex.grammar import RULES, Parsed
from transforms.timex.meaning import NOWHERE, Anchor, Meaning, anchor_at
from transforms.timex.tense import tense_at
from transforms.timex.timeline import Timeline, is_narrative

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from transforms.reading import Reading

DEICTIC = frozenset({"day_word", "weekday", "this_unit", "ago", "part_of_day"})
OPENING = re.compile(r"(?:^|[\n.!?:(”\"]\s{0,3})(?:(?:In|By|On|During|Since|From|At|Until|Between|After|Throughout|Before) )?$")
DATED = frozenset(
    {
        "date",
        "iso_date",
        "month",
        "year",
        "weekday",
        "day_word",
        "quarter",
        "season",
        "decade",
        "holiday",
        "century",
        "year_quarter",
        "this_unit",
    }
)
AHEAD = re.compile(
    r"(?:-|–|—|\s(?:to|and|through)\s|,\s)(\d{1,2})(?:st|nd|rd|th)?(?:,\s((?:19|20)\d\d)\b)?(?![\w%]|[.,:]\d|\s(?:a\.m|p\.m|[a-z]{3,}s\b|percent|per cent|million|people))"
)
BEHIND = re.compile(r"(?<![\w.,:$-])(\d{1,2})(?:st|nd|rd|th)?(?:-|–|—|\s(?:to|and|through)\s)$")
SHORT_YEAR = re.compile(r"[-–—/](\d\d)(?![\w.,-]\d|\w)")


def find_timexes(
    text: str,
    *,
    published: datetime.date | None = None,
    published_precision: str | None = "day",
    dateline: datetime.date | None = None,
    sentences: Sequence[tuple[int, int]] | None = None,
) -> list[TimexRow]:
    """Give the expressions of time in a text, resolved; offsets are code points, end exclusive, rows in order.

    Relative ones are resolved against the dateline's date, else the published date as finely as it is known. Without
    both they stay unresolved (XXXX-WXX-4). A range gives its two ends and the whole.

    >>> [(row.value, row.anchor_basis) for row in find_timexes("He left on May 3, 2021.")]
    [('2021-05-03', 'none')]
    """
    spoken = Anchor(published, published_precision or "day", "published") if published else NOWHERE
    if dateline:
        spoken = Anchor(dateline, "day", "dateline")
    stretches = list(find_readings(text))
    candidates = [candidate for stretch in stretches for candidate in stretch.candidates()]
    years = [int(year) for candidate in candidates if (year := written_year(candidate.parsed)).isdecimal()]
    years += [0 for candidate in candidates if candidate.parsed.rule.name == "bc_year"]
    deictic = sum(1 for candidate in candidates if candidate.parsed.rule.name in DEICTIC)
    timeline = Timeline(spoken, narrative=is_narrative(years, deictic, spoken))
    bounds = Bounds(text, sentences)
    kept = [candidate for stretch in stretches for candidate in _kept(text, stretch, narrative=timeline.narrative)]
    return sorted(set(_rows(text, kept, timeline, bounds)), key=lambda row: (row.start_char, row.end_char))


def written_year(parsed: Parsed) -> str:
    """Give the year as a date, month or year writes it; empty if it does not."""
    match = parsed.day.match if parsed.day else parsed.match
    return (match["y"] or "") if parsed.rule.name in {"year", "date", "month", "season"} else ""


class Bounds:
    """Where the sentence around a place begins and ends."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]] | None) -> None:
        self.text = text
        self.sentences = sentences
        self.starts = [sentence[0] for sentence in sentences or ()]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds of the sentence; outside the given ones, up to the nearest full stops."""
        number = bisect_right(self.starts, start) - 1
        if self.sentences and number >= 0 and start < self.sentences[number][1]:
            return self.sentences[number][0], self.sentences[number][1]
        left = max(self.text.rfind(mark, max(0, start - 200), start) for mark in (". ", "\n\n", ".\n", "? "))
        right = [place for mark in (". ", "\n\n", ".\n") if (place := self.text.find(mark, end, end + 200)) >= 0]
        return left + 1, min(right, default=min(len(self.text), end + 200))


def in_context(text: str, candidate: Candidate, *, narrative: bool) -> Candidate | None:
    """Give the candidate if it is an expression of time where it stands, perhaps in another reading; else None."""
    start, end, parsed = candidate
    test = CONTEXTS.get(parsed.rule.context or "")
    if test is None or parsed.day is not None or test(Occurrence(text, start, end, parsed.match, narrative)):
        return candidate
    for rule in RULES:
        match = rule.pattern.fullmatch(fold(text[start:end])) if rule.context and rule is not parsed.rule else None
        if match and CONTEXTS[rule.context or ""](Occurrence(text, start, end, match, narrative)):
            return Candidate(start, end, Parsed(rule, match, match.end()))
    return None


def _kept(text: str, stretch: Stretch, *, narrative: bool) -> Iterator[Candidate]:
    """Give the readings of a stretch that hold where they stand; where one does not, look on from its second word."""
    for candidate in stretch.candidates():
        kept = in_context(text, candidate, narrative=narrative)
        if kept:
            yield kept
            continue
        rest = stretch.after_first_word(candidate.start)
        if rest:
            yield from _kept(text, rest, narrative=narrative)
            return


def _rows(text: str, kept: list[Candidate], timeline: Timeline, bounds: Bounds) -> Iterator[TimexRow]:
    skip = -1
    for number, candidate in enumerate(kept):
        if number == skip:
            continue
        following = kept[number + 1] if number + 1 < len(kept) else None
        ranged = (
            _range_rows(text, candidate, following, timeline, bounds) if candidate.parsed.rule.name in DATED else None
        )
        if ranged is not None:
            rows, took_two = ranged
            yield from rows
            skip = number + 1 if took_two else -1
            _advance_rows(text, timeline, candidate, rows)
            continue
        row = _row(text, candidate, timeline, bounds)
        if row:
            yield row
            timeline.advance(candidate.parsed, Meaning(row.timex_type, row.value), opens=opens_sentence(text, row.start_char))


def _advance_rows(text: str, timeline: Timeline, candidate: Candidate, rows: list[TimexRow]) -> None:
    for row in rows:
        timeline.advance(candidate.parsed, Meaning(row.timex_type, row.value), opens=opens_sentence(text, row.start_char))


def opens_sentence(text: str, start: int) -> bool:
    """Whether an expression stands at the head of a sentence or line, but for a preposition."""
    return OPENING.search(text, max(0, start - 14), start) is not None


def _row(text: str, candidate: Candidate, timeline: Timeline, bounds: Bounds) -> TimexRow | None:
    parsed = candidate.parsed
    tensed = parsed.rule.tensed
    tense = (
        tense_at(text, candidate.start, candidate.end, bounds.around(candidate.start, candidate.end))
        if tensed
        else "none"
    )
    return _made(
        text, candidate.start, candidate.end, timeline.anchor_for(parsed, tense, text[max(0, candidate.start - 60) : candidate.start]), parsed.name, parsed.rule.confidence
    )


def _made(text: str, start: int, end: int, anchor: Anchor, rule: str, confidence: float) -> TimexRow | None:
    surface = text[start:end]
    meaning = meaning_of(surface, anchor, rule)
    if meaning is None:
        return None
    if meaning == meaning_of(surface, NOWHERE, rule):
        anchor = NOWHERE
    begin, end_day = period_of(meaning.value) or (None, None)
    return TimexRow(
        start,
        end,
        meaning.timex_type,
        meaning.value,
        rule,
        confidence,
        meaning.mod,
        begin,
        end_day,
        anchor.date,
        anchor.basis,
        anchor.tense,
        anchor.precision if anchor.date else None,
    )


def _range_rows(
    text: str, first: Candidate, second: Candidate | None, timeline: Timeline, bounds: Bounds
) -> tuple[list[TimexRow], bool] | None:
    """Give the rows of a range or pair that begins with an expression, and whether the next one is part of it."""
    tense = tense_at(text, first.start, first.end, bounds.around(first.start, first.end))
    anchor = timeline.anchor_for(first.parsed, tense, "")
    between = text[max(0, first.start - 9) : first.start].lower().endswith("between ")
    if second and second.parsed.rule.name in DATED and second.start - first.end <= 12:  # noqa: PLR2004 - the longest link
        link = text[first.end : second.start]
        if LINK.fullmatch(fold(link)):
            whole = "and" not in link or between
            if not whole and not _lacks(first.parsed, second.parsed):
                return None
            rows = _pair(text, (first.start, first.end), (second.start, second.end), anchor, whole=whole)
            return (rows, True) if rows else None
    return _numbered(text, first, anchor, between=between)


def _lacks(first: Parsed, second: Parsed) -> bool:
    """Whether the first of two takes its year from the second: April and June 1955."""
    return bool(written_year(second)) and not written_year(first) and first.rule.name in {"date", "month", "season"}


def _numbered(text: str, first: Candidate, anchor: Anchor, *, between: bool) -> tuple[list[TimexRow], bool] | None:
    """Give the rows of a range one end of which is a bare number: 12 to 15 March, March 12-15, 2007-08."""
    if first.parsed.rule.name == "year":
        short = SHORT_YEAR.match(text, first.end)
        if (
            short
            and int(short[1]) == (int(first.parsed.match["y"]) + 1) % 100
            or short
            and int(short[1]) > int(text[first.end - 2 : first.end])
        ):
            return _ranged(text, (first.start, first.end), short.span(1), anchor, whole=True)
        return None
    if first.parsed.rule.name != "date" or first.parsed.day:
        return None
    behind = BEHIND.search(text, max(0, first.start - 14), first.start)
    if behind and first.parsed.match["d2"]:
        whole = "and" not in behind[0] or text[max(0, behind.start() - 8) : behind.start()].lower().endswith("between ")
        return _ranged(text, (behind.start(1), behind.end(1)), (first.start, first.end), anchor, whole=whole)
    ahead = AHEAD.match(text, first.end)
    if ahead and first.parsed.match["d1"] and first.parsed.match["y"] is None:
        whole = not re.match(r"\s?(?:and|,)", ahead[0]) or between
        return _ranged(text, (first.start, first.end), (ahead.start(1), ahead.end()), anchor, whole=whole)
    return None


def _ranged(
    text: str, first: tuple[int, int], second: tuple[int, int], anchor: Anchor, *, whole: bool
) -> tuple[list[TimexRow], bool] | None:
    rows = _pair(text, first, second, anchor, whole=whole)
    return (rows, False) if rows else None


def _pair(text: str, first: tuple[int, int], second: tuple[int, int], anchor: Anchor, *, whole: bool) -> list[TimexRow]:
    ends = range_ends(text[slice(*first)], text[slice(*second)], anchor)
    if ends is None or (whole and joined(ends) is None):
        return []
    rows = [
        _made(text, *first, ends.first_anchor, "timexes.range_end", 0.9),
        _made(text, *second, ends.second_anchor, "timexes.range_end", 0.9),
        _made(text, first[0], second[1], anchor, "timexes.range", 0.9) if whole else None,
    ]
    return [row for row in rows if row] if all(rows[:2]) else []


def find_in(reading: Reading) -> list[TimexRow]:
    """Give the expressions of time in the text of a reading but its boilerplate."""
    header = reading.header
    return find_timexes(
        reading.masked,
        published=header.published_date,
        published_precision=header.published_precision,
        dateline=header.dateline_date,
        sentences=[sentence[:2] for sentence in reading.sentences],
    )


EXTRACTOR = Extractor(name="timexes", table="timexes", version="1", find=find_in)

__all__ = ["BARE_DAY", "EXTRACTOR", "anchor_at", "find_in", "find_timexes"]
