"""Short forms in brackets: those whose letters the words before them spell."""

import pytest

from transforms.names.acronyms import find_introduced

FOUND = [
    ("The Upper Mekong Fisheries Council (UMFC) met.", "Upper Mekong Fisheries Council", "UMFC", "organisation"),
    ("the Port Workers' Union of Dawei (PWUD) struck", "Port Workers' Union of Dawei", "PWUD", "organisation"),
    ('The Border Health Agency ("BHA") closed.', "Border Health Agency", "BHA", "organisation"),
    ("The Rice Trade Initiative (RTI) began.", "Rice Trade Initiative", "RTI", "programme"),
]
NOT_FOUND = [
    "The council (UMFC) met.",
    "The Upper Mekong Fisheries Council (XYZ) met.",
    "The Upper Mekong Fisheries Council (founded 1998) met.",
    "He earned 50 Baht (THB) a day.",
]


@pytest.mark.parametrize(("text", "name", "short", "entity_type"), FOUND)
def test_found(text, name, short, entity_type):
    (found,) = find_introduced(text)
    assert (text[found.start : found.end], found.short, found.entity_type) == (name, short, entity_type)
    assert text[found.short_start : found.short_end] == short


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert list(find_introduced(text)) == []
