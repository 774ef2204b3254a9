"""Rows are identified by their key, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from expectations.rules.rule import Checked, Rule, of_documents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from expectations.staged import Staged
    from transforms.tables import Table

ROWS_AT_A_TIME = 250_000  # of a table, looked at in memory


class Order(NamedTuple):
    """Whether some key in a table is smaller than the one before, and whether some is the same."""

    falls: bool
    stays: bool


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give, for every table, the rules that its key is unique and its rows stand in the key's order."""
    return tuple(rule for table in tables for rule in (_unique(table), _sorted(table)))


def _unique(table: Table) -> Rule:
    key = list(table.key)

    def look(staged: Staged) -> Checked:
        rows = staged.scan(table.name)
        if not any(_order(staged, table)) or _distinct(rows, key) == staged.rows(table.name):
            return Checked(checked=staged.rows(table.name), violations=rows.clear())
        repeated = rows.filter(pl.len().over(key) > 1)
        return Checked(checked=staged.rows(table.name), violations=repeated)

    return Rule(
        rule_id=f"{table.name}.table.unique", family="keys", reads=(table.name,), look=look, by_document=of_documents(table.name),
        sentence=f"No two rows of {table.name} have the same {', '.join(key)}.",
        threshold="each key once (the table's declaration)",
    )  # fmt: skip


def _order(staged: Staged, table: Table) -> Order:
    """Tell how the keys of a table stand: where each is greater than the one before, none can come twice."""

    def make() -> Order:
        key = list(table.key)
        return order_of(staged.batches(table.name, key, ROWS_AT_A_TIME), key)

    return staged.once(f"order of {table.name}", make)


def order_of(parts: Iterable[pl.DataFrame], key: list[str]) -> Order:
    """Tell how keys stand that are given in parts, one in memory at a time."""
    falls, stays = False, False
    last: pl.DataFrame | None = None
    for part in parts:
        rows = part if last is None else pl.concat([last, part])
        found = rows.select(falls=_falls(key).any(), stays=(_stays(key) & (pl.int_range(pl.len()) > 0)).any())
        falls, stays = falls or bool(found["falls"][0]), stays or bool(found["stays"][0])
        last = rows.tail(1)
    return Order(falls=falls, stays=stays)


def _stays(key: list[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in key)


def _distinct(rows: pl.LazyFrame, key: list[str]) -> int:
    return int(rows.select(pl.struct(key).n_unique() if len(key) > 1 else pl.col(key[0]).n_unique()).collect().item())


def _sorted(table: Table) -> Rule:
    key = list(table.key)

    def look(staged: Staged) -> Checked:
        rows = staged.scan(table.name).select(*key).with_row_index("row")
        falls = _order(staged, table).falls
        return Checked(checked=staged.rows(table.name), violations=rows.filter(_falls(key)) if falls else rows.clear())

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
