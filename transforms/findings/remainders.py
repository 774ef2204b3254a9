"""A remainder that does not fill up the whole: 80 percent are done, the remaining 30 percent are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place, of_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOLERANCE = 1.0  # percentage points, for rounding
NEAR = 3  # sentences back in which the other part must stand
BEFORE = 14  # characters before the number in which "remaining" must stand


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each remaining share that, with the share before it, does not make 100 percent."""
    shares = tables["metrics"].filter(
        (pl.col("unit") == "percent") & (pl.col("kind") == "percent") & pl.col("direction").is_null()
    )
    columns = ["document_id", "sentence_number", "start_char", "end_char", "surface", "value"]
    both = shares.select(columns).sort("document_id", "start_char").with_columns(
        *(pl.col(name).shift(1).over("document_id").alias(f"other_{name}") for name in columns[1:])
    )  # fmt: skip
    start = (pl.col("start_char") - BEFORE).clip(lower_bound=0)
    lead = pl.col("text").str.slice(start, pl.col("start_char") - start)
    near = pl.col("sentence_number") - pl.col("other_sentence_number") <= NEAR
    total = pl.col("value") + pl.col("other_value")
    near_ones = both.filter(near & ((total - 100).abs() > TOLERANCE)).collect()
    texts = of_documents(tables, near_ones["document_id"])["documents"].select("document_id", "text")
    off = near_ones.lazy().join(texts, on="document_id").filter(lead.str.contains(r"(?i)\bremaining\s*$"))
    for row in off.drop("text").sort("document_id", "start_char").collect().iter_rows(named=True):
        here = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
        there = Place(row["document_id"], row["other_start_char"], row["other_end_char"], row["other_surface"])
        yield Finding(
            "remainders",
            "warning",
            here,
            f"{there.surface} and the remaining {here.surface} do not make 100 percent.",
            there,
        )
