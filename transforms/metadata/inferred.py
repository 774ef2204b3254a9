"""What a text fixes without saying it outright: the year of an anniversary, the year of a dateline, the outlet that was told.

Inferred values are given only where the text leaves one reading, and no finer than that reading is certain.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.metadata.dateline import weekday_number
from transforms.metadata.dates import find_dates
from transforms.metadata.lexicon import find_outlet, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.metadata.dateline import Dateline
    from transforms.metadata.page import Page

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "tenth": 10, "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30,
    "thirty-fifth": 35, "fortieth": 40, "forty-fifth": 45, "fiftieth": 50, "fifty-fifth": 55, "sixtieth": 60, "sixty-fifth": 65, "seventieth": 70,
    "seventy-fifth": 75, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "centenary": 100, "centennial": 100,
}  # fmt: skip
ANNIVERSARY = re.compile(
    r"(?P<cue>\bthis year\b[^.\n]{0,60}?\b(?:marks?|is|sees|celebrates?|observes?|commemorates?|coincides with)\b[^.\n]{0,40}?|\bthis year(?:'s|’s)\s)"
    r"(?P<number>\b\d{1,3}(?:st|nd|rd|th)|\b[a-z]{3,8}(?:-[a-z]{3,8})?)\s(?:founding\s)?anniversary\s(?P<of>(?:of|since)\s[^.\n]{3,160})",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/]|[.,-]\d)")
# Two patterns, each with a literal beginning, are found ten times faster than one with alternatives.
TOLD = tuple(
    re.compile(cue + r"\s(?P<who>(?:the\s)?[A-Z][\w’']{1,20}(?:\s[A-Z][\w’']{1,20}){0,3})")
    for cue in ("told", "interview with")
)
# An outlet that no lexicon knows: with it the text has spoken to more than one.
OUTLET_LIKE = re.compile(r"the\s.*(?:Times|Post|Daily|News|Herald|Tribune|Journal|Gazette|Agency)$")
WEEKDAY = re.compile(r"\bon\s(?P<name>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
COMPARED = re.compile(
    r"\b(?:from|than|against|compared (?:with|to)|over|above|below)\b[^.\n]{0,60}?\bin\s(?P<year>(?:19|20)\d\d)(?!\d)"
)
THIS_YEAR = re.compile(r"\bthis year\b", re.IGNORECASE)
LEAD, FIRST_MODERN_YEAR, FRESH_DAYS = 700, 1950, 10


class Founding(NamedTuple):
    """An event whose year is known: every pattern must occur in what the anniversary is of."""

    patterns: tuple[str, ...]
    year: int


@cache
def foundings() -> tuple[Founding, ...]:
    """Give the events whose anniversaries fix a year."""
    return tuple(
        Founding(tuple(piece.strip().lower() for piece in row["form"].split("&")), int(row["target_id"]))
        for row in rows("founding_years.csv")
    )


def founding_year(of: str) -> int | None:
    """Give the year of the event that an anniversary is of: stated in the phrase, else known; None if neither.

    >>> founding_year("of the 1995 agreement on the river"), founding_year("of the flood")
    (1995, None)
    """
    stated = {int(year) for year in YEAR.findall(of)}
    if stated:
        return stated.pop() if len(stated) == 1 else None
    known = {
        event.year
        for event in foundings()
        if all(re.search(rf"\b{re.escape(piece)}", of.lower()) for piece in event.patterns)
    }
    return known.pop() if len(known) == 1 else None


def claim_anniversary_year(page: Page, start: int, end: int) -> None:
    """Claim the year that "this year marks the Nth anniversary of …" fixes."""
    text = page.text
    years: dict[int, tuple[int, int]] = {}
    for found in ANNIVERSARY.finditer(text, start, end):
        number = _ordinal(found["number"])
        founded = founding_year(found["of"])
        if number and founded:
            years.setdefault(founded + number, (found.start("number"), found.end("of")))
    if len(years) == 1:
        year, span = years.popitem()
        latest = max((int(piece) for piece in YEAR.findall(text[start:end])), default=0)
        if latest <= year + 40:
            page.claim("published_inferred", str(year), *span, "inferred_anniversary")


def _ordinal(written: str) -> int | None:
    digits = re.match(r"\d{1,3}", written)
    return int(digits[0]) if digits else ORDINALS.get(written.lower())


def claim_told_outlet(page: Page, start: int, end: int) -> None:
    """Claim as publisher the one paper to which the people in a text speak, where nothing else names a publisher or agency."""
    if page.best("publisher") or page.best("agency") or page.best("dateline_agency") or page.best("publication"):
        return
    told: dict[str, tuple[int, int]] = {}
    for found in (match for pattern in TOLD for match in pattern.finditer(page.text, start, end)):
        if outlet := find_outlet(found["who"]):
            told.setdefault(outlet.name if outlet.kind == "publisher" else "", found.span("who"))
        elif OUTLET_LIKE.match(found["who"]):
            told.setdefault("", found.span("who"))
    if len(told) == 1 and "" not in told:
        name, span = told.popitem()
        page.claim("publisher", name, *span, "inferred_told", rank=50)


def year_of(
    dateline: Dateline, page: Page, published: datetime.date | None, precision: str | None
) -> tuple[int, str] | None:
    """Give a dateline's year and how it is known: stated, from the published date, a caption's date, or the lead's weekday."""
    if dateline.month is None:
        return None
    if dateline.year:
        return dateline.year, "dateline"
    if published and precision in ("day", "month"):
        return _year_before(dateline, published, precision), "dateline_year_of_header"
    if published:
        return published.year, "dateline_year_of_header"
    stated = {
        year
        for zone in page.zones
        if zone.zone == "caption"
        for year in _years_near(dateline, page, zone.start_char, zone.end_char)
    }
    if len(stated) == 1:
        return stated.pop(), "dateline_year_of_caption"
    year = _year_by_weekday(dateline, page.text)
    return (year, "dateline_year_by_weekday") if year else None


def _years_near(dateline: Dateline, page: Page, start: int, end: int) -> Iterator[int]:
    """Give the years that put the dateline's day at most some days after a date of a caption: pictures are fresh."""
    for date in find_dates(page.text, start, end):
        if date.precision == "day":
            for year in (date.first_day.year, date.first_day.year + 1):
                day = dateline.date_in(year)
                if day and 0 <= (day - date.first_day).days <= FRESH_DAYS:
                    yield year


def _year_before(dateline: Dateline, published: datetime.date, precision: str) -> int:
    """Give the year in which the dateline's day is the last one not after publication (a day's grace for time zones)."""
    last = published + datetime.timedelta(days=31 if precision == "month" else 1)
    day = dateline.date_in(last.year)
    return last.year if day is None or day <= last else last.year - 1


def _year_by_weekday(dateline: Dateline, text: str) -> int | None:
    """Give the year that the lead's weekday and a comparison of this year with the last one leave ("up from … in 2020")."""
    weekday = WEEKDAY.search(text, dateline.end, dateline.end + LEAD)
    if not weekday or not THIS_YEAR.search(text):
        return None
    compared = {int(found["year"]) for found in COMPARED.finditer(text)}
    years = {int(found) for found in YEAR.findall(text)}
    if not compared or max(years) != max(compared) or max(compared) < FIRST_MODERN_YEAR:
        return None
    wanted = weekday_number(weekday["name"])
    fitting = [
        year
        for year in (max(compared), max(compared) + 1)
        if (day := dateline.date_in(year)) and day.weekday() == wanted
    ]
    return fitting[0] if len(fitting) == 1 else None
