"""A number out of the plausible range of its unit or kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OLDEST = 122  # years; the oldest age of a person that is documented (Jeanne Calment, 1997)


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each share over 100 percent, age over 122 years, or number of things below 0."""
    value, kind, unit = pl.col("value"), pl.col("kind"), pl.col("unit")
    share = (kind == "percent") & (unit == "percent") & (value > 100) & pl.col("direction").is_null()  # noqa: PLR2004 - percent
    message = (
        pl.when(share & pl.col("measured").str.contains(r"\bof\b")).then(pl.lit("A share of more than 100 percent."))
        .when((kind == "age") & (unit == "year") & (value > OLDEST) & pl.col("measured").is_null()).then(pl.lit(f"An age of more than {OLDEST} years."))
        .when((kind == "count") & (value < 0)).then(pl.lit("A number of things below zero."))
    )  # fmt: skip
    odd = tables["metrics"].with_columns(message=message).drop_nulls("message")
    for row in odd.sort("document_id", "start_char").collect().iter_rows(named=True):
        here = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
        yield Finding("implausible_values", "info", here, row["message"])
