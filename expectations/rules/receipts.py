"""The counts on each document row equal the rows that its child tables hold, and no stretch of documents has none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table

BY_CHANCE = 1e-9
ENOUGH = 20  # documents beside the gap
RECEIPTS = {
    "sentence_count": "sentences",
    "mention_count": "mentions",
    "metric_count": "metrics",
    "timex_count": "timexes",
    "statement_count": "statements",
    "role_count": "roles",
    "event_mention_count": "event_mentions",
}


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give one rule for each receipt."""
    present = {table.name for table in tables}
    receipts = [_receipt(column, child) for column, child in RECEIPTS.items() if child in present]
    return (*receipts, *(_no_gap(column, child) for column, child in RECEIPTS.items() if child in present))


def _receipt(column: str, child: str) -> Rule:
    def look(staged: Staged) -> Checked:
        counted = staged.scan(child).group_by("document_id").agg(counted=pl.len())
        joined = staged.scan("documents").select("document_id", column).join(counted, on="document_id", how="left")
        wrong = joined.filter(pl.col(column).ne_missing(pl.col("counted").fill_null(0)))
        return Checked(checked=staged.rows("documents"), violations=wrong)

    return Rule(
        rule_id=f"documents.{column}.receipt", family="receipts", reads=("documents", child), look=look, by_document=True,
        sentence=f"{column} equals the rows of the document in {child}.",
    )  # fmt: skip


def _in_order(staged: Staged) -> pl.DataFrame:
    """Give the receipts of all documents that are read in full, in order of their ids."""
    full = staged.scan("documents").filter(pl.col("extraction") == "full")
    return full.select("document_id", *RECEIPTS).collect().sort("document_id")


def _no_gap(column: str, child: str) -> Rule:
    """Give the rule that a table has no hole: ids are hashes, so documents without rows stand where chance puts them."""

    def look(staged: Staged) -> Checked:
        receipts = staged.once("receipts in order", lambda: _in_order(staged))
        rows = receipts.select("document_id", column, empty=pl.col(column) == 0).with_columns(
            run=pl.col("empty").rle_id()
        )
        length, beside = pl.len().over("run"), rows.height - pl.col("length")
        gaps = rows.filter("empty").with_columns(length=length, without=pl.len()).filter(beside >= ENOUGH)
        rate_beside = (pl.col("without") - pl.col("length") + 1) / (beside + 2)  # Laplace
        by_chance = math.log(max(rows.height, 1)) + pl.col("length") * rate_beside.log()
        wrong = gaps.filter(by_chance < math.log(BY_CHANCE))
        return Checked(checked=staged.rows("documents"), violations=wrong.select("document_id", column).lazy())

    return Rule(
        rule_id=f"documents.{column}.no_gap", family="receipts", reads=("documents",), look=look,
        sentence=f"Documents without rows in {child} are spread by chance, as their ids are, and do not follow one another.",
        threshold="a stretch that chance gives in less than one of a thousand million releases (set with the rule)",
    )  # fmt: skip
