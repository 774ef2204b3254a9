"""Published tables as Parquet files: same rows, same bytes, whatever the number of threads and however the rows came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.redaction import redacted, set_aside
from transforms.tables.spec import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from transforms.tables import Table

ROW_GROUP = 65_536
# Rows with whole texts are heavy: a reader holds a row group at a time.
ROW_GROUPS = {"documents": 8_192}
GROUPS_PER_FILE = 16
PART_NAME = "part-{:05}.parquet"
PART = PART_NAME.format(0)


def write_table(table: Table, frame: pl.DataFrame, path: Path) -> None:
    """Write a published table into one file; descriptions travel inside."""
    write_file(table, [frame], path)


def write_part(
    table: Table, frame: pl.DataFrame, folder: Path, number: int, *, text: str = FULL, aside: Path | None = None
) -> int:
    """Write one slice of a published table as the part of that number, also if it has no rows; give the number of rows.

    What the text mode withholds is null there; it is written below `aside`, for the gate alone.
    """
    name = PART_NAME.format(number)
    write_table(table.in_mode(text), redacted(table, frame, text), folder / name)
    if aside is not None and table.withheld(text):
        _Writer(None, aside / name, _rows(table)).end([set_aside(table, frame, text)])
    return frame.height


def write_file(table: Table, frames: Iterable[pl.DataFrame], path: Path) -> None:
    """Write the frames of a table, one in memory at a time, into one file."""
    _Writer(table.arrow_schema, path, _rows(table)).end(frames)


def write_parts(
    table: Table, frames: Iterable[pl.DataFrame], folder: Path, *, text: str = FULL, aside: Path | None = None
) -> int:
    """Write the frames of a published table, one in memory at a time, into files of bounded size; give the number of rows.

    What the text mode withholds is null there; it is written below `aside`, for the gate alone.
    """
    published = _Parts(table.in_mode(text).arrow_schema, folder, _rows(table))
    withheld = _Parts(None, aside, _rows(table)) if aside is not None and table.withheld(text) else None
    rows = 0
    for frame in frames:
        published.add(redacted(table, frame, text))
        if withheld:
            withheld.add(set_aside(table, frame, text))
        rows += frame.height
    published.end()
    if withheld:
        withheld.end()
    return rows


def pieces(rows: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """Give rows that are made and in order, a row group at a time, at least one."""
    count = rows.select(pl.len()).collect().item()
    for start in range(0, max(count, 1), ROW_GROUP):
        yield rows.slice(start, ROW_GROUP).collect()


def _rows(table: Table) -> int:
    return ROW_GROUPS.get(table.name, ROW_GROUP)


class _Writer:
    """One file, written a row group at a time; without a schema, that of the first frame."""

    def __init__(self, schema: pa.Schema | None, path: Path, rows: int) -> None:
        self.schema, self.path, self.rows = schema, path, rows
        path.parent.mkdir(parents=True, exist_ok=True)
        self.writer: pq.ParquetWriter | None = None

    def write(self, frame: pl.DataFrame) -> None:
        """Write a frame as row groups."""
        arrow = frame.rechunk().to_arrow()
        if self.schema is not None:
            arrow = pa.Table.from_arrays(arrow.columns, schema=self.schema)
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, arrow.schema, compression="zstd")
        self.writer.write_table(arrow, row_group_size=self.rows)

    def end(self, frames: Iterable[pl.DataFrame] = ()) -> None:
        """Write what is left and close the file."""
        for frame in frames:
            self.write(frame)
        if self.writer is not None:
            self.writer.close()


class _Parts:
    """Files of GROUPS_PER_FILE full row groups each: where frames begin and end leaves no trace."""

    def __init__(self, schema: pa.Schema | None, folder: Path, rows: int) -> None:
        self.schema, self.folder, self.rows = schema, folder, rows
        self.number, self.full = 0, 0
        self.rest: list[pl.DataFrame] = []
        self.file = self._file()

    def _file(self) -> _Writer:
        return _Writer(self.schema, self.folder / PART_NAME.format(self.number), self.rows)

    def add(self, frame: pl.DataFrame) -> None:
        """Take in rows; full row groups are written."""
        self.rest.append(frame)
        held = sum(frame.height for frame in self.rest)
        if held <= self.rows:
            return
        joined = pl.concat(self.rest)
        whole = (held - 1) // self.rows * self.rows  # at least one row stays, so that the last file is never empty
        for start in range(0, whole, self.rows):
            self._group(joined.slice(start, self.rows))
        self.rest = [joined.slice(whole)]

    def _group(self, frame: pl.DataFrame) -> None:
        if self.full == GROUPS_PER_FILE:
            self.file.end()
            self.number, self.full = self.number + 1, 0
            self.file = self._file()
        self.file.write(frame)
        self.full += 1

    def end(self) -> None:
        """Write what is left; a table without rows is a file without rows."""
        self._group(pl.concat(self.rest))
        self.file.end()
