"""What a table is: declared once, from which the schema, the checks and the dictionary are derived."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

from transforms.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polars._typing import PolarsDataType

TEXT = pl.String()
TEXTS = pl.List(pl.String())
NUMBER = pl.Float64()
WHOLE = pl.Int32()
DAY = pl.Date()
MOMENT = pl.Datetime("us", "UTC")
YES_NO = pl.Boolean()

ENTITY_ID = "entities.entity_id"

# What of the texts a release holds: everything, only rows' own words, or no longer passage at all.
FULL, SPANS_ONLY, NO_TEXT = TEXT_MODES = ("full", "spans", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One published column.

    `unit` is the unit of a number ("1" for a bare count or share). `one_of` is a closed list of values. `at_least` and
    `at_most` are inclusive. `matches` is a regular expression for the whole value. `refers_to` names the key
    ("table.column") that every non-null value (or list item) must be found in. `in_document` is the name of the
    column before ids are joined on: an entity's number within its document. `across` marks a column that only the
    cross-document half can fill. `withheld_from` is the first of TEXT_MODES in which releases hold null in its place.
    """

    name: str
    dtype: PolarsDataType
    description: str
    unit: str | None = None
    nullable: bool = False
    one_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    matches: str | None = None
    refers_to: str | None = None
    in_document: str | None = None
    across: bool = False
    withheld_from: str | None = None

    def is_withheld(self, mode: str) -> bool:
        """Whether releases of this text mode hold null in its place."""
        return self.withheld_from is not None and TEXT_MODES.index(mode) >= TEXT_MODES.index(self.withheld_from)

    @property
    def is_list(self) -> bool:
        """Whether a value is a list of values."""
        return isinstance(self.dtype, pl.List)

    @property
    def metadata(self) -> dict[str, str]:
        """What travels inside the Parquet file with this column."""
        found = {
            "description": self.description,
            "unit": self.unit,
            "one_of": json.dumps(self.one_of) if self.one_of else None,
            "refers_to": self.refers_to,
        }
        return {key: value for key, value in found.items() if value}

    def in_documents(self) -> tuple[str, PolarsDataType]:
        """Name and type of this column in the first half, where entities are numbers within their document."""
        if self.in_document is None:
            return self.name, self.dtype
        return self.in_document, pl.List(WHOLE) if self.is_list else WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One published table: what a row is (`grain`), what identifies it (`key`), and its columns in order."""

    name: str
    description: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    published: bool = True
    may_be_empty: bool = True

    def __getitem__(self, name: str) -> Column:
        """Give the column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def schema(self) -> pl.Schema:
        """The published Polars schema."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @property
    def document_schema(self) -> pl.Schema:
        """The schema of the first half: entities by number, nothing that only the whole corpus can say."""
        return pl.Schema(column.in_documents() for column in self.columns if not column.across)

    @property
    def arrow_schema(self) -> pa.Schema:
        """The schema of the Parquet files, with descriptions and units as field metadata."""
        empty = pl.DataFrame(schema=self.schema).to_arrow().schema
        fields = [
            pa.field(field.name, field.type, nullable=column.nullable, metadata=column.metadata)
            for field, column in zip(empty, self.columns, strict=True)
        ]
        return pa.schema(fields, metadata={"table": self.name, "description": self.description, "grain": self.grain})

    def withheld(self, mode: str) -> tuple[str, ...]:
        """Name the columns that releases of this text mode hold null in place of."""
        return tuple(column.name for column in self.columns if column.is_withheld(mode))

    def in_mode(self, mode: str) -> Table:
        """Give the declaration of this table as releases of this text mode have it: what is withheld may be null."""
        if not self.withheld(mode):
            return self
        note = f" Withheld: this release was published with text = {mode}."
        return replace(self, columns=tuple(
            replace(column, nullable=True, description=column.description + note) if column.is_withheld(mode) else column
            for column in self.columns
        ))  # fmt: skip

    @property
    def references(self) -> Mapping[str, str]:
        """Column name to the "table.column" it refers to."""
        return {column.name: column.refers_to for column in self.columns if column.refers_to}

    def conform(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Select, cast and sort to the published form; the only place that casts for output.

        Rows: as given. Errors: `TableError` naming the columns that are missing.
        """
        return self.conform_rows(frame).sort(self.key)

    def conform_rows(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """As `conform`; the order of rows is kept."""
        return _conformed(frame, self.name, self.schema)

    def conform_documents(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """As `conform`, to the form of the first half; the order of rows is kept."""
        return _conformed(frame, self.name, self.document_schema)


def _conformed(frame: pl.LazyFrame, table: str, schema: Mapping[str, PolarsDataType]) -> pl.LazyFrame:
    present = set(frame.collect_schema().names())
    if missing := [name for name in schema if name not in present]:
        raise TableError(f"The frame for the table '{table}' lacks {', '.join(missing)}.")
    return frame.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
