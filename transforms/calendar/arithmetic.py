"""Days, weeks, months, quarters and years: the arithmetic, and the periods that hold a day."""

from __future__ import annotations

import calendar
import datetime
from typing import NamedTuple

ONE_DAY = datetime.timedelta(days=1)
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


class Period(NamedTuple):
    """A stretch of the calendar, first and last day included."""

    begin: datetime.date
    end: datetime.date


def days_in_month(year: int, month: int) -> int:
    """Give the number of days of a month of the Gregorian calendar."""
    return calendar.monthrange(year, month)[1]


def date_or_none(year: int, month: int, day: int) -> datetime.date | None:
    """Give the date; None if the calendar has none (30 February)."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def add_days(day: datetime.date, count: int) -> datetime.date | None:
    """Give the day `count` days later (earlier if negative); None outside the years 1 to 9999."""
    try:
        return day + datetime.timedelta(days=count)
    except OverflowError:
        return None


def add_months(day: datetime.date, count: int) -> datetime.date | None:
    """Give the same day of the month `count` months later, or that month's last day; None outside 1 to 9999.

    >>> add_months(datetime.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    return datetime.date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def add_units(day: datetime.date, count: int, unit: str) -> datetime.date | None:
    """Give the day `count` units later; `unit` is day, week, fortnight or one of UNIT_MONTHS."""
    if unit in UNIT_MONTHS:
        return add_months(day, count * UNIT_MONTHS[unit])
    return add_days(day, count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def month_period(year: int, month: int, months: int = 1) -> Period | None:
    """Give `months` whole months from the first of a month on; None outside the years 1 to 9999."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    begin = datetime.date(year, month, 1)
    last = add_months(begin, months - 1)
    return Period(begin, last.replace(day=days_in_month(last.year, last.month))) if last else None


def year_period(year: int, years: int = 1) -> Period | None:
    """Give `years` whole years; None outside the years 1 to 9999."""
    return month_period(year, 1, 12 * years)


def week_period(year: int, week: int) -> Period | None:
    """Give an ISO 8601 week, Monday to Sunday; None if the year has no such week."""
    try:
        begin = datetime.date.fromisocalendar(year, week, 1)
        return Period(begin, begin + 6 * ONE_DAY)
    except (ValueError, OverflowError):
        return None


def weekend_of(day: datetime.date) -> Period | None:
    """Give Saturday and Sunday of the ISO week that holds a day."""
    iso = day.isocalendar()
    week = week_period(iso.year, iso.week)
    return Period(week.end - ONE_DAY, week.end) if week else None


def quarter_of(day: datetime.date) -> int:
    """Give the calendar quarter (1 to 4) that holds a day."""
    return (day.month + 2) // 3


def weekday_before(day: datetime.date, weekday: int, *, same: bool = True) -> datetime.date | None:
    """Give the last such weekday (Monday is 0) up to a day; the day itself counts if `same`."""
    back = (day.weekday() - weekday) % 7
    return add_days(day, -back if back or same else -7)


def weekday_after(day: datetime.date, weekday: int, *, same: bool = True) -> datetime.date | None:
    """Give the first such weekday (Monday is 0) from a day on; the day itself counts if `same`."""
    ahead = (weekday - day.weekday()) % 7
    return add_days(day, ahead if ahead or same else 7)


def nth_weekday(year: int, month: int, number: int, weekday: int) -> datetime.date | None:
    """Give the first, second, … such weekday of a month; the last one for -1."""
    if number < 0:
        return weekday_before(datetime.date(year, month, days_in_month(year, month)), weekday)
    first = weekday_after(datetime.date(year, month, 1), weekday)
    return first and date_or_none(year, month, first.day + 7 * (number - 1))


def easter_sunday(year: int) -> datetime.date:
    """Give Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature 13, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    x = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


def nearest_year(anchor: datetime.date, month: int, day: int = 1) -> int:
    """Give the year in which a month and day lie nearest to the anchor (half a year each way)."""
    distance = (month - anchor.month) * 31 + day - anchor.day
    if distance > 186:  # noqa: PLR2004 - half of 12 * 31
        return anchor.year - 1
    return anchor.year + 1 if distance < -186 else anchor.year  # noqa: PLR2004 - the same
