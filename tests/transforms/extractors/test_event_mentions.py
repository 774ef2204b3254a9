"""Reported happenings: type, status, both sides, days."""

from __future__ import annotations

import datetime

import pytest

from transforms.extractors import event_mentions, mentions, timexes
from transforms.happenings.codebook import codebook
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences

PUBLISHED = datetime.date(2025, 3, 14)


def read(text):
    header = Header(
        language="en", body_start_char=0, body_end_char=len(text), published_date=PUBLISHED, published_precision="day"
    )
    reading = Reading(text=text, header=header, sentences=tuple(find_sentences(text, [(0, len(text))])))
    for extractor in (timexes.EXTRACTOR, mentions.EXTRACTOR, mentions.ENTITIES, event_mentions.EXTRACTOR):
        reading.found[extractor.name] = extractor.rows([reading])[0]
    return reading


def found_in(text):
    reading = read(text)
    names = [entity.name for entity in reading.found["entities"]]
    return [
        (
            row.event_type,
            row.plover_type,
            row.status,
            sorted(names[n] for n in row.initiator_numbers),
            sorted(names[n] for n in row.counterpart_numbers),
        )
        for row in reading.found["event_mentions"]
    ]


FOUND = [
    ("Laos rejected a Thai proposal.", ("rejection", "reject", "occurred", ["Laos"], ["Thailand"])),
    ("Japan gave Laos a grant for three bridges.", ("aid", "aid", "occurred", ["Japan"], ["Laos"])),
    ("Vietnam accused Thailand of dumping sugar.", ("accusation", "accuse", "occurred", ["Vietnam"], ["Thailand"])),
    (
        "Thailand was accused by Vietnam of dumping sugar.",
        ("accusation", "accuse", "occurred", ["Vietnam"], ["Thailand"]),
    ),
    ("India will visit Laos.", ("visit", "agree", "planned", ["India"], ["Laos"])),
    ("India said it will not accept the offer from Nepal.", ("pledge", "reject", "denied", ["India"], ["Nepal"])),
    (
        "Russia said on Monday that Japan must return the ship.",
        ("demand", "request", "called_for", ["Russia"], ["Japan"]),
    ),
    (
        "China helped Laos. After the talks, the two countries signed an agreement.",
        ("signing", "support", "occurred", ["China", "Laos"], []),
    ),
    ("Malaysia threatened to boycott Singapore.", ("threat", "threaten", "occurred", ["Malaysia"], ["Singapore"])),
    ("Talks between Laos and Cambodia ended on Friday.", ("meeting", "consult", "occurred", ["Laos"], ["Cambodia"])),
    (
        "The United States imposed sanctions on Myanmar.",
        ("sanction", "sanction", "occurred", ["United States"], ["Myanmar"]),
    ),
    ("Students demonstrated in Jakarta on Sunday.", ("protest", "protest", "occurred", [], ["Jakarta"])),
    # two happenings of one subject
    ("Laos met Thailand and signed a treaty with China.", ("signing", "support", "occurred", ["Laos"], ["China"])),
    ("Laos met Thailand and signed a treaty with China.", ("meeting", "consult", "occurred", ["Laos"], ["Thailand"])),
    ("Laos will visit Chad and sign a treaty with Mali.", ("signing", "agree", "planned", ["Laos"], ["Mali"])),
    ("Laos praised Chad, but Mali criticised Niger.", ("accusation", "accuse", "occurred", ["Mali"], ["Niger"])),
    # nobody named, or not by a name
    ("Rebels attacked a patrol of Mali.", ("attack", "assault", "occurred", [], ["Mali"])),
    ("Students demanded that Mali leave the town.", ("demand", "request", "occurred", [], ["Mali"])),
    ("In Kigali, thousands of people marched.", ("protest", "protest", "occurred", [], ["Kigali"])),
    ("A curfew was imposed in Kigali.", ("coercion", "coerce", "occurred", [], ["Kigali"])),
    ("Two Danish men were arrested in Kigali.", ("arrest", "coerce", "occurred", ["Kigali"], ["Denmark"])),
    ("Malian drones struck a camp in Niger.", ("attack", "assault", "occurred", ["Mali"], ["Niger"])),
    # passive and nominal
    ("Sanctions were imposed on Mali by Chad.", ("sanction", "sanction", "occurred", ["Chad"], ["Mali"])),
    ("Talks were held between Chad and Niger.", ("meeting", "consult", "occurred", ["Chad"], ["Niger"])),
    ("Fighting broke out between Chad and Niger.", ("clash", "assault", "occurred", ["Chad"], ["Niger"])),
    (
        "The arrest of two Danish men by Swiss police was a shock.",
        ("arrest", "coerce", "occurred", ["Switzerland"], ["Denmark"]),
    ),
    ("Laos received a loan from Japan.", ("aid", "aid", "occurred", ["Japan"], ["Laos"])),
    # what has not happened
    ("Chad is to send doctors to Mali.", ("aid", "agree", "planned", ["Chad"], ["Mali"])),
    (
        "A meeting of the Chadian and Malian ministers was postponed.",
        ("meeting", "consult", "planned", ["Chad"], ["Mali"]),
    ),
    (
        "Britain must return the islands, Argentina said.",
        ("demand", "request", "called_for", ["Argentina"], ["United Kingdom"]),
    ),
    ("Chad has begun sending food to Mali.", ("aid", "aid", "ongoing", ["Chad"], ["Mali"])),
    ("Chad tried to bomb a camp in Niger.", ("attack", "assault", "occurred", ["Chad"], ["Niger"])),
    ("Mali called on Monday on Chad to wait.", ("appeal", "request", "occurred", ["Mali"], ["Chad"])),
]
NOT_FOUND = [
    "The visit was long.",
    "The result demonstrates the strength of Thailand.",
    "Thailand, which attacked Laos in 1987, has changed.",
    "Laos could sign the treaty.",
    "Laos did not sign the treaty.",
    "The call for salt in the recipe is odd.",
    "The storm killed twelve people in Belize.",
    "The film was shot in Malta.",
    "Efforts to support Mali and arm Chad go on.",
    "Chad made plans that failed and angered Mali.",
    "Kenji Sato returned from Kigali on Tuesday.",
    "Laos released a report on rice.",
    "Laos worked to meet the needs of Vietnam.",
    "The loans offered by Japan are cheap.",
    "China-donated buses run in Laos.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text, expected):
    assert expected in found_in(text)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert found_in(text) == []


def test_a_range_gives_the_days_of_a_visit():
    rows = read("Souphanh Keo of Laos paid a visit to China from 12 to 15 March.").found["event_mentions"]
    days = {(row.begin_date, row.end_date) for row in rows if row.event_type == "visit"}
    assert days == {(datetime.date(2025, 3, 12), datetime.date(2025, 3, 15))}


def test_every_form_of_the_codebook_begins_with_its_key():
    assert all(form.words[0] == word for word, forms in codebook().items() for form in forms)
