"""The lexicons of time test themselves: examples are found, counter-examples are not."""

from __future__ import annotations

import datetime

import pytest

from transforms.extractors.timexes import find_timexes
from transforms.lexicon_rows import rows_of

PUBLISHED = datetime.date(2024, 7, 25)
ROWS = [(name, row) for name in ("holidays.csv", "time_words.csv") for row in rows_of(name)]
NAMES = [f"{name}:{row['form']}" for name, row in ROWS]
NARRATIVE = "In 1801 it rained. In 1802 it snowed. In 1803, 1804, 1805, 1806 and 1807 it hailed. "


def surfaces(text):
    return [text[row.start_char : row.end_char].lower() for row in find_timexes(text, published=PUBLISHED)]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=NAMES)
def test_the_example_is_found(name, row):
    text = NARRATIVE + row["example"] if row["kind"] == "narrative" else row["example"]
    assert any(row["form"].lower().removeprefix("the ") in surface for surface in surfaces(text))


@pytest.mark.parametrize(("name", "row"), [pair for pair in ROWS if pair[1]["counter_example"]])
def test_the_counter_example_is_not_found(name, row):
    rule = "timexes.holiday" if name == "holidays.csv" else f"timexes.word_{row['kind']}"
    assert [
        found.rule for found in find_timexes(row["counter_example"], published=PUBLISHED) if found.rule == rule
    ] == []


@pytest.mark.parametrize("name", ["holidays.csv", "time_words.csv"])
def test_forms_are_sorted_and_unique(name):
    forms = [row["form"].lower() for row in rows_of(name)]
    assert forms == sorted(set(forms))


def test_movable_days_are_sorted_dates():
    rows = [(row["target_id"], datetime.date.fromisoformat(row["date"])) for row in rows_of("movable_days.csv")]
    assert rows == sorted(set(rows))
