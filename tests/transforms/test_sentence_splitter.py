"""The splitter ends sentences exactly where nupunkt does."""

import nupunkt
from hypothesis import given
from hypothesis import strategies as st

from transforms.sentence_splitter import ENDS, PLAIN, sentence_ends, splitter

PAIRS = sorted(first for first, _ in splitter()._params.collocations if first.isalpha() and first.isascii())
WORDS = ["road", "Keo", "a", "B", "etc", "Mr", "Dr", "Inc", "U.S", "no", "3", "4.5", "co", "1st", "café", *PAIRS[:12]]
MARKS = [".", ".", ".", "!", "?", "...", "…", ".”", '."', ".)", "?!", ":", ",", ""]
GAPS = [" ", " ", " ", "\n", "\n\n", "  ", "\t", "", " “", " (", " - "]
piece = st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(GAPS)).map("".join)


def as_nupunkt(text):
    return [end for _, end in nupunkt.sent_spans(text)]


@given(st.lists(piece, min_size=1, max_size=30).map("".join))
def test_sentences_end_where_nupunkt_ends_them(text):
    assert sentence_ends(text) == as_nupunkt(text)


def test_the_beginning_of_a_known_pair_is_looked_at():
    for first, second in sorted(splitter()._params.collocations):
        text = f"They saw the {first}. {second} and went. {first.title()}. {second.title()} stayed. The end."
        assert sentence_ends(text) == as_nupunkt(text), (first, second)


def test_plain_words_are_decided_by_what_the_first_pass_says():
    assert splitter()._first_pass_outcome("road.") == ENDS
    assert splitter()._first_pass_outcome("etc.") != ENDS
    assert [bool(PLAIN.fullmatch(word)) for word in ("road.", "Keo.", "a.", "U.S.", "3.", "road.”")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_a_text_without_a_word_has_one_end():
    assert sentence_ends("") == [0]
    assert sentence_ends(" \n") == [2]
