"""`dateline extract`: the tables as plain files, without gate or release."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.ingest import ingest
from transforms.assemble import assemble
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.sources import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RECORD_FIELDS = tuple(Record.__dataclass_fields__)


def extract(raw: Sequence[Path], to: Path, *, as_of: datetime.date) -> pl.DataFrame:
    """Write DIR/<table>.parquet for every table of the pipeline; give back `inputs`."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        work = Path(folder)
        ingest(raw, into=work, as_of=as_of, limits=Limits())
        first = {name: frame.lazy() for name, frame in read_documents(records(work / "records")).items()}
        tables = assemble(first, pl.scan_parquet(work / "inputs.parquet"))
        to.mkdir(parents=True, exist_ok=True)
        for name, frame in tables.items():
            frame.sink_parquet(to / f"{name}.parquet")
    return pl.read_parquet(to / "inputs.parquet")


def records(folder: Path) -> Iterator[tuple[str, Record]]:
    """Give the documents of the record parts in `folder`, one part in memory at a time."""
    for part in sorted(folder.glob("*.parquet")):
        frame = pl.read_parquet(part)
        for document_id, *values in frame.select("document_id", *RECORD_FIELDS).iter_rows():
            yield document_id, Record(**dict(zip(RECORD_FIELDS, values, strict=True)))
