"""The gazetteer's towns: made when asked for, the largest first."""

from transforms.names.lexicon import load_lexicon, thing_of_town
from transforms.names.towns import Towns

LINES = [
    '"Arvala, North",14,,SE,02,59.3,18.1,16000',
    "Arvala Port,15,,SE,02,59.1,18.3,20000",
    "Arvala,13,,SE,02,59.1,18.2,40000",
    "Arvala,11,,FI,05,61.5,23.7,1200",
    "Ormos,12,Órmos,GR,,36.9,25.1,900000",
    "Port Ormos,12,Órmos,GR,,36.9,25.1,900000",
    "Órmos,12,,GR,,36.9,25.1,900000",
]


def test_of_several_with_one_name_the_largest_comes_first():
    towns = Towns(LINES)
    assert [town.geonames_id for town in towns.get("Arvala")] == ["13", "11"]
    assert towns.get("Arvala") is towns.get("Arvala")
    assert [town.name for town in towns.get("Port Ormos")] == ["Órmos"]
    assert [town.geonames_id for town in towns.get("Arvala, North")] == ["14"]
    assert len(list(towns)) == 6


def test_what_is_no_town():
    towns = Towns(LINES)
    assert "Borvala" not in towns
    assert towns.get("Borvala") == ()
    assert "Arv" not in towns
    assert towns.numbered("99") is None


def test_large_towns_under_each_of_their_spellings():
    large = dict(Towns(LINES).with_inhabitants(100_000))
    assert sorted(large) == ["Ormos", "Port Ormos", "Órmos"]
    assert {town.name for town in large.values()} == {"Órmos"}
    assert dict(Towns(LINES).with_inhabitants(30_000))["Arvala"].geonames_id == "13"


def test_a_town_as_a_thing():
    thing = thing_of_town(Towns(LINES).numbered("13"))
    assert (thing.target_id, thing.name, thing.division, thing.latitude) == ("geonames:13", "Arvala", "SE.02", 59.1)
    assert thing_of_town(Towns(LINES).get("Ormos")[0]).division is None


def test_every_town_of_the_shipped_gazetteer_can_be_found():
    towns = load_lexicon().towns
    assert all(towns.get(spelling) for spelling in towns)
