"""Names in invented sentences: what is found and what it is, and what is left alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from transforms.extractors.mentions import ENTITIES, EXTRACTOR, find_many, find_mentions
from transforms.names.other_model import names_of
from transforms.reading import Header, Reading, Zone
from transforms.sentences import find_sentences

FOUND = [
    # the lexicon
    ("A delegation from the Lao PDR signed the paper.", "Lao PDR", "country", "iso:LA"),
    ("Rice prices in Myanmar fell again.", "Myanmar", "country", "iso:MM"),
    ("The trains stop at Luang Prabang twice a day.", "Luang Prabang", "place", "geonames:1655559"),
    ("VIENTIANE, Aug. 4 (Xinhua) -- Farmers planted early.", "VIENTIANE", "place", "geonames:1651944"),
    ("VIENTIANE, Aug. 4 (Xinhua) -- Farmers planted early.", "Xinhua", "organisation", "local:organisation:xinhua-news-agency"),
    ("The bloc known as ASEAN met again.", "ASEAN", "organisation", "wikidata:Q7768"),
    ("Freight on the Laos-China Railway doubled.", "Laos-China Railway", "infrastructure", "local:infrastructure:china-laos-railway"),
    ("They praised the Belt and Road Initiative.", "Belt and Road Initiative", "programme", "local:programme:belt-and-road-initiative"),
    # patterns
    ("Chinese Foreign Minister Bao Renlong arrived.", "Bao Renlong", "person", None),
    ("Minister of Public Works Khamla Souvanna spoke first.", "Khamla Souvanna", "person", None),
    ("The Ministry of Fisheries, Dams, and Forests denied it.", "Ministry of Fisheries, Dams, and Forests", "organisation", None),
    ("Crews repaired the Pakse-Salavan expressway overnight.", "Pakse-Salavan expressway", "infrastructure", None),
    ("They signed a Memorandum of Understanding on Cross-Border Rice Trade on Friday.", "Memorandum of Understanding on Cross-Border Rice Trade", "agreement", None),
    ("Delegates of the 9th River Ports Forum left.", "9th River Ports Forum", "event", None),
    ("Police called it Operation Lantern.", "Operation Lantern", "event", None),
    ("The Upper Mekong Fisheries Council (UMFC) met.", "UMFC", "organisation", None),
]  # fmt: skip

NOT_FOUND = [
    ("She served tea in fine china.", "china"),
    ("He asked who came and told us nothing.", "us"),
    ("We ate turkey on Monday in May.", "May"),
    ("The Minister of Education resigned.", "Minister of Education"),
    ("Prices rose; however, demand held.", "Prices"),
]


def read(text: str, zones: tuple[Zone, ...] = ()) -> Reading:
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    return Reading(text=text, header=header, zones=zones, sentences=list(find_sentences(text, [(0, len(text))])))


def names(text: str) -> dict[str, tuple[str, str | None]]:
    reading = read(text)
    mentions = find_mentions(reading)
    things = reading.found["entities"]
    return {
        text[m.start_char : m.end_char]: (m.entity_type, things[m.entity_number].lexicon_id)
        for m in mentions
        if m.entity_number is not None
    }


@pytest.mark.parametrize(("text", "surface", "entity_type", "lexicon_id"), FOUND)
def test_found(text, surface, entity_type, lexicon_id):
    found = names(text)
    assert found.get(surface) == (entity_type, lexicon_id), found


@pytest.mark.parametrize(("text", "surface"), NOT_FOUND)
def test_not_found(text, surface):
    assert surface not in names(text)


def numbers(text: str) -> dict[str, set[int | None]]:
    found: dict[str, set[int | None]] = {}
    for m in find_mentions(read(text)):
        found.setdefault(text[m.start_char : m.end_char], set()).add(m.entity_number)
    return found


def test_last_name_and_lone_given_name_mean_the_full_name():
    text = "Foreign Minister Bao Renlong met Lao President Khamla Souvanna. Bao smiled. Khamla left early."
    found = numbers(text)
    assert found["Bao"] == found["Bao Renlong"]
    assert found["Khamla"] == found["Khamla Souvanna"]


def test_acronym_means_its_full_name():
    found = numbers("The Upper Mekong Fisheries Council (UMFC) met. Later the UMFC adjourned.")
    assert found["UMFC"] == found["Upper Mekong Fisheries Council"]


def test_lines_of_the_same_two_places_are_one():
    found = numbers("The Hanoi-Pakse railway opened. Trucks prefer the Pakse-Hanoi railway.")
    assert found["Hanoi-Pakse railway"] == found["Pakse-Hanoi railway"]


def test_a_side_is_its_country_and_both_sides_nobody():
    text = "Laos hosted the talks. The Lao side thanked Vietnam, and both sides toasted."
    found = numbers(text)
    assert found["Lao side"] == found["Laos"]
    assert found["both sides"] == {None}


def test_demonyms_are_kept_apart():
    mentions = find_mentions(read("A Lao ship met a Thai ship."))
    assert [m.mention_kind for m in mentions] == ["demonym", "demonym"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Lao Prime Minister Khamla Souvanna spoke.", "Khamla Souvanna", "LA"),
        ("Bao Renlong, director of the Yunnan Rice Office, spoke.", "Bao Renlong", "CN"),
        ("The Foreign Ministry of Thailand replied.", "Foreign Ministry of Thailand", "TH"),
    ],
)
def test_country(text, name, country):
    reading = read(text)
    find_mentions(reading)
    assert {e.name: e.country_code for e in reading.found["entities"]}.get(name) == country


def test_town_follows_its_region():
    assert names("He grew up in Paris, Texas, and left.")["Paris"][1] == "geonames:4717560"
    assert names("He grew up in Paris and left.")["Paris"][1] == "geonames:2988507"


def test_boilerplate_is_not_read():
    text = "Home Laos News\nThe dam in Laos held."
    assert [m.start_char for m in find_mentions(read(text, (Zone("nav", 0, 14, None, "x.y"),)))] == [26]


def test_hard_wrapped_names_are_found():
    text = "The envoy of the president flew on Monday night to Luang\nPrabang and then took the early train to the north of\nthe country, where it rained."
    assert "Luang\nPrabang" in names(text)


def test_many_at_once_give_the_same_as_one_by_one():
    texts = [case[0] for case in FOUND]
    assert find_many([read(text) for text in texts]) == [find_mentions(read(text)) for text in texts]


def test_another_model_can_stand_in_for_the_recogniser():
    entity = SimpleNamespace(start_char=3, text="the Rice Guild's", label_="ORG")
    assert list(names_of(SimpleNamespace(ents=[entity]))) == [(7, 17, "organisation", 0.7)]


def test_entities_are_found_with_or_without_mentions():
    reading = read("Laos and Vietnam signed.")
    assert [e.name for e in ENTITIES.find(reading)] == ["Laos", "Vietnam"]
    assert EXTRACTOR.rows([reading])[0][1].entity_number == 1
