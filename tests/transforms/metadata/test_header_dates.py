import datetime

import pytest

from transforms.metadata.dates import find_dates, match_date, zone_minutes

FOUND = [
    ("2021-01-22", "2021-01-22"),
    ("2021/1/22 21:13:05", "2021-01-22"),
    ("22 January 2021", "2021-01-22"),
    ("January 22nd, 2021", "2021-01-22"),
    ("22nd of Jan. 2021", "2021-01-22"),
    ("14/03/2025", "2025-03-14"),
    ("03-14-2013 10:51 BJT", "2013-03-14"),
    ("10:21, 07-Nov-2022", "2022-11-07"),
    ("25-Feb-21", "2021-02-25"),
    ("2021年1月22日", "2021-01-22"),
    ("2021年1月", "2021-01"),
    ("2022-01", "2022-01"),
    ("Oct 2020", "2020-10"),
    ("Tuesday, 04/03/2025", "2025-03-04"),
    ("04/03/2025", "2025"),
    ("March 3, 20213:14 AM", "2021-03-03"),
    ("Wed, 06 Nov 2019", "2019-11-06"),
]
NOT_FOUND = [
    "3 hours ago",
    "No. 41/2025",
    "31 February 2020",
    "99/99/2020",
    "1.2.3.2020",
    "yesterday",
    "2022-13",
    "Friday",
    "May",
    "12345678",
]
MOMENTS = [
    ("Apr 03, 2018 03:00 PM IST", "2018-04-03T09:30"),
    ("2020-02-27 18:05:00 +0100", "2020-02-27T17:05"),
    ("2023-05-09T06:30:00+05:45", "2023-05-09T00:45"),
    ("November 19, 2013 Tuesday 4:22 PM GMT", "2013-11-19T16:22"),
    ("9:21 AM GMT+7, March 3, 2024", "2024-03-03T02:21"),
    ("2021-01-22 07:45", None),
    ("2021-01-22 00:00:00 GMT", None),
    ("2021-01-22 10:00 CST", None),
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_written_dates_have_their_value(text, value):
    assert [date.value for date in find_dates(text)] == [value]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_date(text):
    assert not list(find_dates(text))


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment_needs_time_and_zone(text, moment):
    (date,) = find_dates(text)
    assert (date.moment and date.moment.strftime("%Y-%m-%dT%H:%M")) == moment


def test_an_undecidable_date_keeps_both_readings():
    (date,) = find_dates("04/03/2025")
    assert date.precision == "year"
    assert date.candidates == ("2025-03-04", "2025-04-03")


def test_first_day_of_a_period():
    assert next(find_dates("March 2021")).first_day == datetime.date(2021, 3, 1)


def test_only_a_label_lets_a_lone_year_or_eight_digits_count():
    assert match_date("2012", 0, 4) is None
    assert match_date("2012", 0, 4, loose=True).value == "2012"
    assert match_date("20120503", 0, 8, loose=True).value == "2012-05-03"


def test_ambiguous_zones_are_not_guessed():
    assert zone_minutes("CST") is None
    assert zone_minutes("GMT+5:45") == 345
