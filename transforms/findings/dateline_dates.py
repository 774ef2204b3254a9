"""A header or record whose date does not fit the dateline's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_DELAY = 7  # days after which a page that carries the copy is late enough to be noticed


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each document published before its dateline's day, or more than a week after it."""
    delay = (pl.col("published_date") - pl.col("dateline_date")).dt.total_days()
    known = pl.col("published_basis").is_in(["header", "record"]) & (pl.col("published_precision") == "day")
    dated = (
        tables["documents"]
        .filter(known)
        .with_columns(delay=delay)
        .filter((pl.col("delay") < 0) | (pl.col("delay") > LONGEST_DELAY))
    )
    zones = (
        tables["zones"].filter(pl.col("zone") == "dateline").unique("document_id", keep="first", maintain_order=True)
    )
    columns = ["document_id", "published_date", "dateline_date", "delay"]
    places = zones.select("document_id", "start_char", "end_char", "surface")
    for row in dated.select(columns).join(places, on="document_id").sort("document_id").collect().iter_rows(named=True):
        here = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
        when = f"{-row['delay']} days before" if row["delay"] < 0 else f"{row['delay']} days after"
        yield Finding(
            "dateline_dates",
            "warning",
            here,
            f"Published on {row['published_date']}, {when} the dateline's {row['dateline_date']}.",
        )
