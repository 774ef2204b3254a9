"""Every reporting word is found in its example and not in its counter-example."""

from __future__ import annotations

import pytest

from transforms.extractors.statements import find_statements
from transforms.lexicon_rows import rows_of
from transforms.reading import Header, Reading, Sentence
from transforms.speech.inflection import forms_of
from transforms.speech.lexicon import cues, find_cues

ROWS = rows_of("reporting_verbs.csv")


def lemmas_found(text):
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    reading = Reading(text=text, header=header, sentences=(Sentence(0, len(text), 0),))
    readings = [cues()[row.cue.lower()] for row in find_statements(reading)]
    return {cue.lemma for cue in readings} | {cue.other.lemma for cue in readings if cue.other}


def test_every_example_is_found_and_no_counter_example():
    assert [row["form"] for row in ROWS if row["form"] not in lemmas_found(row["example"])] == []
    assert [row["form"] for row in ROWS if row["form"] in lemmas_found(row["counter_example"])] == []


def test_rows_are_in_order_and_well_formed():
    order = ["source", "say", "think", "show", "state", "noun"]
    keys = [(order.index(row["kind"]), row["form"]) for row in ROWS]
    assert keys == sorted(set(keys))
    assert len(ROWS) > 500
    assert all(set(row["frames"]) <= set("qptbniod") and row["frames"] for row in ROWS)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", ("say", "says", "said", "said", "saying")),
        ("deny", ("deny", "denies", "denied", "denied", "denying")),
        ("admit", ("admit", "admits", "admitted", "admitted", "admitting")),
        ("call for", ("call for", "calls for", "called for", "called for", "calling for")),
        ("write", ("write", "writes", "wrote", "written", "writing")),
        ("quip", ("quip", "quips", "quipped", "quipped", "quipping")),
        ("agree", ("agree", "agrees", "agreed", "agreed", "agreeing")),
        ("echo", ("echo", "echos", "echoed", "echoed", "echoing")),
    ],
)
def test_verbs_are_inflected(lemma, forms):
    assert tuple(forms_of(lemma)) == forms


def test_words_are_found_whole_and_the_longest_first():
    found = [(item.start, item.cue.lemma) for item in find_cues("He called for essays; hearsay said it.")]
    assert found == [(3, "call for"), (30, "say")]
