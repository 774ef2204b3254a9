"""What a release withholds of its texts, and its return: null in the published column, the values aside, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from transforms.tables import Table


def redacted(table: Table, frame: pl.DataFrame, mode: str) -> pl.DataFrame:
    """Give the rows as a release of this text mode holds them: null in every column that it withholds."""
    return frame.with_columns(pl.lit(None, table[name].dtype).alias(name) for name in table.withheld(mode))


def set_aside(table: Table, frame: pl.DataFrame, mode: str) -> pl.DataFrame:
    """Give the withheld columns alone, in the order of the rows; they are never published."""
    return frame.select(table.withheld(mode))


def restored(published: pl.LazyFrame, aside: pl.LazyFrame) -> pl.LazyFrame:
    """Give the rows with what was withheld back in its place. Both have the same rows, in the same order."""
    names = aside.collect_schema().names()
    order = published.collect_schema().names()
    return pl.concat([published.drop(names), aside], how="horizontal").select(order)


def quotes_nothing(table: Table, rows: pl.DataFrame, mode: str) -> pl.DataFrame:
    """Give rows that a check made of a table without texts that a release of this mode does not hold.

    Columns that the table does not declare go if they are text, since a check may have put a passage there.
    """
    if mode == "full":
        return rows
    withheld = table.withheld(mode)
    kept = [
        name
        for name, dtype in rows.schema.items()
        if name not in withheld and (name in table.names or dtype not in {pl.String, pl.List(pl.String)})
    ]
    return rows.select(kept)
