"""The gazetteer's towns: made when asked for, the largest first."""

import pytest

from transforms.names.lexicon import load_lexicon, thing_of_town
from transforms.names.towns import Towns

ROWS = [
    ["11", "Arvala", "", "FI", "05", "61.5", "23.7", "1200"],
    ["12", "Órmos", "Ormos|Port Ormos", "GR", "", "36.9", "25.1", "900000"],
    ["13", "Arvala", "Arvala", "SE", "02", "59.1", "18.2", "40000"],
]


def test_of_several_with_one_name_the_largest_comes_first():
    towns = Towns(ROWS)
    assert [town.geonames_id for town in towns["Arvala"]] == ["13", "11"]
    assert towns["Arvala"] is towns["Arvala"]
    assert [town.name for town in towns.get("Port Ormos")] == ["Órmos"]


def test_what_is_no_town():
    towns = Towns(ROWS)
    assert "Borvala" not in towns
    assert towns.get("Borvala") == ()
    assert towns.numbered("99") is None
    with pytest.raises(KeyError):
        towns["Borvala"]


def test_large_towns_under_each_of_their_spellings():
    assert list(Towns(ROWS).with_inhabitants(100_000)) == ["Órmos", "Ormos", "Port Ormos"]


def test_a_town_as_a_thing():
    thing = thing_of_town(Towns(ROWS).numbered("13"))
    assert (thing.target_id, thing.name, thing.division, thing.latitude) == ("geonames:13", "Arvala", "SE.02", 59.1)
    assert thing_of_town(Towns(ROWS)["Ormos"][0]).division is None


def test_every_town_of_the_shipped_gazetteer_can_be_made():
    lexicon = load_lexicon()
    assert all(lexicon.towns[name] for name in lexicon.towns.with_inhabitants(0))
