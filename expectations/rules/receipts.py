"""The counts on each document row equal the rows that its child tables hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table

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
    return tuple(_receipt(column, child) for column, child in RECEIPTS.items() if child in present)


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
