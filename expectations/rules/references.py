"""Every id points to something that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule, of_documents

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Column, Table


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give a rule for every column that refers to another table, and for every pointer to a sentence."""
    known = tuple(_known(table, column) for table in tables for column in table.columns if column.refers_to)
    return known + tuple(
        _sentence(table) for table in tables if "sentence_number" in table.names and table.name != "sentences"
    )


def _known(table: Table, column: Column) -> Rule:
    target, key = (column.refers_to or "").split(".")

    def look(staged: Staged) -> Checked:
        ids = staged.scan(target).select(pl.col(key).alias(column.name))
        rows = staged.scan(table.name).filter(pl.col(column.name).is_not_null())
        if column.is_list:
            rows = rows.explode(column.name, empty_as_null=False)
        named = rows.select(pl.col(column.name).drop_nulls().unique())  # much fewer than rows
        if named.join(ids, on=column.name, how="anti").head(1).collect(engine="streaming").is_empty():
            return Checked(checked=staged.rows(table.name), violations=rows.clear())
        orphans = rows.filter(pl.col(column.name).is_not_null()).join(ids, on=column.name, how="anti")
        return Checked(checked=staged.rows(table.name), violations=orphans)

    return Rule(
        rule_id=f"{table.name}.{column.name}.known", family="references", reads=(table.name, target), look=look,
        by_document=of_documents(table.name, target) and column.name == "document_id",
        sentence=f"Every {column.name} in {table.name} is found in {target}.",
        threshold=f"all found in {target}.{key} (the table's declaration)",
    )  # fmt: skip


def _sentence(table: Table) -> Rule:
    """Give the rule that a span begins in the sentence that it names."""

    def look(staged: Staged) -> Checked:
        bounds = staged.scan("sentences").select(
            "document_id", "sentence_number",
            sentence_start_char="start_char", sentence_end_char="end_char", sentence_found=pl.lit(value=True),
        )  # fmt: skip
        columns = ("document_id", "sentence_number", "start_char", "end_char", "surface")
        rows = staged.scan(table.name).select(columns).filter(pl.col("sentence_number").is_not_null())
        joined = rows.join(bounds, on=["document_id", "sentence_number"], how="left")
        inside = pl.col("start_char").is_between("sentence_start_char", "sentence_end_char", closed="left")
        return Checked(checked=staged.rows(table.name), violations=joined.filter(~inside.fill_null(value=False)))

    return Rule(
        rule_id=f"{table.name}.sentence_number.holds_span", family="references", reads=(table.name, "sentences"), look=look,
        by_document=of_documents(table.name),
        sentence=f"Every span in {table.name} begins in the sentence that it names.",
    )  # fmt: skip
