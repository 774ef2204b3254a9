"""Batches of documents as releases of a series, from a corpus and from invented news."""

from __future__ import annotations

import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))
from invented_news import documents as invented

from expectations.history import Past
from expectations.staged import Staged
from expectations.statistics import FILE, statistics_of
from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

Frames = dict[str, pl.DataFrame]
Records = list[tuple[str, Record]]
WIRE = "Mekong Wire"
RECORD_BYTES = 90  # of a record beside its text
EVERY = 4  # of four documents one is invented, so that there are two publishers, times of day, titles and figures


def records_of(corpus: Path, most: int) -> Records:
    """Read the corpus: JSON lines with id, text and perhaps published_date and title; every fourth is an invented one."""
    found: dict[str, Record] = {}
    wire = _wire(most // EVERY)
    for number, row in enumerate(_rows(corpus), start=1):
        if len(found) >= most:
            break
        for one in (row, next(wire, None)) if number % (EVERY - 1) == 0 else (row,):
            if one is not None:
                key = f"doc_{sha256(one['text'].encode()).hexdigest()[:16]}"
                found.setdefault(key, _record(one, len(found)))
    return list(found.items())


def _rows(corpus: Path) -> Iterator[dict[str, Any]]:
    with pa.input_stream(str(corpus), compression="detect") as file:
        for line in file.read().decode("utf-8").splitlines():
            yield json.loads(line)


def _wire(most: int) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(invented(most)):
        moment = f"{row['published_date']}T{number % 24:02}:{number % 60:02}:00Z"
        yield {**row, "published_date": moment, "title": row["text"].split(". ", 1)[0], "source": WIRE}


def _record(row: dict[str, Any], number: int) -> Record:
    about = {"title": row.get("title"), "published": row.get("published_date"), "source": row.get("source")}
    return Record(
        source_path=f"{'wire' if row.get('source') else 'corpus'}.jsonl", record_number=number + 1,
        source_id=str(row["id"]), raw_sha256=sha256(json.dumps(row).encode()).hexdigest(), text=row["text"], format="jsonl", **about,
    )  # fmt: skip


def inputs_of(records: Records) -> pl.DataFrame:
    """Give the inputs table of these records, all of them published."""
    table = BY_NAME["inputs"]
    rows = [
        {"source_path": r.source_path, "record_number": r.record_number, "source_id": r.source_id, "sha256": r.raw_sha256, "byte_count": len(r.text.encode()) + RECORD_BYTES * (r.format != "text"),
         "format": r.format, "encoding": "utf-8", "outcome": "published", "document_id": key}
        for key, r in records
    ]  # fmt: skip
    frame = pl.DataFrame([{name: row.get(name) for name in table.names} for row in rows], schema=table.schema)
    return frame.sort(table.key)


class Series:
    """A corpus, read once, of which any batch can be made into a release."""

    def __init__(self, corpus: Path, most: int, size: int, chance: np.random.Generator) -> None:
        self.records = records_of(corpus, most)
        self.size = size
        self.chance = chance
        self.first = read_documents(self.records)

    def draw(self) -> Frames:
        """Give the tables of a release of some documents, more or less of the usual number."""
        size = min(int(self.size * self.chance.uniform(0.7, 1.4)), len(self.records))
        chosen = sorted(self.chance.choice(len(self.records), size, replace=False))
        return self.release_of([self.records[index] for index in chosen])

    def release_of(self, records: Records) -> Frames:
        """Give the tables of a release of these documents."""
        ids = pl.DataFrame({"document_id": [key for key, _ in records]})
        part = {
            name: frame.join(ids, on="document_id", how="semi", maintain_order="left").lazy()
            for name, frame in self.first.items()
        }
        return {name: frame.collect() for name, frame in assembly(part, inputs_of(records).lazy()).tables.items()}

    def history(self, folder: Path, releases: int) -> list[Frames]:
        """Write that many former releases below `folder`, with their statistics; give the last one's tables."""
        frames: Frames = {}
        past = Past()
        for number in range(releases):
            frames = self.draw()
            staged = Staged(folder=write(frames, folder / f"release-{number:03}"))
            staged.memo["past"] = past
            statistics_of(staged).write_parquet(staged.folder / FILE)
            past = Past(last=staged)
        return [frames]


def write(frames: Frames, folder: Path) -> Path:
    """Write the tables as plain files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder
