"""A span's words are the document's own: text[start_char:end_char] == surface, and spans lie within the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "slices"
SPAN = ("document_id", "start_char", "end_char", "surface")
BATCH = 200_000


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the slice rule for every table with spans, and the order of every pair of positions."""
    spans = tuple(_slice(table) for table in tables if set(SPAN) <= set(table.names))
    return spans + tuple(rule for table in tables for rule in _pairs(table))


def _slice(table: Table) -> Rule:
    def look(staged: Staged) -> Checked:
        texts = texts_of(staged)
        checked, wrong = 0, [pl.DataFrame(schema={**{name: table[name].dtype for name in SPAN}, "in_text": pl.String})]
        for batch in staged.batches(table.name, SPAN, BATCH):
            checked += batch.height
            wrong.append(_broken(batch, texts))
        return Checked(checked=checked, violations=pl.concat(wrong).lazy())

    return Rule(
        rule_id=f"{table.name}.surface.slice", family=FAMILY, reads=(table.name, "documents"), look=look,
        sentence=f"The surface of every row of {table.name} is exactly what stands at its place in the document's text.",
    )  # fmt: skip


def texts_of(staged: Staged) -> dict[str, str]:
    """Give every document's text by its id."""
    frame = staged.once("texts", lambda: staged.scan("documents").select("document_id", "text").collect())
    return staged.once("texts by id", lambda: dict(zip(frame["document_id"], frame["text"], strict=True)))


def _broken(batch: pl.DataFrame, texts: dict[str, str]) -> pl.DataFrame:
    """Give the rows whose surface is not what stands in the text, with what does.

    Python slices by code points, as the offsets are meant; Polars would count bytes.
    """
    in_text = [
        None if start is None or end is None or start < 0 else texts.get(document, "")[start:end]
        for document, start, end in zip(batch["document_id"], batch["start_char"], batch["end_char"], strict=True)
    ]
    frame = batch.with_columns(in_text=pl.Series(in_text, dtype=pl.String))
    return frame.filter(pl.col("surface").ne_missing(pl.col("in_text")) | (pl.col("surface") == ""))


def _pairs(table: Table) -> Iterator[Rule]:
    """Give, for each pair of positions, the rule that it is whole and in order."""
    for start in table.names:
        end = start.replace("start_char", "end_char")
        if start.endswith("start_char") and end in table.names:
            yield _pair(table, start, end)


def _pair(table: Table, start: str, end: str) -> Rule:
    def look(staged: Staged) -> Checked:
        lengths = staged.scan("documents").select("document_id", text_length=pl.col("text").str.len_chars())
        whose = "other_document_id" if start == "other_start_char" else "document_id"
        columns = dict.fromkeys((*(name for name in SPAN if name in table.names), whose, start, end))
        joined = (
            staged.scan(table.name)
            .select(list(columns))
            .join(lengths, left_on=whose, right_on="document_id", how="left")
        )
        whole = pl.col(start).is_null() == pl.col(end).is_null()
        ordered = (pl.col(start) <= pl.col(end)) & (pl.col(start) >= 0) & (pl.col(end) <= pl.col("text_length"))
        good = whole & (pl.col(start).is_null() | ordered.fill_null(value=False))
        return Checked(checked=staged.rows(table.name), violations=joined.filter(~good))

    return Rule(
        rule_id=f"{table.name}.{start}.in_bounds", family=FAMILY, reads=(table.name, "documents"), look=look,
        sentence=f"{start} and {end} in {table.name} stand together, in order, within the document's text.",
    )  # fmt: skip
