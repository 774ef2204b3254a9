"""Each table is there, can be read, and has exactly the form that it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "form"


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rules on form for every table."""
    forms = (rule for table in tables for rule in (_present(table), _schema(table), *_not_empty(table)))
    return (*forms, _withheld(tables))


def _present(table: Table) -> Rule:
    def look(staged: Staged) -> Checked:
        missing = [] if staged.has(table.name) else [table.name]
        return Checked(checked=1, violations=pl.LazyFrame({"missing": missing}, schema={"missing": pl.String}))

    return Rule(
        rule_id=f"{table.name}.table.present", family=FAMILY, reads=(), whole_table=False,
        sentence=f"The table {table.name} is there.", threshold="at least one file (every declared table)", look=look,
    )  # fmt: skip


def _schema(table: Table) -> Rule:
    def look(staged: Staged) -> Checked:
        rows = [
            (part.name, *difference)
            for part, found in _differences_by_part(table.in_mode(staged.text_mode), staged)
            for difference in found
        ]
        names = ("file", "name", "declared", "found")
        frame = pl.LazyFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
        return Checked(checked=len(table.columns), violations=frame)

    return Rule(
        rule_id=f"{table.name}.table.schema", family=FAMILY, reads=(), whole_table=False,
        sentence=f"{table.name} has exactly the columns, types and null rules that it declares; their order is free.",
        threshold="no difference (the table's declaration)", look=look,
    )  # fmt: skip


def _not_empty(table: Table) -> Iterator[Rule]:
    if table.may_be_empty:
        return

    def look(staged: Staged) -> Checked:
        rows = staged.rows(table.name)
        wrong = pl.LazyFrame({"rows": [rows]}).filter(pl.col("rows") == 0)
        return Checked(checked=rows, violations=wrong, observed=None if rows else "it has none")

    yield Rule(
        rule_id=f"{table.name}.table.not_empty", family=FAMILY, reads=(), look=look, whole_table=False,
        sentence=f"{table.name} has at least one row.", threshold="at least 1 row (the table's declaration)",
    )  # fmt: skip


def _withheld(tables: tuple[Table, ...]) -> Rule:
    """Give the rule that a release which is published without its texts does not hold them."""

    def look(staged: Staged) -> Checked:
        columns = [(table.name, name) for table in tables for name in table.withheld(staged.text_mode)]
        published = staged.as_published
        held = [
            (table, name, count)
            for table, name in columns
            if published.has(table) and (count := published.scan(table).select(pl.col(name).count()).collect().item())
        ]
        schema = {"table": pl.String, "column": pl.String, "values": pl.Int64}
        return Checked(checked=len(tables), violations=pl.LazyFrame(held, schema=schema, orient="row"))

    return Rule(
        rule_id="release.texts.withheld", family=FAMILY, reads=(), look=look, whole_table=False,
        sentence="What the setting text withholds is in no table.", threshold="no value (the settings of the run)",
    )  # fmt: skip


def _differences_by_part(
    table: Table, staged: Staged
) -> Iterator[tuple[Path, list[tuple[str, str | None, str | None]]]]:
    """Give each file with how its schema differs from the declaration; of files with one schema it is looked up once."""
    last, found = None, []
    for part, schema in zip(staged.parts(table.name), staged.arrow_schemas(table.name), strict=True):
        if last is None or not schema.equals(last, check_metadata=True):
            last, found = schema, list(differences(table, schema))
        yield part, found


def differences(table: Table, schema: pa.Schema) -> Iterator[tuple[str, str | None, str | None]]:
    """Give (column, declared, found) for each difference between a file's schema and the table's declaration.

    A file that another tool has written again carries neither null rules nor descriptions; then only names and types
    are compared. A file with descriptions is one of ours, and must carry all of them.
    """
    declared = {field.name: field for field in table.arrow_schema}
    found = {field.name: field for field in schema}
    ours = any(field.metadata for field in schema) or any(not field.nullable for field in schema)
    for name in [*declared, *(name for name in found if name not in declared)]:
        wanted, got = _form(declared.get(name), with_rules=ours), _form(found.get(name), with_rules=ours)
        if wanted != got:
            yield name, wanted, got


def _form(field: pa.Field | None, *, with_rules: bool) -> str | None:
    if field is None:
        return None
    form = _type(field.type)
    if not with_rules:
        return form
    notes = {
        key.decode(): value.decode() for key, value in (field.metadata or {}).items() if not key.startswith(b"PARQUET:")
    }
    return f"{form}{'' if field.nullable else ' not null'} {notes or ''}".strip()


def _type(kind: pa.DataType) -> str:
    """Name a type as Polars sees it: text is text, whatever width its offsets have."""
    import pyarrow as pa  # noqa: PLC0415 - kept beside its only use

    return str(pl.DataFrame(pa.schema([pa.field("x", kind)]).empty_table()).dtypes[0])
