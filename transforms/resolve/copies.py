"""Near-identical copies of one text: MinHash candidates, checked on the exact word sequences.

Two texts are copies if the Jaccard similarity of their sets of 5-word shingles is 0.5 or more, or if 0.8 or more of the
shorter one's shingles stand in the longer one (a cut). Source of the method: Broder, On the resemblance and containment of
documents (1997); the banding as in Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl
from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORD = re.compile(r"\w+")
SHINGLE_WORDS = 5
BANDS, ROWS = 42, 3  # a pair with similarity 0.5 becomes a candidate with probability 0.996
MIN_SIMILARITY = 0.5
MIN_CONTAINMENT = 0.8


def shingles(text: str) -> set[str]:
    """Give the 5-word sequences of a text, case folded; of a shorter text, its words as one.

    >>> shingles("One two three four five, six")
    {'one two three four five', 'two three four five six'}
    """
    words = WORD.findall(text.casefold())
    if len(words) < SHINGLE_WORDS:
        return {" ".join(words)}
    return set(map(" ".join, zip(*(words[offset:] for offset in range(SHINGLE_WORDS)), strict=False)))


def signature(text: str) -> list[int]:
    """Give the MinHash signature of a text: BANDS * ROWS numbers of 32 bits, always the same for the same text."""
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=1)
    sketch.update(sorted(shingles(text)))
    numbers: list[int] = sketch.digest()
    return numbers


def copy_clusters(signatures: pl.LazyFrame, documents: pl.LazyFrame) -> pl.LazyFrame:
    """Give each document's cluster of copies.

    Reads: document_id, signature; document_id, text, published_date. Adds: copy_cluster_id, the document_id of the
    cluster's canonical copy; is_canonical_copy. Rows: one for each document. A canonical copy is the earliest, then the
    longest, then the first by id; undated copies come last.
    """
    dated = documents.select("document_id", "published_date", length=pl.col("text").str.len_chars()).collect()
    pairs = set(candidate_pairs(signatures))
    texts = _texts(documents, {document for pair in pairs for document in pair})
    roots = united(pair for pair in sorted(pairs) if are_copies(texts[pair[0]], texts[pair[1]]))
    clusters = dated.with_columns(root=pl.col("document_id").replace(roots))
    order = [pl.col("published_date"), -pl.col("length").cast(pl.Int64), pl.col("document_id")]
    canonical = pl.col("document_id").sort_by(order, nulls_last=True).first().over("root")
    return clusters.lazy().select(
        "document_id", copy_cluster_id=canonical, is_canonical_copy=canonical == pl.col("document_id")
    )


def candidate_pairs(signatures: pl.LazyFrame) -> Iterator[tuple[str, str]]:
    """Give pairs of documents that agree on a whole band; of many that agree, neighbours only."""
    bands = [
        signatures.select(
            "document_id", band=pl.lit(band), key=pl.col("signature").list.slice(band * ROWS, ROWS).hash()
        )
        for band in range(BANDS)
    ]
    groups = pl.concat(bands).group_by("band", "key").agg(pl.col("document_id").sort())
    for members in groups.filter(pl.col("document_id").list.len() > 1).collect()["document_id"]:
        yield from pairwise(members)
        yield from ((members[0], member) for member in members[2:])


def _texts(documents: pl.LazyFrame, wanted: set[str]) -> dict[str, set[str]]:
    rows = documents.filter(pl.col("document_id").is_in(sorted(wanted))).select("document_id", "text").collect()
    return {document_id: shingles(text) for document_id, text in rows.iter_rows()}


def are_copies(one: set[str], other: set[str]) -> bool:
    """Whether two sets of shingles are those of copies."""
    shared = len(one & other)
    smaller = min(len(one), len(other))
    return shared >= MIN_SIMILARITY * (len(one) + len(other) - shared) or shared >= MIN_CONTAINMENT * smaller


def united(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give each member of connected pairs the smallest member it is connected with (union-find)."""
    parent: dict[str, str] = {}

    def root(member: str) -> str:
        while parent.setdefault(member, member) != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {member: root(member) for member in sorted(parent)}
