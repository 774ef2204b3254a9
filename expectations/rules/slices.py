"""A span's words are the document's own: text[start_char:end_char] == surface, and spans lie within the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.passages import Quotation, facts_of, quoted
from expectations.rules.rule import Checked, Rule, of_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "slices"
SPAN = ("document_id", "start_char", "end_char", "surface")


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the slice rule for every table with spans, and the order of every pair of positions."""
    spans = tuple(_slice(table) for table in tables if set(SPAN) <= set(table.names))
    return spans + tuple(rule for table in tables for rule in _pairs(table))


def _slice(table: Table) -> Rule:
    quotation = Quotation(table.name, "start_char", "end_char", "surface", whole=True)

    def look(staged: Staged) -> Checked:
        found = quoted(staged, quotation)
        return Checked(checked=found.checked, violations=found.wrong.lazy())

    return Rule(
        rule_id=f"{table.name}.surface.slice", family=FAMILY, reads=(table.name, "documents"), look=look,
        by_document=of_documents(table.name),
        sentence=f"The surface of every row of {table.name} is exactly what stands at its place in the document's text.",
    )  # fmt: skip


def _pairs(table: Table) -> Iterator[Rule]:
    """Give, for each pair of positions, the rule that it is whole and in order."""
    for start in table.names:
        end = start.replace("start_char", "end_char")
        if start.endswith("start_char") and end in table.names:
            yield _pair(table, start, end)


def _pair(table: Table, start: str, end: str) -> Rule:
    def look(staged: Staged) -> Checked:
        lengths = facts_of(staged).lazy().select("document_id", "text_length")
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
        by_document=of_documents(table.name),
        sentence=f"{start} and {end} in {table.name} stand together, in order, within the document's text.",
    )  # fmt: skip
