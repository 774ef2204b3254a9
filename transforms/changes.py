"""What differs between two releases: rows added, removed and changed, each with its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from transforms.tables import Table

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
NEW_TEXT, GONE_TEXT, CHANGED_TEXT = "new text", "text removed", "changed text"
NEW_VERSION, OTHER_TEXTS = "new version of a rule, lexicon or model", "other texts"
CAUSES = (NEW_TEXT, CHANGED_TEXT, GONE_TEXT, NEW_VERSION, OTHER_TEXTS)


def changes(table: Table, before: pl.LazyFrame, after: pl.LazyFrame, *, withheld: Collection[str] = ()) -> pl.LazyFrame:
    """Give the rows of a table that differ between two releases.

    Reads: the table of both releases. Adds: `change` {added, removed, changed}. Rows: those that differ, by key; of a
    changed row the form that it has now. A column that only one of the two has, or that is `withheld` from one, does not
    count as a difference.
    """
    shared = [name for name in after.collect_schema() if name in before.collect_schema() and name not in withheld]
    row, key = pl.struct(shared).hash(seed=1), pl.struct(table.key).hash(seed=2)
    new, old = after.with_columns(_row=row), before.with_columns(_row=row)
    here, there = (
        frame.join(other.select("_row"), on="_row", how="anti").with_columns(_key=key)
        for frame, other in ((new, old), (old, new))
    )
    altered = there.select("_key", change=pl.lit(CHANGED)).unique("_key")
    now = here.join(altered, on="_key", how="left").with_columns(pl.col("change").fill_null(ADDED))
    gone = there.join(here.select("_key"), on="_key", how="anti").with_columns(change=pl.lit(REMOVED))
    return pl.concat([now, gone], how="diagonal").drop("_row", "_key").sort(table.key)


def text_changes(before: Mapping[str, pl.LazyFrame], after: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give the documents that came or went: `document_id`, `cause`.

    A document is a changed text if a record of the same path and id stood for another document in the other release.
    """
    old, new = before["documents"].select("document_id"), after["documents"].select("document_id")
    renewed = _records(before).join(_records(after), on=["source_path", "source_id"], suffix="_after")
    moved = renewed.filter(pl.col("document_id") != pl.col("document_id_after"))
    changed = pl.concat([moved.select("document_id"), moved.select(document_id="document_id_after")]).unique()
    came = new.join(old, on="document_id", how="anti").with_columns(cause=pl.lit(NEW_TEXT))
    went = old.join(new, on="document_id", how="anti").with_columns(cause=pl.lit(GONE_TEXT))
    both = pl.concat([came, went]).join(changed.with_columns(_changed=pl.lit(value=True)), on="document_id", how="left")
    cause = pl.when(pl.col("_changed")).then(pl.lit(CHANGED_TEXT)).otherwise(pl.col("cause"))
    return both.select("document_id", cause=cause)


def _records(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    records = tables["inputs"].filter(pl.col("outcome").is_in(["published", "duplicate"]))
    return records.select("source_path", "source_id", "document_id")


def with_causes(rows: pl.LazyFrame, texts: pl.LazyFrame, *, same_version: bool) -> pl.LazyFrame:
    """Add `cause` to changed rows: their text came, went or changed; else the version did; else other texts did."""
    otherwise = pl.lit(OTHER_TEXTS if same_version else NEW_VERSION)
    if "document_id" not in rows.collect_schema():
        return rows.with_columns(cause=otherwise)
    joined = rows.join(texts, on="document_id", how="left", maintain_order="left")
    return joined.with_columns(cause=pl.col("cause").fill_null(otherwise))


def counted(rows: pl.LazyFrame) -> pl.DataFrame:
    """Give how many rows changed in which way for which cause: `change`, `cause`, `rows`."""
    return rows.group_by("change", "cause").agg(rows=pl.len()).sort("change", "cause").collect(engine="streaming")
