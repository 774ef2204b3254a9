"""Runs of capitalised words and the lists that sort them."""

import pytest

from transforms.names.words import RUN, heads, offices, pieces_of, portfolios, titles

FOUND = [
    ("the Bank of Molga fell", ["Bank of Molga"]),
    ("the Nam Kulat 3 Dam broke", ["Nam Kulat 3 Dam"]),
    ("Dr. Ines Falk spoke", ["Dr. Ines Falk"]),
    ("Molga fell", []),
]


@pytest.mark.parametrize(("text", "runs"), FOUND)
def test_runs(text, runs):
    assert [match[0] for match in RUN.finditer(text)] == runs


def test_pieces_know_their_places():
    assert [tuple(piece) for piece in pieces_of("Bank of Molga", 4)] == [
        ("Bank", 4, 8),
        ("of", 9, 11),
        ("Molga", 12, 17),
    ]


def test_lists_hold_what_they_say():
    assert "Minister" in titles()
    assert "spokesman" in offices()
    assert "Finance" in portfolios()
    assert heads("first")["Ministry"] == "organisation"
    assert all(word == word.lower() for word in offices())
