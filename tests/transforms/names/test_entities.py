"""Which mentions name the same thing."""

import pytest

from transforms.names.entities import is_bare, name_key, without_initials

SAME = [
    ("the Center for River Labor", "Centre for River Labour"),
    ("Hanoi-Pakse railway", "Pakse–Hanoi railway project"),
    ("Café Board", "CAFE BOARD"),
]
DIFFERENT = [("Hanoi-Pakse railway", "Hanoi-Pakse expressway"), ("River Board", "River Boards")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["Foreign Ministry", "National Assembly", "Ministry of Finance", "Central Committee"])
def test_bare_organs(name):
    assert is_bare(name)


@pytest.mark.parametrize("name", ["Pebble Bank", "Lao National Assembly", "Armoury Club"])
def test_organs_with_a_name_of_their_own(name):
    assert not is_bare(name)


def test_initials_do_not_tell_people_apart():
    assert without_initials("John Q. Barrow Jr.") == without_initials("John Barrow") == "john barrow"
    assert without_initials("J.") == "j."
