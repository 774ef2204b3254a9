"""Every row of the lexicons of quantities is found in its example and not in its counter-example."""

from __future__ import annotations

import unicodedata

import pytest

from transforms.quantities import find_quantities
from transforms.quantities.lexicon import CONVERSIONS, rows

COLUMNS = ["form", "target_id", "kind", "note", "source", "example", "counter_example"]
NAMES = ("units", "currencies", "number_words", "quantity_modifiers", "change_words", "number_names", "noun_words")
MODIFIER_NAMES = {"exact", "about", "nearly", "over", "more_than", "at_least", "less_than", "up_to"}


def case_of(name, *kinds):
    chosen = [row for row in rows(f"{name}.csv") if not kinds or row["kind"] in kinds]
    return pytest.mark.parametrize("row", chosen, ids=[row["form"] for row in chosen])


@pytest.mark.parametrize("name", NAMES)
def test_form(name):
    table = rows(f"{name}.csv")
    keys = [(row["form"], row["kind"]) for row in table]
    assert all(list(row) == COLUMNS for row in table)
    assert [row["form"] for row in table] == sorted(row["form"] for row in table)
    assert len(keys) == len(set(keys))
    assert all(unicodedata.is_normalized("NFC", value) for row in table for value in row.values())
    assert all(row["form"] and row["target_id"] and row["example"] for row in table)


def first(text):
    found = find_quantities(text)
    return found[0] if found else None


def test_units_are_found_in_their_examples():
    wrong = [
        row["form"] for row in rows("units.csv") if (q := first(row["example"])) is None or q.unit != row["target_id"]
    ]
    assert wrong == []


def test_units_alone_are_no_quantities():
    assert [row["form"] for row in rows("units.csv") if first(row["counter_example"])] == []


def test_currencies_are_found_in_their_examples():
    wrong = []
    for row in rows("currencies.csv"):
        code, _, part = row["target_id"].partition("/")
        found = first(row["example"])
        if (
            found is None
            or found.kind != "money"
            or found.currency != (None if code == "?" else code)
            or found.unit != (part or code)
        ):
            wrong.append(row["form"])
    assert wrong == []


def test_currencies_alone_are_no_quantities():
    assert [row["form"] for row in rows("currencies.csv") if first(row["counter_example"])] == []


def test_number_words_are_found_in_their_examples():
    wrong = [
        row["form"]
        for row in rows("number_words.csv")
        if row["target_id"] not in {"1", "0"} and first(row["example"]) is None
    ]
    assert wrong == []


def test_modifiers_bound_the_number_of_their_example():
    table = rows("quantity_modifiers.csv")
    assert {row["target_id"] for row in table} <= MODIFIER_NAMES
    wrong = [row["form"] for row in table if (q := first(row["example"])) is None or q.modifier != row["target_id"]]
    assert wrong == []


def test_change_words_give_the_direction_of_their_example():
    wrong = [
        row["form"]
        for row in rows("change_words.csv")
        if (q := first(row["example"])) is None or q.direction != row["target_id"]
    ]
    assert wrong == []


@pytest.mark.parametrize("column", ["example", "counter_example"])
def test_numbers_in_names_are_no_quantities(column):
    table = rows("number_names.csv")
    wrong = [row["form"] for row in table if bool(first(row[column])) is (column == "example")]
    assert wrong == []


def test_every_conversion_is_of_a_known_unit():
    assert set(CONVERSIONS) <= {row["target_id"] for row in rows("units.csv")}
