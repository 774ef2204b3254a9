"""Mentions by number: several tables count them, and numbers take a quarter of the memory and are sorted in no time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from transforms.enumerated import enum_of

if TYPE_CHECKING:
    from collections.abc import Iterator

IDS = ("entity_id", "document_id")
AT_A_TIME = 200_000  # mentions


class Numbered(NamedTuple):
    """Mentions of things, by the places of their ids in `things` and `documents`, which are sorted.

    `rows`: thing, document (numbers), sentence_number; one for each mention of a thing.
    """

    things: pl.Series
    documents: pl.Series
    rows: pl.DataFrame

    def in_parts(self) -> Iterator[pl.DataFrame]:
        """Give the rows by document, cut between documents, so that little is worked out at a time; at least one part."""
        rows = self.rows if self.rows["document"].is_sorted() else self.rows.sort("document")
        start, documents = 0, rows["document"]
        while True:
            end = rows.height
            if start + AT_A_TIME < end:
                end = int(documents.search_sorted(documents[start + AT_A_TIME], side="right"))
            yield rows[start:end]
            start = end
            if start == rows.height:
                return

    def with_ids(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Give `entity_id` in place of `thing`."""
        things = self.things.to_frame("entity_id").with_row_index("thing").lazy()
        return frame.join(things, on="thing", how="left", maintain_order="left").drop("thing")


def numbered(mentions: pl.LazyFrame, *, few: bool = False) -> Numbered:
    """Give mentions by number. Reads: document_id, sentence_number, entity_id; rows without a thing are left out.

    Unless they are `few`, mentions are read twice, so that of their ids no more are in memory than there are distinct ones.
    """
    named = mentions.select("document_id", "sentence_number", "entity_id").drop_nulls(["document_id", "entity_id"])
    if few:
        read = named.collect()
        things, documents = (pl.Enum(read[name].unique().sort()) for name in IDS)
        rows = _numbers(read.lazy(), things, documents).collect()
    else:
        things, documents = (enum_of(named.select(name)) for name in IDS)
        rows = _numbers(named, things, documents).collect(engine="streaming")
    return Numbered(things.categories, documents.categories, rows)


def _numbers(named: pl.LazyFrame, things: pl.Enum, documents: pl.Enum) -> pl.LazyFrame:
    thing, document = (
        pl.col(name).cast(kind).to_physical().cast(pl.UInt32)
        for name, kind in zip(IDS, (things, documents), strict=True)
    )
    return named.select("sentence_number", thing=thing, document=document)
