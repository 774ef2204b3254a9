"""The pass over the whole document, on invented texts."""

import pytest

from tests.transforms.names.names_of_text import reading_of, things_of
from transforms.extractors.mentions import find_mentions
from transforms.names.document import bare, plain
from transforms.names.recogniser import Recognised

TOGETHER = [
    ("Foreign Minister Bao Renlong came. Bao smiled.", "Bao Renlong", ["Bao Renlong", "Bao"]),
    ("Lao President Khamla Souvanna came. Khamla smiled.", "Khamla Souvanna", ["Khamla Souvanna", "Khamla"]),
    ("Mayor Ines Falk spoke. Ms. Falk then left.", "Ines Falk", ["Ines Falk", "Falk"]),
    ("The Dawei Salt Board (DSB) met. The DSB voted.", "Dawei Salt Board", ["Dawei Salt Board", "DSB", "DSB"]),
    ("Typhoon Molga hit at noon. By night Molga had passed.", "Typhoon Molga", ["Typhoon Molga", "Molga"]),
    ("Laos hosted it. The Lao side was glad.", "Laos", ["Laos", "Lao side"]),
]
TOGETHER += [
    (
        "The Ministry of Salt and Pepper (MSP) of Laos met; MSP officials left.",
        "Ministry of Salt and Pepper",
        ["Ministry of Salt and Pepper", "MSP", "MSP"],
    ),
    ("Bokeo Province grew. Roads in Bokeo held.", "Bokeo", ["Bokeo Province", "Bokeo"]),
]
APART = [
    ("Mayor Ines Falk met Judge Otto Brandt.", ["Ines Falk", "Otto Brandt"]),
    ("Laos met Lao Airlines.", ["Laos", "Lao Airlines"]),
]


@pytest.mark.parametrize(("text", "name", "surfaces"), TOGETHER)
def test_one_thing(text, name, surfaces):
    assert things_of(text)[0][name] == surfaces


@pytest.mark.parametrize(("text", "names"), APART)
def test_several_things(text, names):
    assert list(things_of(text)[0]) == names


def test_groups_are_nominal_and_nobody():
    text = "Thailand and Laos met. Both sides signed, and the two countries cheered."
    rows = [m for m in find_mentions(reading_of(text)) if m.mention_kind == "nominal"]
    assert [(text[m.start_char : m.end_char], m.entity_number) for m in rows] == [
        ("Both sides", None),
        ("the two countries", None),
    ]


def test_one_type_for_one_name():
    text = "Striker Pavel Dronek scored. Dronek left. The crowd sang for Dronek."
    assert {m.entity_type for m in find_mentions(reading_of(text))} == {"person"}


def test_a_calling_that_opens_the_sentence_is_no_part_of_a_name():
    assert "Pavel Dronek" in things_of("Striker Pavel Dronek scored twice.")[0]


@pytest.mark.parametrize(
    ("whole", "name"),
    [
        ("[Ports Fund", "Ports Fund"),
        ("\\_Moga Keln\\", "Moga Keln"),
        ("Green Ribbon:**", "Green Ribbon"),
        ("Kelm & Sons\u200b", "Kelm & Sons"),
        ("-Ostia Line", "Ostia Line"),
        ("Keld Inc.", "Keld Inc."),
        ("Yo!", "Yo!"),
        ("Q", "Q"),
        ("@", None),
        ("**", None),
        ("[@", None),
    ],
)
def test_marks_at_the_ends_of_a_name_are_no_part_of_it(whole, name):
    text = f"then {whole} came"
    found = [text[one.start : one.end] for one in bare([Recognised(5, 5 + len(whole), "organisation", 0.9)], text)]
    assert found == ([] if name is None else [name])


def test_plain_text_keeps_every_offset():
    text = "It’s the envoy’s – line\nthat folds\nhere\n\nNext\u00a0part"
    assert len(plain(text)) == len(text)


def test_a_last_name_with_its_particles_is_the_same_person():
    surfaces, _ = things_of("The chair Ursula von der Heide spoke. Von der Heide left on Monday.")
    assert surfaces["Ursula von der Heide"] == ["Ursula von der Heide", "Von der Heide"]


def test_a_last_name_stands_alone_without_its_article():
    surfaces, _ = things_of("The minister, Badr al-Harthy, spoke on Monday. Harthy left on Tuesday.")
    assert surfaces["Badr al-Harthy"] == ["Badr al-Harthy", "Harthy"]
