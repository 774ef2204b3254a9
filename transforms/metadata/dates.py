"""Dates of documents as headers write them: ISO, slashes, names of months, Chinese stamps, with times and zones.

Only what is written counts: a relative stamp ("3 hours ago") is no date, and a date whose day and month can be read
both ways is certain to its year only.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Minutes east of Greenwich. Abbreviations that name several zones (CST, BST, ET) are left out: no moment is better
# than a wrong one. IST is India's, the use in news copy.
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ist": 330, "bjt": 480, "beijing time": 480, "ict": 420, "hkt": 480, "sgt": 480, "pht": 480,
    "myt": 480, "wib": 420, "jst": 540, "kst": 540, "npt": 345, "pkt": 300, "msk": 180, "eat": 180, "cat": 120, "wat": 60,
    "sast": 120, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "est": -300, "edt": -240, "cdt": -300, "mdt": -360,
    "pst": -480, "pdt": -420, "aest": 600, "aedt": 660, "eastern standard time": -300, "eastern daylight time": -240,
    "pacific standard time": -480, "pacific daylight time": -420, "central daylight time": -300, "indian standard time": 330, "nzst": 720, "nzdt": 780,
}  # fmt: skip
NOON = 12
# The numbered alternatives of DATE.
FORMS, FORMS_WITH_DAY, SHORT_FORM = (1, 2, 3, 4, 6, 7, 8), (1, 2, 3, 4, 6), 6

MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:1[89]|20)\d\d"
# A year may be glued to the time that follows it ("March 3, 20213:14 AM"), as pages without white space leave it.
_YEAR_END = r"(?!\d)|(?=\d{1,2}:\d\d)"
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{0,3})?"
_ZONE = (
    r"(?:(?:utc|gmt)?\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|(?:"
    + "|".join(sorted((re.escape(zone) for zone in ZONES), key=len, reverse=True))
    + r")(?:\b|(?=updated|published|by\s)))"
)
_CLOCK = r"\d{1,2}[:.h]\d\d(?::\d\d(?:[.,]\d{1,6})?)?"
_TIME_AFTER = (
    rf"(?:(?:t|[\s,|·•@\-–—]{{0,4}}(?:at\s{{1,2}}|(?:mon|tues|wednes|thurs|fri|satur|sun)day\s{{1,2}})?)(?P<clock>{_CLOCK})(?!\d)(?:\s?(?P<half>[ap]\.?m\b\.?))?"
    rf"(?:\s{{0,2}}\(?(?P<zone>{_ZONE})\)?)?)?"
)
_TIME_BEFORE = (
    rf"(?:(?P<clock0>{_CLOCK})(?:\s?(?P<half0>[ap]\.?m\b\.?))?(?:\s{{0,2}}\(?(?P<zone0>{_ZONE})\)?)?"
    r"[\s,|·•]{1,4}(?:on\s{1,2})?)?"
)
DATE = re.compile(
    rf"(?<![\w./-]){_TIME_BEFORE}{_WEEKDAY}(?:"
    rf"(?P<year1>{_YEAR})(?P<mark>[-/.])(?P<month1>\d{{1,2}})(?P=mark)(?P<day1>\d{{1,2}})(?!\d)"
    rf"|(?P<year2>{_YEAR})\s?年\s?(?P<month2>\d{{1,2}})\s?月(?:\s?(?P<day2>\d{{1,2}})\s?日)?"
    rf"|(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,2}}of)?[\s-]{{0,2}}(?P<month3>{MONTH_NAME})\.?,?[\s-]{{0,2}}(?P<year3>{_YEAR})(?:{_YEAR_END})"
    rf"|(?P<month4>{MONTH_NAME})\.?[\s-]{{0,2}}(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s{{0,2}}|[\s-]{{1,2}})(?P<year4>{_YEAR})(?:{_YEAR_END})"
    rf"|(?P<first>\d{{1,2}})(?P<mark5>[-/.])(?P<second>\d{{1,2}})(?P=mark5)(?P<year5>{_YEAR})(?!\d)"
    rf"|(?P<day6>\d{{1,2}})-(?P<month6>{MONTH_NAME})-(?P<short>\d\d)(?!\d)"
    rf"|(?P<month7>{MONTH_NAME})\.?,?[\s-]{{1,2}}(?P<year7>{_YEAR})(?!\d)"
    rf"|(?P<year8>{_YEAR})-(?P<month8>0[1-9]|1[0-2])(?![\d-])"
    rf"){_TIME_AFTER}",
    re.IGNORECASE,
)
DIGIT = re.compile(r"[0-9]")
LONE_YEAR = re.compile(rf"\s*(?P<year>{_YEAR})(?![\d年/.-])")
COMPACT = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it is written: its span, its value in ISO form at the precision written, and its moment if that is known.

    `candidates` holds the two readings of an undecidable day and month; `value` is then the year.
    """

    start: int
    end: int
    value: str
    moment: datetime.datetime | None = None
    candidates: tuple[str, ...] = ()

    @property
    def precision(self) -> str:
        """Whether a day, a month or a year is written."""
        return {4: "year", 7: "month"}.get(len(self.value), "day")

    @property
    def first_day(self) -> datetime.date:
        """The first day of the period."""
        return datetime.date.fromisoformat((self.value + "-01-01")[:10])


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """Give every full date, month or Chinese stamp in text[start:end]; offsets are code points, end exclusive.

    >>> [date.value for date in find_dates("Updated: 2004-03-08 07:45, issued 04/03/2025, 9 May 2023")]
    ['2004-03-08', '2025', '2023-05-09']
    """
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        if written := _read(match):
            yield written


def match_date(text: str, start: int, end: int, *, loose: bool = False) -> WrittenDate | None:
    """Give the date that begins at `start`, else None; `loose` also reads a lone year and 20210122."""
    if not DIGIT.search(text, start, end):
        return None
    if found := DATE.match(text, start, end):
        return _read(found)
    if loose and (found := COMPACT.match(text, start, end)):
        day = _day(found["year"], found["month"], found["day"])
        return WrittenDate(found.start("year"), found.end(), day.isoformat()) if day else None
    if loose and (found := LONE_YEAR.match(text, start, end)):
        return WrittenDate(found.start("year"), found.end(), found["year"])
    return None


def month_number(name: str) -> int:
    """Give the number of a month from its name, full or short."""
    return MONTHS[name.lower().rstrip(".")]


def _read(match: re.Match[str]) -> WrittenDate | None:
    if match["first"]:
        return _read_numeric(match)
    form = next(n for n in FORMS if match[f"month{n}"])
    year = "20" + match["short"] if form == SHORT_FORM else match[f"year{form}"]
    name, day = match[f"month{form}"], match[f"day{form}"] if form in FORMS_WITH_DAY else None
    month = int(name) if name.isdecimal() else month_number(name)
    if day is None:
        return WrittenDate(*match.span(), f"{year}-{month:02}") if month in MONTHS.values() else None
    found = _day(year, month, day)
    return _timed(match, found) if found else None


def _read_numeric(match: re.Match[str]) -> WrittenDate | None:
    """Read 14/03/2025: day first, unless only the month can be first; undecidable dates give the year."""
    first, second, year = match["first"], match["second"], match["year5"]
    readings = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
    if match["weekday"] and len(readings) > 1:
        wanted = WEEKDAYS.index(match["weekday"].lower())
        readings = {day for day in readings if day.weekday() == wanted} or readings
    if len(readings) == 1:
        return _timed(match, readings.pop())
    candidates = tuple(sorted(day.isoformat() for day in readings))
    return WrittenDate(*match.span(), year, None, candidates) if candidates else None


def _day(year: str, month: str | int, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _timed(match: re.Match[str], day: datetime.date) -> WrittenDate:
    return WrittenDate(*match.span(), day.isoformat(), _moment(match, day))


def _moment(match: re.Match[str], day: datetime.date) -> datetime.datetime | None:
    """Give the moment in UTC: only if time and zone are stated, and the time is no placeholder."""
    suffix = "" if match["clock"] else "0"
    clock, half, zone = match["clock" + suffix], match["half" + suffix], match["zone" + suffix]
    minutes = zone_minutes(zone) if zone else None
    if not clock or minutes is None:
        return None
    hour, minute, *rest = (int(number) for number in re.split(r"[:.,h]", clock, flags=re.IGNORECASE)[:3])
    second = rest[0] if rest else 0
    if half and hour <= NOON:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    elif (hour, minute, second) == (0, 0, 0):
        return None
    try:
        local = datetime.datetime.combine(day, datetime.time(hour, minute, second), datetime.UTC)
        return local - datetime.timedelta(minutes=minutes)
    except (ValueError, OverflowError):
        return None


def zone_minutes(zone: str) -> int | None:
    """Give a zone's minutes east of Greenwich; None if it is not known.

    >>> zone_minutes("IST"), zone_minutes("GMT+7"), zone_minutes("-0530"), zone_minutes("CST")
    (330, 420, -330, None)
    """
    name = zone.lower().strip()
    if found := re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d\d)?", name):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return -minutes if found[1] == "-" else minutes
    return ZONES.get(name)
