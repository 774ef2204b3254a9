"""Documents read again give the rows that are published: a sample of them, the whole of a small release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.rereading import READS, REREAD, compared_columns, read_again
from expectations.rules.rule import Checked, Rule
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table

SMALL = 250_000
SHARE = 0.008


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give a rule for every table that an extractor fills."""
    names = {table.name for table in tables}
    return tuple(_rule(name) for name in REREAD if name in names)


def _rule(table: str) -> Rule:
    columns = compared_columns(BY_NAME[table])

    def look(staged: Staged) -> Checked:
        ids = staged.once("documents read again", lambda: _sample(staged))
        again = staged.once("read again", lambda: read_again(staged, ids))[table]
        published = staged.scan(table).filter(pl.col("document_id").is_in(ids)).select(columns).collect()
        wrong = _differences(published, again, columns)
        observed = f"{wrong.height:,} differences among {published.height:,} rows of {len(ids):,} documents read again"
        return Checked(checked=max(published.height, again.height), violations=wrong.lazy(), observed=observed)

    return Rule(
        rule_id=f"{table}.table.reread", family="reread", look=look, reads=(table, *READS), whole_table=False,
        sentence=f"Reading documents again finds exactly the rows of {table} that are published.",
        threshold="no difference in the sample (a function of the text, by definition)",
    )  # fmt: skip


def _differences(published: pl.DataFrame, again: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Give the rows that only one side has; `difference` says which."""
    extra = published.join(again, on=columns, how="anti", nulls_equal=True)
    missing = again.join(published, on=columns, how="anti", nulls_equal=True)
    return pl.concat([
        extra.with_columns(difference=pl.lit("published, not found again")),
        missing.with_columns(difference=pl.lit("found again, not published")),
    ])  # fmt: skip


def _sample(staged: Staged) -> list[str]:
    """Choose documents by the order of their ids, which are hashes and so fair, until the sample is large enough.

    Where users' own lexicons took part, the shipped extractors cannot give the same rows: then none.
    """
    if (staged.manifest.get("settings") or {}).get("lexicons"):
        return []
    sizes = (
        staged.scan("documents").filter(pl.col("extraction") == "full")
        .select("document_id", size=pl.col("text").str.len_chars()).sort("document_id").collect()
    )  # fmt: skip
    limit = max(SMALL, int(sizes["size"].sum() * SHARE))
    before = sizes["size"].cum_sum() - sizes["size"]
    return sizes.filter(before < limit)["document_id"].to_list()
