"""Statements and roles hold whatever the text, its marks and its names."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.extractors.roles import find_roles
from transforms.extractors.statements import find_statements
from transforms.reading import EntityRow, Header, MentionRow, Reading, Sentence
from transforms.speech.marks import find_quotes

PIECES = (
    '"', "“", "”", "''", "'", "‘", "’", "«", "»", ",", ".", "?", ":", ";", "—", "-", "(", ")", "\n", "\n\n", "said", "Said", "told", "asked", "saying",
    "Noting", "that", "to", "he", "she", "it", "who", "the", "Norland", "Anna Berg", "Berg", "Mr.", "foreign minister", "director of", "and", "but",
    "according to", "According to", "seems", "claims", "his", "Berg's", "hope", "is", "will", "worried", "called for", "on Monday", "reporters", "there",
    "went on to say", "the institute", "Mr", ", the mayor,", "who", "agreed on", "Will", "‘90s", "286,000", "if", "continued", "adding", "in", "several times", "\U0001f600", "é",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join) | st.text(max_size=120)


def read(text):
    entities = [EntityRow(0, "person", "Anna Berg", None, None, []), EntityRow(1, "country", "Norland", None, "NO", [])]
    names = [(m, int(m[0] == "Norland")) for m in re.finditer("Anna Berg|Berg|Norland", text)]
    mentions = [MentionRow(*m.span(), "name", entities[n].entity_type, n, "mentions.test", 1.0) for m, n in names]
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    sentences = [
        Sentence(m.start(), m.end(), text.count("\n\n", 0, m.start())) for m in re.finditer(r"[^.\n]+[.\n]*", text)
    ]
    reading = Reading(text=text, header=header, sentences=sentences, found={"mentions": mentions, "entities": entities})
    reading.found["roles"] = find_roles(reading)
    return reading


def spans(row):
    yield row.start_char, row.end_char
    yield row.cue_start_char, row.cue_end_char
    if row.speaker is not None:
        yield row.speaker_start_char, row.speaker_end_char


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_spans_are_in_bounds_and_slices_match(text):
    for row in find_statements(read(text)):
        assert all(0 <= start < end <= len(text) for start, end in spans(row))
        assert text[row.cue_start_char : row.cue_end_char] == row.cue
        assert row.speaker is None or text[row.speaker_start_char : row.speaker_end_char] == row.speaker
        assert 0 < row.confidence <= 1
        assert row.speaker_number == (row.speaker_numbers[0] if row.speaker_numbers else None)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_rows_are_unique_ordered_and_the_same_again(text):
    rows = find_statements(read(text))
    keys = [(row.start_char, row.end_char, row.cue_start_char) for row in rows]
    assert keys == sorted(set(keys))
    assert rows == find_statements(read(text))
    roles = [(row.start_char, row.end_char, row.person_start_char) for row in read(text).found["roles"]]
    assert roles == sorted(set(roles))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="\"“”''‘’«»ab ,.\n", max_size=60))
def test_quotations_do_not_overlap(text):
    quotes = find_quotes(text, [(0, len(text))])
    assert all(q.start <= q.inner_start <= q.inner_end <= q.end <= len(text) for q in quotes)
    assert all(left.end <= right.start for left, right in pairwise(quotes))
