"""Paragraphs and sentences, with exact offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.sentences import LONGEST, find_paragraphs, find_sentences, is_hard_wrapped

WRAPPED = "The minister said that the bridge would be open\nbefore the rains, and that the road to it\nwould be paved by then. Nobody in the village\nbelieved him."


def sentences(text):
    return [text[s.start_char : s.end_char] for s in find_sentences(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came. She left.", ["He came.", "She left."]),
        ("Mr. Keo met Dr. Lee.", ["Mr. Keo met Dr. Lee."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("First.\n\n  Second.  \n", ["First.", "Second."]),
        ("First.\r\n\r\nSecond.", ["First.", "Second."]),
        (" \n\t ", []),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_hard_wrapped_lines_are_joined():
    assert is_hard_wrapped(WRAPPED)
    assert len(sentences(WRAPPED)) == 2


def test_items_of_a_list_are_paragraphs_even_in_wrapped_text():
    text = WRAPPED + "\n- a first point that is\ngoing on\n- a second point"
    assert [text[a:b][:12] for a, b in find_paragraphs(text, 0, len(text))] == [
        "The minister",
        "- a first po",
        "- a second p",
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_ordered_trimmed_slices(text):
    position = 0
    for sentence in find_sentences(text, [(0, len(text))]):
        piece = text[sentence.start_char : sentence.end_char]
        assert piece == piece.strip() != ""
        assert sentence.start_char >= position
        position = sentence.end_char


@pytest.mark.parametrize("word", ["rice ", "rice", "rice   "])
def test_what_is_too_long_for_a_sentence_is_cut_between_words(word):
    text = (word * 5_000).strip()
    pieces = sentences(text)
    assert max(map(len, pieces)) <= LONGEST
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert all(piece.endswith("rice") for piece in pieces)
