"""Slices: ranges of document ids at which a release cuts its tables of single documents. Each is some whole buckets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from transforms.assemble import END, cuts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.cache import Bucket

# The documents of a slice, and the characters of their texts, that a corpus is cut to; in memory a slice takes about 20 times these.
SLICE_DOCUMENTS, SLICE_CHARACTERS, MOST_SLICES = 500, 16_000_000, 256
POWERS = tuple(1 << power for power in range(MOST_SLICES.bit_length()))
STEADY = 4  # times more or fewer: so far the number of slices may be from what we would choose, and stays


@dataclass(frozen=True, slots=True)
class Slice:
    """The documents from `low` up to, and without, `high`, and the buckets that hold them."""

    number: int
    low: str
    high: str
    buckets: tuple[Bucket, ...]


def slice_count(documents: pl.DataFrame, *, before: int = 0) -> int:
    """Give into how many slices the tables of single documents should be cut: a power of two, at most MOST_SLICES.

    Reads: body_end_char. `before` is the number in the release before, 0 if there is none; it stays until it is STEADY times
    off, so that a corpus which grows by a file a day keeps its slices.
    """
    ends = documents["body_end_char"].fill_null(0).cast(pl.Int64)
    needed = max(ends.len() / SLICE_DOCUMENTS, ends.sum() / SLICE_CHARACTERS)
    count = next(power for power in POWERS if power >= min(needed, MOST_SLICES))
    is_near = count <= before * STEADY and before <= count * STEADY
    return before if before in POWERS and is_near else count


def slices_of(buckets: Sequence[Bucket], count: int) -> list[Slice]:
    """Cut the buckets into so many slices; a slice without documents has none."""
    bounds = [*cuts(count), END]
    return [
        Slice(number, low, high, tuple(_within(buckets, low, high)))
        for number, (low, high) in enumerate(pairwise(bounds))
    ]


def _within(buckets: Sequence[Bucket], low: str, high: str) -> list[Bucket]:
    """Give the buckets that may hold a document between the two."""
    return [bucket for bucket in buckets if f"doc_{bucket.name:0<2}" < high and low < f"doc_{bucket.name}g"]
