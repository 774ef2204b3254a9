"""The adapter from rows of single texts to frames: adds ids, sentence numbers and surfaces, in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.reading import Reading
    from transforms.tables import Table


def frame_of(table: Table, found: Iterable[tuple[str, Reading, Sequence[Any]]]) -> pl.DataFrame:
    """Give the rows found in many readings as one frame in the table's document schema.

    Reads: (document id, reading, rows) for each document; rows are the named tuples of `reading`, sorted here.
    Adds: document_id; sentence_number and surface where the table has them.
    """
    schema = table.document_schema
    columns: dict[str, list[Any]] = {name: [] for name in schema}
    for document_id, reading, rows in found:
        if rows:
            _append(columns, document_id, reading, rows)
    return pl.DataFrame(columns, schema=schema, strict=True)


def _append(columns: dict[str, list[Any]], document_id: str, reading: Reading, rows: Sequence[Any]) -> None:
    fields = dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))
    for name, values in columns.items():
        if name == "document_id":
            values.extend([document_id] * len(rows))
        elif name == "surface":
            values.extend([reading.text[row.start_char : row.end_char] for row in rows])
        elif name == "sentence_number" and name not in fields:
            values.extend([reading.sentence_number(row.start_char, row.end_char) for row in rows])
        else:
            values.extend(fields[name])
