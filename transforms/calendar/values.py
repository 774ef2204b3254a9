"""TIMEX3 values and the stretch of the calendar that each denotes."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from transforms.calendar.arithmetic import (
    SEASON_MONTHS,
    Period,
    add_months,
    date_or_none,
    month_period,
    week_period,
    year_period,
)

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T[\w:.+-]{1,16})?")
MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX(?:T[A-Z]{2})?)?")
WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
YEARS = re.compile(r"\d{2,4}")
DURATION = re.compile(r"P(T?)(\d{1,6})(DE|CE|[YQMWDHS])")


def day_value(day: datetime.date) -> str:
    """Give the TIMEX3 value of a day, always with four digits for the year."""
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def month_value(year: int, month: int) -> str:
    """Give the TIMEX3 value of a month."""
    return f"{year:04}-{month:02}"


def week_value(day: datetime.date) -> str:
    """Give the TIMEX3 value of the ISO week that holds a day."""
    iso = day.isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


@lru_cache(maxsize=32768)
def period_of(value: str) -> Period | None:
    """Give first and last day of what a TIMEX3 value denotes; None if it has no place on the calendar.

    A winter begins in December of the year that names it. An interval `a/b` reaches from the first day of a to the
    last of b. Years before Christ lie outside the calendar of Python and give None.

    >>> period_of("2020-Q3")
    Period(begin=datetime.date(2020, 7, 1), end=datetime.date(2020, 9, 30))
    """
    if "/" in value:
        return _interval(value)
    for pattern, period in FORMS:
        if match := pattern.fullmatch(value):
            return period(match)
    return None


def _day(match: re.Match[str]) -> Period | None:
    day = date_or_none(*map(int, match.groups()))
    return Period(day, day) if day else None


def _month(match: re.Match[str]) -> Period | None:
    return month_period(int(match[1]), int(match[2])) if 1 <= int(match[2]) <= 12 else None  # noqa: PLR2004 - months


def _week(match: re.Match[str]) -> Period | None:
    week = week_period(int(match[1]), int(match[2]))
    return Period(week.end - datetime.timedelta(days=1), week.end) if week and match[3] else week


def _part(match: re.Match[str]) -> Period | None:
    return part_period(int(match[1]), match[2])


def _years(match: re.Match[str]) -> Period | None:
    years = 10 ** (4 - len(match[0]))
    return year_period(int(match[0]) * years, years)


FORMS = ((DAY, _day), (MONTH, _month), (WEEK, _week), (PART, _part), (YEARS, _years))


def part_period(year: int, part: str) -> Period | None:
    """Give the days of a quarter (Q1 to Q4), half (H1, H2) or season (SP, SU, FA, WI) of a year."""
    if part in SEASON_MONTHS:
        return month_period(year, SEASON_MONTHS[part], 3)
    months = {"Q": 3, "H": 6}[part[0]]
    return month_period(year, (int(part[1]) - 1) * months + 1, months)


def _interval(value: str) -> Period | None:
    first, last = (period_of(part) for part in value.split("/", 1))
    if first is None or last is None or first.begin > last.end:
        return None
    return Period(first.begin, last.end)


def span_of(duration: str, begin: datetime.date) -> Period | None:
    """Give the period of a given length (P10M, P2W, …) that begins on a day; None for a vague or too long one."""
    match = DURATION.fullmatch(duration)
    if match is None or match[1]:
        return None
    count, unit = int(match[2]), match[3]
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit, 0) * count
    try:
        after = add_months(begin, months) if months else begin + datetime.timedelta({"W": 7, "D": 1}[unit] * count)
        return Period(begin, after - datetime.timedelta(days=1)) if after else None
    except OverflowError:
        return None
