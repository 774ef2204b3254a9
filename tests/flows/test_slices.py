"""Slices: how many, where they are cut, and which buckets belong to them."""

import polars as pl
import pytest

from flows.cache import Bucket
from flows.slices import slice_count, slices_of


@pytest.mark.parametrize(
    ("documents", "characters", "before", "count"),
    [
        (0, 0, 0, 1),
        (500, 10, 0, 1),
        (501, 10, 0, 2),
        (7_000, 10, 0, 16),
        (1_000_000, 10, 0, 256),
        (10, 10_000_000, 0, 8),  # few, and long as books
        (9_000, 10, 16, 16),  # would be 32
        (33_000, 10, 16, 128),
        (7_000, 10, 3, 16),  # no power of two: not ours
    ],
)
def test_slices_follow_the_corpus_and_stay_while_it_grows(documents, characters, before, count):
    ends = pl.DataFrame({"body_end_char": pl.repeat(characters, documents, dtype=pl.Int32, eager=True)})
    assert slice_count(ends, before=before) == count


@pytest.mark.parametrize("count", [1, 4, 256])
def test_each_bucket_is_in_the_slice_of_its_documents(count):
    buckets = [Bucket(f"{number:02x}", "records", {}) for number in range(256)]
    slices = slices_of(buckets, count)
    assert [bucket for one in slices for bucket in one.buckets] == buckets
    for one in slices:
        assert all(one.low <= f"doc_{bucket.name}ab" < one.high for bucket in one.buckets)


def test_a_slice_without_documents_has_no_bucket():
    only = Bucket("ff", "records", {})
    assert [one.buckets for one in slices_of([only], 2)] == [(), (only,)]


def test_a_large_bucket_is_in_every_slice_of_its_documents():
    slices = slices_of([Bucket(f"{digit:x}", "records", {}) for digit in range(16)], 32)
    assert [[bucket.name for bucket in one.buckets] for one in slices[:4]] == [["0"], ["0"], ["1"], ["1"]]
    assert [bucket.name for bucket in slices[31].buckets] == ["f"]
