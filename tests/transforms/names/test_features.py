"""What the recogniser looks at."""

import numpy as np

from transforms.names.features import (
    FEATURE_COUNTS,
    FLAG_SIZES,
    features_by_distance,
    flag_features,
    headline_flags,
    perhaps_among,
    places_of,
    seen_flags,
    windows,
    words_at,
)
from transforms.names.recogniser import load_recogniser
from transforms.names.tokens import cut

TEXT = "The Bank of Molga fell. Nobody in molga cared."


def surfaces(tokens, at, text=TEXT):
    return [text[tokens.start[i] : tokens.end[i]] for i in at]


def test_words_between_capitals_are_looked_at_and_others_not():
    tokens = cut([TEXT], [[24]])
    assert surfaces(tokens, windows(tokens)) == ["The", "Bank", "of", "Molga", "Nobody"]


def test_a_word_that_is_also_written_small_is_marked():
    tokens = cut([TEXT], [[24]])
    marked = dict(zip(surfaces(tokens, range(len(tokens))), seen_flags(tokens).tolist(), strict=True))
    assert (marked["Molga"], marked["Bank"], marked["fell"]) == (5, 2, 0)


def test_headlines():
    tokens = cut(["Rice Prices Fall Again\nthe rest is small"], [[]])
    assert headline_flags(tokens).tolist() == [True] * 4 + [False] * 4


def test_as_many_features_as_said():
    tokens = cut([TEXT], [[24]])
    places = places_of(tokens)
    columns = features_by_distance(words_at(tokens, places.example, load_recogniser().classes))
    assert tuple(map(len, columns)) == FEATURE_COUNTS
    assert len(flag_features(places.flags)) == len(FLAG_SIZES) + 1


def test_the_sieve_loses_nothing():
    hashes = np.random.default_rng(2).integers(0, 2**64, 1000, dtype=np.uint64)
    assert set(hashes[:50].tolist()) <= set(perhaps_among(hashes, hashes[:50]).tolist())
