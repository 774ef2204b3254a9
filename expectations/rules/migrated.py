"""A change of what tables look like is told before it is published: readers of the last release rely on its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

from expectations.history import Past
from expectations.rules.rule import Checked, Rule
from transforms.tables import BY_NAME
from transforms.tables.migrations import Change, changes, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.staged import Staged
    from transforms.tables import Table


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the one rule on changes of form."""

    def look(staged: Staged) -> Checked:
        past = staged.told("past")
        last = past.last if isinstance(past, Past) else None
        found = sorted(set(_changes(tables, last)) - told()) if last else []
        frame = pl.LazyFrame(found, schema=dict.fromkeys(Change._fields, pl.String), orient="row")
        observed = None if last else "no former release"
        return Checked(checked=len(tables), violations=frame, observed=observed)

    return (
        Rule(
            rule_id="release.tables.migrated", family="form", look=look, reads=(), whole_table=False,
            sentence="Tables have the form of the last release, or the change is told.",
            threshold="no change but those in transforms/tables/migrations.toml",
        ),
    )  # fmt: skip


def _changes(tables: tuple[Table, ...], last: Staged) -> Iterator[Change]:
    names = {part.parent.name for part in last.folder.glob("*/part-*.parquet")} or {table.name for table in tables}
    yield from (Change(name, "", "removed") for name in names - BY_NAME.keys())
    for table in tables:
        if table.name not in names:
            yield Change(table.name, "", "added")
        elif schema := _schema(last, table.name):
            yield from changes(table.in_mode(last.text_mode), schema)


def _schema(last: Staged, table: str) -> pa.Schema | None:
    """Give the form of a table of the last release; None where it cannot be read: a damaged old release stops no new one."""
    try:
        return next(iter(last.arrow_schemas(table)), None)
    except (OSError, pa.ArrowException):
        return None
