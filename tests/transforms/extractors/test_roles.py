"""Who holds which title."""

from __future__ import annotations

import datetime
import re

import pytest

from transforms.extractors.roles import find_roles, normalised
from transforms.reading import EntityRow, Header, MentionRow, Reading

NAMES = {
    "Anna Berg": "person", "Kham Souk": "person", "Dam Institute": "organisation", "Foreign Ministry": "organisation",
    "Laos": "country", "Lao ": "demonym",
}  # fmt: skip


def read(text):
    entities, mentions = [], []
    for number, (name, kind) in enumerate(NAMES.items()):
        entity = "country" if kind == "demonym" else kind
        entities.append(EntityRow(number, entity, name.strip(), None, "LA" if entity == "country" else None, []))
        kind_of_mention = "demonym" if kind == "demonym" else "name"
        for match in re.finditer(name, text):
            end = match.start() + len(name.strip())
            mentions.append(MentionRow(match.start(), end, kind_of_mention, entity, number, "mentions.test", 1.0))
    day = datetime.date(2025, 3, 14)
    header = Header(language="en", body_start_char=0, body_end_char=len(text), published_date=day)
    return Reading(text=text, header=header, found={"mentions": sorted(mentions), "entities": entities})


def titles_in(text):
    return [text[row.start_char : row.end_char] for row in find_roles(read(text))]


FOUND = [
    ("President Anna Berg arrived.", ["President"]),
    ("Lao Minister of Foreign Affairs Anna Berg arrived.", ["Lao Minister of Foreign Affairs"]),
    ("Lao Deputy Prime Minister and Foreign Minister Anna Berg", ["Lao Deputy Prime Minister", "Foreign Minister"]),
    ("Foreign Ministry spokesperson Anna Berg said so.", ["Foreign Ministry spokesperson"]),
    ("General Secretary of the Harbour Party Central Committee and Lao President Kham Souk", ["General Secretary of the Harbour Party Central Committee", "Lao President"]),
    ("White House chief of staff Anna Berg", ["White House chief of staff"]),
    ("U.S. Secretary of State Anna Berg", ["U.S. Secretary of State"]),
    ("said harbour master Anna Berg", ["harbour master"]),
    ("the opposition leader Anna Berg", ["opposition leader"]),
    ("Joint Secretary (Rivers) Anna Berg said", ["Joint Secretary (Rivers)"]),
    ("The port's operations director, Anna Berg, said so.", ["port's operations director"]),
    ("Anna Berg, director of the Dam Institute at the academy, said so.", ["director of the Dam Institute at the academy"]),
    ("Anna Berg, director of the Dam Institute said, noting that", ["director of the Dam Institute"]),
    ("Anna Berg, a member of the council and minister of health, left.", ["member of the council", "minister of health"]),
    ("Anna Berg, also a member of the council, left.", ["member of the council"]),
    ("Anna Berg, 43, a nurse from Oslo, left.", ["nurse from Oslo"]),
    ("Anna Berg (chair of the board) left.", ["chair of the board"]),
    ("Kham Souk, the newly elected president of the council, left.", ["president of the council"]),
    ("The former finance minister, Anna Berg, left.", ["former finance minister"]),
    ("Sen. Anna Berg left.", ["Sen."]),
    ("The president of the council, Anna Berg, left.", ["president of the council"]),
    ("The mayor of the northern town, Ms Anna Berg, left.", ["mayor of the northern town"]),
    ("Laos's finance minister, Anna Berg, left.", ["Laos's finance minister"]),
    ("Her spokesman, Kham Souk, left.", ["spokesman"]),
    ("The newly elected president, Anna Berg, left.", ["president"]),
    ("The acting head of the Dam Institute, Anna Berg, left.", ["acting head of the Dam Institute"]),
    ("Deputy Minister of Health Mr Kham Souk left.", ["Deputy Minister of Health"]),
    ("Foreign Minister Dr. Anna Berg left.", ["Foreign Minister"]),
    ("while opposition leader Anna Berg left", ["opposition leader"]),
    ("A spokesman for the port, Captain Kham Souk, left.", ["spokesman for the port"]),
    ("said Anna Berg, executive director of the Dam Institute.", ["executive director of the Dam Institute"]),
    ("Dam Institute Director General Anna Berg left.", ["Dam Institute Director General"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "titles"), FOUND)
def test_found(text, titles):
    assert titles_in(text) == titles


NOT_FOUND = [
    "Mr. Anna Berg and Dr. Kham Souk left.",
    "He met with Anna Berg on Monday.",
    "Anna Berg, whose brother is a minister, left.",
    "the report by Anna Berg, published by the director, was long",
    "The minister left. Anna Berg stayed.",
    "the minister and Anna Berg left",
    "Anna Berg of Capital Bank left.",
    "Minister of Health\n\nAnna Berg",
    "General Anna Berg and Captain Kham Souk left.",
    "After the talks with the minister, Anna Berg left.",
    "To the mayor of the town, Anna Berg said nothing.",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert titles_in(text) == []


def test_a_verb_of_a_headline_holds_no_office():
    reading = read("Prime Minister Receives Delegation")
    reading.found["mentions"] = [MentionRow(15, 34, "name", "person", 0, "mentions.test", 1.0)]
    assert find_roles(reading) == []


def test_a_role_has_its_country_organisation_and_day():
    (row,) = find_roles(read("Anna Berg, director of the Dam Institute, left."))
    assert (row.title, row.as_of_date) == ("director", datetime.date(2025, 3, 14))
    assert row.organisation_number == list(NAMES).index("Dam Institute")
    assert row.person_number == 0
    assert [row.country_code for row in find_roles(read("Lao President Kham Souk; President of Laos Kham Souk"))] == [
        "LA",
        "LA",
    ]


def test_a_title_does_not_reach_over_another_name():
    text = "Deputy Minister of Foreign Affairs Kham Souk and Japanese Ambassador to Laos Anna Berg met."
    found = [
        (row.title, text[row.person_start_char : row.person_end_char], row.country_code)
        for row in find_roles(read(text))
    ]
    assert found == [("deputy foreign minister", "Kham Souk", None), ("ambassador to laos", "Anna Berg", "JP")]


@pytest.mark.parametrize(
    ("surface", "named", "title"),
    [
        ("Thai Foreign Minister", [], "foreign minister"),
        ("Lao Minister of Foreign Affairs", ["Lao"], "foreign minister"),
        ("Foreign Minister", [], "foreign minister"),
        ("Deputy Minister of Health and Sports", [], "deputy health and sports minister"),
        ("Foreign Ministry spokesperson", ["Foreign Ministry"], "spokesperson"),
        ("member of the Bureau of the Committee", ["Bureau of the Committee"], "member"),
        ("Lao ambassador to Norway", ["Lao"], "ambassador to norway"),
        ("Secretary of State", [], "secretary of state"),
        ("Laos's newly elected president", ["Laos"], "president"),
        ("regional\nmanager", [], "regional manager"),
    ],
)
def test_titles_are_normalised(surface, named, title):
    assert normalised(surface, named) == title
