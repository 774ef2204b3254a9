"""Numbers as the text writes them."""

from __future__ import annotations

import re

import pytest

from transforms.quantities.numbers import CANDIDATE, read_number, trie

# text that is one number, value (a pair for a vague count)
READ = [
    ("7", 7),
    ("1,234.5", 1234.5),
    ("1,00,000", 100_000),
    ("1.234.567", 1_234_567),
    ("1.234,56", 1234.56),
    ("20 000", 20_000),
    ("4.3 million", 4.3e6),
    ("4 hundred million", 4e8),
    ("1.2bn", 1.2e9),
    ("5k", 5000),
    ("2 1/2", 2.5),
    ("2½", 2.5),
    ("¾", 0.75),
    ("1/16", 0.0625),
    ("1.99×10−30", 1.99e-30),
    ("6e24", 6e24),
    ("forty-three", 43),
    ("twenty five", 25),
    ("two hundred and five", 205),
    ("one hundred and twenty-three thousand", 123_000),
    ("three thousand two hundred", 3200),
    ("a million and a half", 1.5e6),
    ("two and a half million", 2.5e6),
    ("half a dozen", 6),
    ("two dozen", 24),
    ("two-thirds", 2 / 3),
    ("three quarters", 0.75),
    ("dozens", (12, 120)),
    ("tens of thousands", (10_000, 100_000)),
]
NOT_READ = ["3.2.1", "007", "9" * 40, "third", "million"]
NOT_ONE_NUMBER = [("two three", 2.0), ("five and six", 5.0), ("1,2", 1.0), ("thirty forty", 30.0)]


def read(text):
    return read_number(text, *CANDIDATE.search(text).span())


@pytest.mark.parametrize(("text", "value"), READ)
def test_read(text, value):
    number = read(text)
    low, high = value if isinstance(value, tuple) else (value, None)
    assert (number.value, number.high) == (pytest.approx(low), high)
    assert (number.start, number.end) == (0, len(text))


def test_a_point_in_front_belongs_to_the_number():
    assert read(" .001 of it").value == 0.001


@pytest.mark.parametrize("text", NOT_READ)
def test_not_read(text):
    assert read(text) is None


@pytest.mark.parametrize(("text", "first"), NOT_ONE_NUMBER)
def test_numbers_in_a_row_stay_apart(text, first):
    assert read(text).value == first


def test_trie_matches_exactly_its_words():
    words = {"one", "only", "on", "ten", "tenth"}
    pattern = re.compile(trie(words))
    assert {word for word in [*words, "o", "te", "tenths"] if pattern.fullmatch(word)} == words
