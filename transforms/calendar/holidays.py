"""Named days and the dates on which they fall, year by year."""

from __future__ import annotations

import datetime
from functools import cache

from transforms.calendar.arithmetic import add_days, date_or_none, easter_sunday, nth_weekday
from transforms.errors import LexiconError
from transforms.lexicon_rows import rows_of


@cache
def holiday_rules() -> dict[str, str]:
    """Give the rule of each named day by its folded form, from `holidays.csv`."""
    return {row["form"].lower(): row["target_id"] for row in rows_of("holidays.csv")}


@cache
def movable_days() -> dict[tuple[str, int], datetime.date]:
    """Give the dates of days that follow the moon, by name and year, from `movable_days.csv`."""
    days = [(row["target_id"], datetime.date.fromisoformat(row["date"])) for row in rows_of("movable_days.csv")]
    return {(name, day.year): day for name, day in reversed(days)}


def holiday_date(rule: str, year: int) -> datetime.date | None:
    """Give the day on which a holiday falls in a year; None if it is not known or does not exist.

    Rules: `12-25` a day of every year; `11-4-3` the fourth Thursday (Monday is 0) of November, `5--1-0` the last
    Monday of May, `11-1-0+1` the day after the first Monday of November; a name (`easter`, `lunar_new_year`), where
    `+n` or `-n` adds days.

    >>> holiday_date("lunar_new_year-1", 2025)
    datetime.date(2025, 1, 28)
    """
    if rule[:1].isdigit():
        return _fixed(rule, year)
    name, sign, days = rule, "+", "0"
    for mark in "+-":
        if mark in rule:
            name, sign, days = *rule.partition(mark)[:2], rule.partition(mark)[2]
    if not days.isdecimal():
        raise LexiconError(f"holidays.csv: {rule!r} is no rule.", hint="Write 12-25, 11-4-3 or a name with +n.")
    first = easter_sunday(year) if name == "easter" and year > 0 else movable_days().get((name, year))
    return first and add_days(first, int(sign + days))


def _fixed(rule: str, year: int) -> datetime.date | None:
    written, _, later = rule.partition("+")
    month, _, rest = written.partition("-")
    if rest.isdecimal():
        return date_or_none(year, int(month), int(rest))
    number, _, weekday = rest.rpartition("-")
    day = nth_weekday(year, int(month), int(number), int(weekday))
    return day and add_days(day, int(later or 0))
