"""The unit of work: a group of stale buckets, read in one go. Comes and goes as JSON, so that any runner can carry it."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.cache import RECORD_FIELDS, Bucket, store
from flows.own_names import own_names
from flows.spacy_model import name_finder
from transforms.first_half import read_documents
from transforms.reading import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARDS_PER_CORE = 4


@dataclass(frozen=True, slots=True)
class Shard:
    """Buckets to read: where their records lie, and where their tables go."""

    number: int
    records: str
    cache: str
    buckets: tuple[Bucket, ...]
    lexicons: tuple[str, ...] = ()
    spacy_model: str = ""

    def to_json(self) -> str:
        """Give the form in which a shard travels to a worker."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Shard:
        """Give the shard back."""
        fields = json.loads(text)
        buckets = tuple(Bucket(**bucket) for bucket in fields["buckets"])
        return cls(**{**fields, "buckets": buckets, "lexicons": tuple(fields["lexicons"])})


def cut(
    stale: Sequence[Bucket],
    *,
    records: Path,
    cache: Path,
    workers: int,
    lexicons: Sequence[Path | str] = (),
    spacy_model: Path | str | None = None,
) -> list[Shard]:
    """Cut the stale buckets into shards, at most SHARDS_PER_CORE for each worker, of about the same number of buckets."""
    count = min(len(stale), workers * SHARDS_PER_CORE)
    own = tuple(map(str, lexicons))
    model = str(spacy_model or "")
    return [Shard(number, str(records), str(cache), tuple(stale[number::count]), own, model) for number in range(count)]


def read_shard(text: str) -> str:
    """Read the documents of a shard and put their tables into the cache; shard and receipt are JSON.

    The receipt holds the shard's number, its documents, its characters and the seconds it took.
    """
    started = time.monotonic()
    shard = Shard.from_json(text)
    own = own_names(tuple(map(Path, shard.lexicons)))
    documents = characters = 0
    for bucket, records in _records(shard):
        store(Path(shard.cache), bucket, read_documents(records, own, name_finder(shard.spacy_model)))
        documents += len(records)
        characters += sum(len(record.text) for _, record in records)
    receipt = {"shard": shard.number, "documents": documents, "characters": characters}
    return json.dumps({**receipt, "seconds": round(time.monotonic() - started, 3)})


def _records(shard: Shard) -> Iterator[tuple[Bucket, list[tuple[str, Record]]]]:
    wanted = {bucket.name: bucket for bucket in shard.buckets}
    files = sorted(Path(shard.records).glob("part-*.parquet"))
    scan = pl.scan_parquet(files).join(pl.LazyFrame({"bucket": list(wanted)}), on="bucket", how="semi")
    frame = scan.select("bucket", "document_id", *RECORD_FIELDS).collect().sort("document_id")
    for (name,), rows in sorted(frame.partition_by("bucket", as_dict=True, include_key=False).items()):
        yield wanted[str(name)], [_record(row) for row in rows.iter_rows()]


def records_in(folder: Path) -> Iterator[tuple[str, Record]]:
    """Give all ingested documents, one part in memory at a time."""
    for part in sorted(folder.glob("part-*.parquet")):
        yield from map(_record, pl.read_parquet(part).select("document_id", *RECORD_FIELDS).iter_rows())


def _record(row: tuple[object, ...]) -> tuple[str, Record]:
    document_id, *values = row
    return str(document_id), Record(**dict(zip(RECORD_FIELDS, values, strict=True)))  # type: ignore[arg-type]
