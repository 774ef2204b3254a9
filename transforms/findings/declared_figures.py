"""A fact box that claims other figures than the text has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each document whose fact box differs from what is computed, at the box."""
    differing = tables["document_metrics"].filter(pl.col("verdict") == "differs").sort("document_id", "metric")
    boxes = tables["zones"].filter(pl.col("zone") == "factbox").group_by("document_id").agg(
        pl.col("start_char").min(), pl.col("end_char").sort_by("start_char").first(), pl.col("surface").sort_by("start_char").first()
    )  # fmt: skip
    told = pl.format("{} {} (computed: {})", "metric", "declared", "computed")
    grouped = differing.group_by("document_id").agg(told=told.sort().str.join(", "))
    for row in grouped.join(boxes, on="document_id").collect().iter_rows(named=True):
        here = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
        yield Finding(
            "declared_figures", "info", here, f"The fact box declares other figures than the text has: {row['told']}."
        )
