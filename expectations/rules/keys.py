"""Rows are identified by their key, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule, of_documents

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give, for every table, the rules that its key is unique and its rows stand in the key's order."""
    return tuple(rule for table in tables for rule in (_unique(table), _sorted(table)))


def _unique(table: Table) -> Rule:
    key = list(table.key)

    def look(staged: Staged) -> Checked:
        rows = staged.scan(table.name)
        if _rises(rows, key) or _distinct(rows, key) == staged.rows(table.name):
            return Checked(checked=staged.rows(table.name), violations=rows.clear())
        repeated = rows.filter(pl.len().over(key) > 1)
        return Checked(checked=staged.rows(table.name), violations=repeated)

    return Rule(
        rule_id=f"{table.name}.table.unique", family="keys", reads=(table.name,), look=look, by_document=of_documents(table.name),
        sentence=f"No two rows of {table.name} have the same {', '.join(key)}.",
        threshold="each key once (the table's declaration)",
    )  # fmt: skip


def _rises(rows: pl.LazyFrame, key: list[str]) -> bool:
    """Whether each key is greater than the one before: then none can come twice, and nothing need be remembered."""
    falls_or_stays = _falls(key) | (_stays(key) & (pl.int_range(pl.len()) > 0))
    return not rows.select(*key).select(falls_or_stays.any()).collect().item()


def _stays(key: list[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in key)


def _distinct(rows: pl.LazyFrame, key: list[str]) -> int:
    return int(rows.select(pl.struct(key).n_unique() if len(key) > 1 else pl.col(key[0]).n_unique()).collect().item())


def _sorted(table: Table) -> Rule:
    key = list(table.key)

    def look(staged: Staged) -> Checked:
        rows = staged.scan(table.name).select(*key).with_row_index("row")
        return Checked(checked=staged.rows(table.name), violations=rows.filter(_falls(key)))

    return Rule(
        rule_id=f"{table.name}.table.sorted", family="keys", reads=(table.name,), look=look, severity="warning", by_document=of_documents(table.name),
        sentence=f"The rows of {table.name} stand in the order of {', '.join(key)}.",
        threshold="no row out of order (the contract of the tables)",
    )  # fmt: skip


def _falls(key: list[str]) -> pl.Expr:
    """Give whether a row's key is smaller than the one before; null is smaller than everything."""
    falls, equal = pl.lit(value=False), pl.lit(value=True)
    for name in key:
        now, before = pl.col(name), pl.col(name).shift(1)
        smaller = (now < before) | (now.is_null() & before.is_not_null())
        falls = falls | (equal & smaller.fill_null(value=False))
        equal = equal & now.eq_missing(before)
    return falls & (pl.int_range(pl.len()) > 0)
