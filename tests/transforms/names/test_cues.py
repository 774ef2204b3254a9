"""Words beside a name that say what it is."""

import pytest

from transforms.names.cues import cue

FOUND = [
    ("the Finnish brewer Olvatti said", "Olvatti", "organisation"),
    ("Shares in Olvatti rose.", "Olvatti", "organisation"),
    ("Olvatti, based in Turku, said", "Olvatti", "organisation"),
    ("Olvatti fell 3 percent.", "Olvatti", "organisation"),
    ("Olvatti chief executive Ann Berg left", "Olvatti", "organisation"),
    ("the town of Kolmarra burned", "Kolmarra", "place"),
    ("hills near Kolmarra burned", "Kolmarra", "place"),
    ("the striker Kolmarra scored", "Kolmarra", "person"),
]
NOT_FOUND = [
    ("Then Olvatti spoke.", "Olvatti"),
    ("Olvatti fell asleep.", "Olvatti"),
    ("a fir (Olvatti) grew", "Olvatti"),
    ("the firm.\nOlvatti spoke", "Olvatti"),
]


def said(text, name):
    start = text.index(name)
    return cue(text, start, start + len(name))


@pytest.mark.parametrize(("text", "name", "entity_type"), FOUND)
def test_found(text, name, entity_type):
    assert said(text, name) == entity_type


@pytest.mark.parametrize(("text", "name"), NOT_FOUND)
def test_not_found(text, name):
    assert said(text, name) is None
