"""Calendar dates: days, months, years, decades and centuries that the text writes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.calendar.arithmetic import add_months, date_or_none, nearest_year
from transforms.calendar.names import SEASONS, month_number, number_of, ordinal_of
from transforms.calendar.values import day_value, month_value
from transforms.timex.meaning import Anchor, Meaning
from transforms.timex.rule import Rule

if TYPE_CHECKING:
    import datetime

FULL_DATE = (
    "(?P<approx>(?:about|around) )?(?:<anywday>,? (?:the )?)?"
    "(?:(?P<m1><month>) (?:the )?(?P<d1><mday>)|(?:the )?(?P<d2><mday>) (?:of )?(?P<m2><month>))"
    "(?:(?:,? (?:of )?|,)(?P<y><year>|(?:of )?(?P<ry>(?:last|this|next|that|the same|the following|the previous) year)))?"
    "(?:,? <anywday>)?"
)
MONTH = (
    "(?P<edge><edge>)?(?:(?P<said><said>) )?(?P<m><month>)(?!\\.? (?:the )?<mday>(?! ?b\\.?c))"
    "(?:(?:,? (?:of )?|,)(?P<y><year>|<yearword>)|,? (?:of )?(?P<ry>(?:last|this|next|that|the same|the following|the previous) year))?"
)
YEAR = "(?:(?P<edge><edge>)|as early as |about |around |ca?\\. ?|circa )?(?P<fy>fiscal(?: year)? |fy ?|(?:calendar )?year |the (?:calendar |fiscal )?year )?(?P<y><year>|<yearword>|two thousand(?: and)?(?: (?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
DECADE = "(?P<edge><edge>)?(?:the )?(?P<y>(?:1\\d|20)\\d)0'?s"
DECADE_WORD = "(?P<edge><edge>)?(?:the )?(?:nineteen |')?(?P<w>20|30|40|50|60|70|80|90|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)'?s?(?<=s)"
CENTURY = "(?P<edge><edge>)?(?:the )?(?P<n><ordinal>)<sep>(?:century|centuries)(?P<bc> b\\.?c\\.?)?"
BC_YEAR = "(?P<edge><edge>)?(?:the )?(?:(?:(?P<m><month>)|(?P<sn><season>)) (?:of )?)?(?:ca?\\. ?|about |around )?(?P<y>\\d{1,4})(?P<s>s)? (?:bce?|b\\.c\\.(?:e\\.)?)"
ISO = (
    "(?P<y>\\d{4})(?:(?P<sl>[-/])(?P<m>\\d{1,2})(?P=sl)(?P<d>\\d{1,2}))"
    "(?:(?:t| |, )(?P<t>\\d{1,2}:\\d\\d)(?::\\d\\d)?(?: ?(?:z|utc|gmt|[+-]\\d\\d:?\\d\\d))?)?"
)
NUMERIC = "(?P<a>\\d{1,2})(?P<sl>[/.])(?P<b>\\d{1,2})(?P=sl)(?P<y>(?:1[89]|20)\\d\\d)"
# So many months away, a date without a year is the nearest one whatever the tense: one would else say which year.
NEAR_MONTHS = 2
WHOLE_MONTH = 0


def edge_mod(edge: str | None) -> str | None:
    """Give the TIMEX3 modifier of early, late, the end of and the like."""
    if not edge:
        return None
    if re.search("end|late|close|latter|last", edge):
        return "END"
    return "MID" if re.search("mid|height", edge) else "START"


def year_of(text: str) -> int | None:
    """Give the year written in digits or as in nineteen ninety-six."""
    if text.isdecimal():
        return int(text)
    head, *rest = re.split(r"[\s-]+", text.strip())
    if head == "two":
        return 2000 + int(number_of(rest[-1]) or 0) % 1000
    tail = number_of(" ".join(rest).replace("oh ", "").replace("o ", ""))
    if rest == ["hundred"]:
        tail = 0
    century = number_of(head)
    return None if century is None or tail is None else int(century) * 100 + int(tail)


def related_year(words: str | None, anchor: Anchor) -> int | None:
    """Give the year that `last year`, `that year` or `the following year` means."""
    day = anchor.known_to("year")
    if words is None or day is None:
        return None
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}
    return day.year + next((step[word] for word in words.split() if word in step), 0)


def year_for(month: int, day: int, anchor: Anchor) -> int | None:
    """Give the year of a month and day without one, as seen from the anchor in the tense of its clause.

    In the past it is the last such day, in the future the next one, else the nearest. An anchor known to the year
    gives that year.
    """
    if anchor.known_to("month") is None:
        known = anchor.known_to("year")
        return known.year if known else None
    seen = anchor.known_to("month")
    return _directed_year(month, day, seen, anchor) if seen else None


def _directed_year(month: int, day: int, seen: datetime.date, anchor: Anchor) -> int:
    ahead = (month, day) > (seen.month, seen.day) if anchor.precision == "day" else month > seen.month
    if month == seen.month:
        return seen.year
    nearest = nearest_year(seen, month, min(day, 28) or 1)
    distance = abs((nearest - seen.year) * 12 + month - seen.month)
    if anchor.tense == "none" or distance <= NEAR_MONTHS:
        return nearest
    if anchor.tense == "past":
        return seen.year - 1 if ahead else seen.year
    return seen.year if ahead else seen.year + 1


def full_date(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read a day of a month, with or without its year."""
    month, day = month_number(match["m1"] or match["m2"]), ordinal_of(match["d1"] or match["d2"])
    if month is None or day is None:
        return None
    mod = "APPROX" if match["approx"] else None
    if match["y"] and not match["ry"]:
        return _day(int(match["y"]), month, day, mod)
    year = related_year(match["ry"], anchor) if match["ry"] else year_for(month, day, anchor)
    return Meaning("DATE", f"XXXX-{month:02}-{day:02}", mod) if year is None else _day(year, month, day, mod)


def _day(year: int, month: int, day: int, mod: str | None = None) -> Meaning | None:
    date = date_or_none(year, month, day)
    return Meaning("DATE", day_value(date), mod) if date else None


def a_month(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read a month, with or without its year: July, last July, early July 2021, July of that year."""
    month, mod = month_number(match["m"]), edge_mod(match["edge"])
    if month is None:
        return None
    if match["y"]:
        year = year_of(match["y"])
    elif match["ry"]:
        year = related_year(match["ry"], anchor)
    else:
        year = _said_month_year(match["said"], month, anchor)
    return Meaning("DATE", f"XXXX-{month:02}" if year is None else month_value(year, month), mod)


def _said_month_year(said: str | None, month: int, anchor: Anchor) -> int | None:
    seen = anchor.known_to("month")
    if said is None or seen is None:
        return year_for(month, WHOLE_MONTH, anchor)
    if "last" in said or "past" in said or "previous" in said:
        return seen.year if month < seen.month else seen.year - 1
    if "next" in said or "coming" in said or "following" in said:
        return seen.year if month > seen.month else seen.year + 1
    return seen.year if said == "this" else year_for(month, WHOLE_MONTH, anchor)


def a_year(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Read a year, calendar or fiscal; TIMEX3 has one value for both."""
    year = year_of(match["y"])
    return Meaning("DATE", f"{year:04}", edge_mod(match["edge"])) if year else None


def decade(match: re.Match[str], _: Anchor) -> Meaning:
    """Read the 1970s, the late 1970s."""
    return Meaning("DATE", match["y"], edge_mod(match["edge"]))


def decade_word(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Read the nineties, the '80s: of the twentieth century."""
    tens = {"tw": 2, "th": 3, "fo": 4, "fi": 5, "si": 6, "se": 7, "ei": 8, "ni": 9}
    word = match["w"]
    digit = int(word[0]) if word[0].isdecimal() else tens[word[:2]]
    return Meaning("DATE", f"19{digit}", edge_mod(match["edge"]))


def century(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Read the 20th century; before Christ with BC in front, as TIMEX3 has it."""
    number = ordinal_of(match["n"])
    if not number:
        return None
    return Meaning("DATE", f"BC{number - 1:02}" if match["bc"] else f"{number - 1:02}", edge_mod(match["edge"]))


def bc_year(match: re.Match[str], _: Anchor) -> Meaning:
    """Read a year or decade before Christ."""
    value = f"BC{int(match['y']):04}"
    if match["m"] or match["sn"]:
        part = f"{month_number(match['m']) or 0:02}" if match["m"] else SEASONS[match["sn"]]
        return Meaning("DATE", f"{value}-{part}", edge_mod(match["edge"]))
    return Meaning("DATE", value[:-1] if match["s"] else value, edge_mod(match["edge"]))


def iso_date(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Read An ISO date, also with slashes, with or without a clock time."""
    meaning = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    if meaning is None or match["t"] is None:
        return meaning
    hour, minute = match["t"].split(":")
    return Meaning("TIME", f"{meaning.value}T{int(hour):02}:{minute}") if int(hour) <= 24 and int(minute) < 60 else None  # noqa: PLR2004 - a clock


def numeric_date(match: re.Match[str], _: Anchor) -> Meaning | None:
    """D/M/Y or M/D/Y where the figures leave no doubt; else the year alone is certain."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    days = {date for date in (date_or_none(year, b, a), date_or_none(year, a, b)) if date}
    if match["sl"] == ".":
        days = {date for date in (date_or_none(year, b, a),) if date}
    if not days:
        return None
    return Meaning("DATE", day_value(days.pop()) if len(days) == 1 else f"{year}-XX-XX")


def last_month(day: datetime.date) -> datetime.date | None:
    """Give the same day of the month before."""
    return add_months(day, -1)


DATE_RULES = (
    Rule("iso_date", ISO, iso_date, cue="date", confidence=0.98),
    Rule("numeric_date", NUMERIC, numeric_date, cue="date", confidence=0.95),
    Rule("date", FULL_DATE, full_date, tensed=True, context="date", cue="month", confidence=0.96),
    Rule("month", MONTH, a_month, tensed=True, context="month", cue="month", confidence=0.93),
    Rule("year", YEAR, a_year, context="year", cue="year", confidence=0.97),
    Rule("decade", DECADE, decade, cue="decade", confidence=0.95),
    Rule("decade_word", DECADE_WORD, decade_word, context="decade", cue="decade", confidence=0.85),
    Rule("century", CENTURY, century, cue="century", confidence=0.88),
    Rule("bc_year", BC_YEAR, bc_year, cue="bc", confidence=0.95),
)
