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
]
NOT_FOUND = [
    "The visit was long.",
    "The result demonstrates the strength of Thailand.",
    "Thailand, which attacked Laos in 1987, has changed.",
    "Laos could sign the treaty.",
    "Laos did not sign the treaty.",
    "The call for salt in the recipe is odd.",
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
