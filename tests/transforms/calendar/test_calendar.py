"""Calendar arithmetic, values and holidays against known dates."""

from __future__ import annotations

import datetime

import pytest

from transforms.calendar import arithmetic, holidays, names, values

D = datetime.date

HOLIDAYS = [
    ("11-1-0+1", 2016, D(2016, 11, 8)),
    ("12-25", 2024, D(2024, 12, 25)),
    ("11-4-3", 1999, D(1999, 11, 25)),
    ("5--1-0", 2021, D(2021, 5, 31)),
    ("2-30", 2021, None),
    ("easter", 2000, D(2000, 4, 23)),
    ("easter-2", 2022, D(2022, 4, 15)),
    ("lunar_new_year", 2021, D(2021, 2, 12)),
    ("lunar_new_year-1", 2024, D(2024, 2, 9)),
    ("lunar_new_year", 1400, None),
]
PERIODS = [
    ("2013-03-22", D(2013, 3, 22), D(2013, 3, 22)),
    ("2013-03-22T15:00", D(2013, 3, 22), D(2013, 3, 22)),
    ("2012-02", D(2012, 2, 1), D(2012, 2, 29)),
    ("2012-XX", None, None),
    ("2012-02-XX", D(2012, 2, 1), D(2012, 2, 29)),
    ("2013-W01", D(2012, 12, 31), D(2013, 1, 6)),
    ("1990-W32-WE", D(1990, 8, 11), D(1990, 8, 12)),
    ("2020-Q3", D(2020, 7, 1), D(2020, 9, 30)),
    ("2020-H1", D(2020, 1, 1), D(2020, 6, 30)),
    ("2020-WI", D(2020, 12, 1), D(2021, 2, 28)),
    ("2020", D(2020, 1, 1), D(2020, 12, 31)),
    ("197", D(1970, 1, 1), D(1979, 12, 31)),
    ("19", D(1900, 1, 1), D(1999, 12, 31)),
    ("2020-01/2020-10", D(2020, 1, 1), D(2020, 10, 31)),
    ("2020-10/2020-01", None, None),
    ("XXXX-WXX-4", None, None),
    ("P3D", None, None),
    ("0000", None, None),
]
SPANS = [("P10M", D(2020, 10, 31)), ("P2W", D(2020, 1, 14)), ("P1DE", D(2029, 12, 31)), ("PXM", None), ("PT3H", None)]


@pytest.mark.parametrize(("rule", "year", "expected"), HOLIDAYS)
def test_a_holiday_falls_on_its_day(rule, year, expected):
    assert holidays.holiday_date(rule, year) == expected


def test_every_holiday_of_the_lexicon_has_a_date_in_2024():
    missing = {form: rule for form, rule in holidays.holiday_rules().items() if not holidays.holiday_date(rule, 2024)}
    assert missing == {}


@pytest.mark.parametrize(("value", "begin", "end"), PERIODS)
def test_a_value_gives_its_first_and_last_day(value, begin, end):
    period = values.period_of(value)
    assert (period and (period.begin, period.end)) == (begin and (begin, end))


@pytest.mark.parametrize(("duration", "end"), SPANS)
def test_a_duration_from_new_year(duration, end):
    period = values.span_of(duration, D(2020, 1, 1))
    assert (period and period.end) == end


def test_months_are_added_within_the_month():
    assert arithmetic.add_months(D(2023, 3, 31), -1) == D(2023, 2, 28)
    assert arithmetic.add_months(D(9999, 12, 1), 1) is None
    assert arithmetic.add_units(D(2000, 1, 1), -1, "century") == D(1900, 1, 1)


def test_weekdays_before_and_after():
    wednesday = D(2024, 7, 24)
    assert arithmetic.weekday_before(wednesday, 2) == wednesday
    assert arithmetic.weekday_before(wednesday, 2, same=False) == D(2024, 7, 17)
    assert arithmetic.weekday_after(wednesday, 0) == D(2024, 7, 29)


def test_the_nearest_year_looks_half_a_year_each_way():
    assert arithmetic.nearest_year(D(2022, 1, 15), 12) == 2021
    assert arithmetic.nearest_year(D(2021, 12, 15), 1) == 2022
    assert arithmetic.nearest_year(D(2021, 6, 15), 1) == 2021


@pytest.mark.parametrize(
    ("words", "number"), [("two", 2), ("forty-five", 45), ("a hundred", 100), ("1.5", 1.5), ("tax", None)]
)
def test_numbers_in_words(words, number):
    assert names.number_of(words) == number


def test_month_weekday_and_ordinal_names():
    assert names.month_number("Sept.") == 9
    assert names.month_number("Mayor") is None
    assert names.weekday_number("Thurs") == 3
    assert (names.ordinal_of("3rd"), names.ordinal_of("twelfth"), names.ordinal_of("month")) == (3, 12, None)
