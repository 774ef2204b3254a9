"""Texts cut into words by numpy."""

import numpy as np
import pytest

from transforms.names.tokens import codes_of, cut

CASES = [
    ("O'Neill's 1,250.5 tons", ["O'Neill", "'s", "1,250.5", "tons"]),
    ("the U.S. left.", ["the", "U.S.", "left", "."]),
    ("Laos-China line", ["Laos", "-", "China", "line"]),
    ("Đà Nẵng 中国", ["Đà", "Nẵng", "中国"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words(text, words):
    tokens = cut([text], [[]])
    assert [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)] == words


def test_sentences_begin_at_breaks_lines_and_texts():
    tokens = cut(["One two. Three\nfour", "Five"], [[9], []])
    assert tokens.first.tolist() == [True, False, False, True, True, True]
    assert tokens.document.tolist() == [0, 0, 0, 0, 0, 1]


def test_hashes_depend_on_the_word_alone():
    tokens = cut(["Molga saw Molga", "molga"], [[], []])
    exact = tokens.exact.of(tokens.start, tokens.end)
    lower = tokens.lowered.of(tokens.start, tokens.end)
    assert exact[0] == exact[2] != exact[3]
    assert lower[0] == lower[2] == lower[3] != lower[1]


def test_every_code_point_is_one_code():
    assert np.array_equal(codes_of("a\ud800𝔄"), [97, 0xD800, 0x1D504])
