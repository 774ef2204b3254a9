"""Which time each expression of a text is resolved against, as the text goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.calendar.arithmetic import add_months
from transforms.timex.meaning import NOWHERE, Anchor, Meaning, anchor_at

if TYPE_CHECKING:
    from transforms.timex.grammar import Parsed

# A text is a narrative if hardly any of its years lie near the day of its writing.
FEWEST_YEARS = 6
NEAR_YEARS = 1
NEAR_SHARE = 0.5
DEICTIC_SHARE = 0.25
# So many characters after a day, a time of the clock is still of that day.
NEAR_DAY = 120
PARAGRAPH = re.compile(r"\n\s{0,4}\n")
QUARTER_RULES = frozenset({"quarter", "year_quarter", "latest"})
COMPARED = re.compile(r"\b(?:compared with|compared to|from|against|versus)\b[^.;,]{0,50}$")
OTHER_PERIODS = re.compile(r"months|year")
BACK = re.compile(r"\b(?:previously|earlier)$")
LATER = re.compile(r"\b(?:later|afterwards?|hence|after that|before that)$")


def is_narrative(years: list[int], deictic_count: int, spoken: Anchor) -> bool:
    """Whether a text tells of other times than its own.

    It does if few of the years that it writes out are near its own, and few expressions (Tuesday, last week) point
    from its own day.
    """
    known = spoken.known_to("year")
    if len(years) < FEWEST_YEARS or deictic_count > DEICTIC_SHARE * len(years):
        return False
    if known is None:
        return True
    near = sum(1 for year in years if abs(year - known.year) <= NEAR_YEARS)
    return near < NEAR_SHARE * len(years)


@dataclass
class Timeline:
    """What has been said so far: the time of writing, the last date mentioned, the quarter that figures belong to."""

    spoken: Anchor
    narrative: bool = False
    previous: Anchor | None = None
    scene: Anchor | None = None
    quarter: Anchor | None = None
    place: int = 0
    day_place: int = -NEAR_DAY
    compared: bool = False
    same_day: bool = False

    def anchor_for(self, parsed: Parsed, tense: str, before: str, place: int) -> Anchor:
        """Give the anchor that an expression at a place is resolved against, in the tense of its clause, after these words."""
        self.place = place
        self.same_day = self._is_same_day(before)
        self.compared = parsed.rule.refers == "compared" and COMPARED.search(before) is not None
        choose = getattr(self, f"_for_{parsed.rule.refers}")
        anchor: Anchor = choose(parsed)
        return anchor._replace(tense=tense if parsed.rule.tensed and anchor.basis != "previous" else "none")

    def _is_same_day(self, before: str) -> bool:
        """Whether a day was said just before, in the same paragraph."""
        distance = self.place - self.day_place
        return distance <= min(NEAR_DAY, len(before)) and PARAGRAPH.search(before[-distance:]) is None

    def _for_speech(self, parsed: Parsed) -> Anchor:
        if self.narrative and parsed.rule.tensed:
            return self.scene or self.previous or NOWHERE
        return self.spoken

    def _for_compared(self, parsed: Parsed) -> Anchor:
        if self.narrative:
            return self.previous or NOWHERE
        if self.quarter and self.compared and re.match(r"last\s+year$", parsed.match[0]):
            return self.quarter
        return self.spoken

    def _for_previous(self, _: Parsed) -> Anchor:
        return self.previous or (NOWHERE if self.narrative else self.spoken)

    def _for_unit(self, parsed: Parsed) -> Anchor:
        return self._for_previous(parsed) if self.narrative else self.spoken

    def _for_part(self, parsed: Parsed) -> Anchor:
        refers_back = re.match(
            r"(?:.{0,12}\s)?(?:that|the same|the next|the following|the previous)\b", parsed.match[0]
        )
        same_day = parsed.rule.name == "clock" and self.same_day
        return self._for_previous(parsed) if refers_back or same_day or self.narrative else self.spoken

    def _for_ago(self, parsed: Parsed) -> Anchor:
        words = parsed.match[0]
        if self.quarter and not self.narrative and re.fullmatch(r"(?:an?|one)\s+year\s+(?:ago|earlier)", words):
            return self.quarter
        if LATER.search(words) or (BACK.search(words) and self.narrative):
            return self._for_previous(parsed)
        return NOWHERE if self.narrative else self.spoken

    def _for_quarter(self, _: Parsed) -> Anchor:
        return self.quarter or self.spoken

    def advance(self, parsed: Parsed, meaning: Meaning, *, opens: bool) -> None:
        """Take note of what has just been said; `opens` if it stands at the head of a sentence."""
        name = parsed.rule.name
        if name in QUARTER_RULES:
            self.quarter = self._later_quarter(anchor_at(meaning.value))
        elif meaning.timex_type == "DURATION" and OTHER_PERIODS.search(parsed.match[0]) and "the" in parsed.match[0]:
            self.quarter = None
        if meaning.timex_type in {"DATE", "TIME"} and "/" not in meaning.value:
            self._move(anchor_at(meaning.value[:10]), opens=opens, lost=meaning.value.startswith("BC"))

    def _move(self, said: Anchor | None, *, opens: bool, lost: bool) -> None:
        """Remember a year in passing, but let only one that opens a sentence set the scene for months and days."""
        if lost:
            self.previous = self.scene = None
        if said is None:
            return
        self.previous = said
        if said.precision == "day":
            self.day_place = self.place
        if opens or self.scene is None or said.known_to("quarter"):
            self.scene = said

    def _later_quarter(self, quarter: Anchor | None) -> Anchor | None:
        """Give the quarter that figures belong to now: one that is not over does not take the place of one that is."""
        if quarter is None or quarter.date is None or self.spoken.date is None or self.quarter is None:
            return quarter or self.quarter
        ends = add_months(quarter.date, 3)
        return self.quarter if ends and ends > self.spoken.date else quarter
