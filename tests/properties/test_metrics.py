"""What holds for the quantities of any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.quantities import derive, find_quantities
from transforms.quantities.numbers import CANDIDATE, find_candidates

WORDS = (
    "more than|about|from|to|between|and|5|12.5|1,200|three|hundred|million|dozens of|half|a|the|first|11th|two-thirds|percent|%|$|US$|€|km|miles|years old|"
    "passengers|people|tons of rice|or more|+|-|–|(|)|,|.|per share|in|2024|March|rose|fell|by|degrees Celsius|cents|lowest|one in four|pounds|½|1/16|one of the|minus"
).split("|")
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(
    st.lists(st.sampled_from((*WORDS, *"aeno_5½é’ ", "Three", "THREE", "someone", "tenth")), max_size=20).map("".join)
)
def test_the_scan_of_a_whole_text_finds_what_the_pattern_finds(text):
    assert find_candidates(text) == [match.span() for match in CANDIDATE.finditer(text)]


def columns(row):
    return row.value, row.value_high, row.unit, row.currency, row.modifier, row.si_value, row.si_unit


def check(text):
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
        assert quantity.value_high is None or quantity.value <= quantity.value_high
        assert 0.0 <= quantity.confidence <= 1.0
        for span in (quantity.measured, quantity.context):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        context = text[slice(*quantity.context)] if quantity.context else None
        row = derive(text[quantity.start : quantity.end], context, quantity.kind)
        assert row is not None
        assert columns(row) == columns(quantity)
        assert quantity.direction in {row.direction, "up", "down"} or row.direction is None


@settings(max_examples=100, deadline=None)
@given(SENTENCES)
def test_rows_are_ordered_in_bounds_and_derivable(text):
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text):
    check(text)


@settings(max_examples=40, deadline=None)
@given(SENTENCES, SENTENCES)
def test_a_paragraph_break_keeps_texts_apart(left, right):
    alone = [q[:9] for q in find_quantities(left)]
    joined = [q[:9] for q in find_quantities(f"{left}\n\n\n{right}") if q.start < len(left)]
    assert joined == alone


@given(SENTENCES)
@settings(max_examples=40, deadline=None)
def test_the_same_text_gives_the_same_rows(text):
    assert find_quantities(text) == find_quantities(text)


HOSTILE = [
    "7",
    "a",
    '"',
    "1,",
    "1.",
    "1-",
    "a1",
    "($5",
    "½",
    "one ",
    "million ",
    "5 km per ",
    "from 1 percent to ",
    "5\n",
    "five-",
    "$",
    "%5",
    "1/2 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece):
    def seconds(count):
        text = piece * count
        begun = time.process_time()
        find_quantities(text)
        return time.process_time() - begun

    small, large = min(seconds(400) for _ in range(2)), min(seconds(1600) for _ in range(2))
    assert large < 10 * small + 0.05


def test_two_megabytes_without_a_space():
    begun = time.process_time()
    assert find_quantities("x" * 2_000_000) == []
    assert time.process_time() - begun < 2.0
