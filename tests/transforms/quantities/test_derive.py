"""A quantity's columns from its own words and context."""

from __future__ import annotations

import pytest

from transforms.quantities import derive

# Surface, context and kind; then value, upper end, unit, currency and modifier.
DERIVED = [
    ("more than 20 million tourists", None, None, (20e6, None, "tourist", None, "more_than")),
    ("about US$ 3-5 billion", None, None, (3e9, 5e9, "USD", "USD", "about")),
    ("between 62 and 68 dollars per share", None, None, (62, 68, "USD per share", "USD", "exact")),
    ("from 40 dollars in 2019 to 30 dollars", None, None, (30, 40, "USD", "USD", "exact")),
    ("74.07", "cents", None, (74.07, None, "cent", "USD", "exact")),
    ("2.7 million euros", "nearly", None, (2.7e6, None, "EUR", "EUR", "nearly")),
    ("2 million pounds", "fine", None, (2e6, None, "GBP", "GBP", "exact")),
    ("2 million pounds", None, None, (2e6, None, "pound", None, "exact")),
    ("first", "group", None, (1, None, "group", None, "exact")),
    ("60th", "anniversary", None, (60, None, "anniversary", None, "exact")),
    ("44", None, "age", (44, None, "year", None, "exact")),
    ("18-month-old", None, "age", (18, None, "month", None, "exact")),
    ("one in four", None, None, (0.25, None, "fraction", None, "exact")),
    ("nearly two-thirds", None, None, (2 / 3, None, "fraction", None, "nearly")),
    ("500+ shops", None, None, (500, None, "shop", None, "over")),
    ("50 kilograms or more", None, None, (50, None, "kilogram", None, "at_least")),
    ("three thousand tests per day", None, None, (3000, None, "test per day", None, "exact")),
    ("half an hour", None, None, (0.5, None, "hour", None, "exact")),
]


@pytest.mark.parametrize(("surface", "context", "kind", "columns"), DERIVED)
def test_derived(surface, context, kind, columns):
    row = derive(surface, context, kind)
    assert (row.value, row.value_high) == (pytest.approx(columns[0]), columns[1])
    assert (row.unit, row.currency, row.modifier) == columns[2:]


@pytest.mark.parametrize("surface", ["", "nothing", "the", "3.2.1"])
def test_words_without_a_number_give_nothing(surface):
    assert derive(surface) is None


def test_a_falling_range_has_direction_down_and_a_minus_keeps_its_sign():
    assert derive("from 40 dollars to 30 dollars").direction == "down"
    assert (derive("-1.3%").value, derive("-1.3%").direction) == (-1.3, "down")
