"""How published tables changed from one version to the next, told in `migrations.toml`, and how a change is seen."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transforms.tables.spec import Table

FILE = "migrations.toml"
WIDE = {pa.large_string(): pa.string(), pa.string_view(): pa.string()}


class Change(NamedTuple):
    """One change of form: of a column, or of a whole table where `column` is empty.

    `what` is added, removed, type, nulls (whether it may be null) or values (its closed list).
    """

    table: str
    column: str
    what: str


@cache
def told() -> frozenset[Change]:
    """Give the changes that `migrations.toml` tells of."""
    entries = _file().get("change", [])
    return frozenset(Change(entry["table"], entry.get("column", ""), entry["what"]) for entry in entries)


def shape_told() -> str:
    """Give the shape of all tables (see `shape_of`) at the time of the last entry."""
    return str(_file()["shape"])


def _file() -> dict[str, Any]:
    return tomllib.loads((files("transforms.tables") / FILE).read_text(encoding="utf-8"))


def shape_of(tables: Iterable[Table]) -> str:
    """Give a short hash of what readers of the published tables rely on: names, types, nulls, closed lists."""
    forms = {
        table.name: sorted(map(_form, table.arrow_schema)) for table in tables if table.published
    }  # fmt: skip
    return sha256(json.dumps(forms, sort_keys=True).encode()).hexdigest()[:12]


def changes(table: Table, before: pa.Schema) -> Iterator[Change]:
    """Give what differs between a table's file of a former release and the table's declaration.

    A file that carries no null rules was written by another tool: then only names and types are compared.
    """
    ours = any(not field.nullable for field in before)
    now = {name: form for name, *form in map(_form, table.arrow_schema)}
    old = {name: form for name, *form in map(_form, before)}
    yield from (Change(table.name, name, "added") for name in now.keys() - old.keys())
    yield from (Change(table.name, name, "removed") for name in old.keys() - now.keys())
    for name in now.keys() & old.keys():
        pairs = zip(("type", "nulls", "values"), now[name], old[name], strict=True)
        yield from (
            Change(table.name, name, what) for what, one, other in pairs if one != other and (ours or what == "type")
        )


def _form(field: pa.Field) -> tuple[str, str, bool, str]:
    metadata = field.metadata or {}
    return field.name, _type(field.type), field.nullable, metadata.get(b"one_of", b"").decode()


def _type(kind: pa.DataType) -> str:
    if pa.types.is_large_list(kind) or pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    return str(WIDE.get(kind, kind))
