"""`dateline describe`: the data dictionary in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.console import console, say, table_of
from transforms.errors import DatelineError
from transforms.tables import TABLES

if TYPE_CHECKING:
    from transforms.tables import Column, Table


def describe(name: str | None) -> None:
    """Show all tables, the columns of one, or one column (`table.column`) in full.

    Errors: `DatelineError` where there is no such table or column.
    """
    if name is None:
        console.print(
            table_of(("table", "one row is", "what it holds"), [(t.name, t.grain, t.description) for t in TABLES])
        )
        say("'dateline describe TABLE' shows a table's columns.", "dim")
        return
    table_name, _, column_name = name.partition(".")
    table = _table(table_name)
    if column_name:
        _show_column(table, _column(table, column_name))
    else:
        _show_table(table)


def _table(name: str) -> Table:
    found = next((table for table in TABLES if table.name == name), None)
    if found is None:
        raise DatelineError(
            f"There is no table '{name}'.", hint=f"The tables are: {', '.join(t.name for t in TABLES)}."
        )
    return found


def _column(table: Table, name: str) -> Column:
    if name not in table.names:
        hint = f"Its columns are: {', '.join(table.names)}."
        raise DatelineError(f"The table '{table.name}' has no column '{name}'.", hint=hint)
    return table[name]


def _show_table(table: Table) -> None:
    say(table.name, "bold")
    say(f"{table.description} One row is {table.grain}. Key: {', '.join(table.key)}.")
    rows = [(c.name, _type(c), c.unit, "yes" if c.nullable else "", _meaning(c)) for c in table.columns]
    console.print(table_of(("column", "type", "unit", "null?", "meaning"), rows))


def _show_column(table: Table, column: Column) -> None:
    say(f"{table.name}.{column.name}", "bold")
    say(column.description)
    limits = " to ".join("…" if limit is None else f"{limit:g}" for limit in (column.at_least, column.at_most))
    facts = {
        "type": _type(column),
        "unit": column.unit,
        "null": "allowed" if column.nullable else "never",
        "one of": ", ".join(column.one_of),
        "range": limits if limits != "… to …" else "",
        "matches": column.matches,
        "refers to": column.refers_to,
    }
    console.print(table_of(("", ""), [(key, value) for key, value in facts.items() if value]))


def _meaning(column: Column) -> str:
    listed = f" One of: {', '.join(column.one_of)}." if column.one_of else ""
    return f"{column.description}{listed}"


def _type(column: Column) -> str:
    return str(column.dtype).replace("time_unit=", "").replace("time_zone=", "")
