"""Every row of the name lexicons against its own examples."""

from __future__ import annotations

import unicodedata

import pytest

from transforms.lexicon_rows import lines_of, rows_of
from transforms.names.lexicon import CURATED, TOWNS, load_lexicon, overlay, words_of
from transforms.names.words import heads
from transforms.tables.common import ENTITY_TYPES
from transforms.tables.names import ID_PATTERN

ROWS = [(name, row) for name in CURATED for row in rows_of(name)]
LISTS = ("ambiguous_towns.txt", "title_words.txt", "office_words.txt", "portfolio_words.txt")


def found_in(text):
    lexicon = load_lexicon()
    return {
        form.thing.target_id
        for *_, spelling in lexicon.find(text.replace("’", "'"))
        for form in lexicon.forms[spelling]
    }


def test_examples_are_found_and_counter_examples_are_not():
    for name, row in ROWS:
        if row["example"]:
            assert row["target_id"] in found_in(row["example"]), (name, row)
        if row["counter_example"]:
            assert row["target_id"] not in found_in(row["counter_example"]), (name, row)


def test_rows_are_sorted_unique_composed_and_of_known_types():
    for name in CURATED:
        ids = [row["target_id"] for row in rows_of(name)]
        assert ids == sorted(set(ids)), name
    for _, row in ROWS:
        assert all(value == unicodedata.normalize("NFC", value) for value in row.values())
        assert row["entity_type"] in ENTITY_TYPES


@pytest.mark.parametrize("key", ["latitude", "longitude"])
def test_places_lie_on_the_globe(key):
    limit = {"latitude": 90, "longitude": 180}[key]
    assert all(abs(float(row[key])) <= limit for _, row in ROWS if row[key])


def test_ids_have_the_declared_form():
    import re

    assert all(re.fullmatch(ID_PATTERN, row["target_id"]) for _, row in ROWS)


def test_towns_are_in_the_order_in_which_they_are_looked_up():
    lines = lines_of(TOWNS)[1:]
    begins = [line[: line.index('",') + 2] if line[0] == '"' else line[: line.index(",") + 1] for line in lines]
    assert begins == sorted(begins)
    people = {}
    for begin, line in zip(begins, lines, strict=True):
        inhabitants = int(line.rpartition(",")[2])
        assert people.get(begin, inhabitants) >= inhabitants
        people[begin] = inhabitants


@pytest.mark.parametrize("name", LISTS)
def test_word_lists_are_not_empty(name):
    assert len(words_of(name)) > 10


def test_heads_have_known_types():
    assert set(heads("first").values()) | set(heads("last").values()) <= set(ENTITY_TYPES)


def test_a_users_row_comes_first():
    row = {
        "target_id": "local:organisation:rice-club",
        "entity_type": "organisation",
        "name": "Rice Club",
        "forms": "RC",
    }
    own = load_lexicon(
        overlay([row, {**row, "target_id": "iso:LA", "entity_type": "country", "name": "Laos Two", "forms": "Laos"}])
    )
    assert own.forms["Rice Club"][0].thing.target_id == "local:organisation:rice-club"
    assert own.forms["Laos"][0].thing.name == "Laos Two"
