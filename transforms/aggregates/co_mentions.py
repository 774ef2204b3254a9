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
    """Give the pairs of things that stand in one sentence, the ids as Enums.

    Rows: one for each pair and document, entity_a < entity_b, in the order of entity_a, entity_b, document_id.
    """
    found = pl.concat([_in_documents(part) for part in mentions.in_parts()]).sort("pair", "document")
    things, documents = pl.Enum(mentions.things), pl.Enum(mentions.documents)
    first, second = (found["pair"].to_numpy() >> HALF, found["pair"].to_numpy() & LOWER)
    return pl.LazyFrame({
        "entity_a": pl.Series(first.astype(np.uint32)).cat.to(things), "entity_b": pl.Series(second.astype(np.uint32)).cat.to(things),
        "document_id": found["document"].cat.to(documents), "sentence_count": found["sentences"],
    })  # fmt: skip


def _in_documents(rows: pl.DataFrame) -> pl.DataFrame:
    """Give each pair of things once for each document: pair (the lesser one in the upper half), document, sentences."""
    placed = rows.drop_nulls("sentence_number")
    document, sentence, thing = (
        placed[name].to_numpy().astype(np.uint64) for name in ("document", "sentence_number", "thing")
    )
    pair, of_document = _pairs((document << HALF) | sentence, thing)
    frame = pl.DataFrame({"pair": pair, "document": of_document.astype(np.uint32)})
    return frame.group_by("pair", "document").agg(sentences=pl.len())


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
