"""What a thing that no lexicon knows is told apart by."""

import pytest

from transforms.names.identity import identified, slug
from transforms.names.lexicon import load_lexicon
from transforms.reading import EntityRow


def test_slug():
    assert slug("Côte d’Or Labs") == "cote-dor-labs"
    assert slug("Laos-China Railway") == slug("China-Laos Railway Project")


@pytest.mark.parametrize(
    ("kind", "name", "lexicon_id", "is_placed"),
    [
        ("facility", "Luang Prabang Ferry Terminal", None, True),
        ("person", "Luang Prabang Ferry Terminal", None, False),
        ("facility", "Quiet Tide", None, False),
        ("country", "Laos", "iso:LA", False),
    ],
)
def test_what_is_named_for_a_place_lies_there(kind, name, lexicon_id, is_placed):
    row = identified(EntityRow(0, kind, name, lexicon_id, None, [name]), load_lexicon())
    assert (row.latitude is not None) == (row.longitude is not None) == is_placed
    assert (row.slug is None) == (lexicon_id is not None)
    assert row[:6] == (0, kind, name, lexicon_id, None, [name])
