"""Quarters, halves and seasons, and the first so many months of a year."""

from __future__ import annotations

import datetime
import re

from transforms.calendar.arithmetic import SEASON_MONTHS, add_months, quarter_of
from transforms.calendar.names import SEASONS, number_of
from transforms.calendar.values import month_value, part_period
from transforms.timex.dates import edge_mod, related_year
from transforms.timex.meaning import Anchor, Meaning
from transforms.timex.rule import Rule

RELATED = "(?:last|this|next|that|the same|the following|the previous) year"
WHICH = f"(?:,? (?:of )?(?:fiscal )?(?P<y><year>)| (?:of )?(?P<ry>{RELATED})| of (?P<oy>the (?:fiscal )?year))"
QUARTER = (
    "(?P<edge><edge>)?(?:(?!\\w+ (?:fiscal<sep>)?\\w+-quarter)(?:the |its |their |this |last |next ))?(?:(?P<y0><year>)(?:'s)? |(?P<ry0>(?:last|this|next) year)'s )?(?:fiscal(?:<sep><year>)?<sep>)?"
    f"(?:(?P<n>first|second|third|fourth|final|last|1st|2nd|3rd|4th)(?:-fiscal)?<sep>(?P<u>quarter|half)(?!s)|(?P<q>[qh]) ?(?P<k>[1-4]))(?:{WHICH})?"
)
YEAR_QUARTER = "(?P<y><year>)(?:<sep>)?(?P<q>[qh])(?P<k>[1-4])"
HALF_LATTER = f"the (?P<n>latter|second|first|former) half(?:{WHICH})"
TWO_QUARTERS = f"(?:<approx> )?(?:the )?(?P<n>first|last|final) (?:two|three|2|3) quarters(?:{WHICH})?"
SEASON = (
    "(?P<edge><edge>)?(?:(?P<said><said>) |the |a )?(?P<s><season>)"
    f"(?:(?:,? (?:of )?|,)(?P<y><year>)|,? (?:of )?(?P<ry>{RELATED}))?"
)
FIRST_MONTHS = (
    "(?:the )?(?P<end>first|last|opening|final) (?P<n><num>) (?P<u>months|quarters|weeks|days) of "
    f"(?:the )?(?:(?P<y><year>)|(?P<ry>{RELATED}))"
)
# A quarter that has just ended is still to be reported.
REPORTED_WITHIN = datetime.timedelta(days=75)
ORDINAL_PART = {
    "first": 1,
    "1st": 1,
    "former": 1,
    "second": 2,
    "2nd": 2,
    "latter": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
}


def quarter(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read a quarter or half: of the year named, else the last one that had begun (the next one in the future tense)."""
    unit = (match["u"] or match["q"])[0].upper()
    last = 4 if unit == "Q" else 2
    number = int(match["k"]) if match["k"] else ORDINAL_PART.get(match["n"], last)
    if number > last:
        return None
    year = _part_year(match, f"{unit}{number}", anchor)
    return Meaning("DATE", f"{year or 'XXXX'}-{unit}{number}", edge_mod(match["edge"]))


def _part_year(match: re.Match[str], part: str, anchor: Anchor) -> int | None:
    groups = match.groupdict()
    stated = groups.get("y") or groups.get("y0")
    if stated:
        return int(stated)
    related = groups.get("ry") or groups.get("ry0") or groups.get("oy")
    if related:
        return related_year(related, anchor)
    return begun_year(part, anchor)


def begun_year(part: str, anchor: Anchor) -> int | None:
    """Give the year of the last such part of a year that has begun; in the future tense, of the next one."""
    seen = anchor.known_to("month")
    if seen is None:
        known = anchor.known_to("year")
        return known.year if known else None
    period = part_period(seen.year, part)
    if period is None:
        return None
    if anchor.tense == "future":
        return seen.year if period.end >= seen - REPORTED_WITHIN else seen.year + 1
    return seen.year if period.begin <= seen else seen.year - 1


def year_quarter(match: re.Match[str], _: Anchor) -> Meaning | None:
    """2020-Q3, 2020Q3."""
    if match["q"] == "h" and int(match["k"]) > 2:  # noqa: PLR2004 - two halves
        return None
    return Meaning("DATE", f"{match['y']}-{match['q'].upper()}{match['k']}")


def named_half(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read the latter half of 2008."""
    part = f"H{ORDINAL_PART[match['n']]}"
    return Meaning("DATE", f"{_part_year(match, part, anchor) or 'XXXX'}-{part}")


def two_quarters(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read the first two quarters of 1990 are its first half; three quarters have no value of their own."""
    count = "2" if re.search(r"two|2 quarters", match[0]) else "3"
    if count == "2" and (match["y"] or match["ry"]):
        part = "H1" if match["n"] == "first" else "H2"
        return Meaning("DATE", f"{_part_year(match, part, anchor) or 'XXXX'}-{part}")
    return Meaning("DURATION", f"P{count}Q")


def season(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read a season: of the year named, else the last one that had begun; a winter has the year in which it begins."""
    part = SEASONS[match["s"]]
    mod = edge_mod(match["edge"])
    if match["y"] or match["ry"]:
        return Meaning("DATE", f"{_part_year(match, part, anchor) or 'XXXX'}-{part}", mod)
    return Meaning("DATE", f"{_said_season_year(match['said'], part, anchor) or 'XXXX'}-{part}", mod)


def _said_season_year(said: str | None, part: str, anchor: Anchor) -> int | None:
    seen = anchor.known_to("month")
    if said is None or seen is None:
        return begun_year(part, anchor)
    if said == "this":
        return seen.year
    first = SEASON_MONTHS[part]
    if "last" in said or "past" in said or "previous" in said:
        return seen.year if (add_months(seen, 0) or seen).month > first + 2 else seen.year - 1
    if "next" in said or "coming" in said or "following" in said:
        return seen.year if seen.month < first else seen.year + 1
    return begun_year(part, anchor)


def first_months(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read the first nine months of 2020: an interval, which TIMEX3 cannot hold, as begin and end."""
    count = number_of(match["n"])
    year = int(match["y"]) if match["y"] else related_year(match["ry"], anchor)
    months = {"months": 1, "quarters": 3}.get(match["u"], 0) * int(count or 0)
    if not months or year is None or months > 12:  # noqa: PLR2004 - months of a year
        return Meaning("DURATION", f"P{int(count or 0)}{match['u'][0].upper()}")
    begin, end = (1, months) if match["end"] in {"first", "opening"} else (13 - months, 12)
    return Meaning("DATE", f"{month_value(year, begin)}/{month_value(year, end)}")


def quarter_before(anchor: Anchor) -> str | None:
    """Give the value of the last whole quarter before the anchor."""
    seen = anchor.known_to("month")
    day = seen and add_months(seen, -3)
    return f"{day.year}-Q{quarter_of(day)}" if day else None


PERIOD_RULES = (
    Rule("quarter", QUARTER, quarter, tensed=True, context="quarter", cue="quarter", confidence=0.95),
    Rule("year_quarter", YEAR_QUARTER, year_quarter, cue="quarter", confidence=0.97),
    Rule("half", HALF_LATTER, named_half, cue="quarter", confidence=0.9),
    Rule("quarters", TWO_QUARTERS, two_quarters, cue="quarter", confidence=0.8),
    Rule("season", SEASON, season, tensed=True, context="season", cue="season", confidence=0.72),
    Rule("first_months", FIRST_MONTHS, first_months, cue="unit", confidence=0.9),
)
