"""Joins global entity ids onto tables that know entities only by their number within the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from transforms.tables import Table

KEY = ("document_id", "entity_number")


def with_entity_ids(table: Table, frame: pl.LazyFrame, ids: pl.LazyFrame) -> pl.LazyFrame:
    """Replace entity numbers by entity ids, as the table's declaration says.

    Reads: the table's `in_document` columns; `ids`: document_id, entity_number, entity_id. Adds: the published columns.
    Rows: as given. Nulls: where the number is null.
    """
    for column in table.columns:
        if column.in_document is not None:
            join = _with_list if column.is_list else _with_id
            frame = join(column.in_document, column.name, frame, ids)
    return frame


def _with_id(number: str, name: str, frame: pl.LazyFrame, ids: pl.LazyFrame) -> pl.LazyFrame:
    renamed = ids.select("document_id", pl.col("entity_number").alias(number), pl.col("entity_id").alias(name))
    return frame.join(renamed, on=["document_id", number], how="left", maintain_order="left").drop(number)


def _with_list(number: str, name: str, frame: pl.LazyFrame, ids: pl.LazyFrame) -> pl.LazyFrame:
    indexed = frame.with_row_index("_row")
    items = indexed.select("_row", "document_id", pl.col(number).alias("entity_number")).explode("entity_number")
    found = (
        items.drop_nulls("entity_number")
        .join(ids, on=KEY, how="left", maintain_order="left")
        .group_by("_row")
        .agg(pl.col("entity_id").unique(maintain_order=True).alias(name))
    )
    joined = indexed.join(found, on="_row", how="left", maintain_order="left").drop("_row", number)
    return joined.with_columns(pl.col(name).fill_null([]))
