"""A number out of the plausible range of its unit or kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each share of something over 100 percent, and each number of things below zero."""
    value, kind, unit = pl.col("value"), pl.col("kind"), pl.col("unit")
    share = (kind == "percent") & (unit == "percent") & (value > 100) & pl.col("direction").is_null()  # noqa: PLR2004 - percent
    message = (
        pl.when(share & pl.col("measured").is_not_null()).then(pl.lit("A share of more than 100 percent."))
        .when((kind == "count") & (value < 0)).then(pl.lit("A number of things below zero."))
    )  # fmt: skip
    odd = tables["metrics"].with_columns(message=message).drop_nulls("message")
    for row in odd.sort("document_id", "start_char").collect().iter_rows(named=True):
        here = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
        yield Finding("implausible_values", "info", here, row["message"])
