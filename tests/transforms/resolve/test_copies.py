"""Copies of one text: exact, with a new dateline, edited, cut, extended; and texts that are no copies."""

from __future__ import annotations

import datetime

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.resolve.copies import (
    WORD,
    Text,
    are_copies,
    candidate_pairs,
    find_copies,
    may_be_copies,
    shingles,
    signature,
    signatures_of,
    words_of,
)

WORDS = [
    f"{first}{second}"
    for first in ["river", "road", "rail", "dam", "port", "bridge", "border", "town"]
    for second in ["s", "ing", "ed", "er", "let", "way", "side", "land"]
]


def story(seed, length=240):
    """An invented text: words in an order that depends on the seed (a linear congruential walk)."""
    state, words = seed * 7919 + 17, []
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        words.append(WORDS[state % len(WORDS)] + str(state % 97))
    return " ".join(words)


def edited(text, every=20):
    return " ".join("changed" if number % every == 0 else word for number, word in enumerate(text.split()))


def clusters(texts, dates=None):
    ids = [f"doc_{number:016x}" for number in range(len(texts))]
    days = dates or [datetime.date(2024, 1, 1)] * len(texts)
    documents = pl.LazyFrame(
        {"document_id": ids, "text": texts, "published_date": days}, schema_overrides={"published_date": pl.Date}
    )
    signatures = signatures_of(zip(ids, texts, strict=True)).lazy()
    found = find_copies(signatures, documents, documents).clusters.collect().sort("document_id")
    return found["copy_cluster_id"].to_list(), found["is_canonical_copy"].to_list()


def test_every_kind_of_copy_is_found():
    kinds = {
        "new dateline": lambda text: "PAKSE, May 3 (Agency) -- " + text,
        "edited": edited,
        "cut by a third": lambda text: " ".join(text.split()[: len(text.split()) * 2 // 3]),
        "paragraph added": lambda text: text + "\n\n" + story(999, 60),
    }
    for name, change in kinds.items():
        found = 0
        for seed in range(40):
            ids, _ = clusters([story(seed), change(story(seed)), story(seed + 500)])
            found += ids[0] == ids[1] != ids[2]
        assert found >= 39, f"{name}: {found} of 40"


def test_different_texts_stay_apart():
    ids, canonical = clusters([story(seed) for seed in range(60)])
    assert len(set(ids)) == 60
    assert all(canonical)


def test_the_earliest_then_the_longest_stands_for_all():
    text = story(3)
    days = [datetime.date(2024, 5, 2), datetime.date(2024, 5, 1), None]
    ids, canonical = clusters([text, edited(text), text + " end"], days)
    assert set(ids) == {"doc_0000000000000001"}
    assert canonical == [False, True, False]


def test_short_texts_and_no_words():
    assert len(shingles("Two words")) == len(shingles("")) == 1
    assert shingles("Two words") == shingles("two, WORDS") != shingles("two swords")
    assert len(signature("")) == len(signature("one two three four five six seven"))


@settings(deadline=None)
@given(st.text(alphabet="aZ_9ßé .,'’“—-\n", max_size=40))
def test_words_are_the_same_whether_a_text_is_ascii_or_not(text):
    expected = [word.encode() for word in WORD.findall(text.casefold())]
    assert words_of(text) == expected
    assert words_of(text + " ü") == [*expected, "ü".encode()]


def test_the_next_number_of_a_series_is_no_copy():
    def bulletin(*levels):
        lines = (
            f"the water at gauge {name} stood at {level} metres" for name, level in zip("abcd", levels, strict=True)
        )
        return " this morning and people are asked to keep away from the banks below the bridge ".join(lines)

    ids, _ = clusters([bulletin("1.2", "3.4", "5.6", "7.8"), bulletin("2.2", "3.5", "6.6", "7.9")])
    assert ids[0] != ids[1]
    ids, _ = clusters([bulletin("1.2", "3.4", "5.6", "7.8"), bulletin("1.2", "3.5", "5.6", "7.8")])
    assert ids[0] == ids[1], "a corrected figure leaves a copy a copy"


def test_fifty_copies_are_one_cluster():
    ids, canonical = clusters([f"{story(8)} {number}" for number in range(50)])
    assert len(set(ids)) == 1
    assert sum(canonical) == 1


def test_pairs_that_are_known_are_not_read_again():
    texts = [story(seed) for seed in range(3)] + [edited(story(0)), story(1)[:-200]]
    names = [f"doc_{number}" for number in range(len(texts))]
    documents = pl.LazyFrame({"document_id": names, "published_date": [None] * len(names), "text": texts}).cast(
        {"published_date": pl.Date}
    )
    signatures = signatures_of(zip(names, texts, strict=True)).lazy()
    first = find_copies(signatures, documents, documents)
    assert True in first.verdicts.values()
    again = find_copies(signatures, documents, documents.drop("text"), first.verdicts)  # no text is there to be read
    assert again.verdicts == first.verdicts
    assert again.clusters.collect().equals(first.clusters.collect())


def may_be(one, other):
    equal = np.count_nonzero(np.array(signature(one)) == np.array(signature(other)))
    found = may_be_copies(np.array([equal]), np.array([len(one)]), np.array([len(other)]))
    return bool(found[0])


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(20, 400))
def test_no_copy_is_ruled_out_by_its_signature(seed, parts, length):
    text = story(seed, length)
    longer = " ".join([text, *(story(seed + 20_000 + number, length) for number in range(parts - 1))])
    assert are_copies(Text(edited(text)), Text(text))
    assert may_be(edited(text), text)
    assert are_copies(Text(text), Text(longer))
    assert may_be(text, longer)


def test_texts_that_have_little_in_common_are_not_read():
    shared = story(7, 30)
    texts = [f"{shared} {story(seed + 100)}" for seed in range(80)]
    assert not any(may_be(texts[0], other) for other in texts[1:])
    names = [f"doc_{number:02}" for number in range(len(texts))]
    assert list(candidate_pairs(signatures_of(zip(names, texts, strict=True)).lazy())) == []
