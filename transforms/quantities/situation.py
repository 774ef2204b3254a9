"""When, where and according to whom: a quantity's period, place and source from the names and times of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.quantities.measured import Span
    from transforms.quantities.scan import Quantity
    from transforms.reading import EntityRow, MentionRow, Reading, TimexRow

PLACES = frozenset({"country", "place"})
SOURCES = frozenset({"organisation", "publication", "person", "agreement"})
LOCATIVE = re.compile(
    r"\b(?:in|within|across|throughout|inside|around)[ \n](?:the[ \n])?(?:whole[ \n]of[ \n])?$", re.IGNORECASE
)
ACCORDING = re.compile(
    r"\b[Aa]ccording[ \n]to[ \n](?:[^.;()]{0,50}[ \n](?:from|by|of)[ \n])?(?:an?[ \n]|the[ \n])?$|\b(?:data|figures|statistics|report|survey|study|estimates?)[ \n](?:from|by|of)[ \n](?:the[ \n])?$"
)
REPORTED = re.compile(
    r"['’]?s?[ \n](?:has[ \n]|have[ \n]|had[ \n])?(?:reported|reports|said|says|estimated|estimates|announced|showed|shows|found|data[ \n](?:show|shows|showed))\b"
)
ECONOMY = re.compile(
    r"\b(?:GDP|gross domestic product|economy|economic growth|inflation|unemployment|exports|imports|investment)\b"
)
YEAR_VALUE = re.compile(r"[12]\d{3}")
DIGIT = re.compile(r"[0-9]")
APPOSITION = re.compile(r",(?= (?:an? |up |down |or ))")
BEGUN = re.compile(r"\b(?:in|for|during|of)[ \n]$")
NEAR = 60
SINCE = re.compile(r"\b[Ss]ince\b[^.,;]{0,40}$")
FARTHEST = 160
OWNER = re.compile(r"['’]s?\b")


@dataclass(frozen=True, slots=True)
class Situation:
    """The times and names of one document, by position."""

    reading: Reading
    timexes: Sequence[TimexRow]
    timex_starts: Sequence[int]
    mentions: Sequence[MentionRow]
    mention_starts: Sequence[int]
    entities: Sequence[EntityRow]

    def within(self, sentence: Span) -> Sequence[TimexRow]:
        """Give the time expressions of a stretch of text."""
        return self.timexes[bisect_left(self.timex_starts, sentence[0]) : bisect_left(self.timex_starts, sentence[1])]

    def names_within(self, sentence: Span) -> Sequence[MentionRow]:
        """Give the names of a stretch of text."""
        first, last = bisect_left(self.mention_starts, sentence[0]), bisect_left(self.mention_starts, sentence[1])
        return [mention for mention in self.mentions[first:last] if mention.mention_kind == "name"]

    def is_date(self, quantity: Quantity) -> bool:
        """Whether a bare number or a count lies inside an expression of a date or clock time."""
        if quantity.unit is not None and quantity.kind not in {"count", "ordinal", "reference"}:
            return False
        first = max(0, bisect_left(self.timex_starts, quantity.start + 1) - 4)
        return any(
            timex.start_char <= quantity.start
            and quantity.end <= timex.end_char
            and timex.timex_type in {"DATE", "TIME"}
            for timex in self.timexes[first : first + 8]
        )

    def period(self, quantity: Quantity, sentence: Span) -> TimexRow | None:
        """Give the time expression that fixes the quantity's period: the nearest in its clause with a place on the calendar.

        An ordinal takes only a year that its own words are set in ("this year marks the 60th anniversary").
        """
        times = [
            timex for timex in self.within(sentence)
            if timex.begin_date is not None and timex.timex_type in {"DATE", "TIME"} and not self._is_owner(timex)
            and not (timex.start_char <= quantity.start < timex.end_char)
        ]  # fmt: skip
        times = [timex for timex in times if not self._is_inside(timex, times)]
        if quantity.kind in {"ordinal", "rank"}:
            return self._year_of_ordinal(quantity, times, sentence)
        if quantity.kind in {"duration", "age", "reference"}:
            return None
        return min(times, key=lambda timex: self._distance(quantity, timex), default=None)

    def is_open(self, timex: TimexRow) -> bool:
        """Whether a period only begins with the expression ("since its launch in 2021")."""
        return SINCE.search(self.reading.text, max(0, timex.start_char - 50), timex.start_char) is not None

    def _is_owner(self, timex: TimexRow) -> bool:
        """Whether the time belongs to a noun ("last year's two fairs")."""
        return OWNER.match(self.reading.text, timex.end_char) is not None or self.reading.text[
            timex.end_char - 2 : timex.end_char
        ] in {"'s", "’s"}

    @staticmethod
    def _is_inside(timex: TimexRow, times: Sequence[TimexRow]) -> bool:
        return any(
            other is not timex and other.start_char <= timex.start_char and timex.end_char <= other.end_char
            for other in times
        )

    def _distance(self, quantity: Quantity, timex: TimexRow) -> int:
        """Give the characters between, with a penalty for each clause mark; a time after the quantity counts half."""
        if timex.start_char >= quantity.end:
            between = self.reading.text[quantity.end : timex.start_char]
            return len(between) // 2 + 20 * between.count(",") + 60 * between.count(";")
        between = self.reading.text[timex.end_char : quantity.start]
        return len(between) + 10 * between.count(",") + 60 * between.count(";")

    def _year_of_ordinal(self, quantity: Quantity, times: Sequence[TimexRow], sentence: Span) -> TimexRow | None:
        years = [timex for timex in times if YEAR_VALUE.fullmatch(timex.value)]
        if quantity.unit != "anniversary":
            text = self.reading.text
            return next(
                (
                    t
                    for t in years
                    if 0 <= t.start_char - quantity.end <= NEAR and BEGUN.search(text, t.start_char - 8, t.start_char)
                ),
                None,
            )
        if years or times:
            return years[0] if years else None
        return self._opening_year(sentence)

    def _opening_year(self, sentence: Span) -> TimexRow | None:
        """Give the year that opens the sentence before in the same paragraph, which goes on to hold."""
        number = self.reading.sentence_number(sentence[0], sentence[0] + 1)
        if not number:
            return None
        before, here = self.reading.sentences[number - 1], self.reading.sentences[number]
        if before.paragraph_number != here.paragraph_number:
            return None
        times = self.within((before.start_char, before.end_char))
        opens = times and times[0].start_char - before.start_char <= 4 and YEAR_VALUE.fullmatch(times[0].value)  # noqa: PLR2004
        return times[0] if opens else None

    def place(self, quantity: Quantity, sentence: Span) -> int | None:
        """Give the number of the place that the quantity was measured in: the nearest one after "in", "within", "across".

        A figure of an economy with a single country in its sentence belongs to that country.
        """
        if quantity.kind in {"ordinal", "rank", "duration", "age", "reference"}:
            return None
        text = self.reading.text
        places = [m for m in self.names_within(sentence) if m.entity_type in PLACES and m.entity_number is not None]
        located = [
            m for m in places
            if LOCATIVE.search(text, max(0, m.start_char - 30), m.start_char) and self._in_clause(quantity, m)
        ]  # fmt: skip
        if located:
            return min(located, key=lambda m: _gap(quantity, m)).entity_number
        numbers = {m.entity_number for m in places if m.entity_type == "country"}
        if len(numbers) == 1 and ECONOMY.search(
            text, max(sentence[0], quantity.start - 40), min(sentence[1], quantity.end + 40)
        ):
            return numbers.pop()
        return None

    def _in_clause(self, quantity: Quantity, place: MentionRow) -> bool:
        """Whether no more than one clause mark stands between; after the quantity, no other quantity in another clause.

        An apposition ("…, a rise of 20 percent") is no clause of its own.
        """
        text = self.reading.text
        if place.start_char >= quantity.end:
            between = text[quantity.end : place.start_char]
            marks = between.count(",") + 2 * between.count(";")
            return len(between) <= FARTHEST and (marks == 0 or (marks == 1 and not DIGIT.search(between)))
        between = APPOSITION.sub(" ", text[place.end_char : quantity.start])
        return len(between) <= FARTHEST and between.count(",") + 2 * between.count(";") <= 1

    def source(self, quantity: Quantity, sentence: Span) -> int | None:
        """Give the number of the source that the sentence names: "according to X", "X reported that"."""
        text = self.reading.text
        names = [m for m in self.names_within(sentence) if m.entity_type in SOURCES and m.entity_number is not None]
        for name in names:
            if ACCORDING.search(text, max(sentence[0], name.start_char - 90), name.start_char):
                return name.entity_number
        for name in names:
            if name.end_char <= quantity.start and REPORTED.match(text, name.end_char):
                return name.entity_number
        return None


def _gap(quantity: Quantity, place: MentionRow) -> int:
    """Give the characters between; a place before the quantity counts double."""
    return (
        place.start_char - quantity.end if place.start_char >= quantity.end else 2 * (quantity.start - place.end_char)
    )


def situation_of(reading: Reading) -> Situation:
    """Give the times and names that have been found in a reading so far, in order."""
    timexes = sorted(reading.found.get("timexes", ()), key=lambda row: row.start_char)
    mentions = sorted(reading.found.get("mentions", ()), key=lambda row: row.start_char)
    return Situation(
        reading=reading,
        timexes=timexes,
        timex_starts=[row.start_char for row in timexes],
        mentions=mentions,
        mention_starts=[row.start_char for row in mentions],
        entities=reading.found.get("entities", ()),
    )
