"""Mentions by number: several tables count them, and numbers take a quarter of the memory and are sorted in no time."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl


class Numbered(NamedTuple):
    """Mentions of things, by the places of their ids in `things` and `documents`, which are sorted.

    `rows`: thing, document (numbers), sentence_number; one for each mention of a thing.
    """

    things: pl.Series
    documents: pl.Series
    rows: pl.DataFrame

    def with_ids(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Give `entity_id` in place of `thing`."""
        things = self.things.to_frame("entity_id").with_row_index("thing").lazy()
        return frame.join(things, on="thing", how="left", maintain_order="left").drop("thing")


def numbered(mentions: pl.LazyFrame) -> Numbered:
    """Give mentions by number. Reads: document_id, sentence_number, entity_id; rows without a thing are left out."""
    named = (
        mentions.select("document_id", "sentence_number", "entity_id")
        .drop_nulls(["document_id", "entity_id"])
        .collect()
    )
    things, thing = _numbered(named["entity_id"], "thing")
    documents, document = _numbered(named["document_id"], "document")
    return Numbered(things, documents, pl.DataFrame([thing, document, named["sentence_number"]]))


def _numbered(ids: pl.Series, name: str) -> tuple[pl.Series, pl.Series]:
    distinct = ids.unique().sort()
    return distinct, ids.cast(pl.Enum(distinct)).to_physical().cast(pl.UInt32).alias(name)
