"""co_mentions: which two things stand in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from transforms.aggregates.numbered import Numbered

HALF = np.uint64(32)  # bits: two numbers of ids, which are fewer than 2^32, make one
LOWER = np.uint64(2**32 - 1)


def co_mentions(mentions: Numbered) -> pl.LazyFrame:
    """Give the pairs of things that stand in one sentence.

    Rows: one for each pair and document, entity_a < entity_b, in the order of entity_a, entity_b, document_id.
    """
    rows = mentions.rows.drop_nulls("sentence_number")
    document, sentence, thing = (
        rows[name].to_numpy().astype(np.uint64) for name in ("document", "sentence_number", "thing")
    )
    pair, of_document = _pairs((document << HALF) | sentence, thing)
    frame = pl.DataFrame({"pair": pair, "document": of_document.astype(np.uint32)}).sort("pair", "document")
    pair, of_document = frame["pair"].to_numpy(), frame["document"].to_numpy()
    starts = np.flatnonzero(_changes(pair) | _changes(of_document))
    return pl.LazyFrame({
        "entity_a": mentions.things.gather(pair[starts] >> HALF), "entity_b": mentions.things.gather(pair[starts] & LOWER),
        "document_id": mentions.documents.gather(of_document[starts]),
        "sentence_count": np.diff(np.append(starts, len(pair))).astype(np.uint32),
    })  # fmt: skip


def _pairs(sentence: NDArray[np.uint64], thing: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Give each pair of different things in each sentence, the lesser one in the upper half, and its document's number."""
    order = np.lexsort((thing, sentence))
    sentence, thing = sentence[order], thing[order]
    once = _changes(sentence) | _changes(thing)
    sentence, thing = sentence[once], thing[once]
    pairs, places = [np.empty(0, np.uint64)], [np.empty(0, np.uint64)]
    first, apart = np.arange(len(thing)), 1
    while len(first):
        first = first[first + apart < len(thing)]
        first = first[sentence[first] == sentence[first + apart]]
        pairs.append((thing[first] << HALF) | thing[first + apart])
        places.append(sentence[first] >> HALF)
        apart += 1
    return np.concatenate(pairs), np.concatenate(places)


def _changes(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether each value differs from the one before; the first one does."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found
