"""The adapter from rows of single texts to frames: adds ids, sentence numbers and surfaces, in batches."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

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
    series = [list_series(name, columns.pop(name), kind) for name, kind in schema.items() if isinstance(kind, pl.List)]
    frame = pl.DataFrame(columns, schema={name: schema[name] for name in columns}, strict=True)
    return frame.with_columns(series).select(schema.names())


def list_series(name: str, values: Sequence[Sequence[Any]], kind: pl.List) -> pl.Series:
    """Give a column of lists; from all their items at once, since Polars would make a series of each list.

    >>> list_series("ids", [[1, 2], [], [3]], pl.List(pl.Int32)).to_list()
    [[1, 2], [], [3]]
    """
    items = pl.Series(values=list(chain.from_iterable(values)), dtype=kind.inner, strict=True)
    ends = pl.Series(values=[0, *accumulate(map(len, values))], dtype=pl.Int64)  # pyarrow's own would load pandas
    lists = pa.LargeListArray.from_arrays(ends.to_arrow(), items.to_arrow())
    batch = pa.RecordBatch.from_arrays([lists], names=[name])  # a series of an array would load pyarrow.compute
    return pl.DataFrame(batch).to_series().cast(kind)


def _append(columns: dict[str, list[Any]], document_id: str, reading: Reading, rows: Sequence[Any]) -> None:
    fields = dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))
    place = fields.get("start_char", ()), fields.get("end_char", ())
    for name, values in columns.items():
        if name == "document_id":
            values.extend([document_id] * len(rows))
        elif name == "surface":
            values.extend([reading.text[start:end] for start, end in zip(*place, strict=True)])
        elif name == "sentence_number" and name not in fields:
            values.extend(map(reading.sentence_number, *place))
        else:
            values.extend(fields[name])
