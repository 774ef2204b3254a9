"""Every row of the event lexicons finds its own example, and not its counter-example."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from transforms.extractors import event_mentions, mentions, timexes
from transforms.happenings.codebook import codebook, inflected
from transforms.happenings.nouns import nouns
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences
from transforms.tables.events import EVENT_TYPES


def rows_of(name):
    text = (files("transforms.lexicons") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


TRIGGERS, NOUNS = rows_of("event_triggers.csv"), rows_of("event_nouns.csv")
ROWS = [pytest.param(row, id=(row.get("triggers") or row["nouns"])[:40]) for row in TRIGGERS + NOUNS]


def types_in(text):
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    reading = Reading(text=text, header=header, sentences=tuple(find_sentences(text, [(0, len(text))])))
    for extractor in (timexes.EXTRACTOR, mentions.EXTRACTOR, mentions.ENTITIES, event_mentions.EXTRACTOR):
        reading.found[extractor.name] = extractor.rows([reading])[0]
    return {row.event_type for row in reading.found["event_mentions"]}


@pytest.mark.parametrize("row", ROWS)
def test_the_example_is_found_and_the_counter_example_is_not(row):
    assert row["event_type"] in types_in(row["example"])
    assert row["event_type"] not in types_in(row["counter_example"])


@pytest.mark.parametrize("row", ROWS)
def test_types_and_codes_are_known(row):
    assert row["event_type"] in EVENT_TYPES
    assert not row["cameo_code"] or row["cameo_code"].isdigit()


def test_every_trigger_has_its_forms_in_the_codebook():
    for row in TRIGGERS:
        for trigger in row["triggers"].split(";"):
            for _, words in inflected(trigger):
                assert any(form.words == words for form in codebook()[words[0]]), words


def test_every_noun_is_known():
    assert {words for senses in nouns().values() for words, _ in senses} == {
        tuple(noun.split()) for row in NOUNS for noun in row["nouns"].split("|")
    }
