"""Numbers are numbers: no NaN and no infinity, anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule, of_documents

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Column, Table

FAMILY = "values"


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give a rule for every column of real numbers, and one for the items of every list with a form."""
    finite = tuple(_finite(table, column) for table in tables for column in table.columns if column.dtype == pl.Float64)
    return finite + tuple(_items(table, column) for table in tables for column in table.columns if column.is_list)


def _finite(table: Table, column: Column) -> Rule:
    def look(staged: Staged) -> Checked:
        wrong = staged.scan(table.name).filter(~pl.col(column.name).is_finite())
        return Checked(checked=staged.rows(table.name), violations=wrong)

    return Rule(
        rule_id=f"{table.name}.{column.name}.finite", family=FAMILY, reads=(table.name,), look=look, by_document=of_documents(table.name),
        sentence=f"{column.name} in {table.name} is a finite number or null, never NaN or infinite.",
    )  # fmt: skip


def _items(table: Table, column: Column) -> Rule:
    pattern = f"^(?:{column.matches})$" if column.matches else r"\S"

    def look(staged: Staged) -> Checked:
        rows = staged.scan(table.name)
        item = pl.element()
        broken = pl.col(column.name).list.eval(item.is_null() | ~item.str.contains(pattern)).list.any()
        return Checked(checked=staged.rows(table.name), violations=rows.filter(broken))

    return Rule(
        rule_id=f"{table.name}.{column.name}.items", family=FAMILY, reads=(table.name,), look=look, by_document=of_documents(table.name),
        sentence=f"Every item of {column.name} in {table.name} is there and has its form.",
        threshold=f"{column.matches or 'not blank'} (the table's declaration)",
    )  # fmt: skip
