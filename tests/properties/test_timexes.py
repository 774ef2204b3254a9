"""Expressions of time hold whatever the text and the day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.extractors.timexes import find_timexes
from transforms.timex.derive import derive
from transforms.timex.grammar import parse

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
PIECES = (
    "two weeks ago", "Tuesday", "next Friday", "March", "3 May", "12 to 15 March", "2021", "1939-45", "the first quarter", "a year earlier",
    "that day", "the following month", "last summer", "said", "will", "in", "and", "between", "to", "-", ",", ".", "\n\n", "10 p.m.", "noon",
    "Christmas", "the past two years", "every day", "now", "the 1970s", "May", "30 February 2021", "99", "the weekend", "(", "é", "\U0001f600",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=80)
RELATIVE = (
    "today",
    "yesterday",
    "tomorrow",
    "the day after tomorrow",
    "two days ago",
    "three weeks ago",
    "10 days later",
)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.none() | DAYS, st.sampled_from(["day", "month", "year"]))
def test_rows_are_in_bounds_ordered_and_derivable(text, day, precision):
    rows = find_timexes(text, published=day, published_precision=precision)
    spans = [(row.start_char, row.end_char) for row in rows]
    assert spans == sorted(set(spans))
    for row in rows:
        surface = text[row.start_char : row.end_char]
        assert surface.strip() == surface != ""
        assert row.begin_date is None or row.begin_date <= row.end_date
        again = derive(
            surface,
            anchor_date=row.anchor_date,
            anchor_basis=row.anchor_basis,
            anchor_precision=row.anchor_precision,
            tense=row.tense,
            rule=row.rule,
        )
        assert again == (row.timex_type, row.value, row.mod, row.begin_date, row.end_date)


@settings(max_examples=50, deadline=None)
@given(TEXTS, DAYS)
def test_finding_twice_gives_the_same(text, day):
    assert find_timexes(text, published=day) == find_timexes(text, published=day)


@pytest.mark.parametrize("surface", RELATIVE)
@settings(max_examples=15, deadline=None)
@given(DAYS, st.integers(-400, 400))
def test_a_shifted_day_shifts_what_points_from_it(surface, day, shift):
    def meant(anchor: datetime.date) -> datetime.date:
        derived = derive(surface, anchor_date=anchor, anchor_basis="published")
        assert derived is not None
        assert derived.begin_date is not None
        return derived.begin_date

    moved = datetime.timedelta(days=shift)
    assert meant(day + moved) - meant(day) == moved


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(-50, 50), st.sampled_from(["past", "future", "none"]))
def test_a_weekday_is_the_same_whole_weeks_away(day, weeks, tense):
    def meant(anchor: datetime.date) -> datetime.date | None:
        derived = derive("Tuesday", anchor_date=anchor, anchor_basis="published", tense=tense)
        return derived and derived.begin_date

    moved = datetime.timedelta(weeks=weeks)
    assert meant(day + moved) - meant(day) == moved


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text):
    parsed = parse(text)
    assert parsed is None or parsed.end == len(text)
