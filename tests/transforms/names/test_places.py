"""Which place a name means."""

import pytest

from tests.transforms.names.names_of_text import things_of
from transforms.names.lexicon import load_lexicon
from transforms.names.places import place_within

FOUND = [
    ("He moved to Paris, Texas, in May.", "Paris", "geonames:4717560"),
    ("He moved to Paris in May.", "Paris", "geonames:2988507"),
    ("She taught in Birmingham, Alabama, then left.", "Birmingham", "geonames:4049979"),
    ("She taught in Birmingham, England, then left.", "Birmingham", "geonames:2655603"),
]


@pytest.mark.parametrize(("text", "name", "target"), FOUND)
def test_found(text, name, target):
    surfaces, rows = things_of(text)
    ids = {surface: rows[thing].lexicon_id for thing, some in surfaces.items() for surface in some}
    assert ids[name] == target


def test_the_place_in_a_longer_name():
    place = place_within("Luang Prabang Ferry Terminal", load_lexicon())
    assert place is not None
    assert place.target_id == "geonames:1655559"
    assert place_within("Quiet Tide", load_lexicon()) is None
