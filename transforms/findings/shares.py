"""Shares that cannot be: more than all of what is counted one by one, and a remainder that does not fill up the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Candidates, Finding, Place, of_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Only of what is counted one by one can there be no more than 100 percent: prices, levels and quotas exceed it rightly.
COUNTED = (
    r"^\s{1,5}of\s(?:the\s|all\s|its\s|our\s|their\s)?(?:\w{1,20}\s){0,2}"
    r"(?:people|pupils|students|households|families|voters|workers|women|men|children|residents|respondents|villages|schools|members)\b"
)
AFTER = 80  # characters behind the number that are looked at
REMAINING = r"(?i)\bremaining\s*$"
BEFORE = 14  # characters before the number in which "remaining" must stand
TOLERANCE = 1.0  # percentage points, for rounding
NEAR = 3  # sentences back in which the other part must stand
# As COUNTED begins and REMAINING ends, as far as a sentence holds them; the rest stands in the text.
BEGUN = r"^\s{1,5}of\s|^\s{0,5}(?:o|of)?$"
ENDED = r"(?i)(?:remaining|^(?:emaining|maining|aining|ining|ning|ing|ng|g)?)\s*$"
SPAN = ["document_id", "sentence_number", "start_char", "end_char", "surface", "value"]


def candidates(tables: Mapping[str, pl.LazyFrame]) -> Candidates:
    """Give the shares over 100 percent (`over`), and those that, with the one shortly before, do not make 100 (`off`)."""
    share = (pl.col("kind") == "percent") & (pl.col("unit") == "percent") & pl.col("direction").is_null()
    shares = tables["metrics"].filter(share).select(SPAN).sort("document_id", "start_char")
    both = shares.with_columns(
        pl.col(name).shift(1).over("document_id").alias(f"other_{name}") for name in SPAN if name != "document_id"
    )
    near = pl.col("sentence_number") - pl.col("other_sentence_number") <= NEAR
    total = pl.col("value") + pl.col("other_value")
    off = (near & ((total - 100).abs() > TOLERANCE)).fill_null(value=False)
    over = (pl.col("value") > 100).fill_null(value=False)  # noqa: PLR2004 - percent
    found = both.with_columns(over=over, off=off).filter(pl.col("over") | pl.col("off")).collect()
    return Candidates(found, found)


def check(tables: Mapping[str, pl.LazyFrame], candidates: pl.DataFrame, sentences: pl.DataFrame) -> Iterator[Finding]:
    """Give one finding for each share of counted people or things over 100 percent, and for each remainder that does not fit."""
    likely = _likely(candidates, sentences)
    texts = of_documents(tables["documents"], likely["document_id"]).select("document_id", "text")
    start = (pl.col("start_char") - BEFORE).clip(lower_bound=0)
    lead, behind = (
        pl.col("text").str.slice(start, pl.col("start_char") - start),
        pl.col("text").str.slice("end_char", AFTER),
    )
    read = likely.lazy().join(texts, on="document_id").sort("document_id", "start_char")
    said = read.with_columns(
        over=pl.col("over") & behind.str.contains(COUNTED), off=pl.col("off") & lead.str.contains(REMAINING)
    )
    for row in said.drop("text").filter(pl.col("over") | pl.col("off")).collect().iter_rows(named=True):
        here = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
        if row["over"]:
            yield Finding("implausible_values", "info", here, "A share of more than 100 percent.")
        if row["off"]:
            there = Place(row["document_id"], row["other_start_char"], row["other_end_char"], row["other_surface"])
            message = f"{there.surface} and the remaining {here.surface} do not make 100 percent."
            yield Finding("remainders", "warning", here, message, there)


def _likely(candidates: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Give the candidates that their own sentence does not rule out: few, so that few texts need be read."""
    places = sentences.select(
        "document_id", "sentence_number", told_from="start_char", told_to="end_char", told="surface"
    )
    begins, ends = (pl.col(name) - pl.col("told_from") for name in ("start_char", "end_char"))
    before = pl.when(begins >= 0).then(pl.col("told").str.slice(0, begins))
    rest = pl.when(ends >= 0, pl.col("end_char") <= pl.col("told_to")).then(pl.col("told").str.slice(ends))
    is_whole = rest.str.len_chars() >= AFTER
    may_count = pl.when(is_whole).then(rest.str.head(AFTER).str.contains(COUNTED)).otherwise(rest.str.contains(BEGUN))
    joined = candidates.join(places, on=["document_id", "sentence_number"], how="left", maintain_order="left")
    return joined.with_columns(
        over=pl.col("over") & may_count.fill_null(value=True),
        off=pl.col("off") & before.str.contains(ENDED).fill_null(value=True),
    ).filter(pl.col("over") | pl.col("off")).drop("told_from", "told_to", "told")  # fmt: skip
