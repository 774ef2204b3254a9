"""The unit of work: a group of stale buckets, read one after the other. Comes and goes as JSON, so that any runner can carry it."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.bucket_tables import Wanted, sheaves, tables_of
from flows.cache import RECORD_FIELDS, Bucket, characters_in, earlier, store
from flows.own_names import own_names
from flows.spacy_model import name_finder
from flows.watch import LostError, alive
from transforms.first_half import BATCH_CHARACTERS, with_crashes
from transforms.reading import Record
from transforms.sources.record_frames import in_buckets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARDS_PER_CORE = 8
# About so many characters of records are in memory at once, however large the shard.
HELD_CHARACTERS = 32_000_000
BUCKETS = 256
NAMES = tuple(f"{number:02x}" for number in range(BUCKETS))  # as they stand in the records


@dataclass(frozen=True, slots=True)
class Shard:
    """Buckets to read: where their records lie, and where their tables go.

    `refused` are documents not to be read, each with the reason; where `only` names documents, those are read, to see
    whether that can be done, and nothing is stored. `singly`: buckets are read one by one, so that it shows which is lost.
    """

    number: int
    records: str
    cache: str
    buckets: tuple[Bucket, ...]
    lexicons: tuple[str, ...] = ()
    spacy_model: str = ""
    only: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    singly: bool = False

    def to_json(self) -> str:
        """Give the form in which a shard travels to a worker."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Shard:
        """Give the shard back."""
        fields = json.loads(text)
        buckets = tuple(Bucket(**bucket) for bucket in fields["buckets"])
        lists = {key: tuple(fields[key]) for key in ("lexicons", "only")}
        return cls(**{**fields, **lists, "buckets": buckets})


def cut(
    stale: Sequence[Bucket],
    *,
    records: Path,
    cache: Path,
    workers: int,
    lexicons: Sequence[Path | str] = (),
    spacy_model: Path | str | None = None,
) -> list[Shard]:
    """Cut the stale buckets into shards, at most SHARDS_PER_CORE for each worker, of about the same number of buckets.

    Buckets of a shard are neighbours, as they are in the records' files.
    """
    count = min(len(stale), workers * SHARDS_PER_CORE)
    own = tuple(map(str, lexicons))
    model = str(spacy_model or "")
    cuts = [len(stale) * number // count for number in range(count + 1)] if count else [0]
    groups = [tuple(stale[start:end]) for start, end in pairwise(cuts)]
    return [Shard(number, str(records), str(cache), group, own, model) for number, group in enumerate(groups)]


def read_shard(text: str) -> str:
    """Read the documents of a shard and put their tables into the cache; shard and receipt are JSON.

    The receipt holds the shard's number, its documents, its characters and the seconds it took. Errors: `LostError` where
    memory or stack ran out.
    """
    started = time.monotonic()
    shard = Shard.from_json(text)
    try:
        documents, characters = _read(shard)
    except (MemoryError, RecursionError) as error:
        raise LostError(f"{type(error).__name__}: {str(error)[:200]}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Polars' own, which is no Exception
            raise
        raise LostError(f"Polars panicked: {str(error)[:200]}") from error
    receipt = {"shard": shard.number, "documents": documents, "characters": characters}
    return json.dumps({**receipt, "seconds": round(time.monotonic() - started, 3)})


def _read(shard: Shard) -> tuple[int, int]:
    """Read and store every bucket; give how many documents and characters those were."""
    own, finder = own_names(tuple(map(Path, shard.lexicons))), name_finder(shard.spacy_model)
    watched = partial(alive, batch=BATCH_CHARACTERS)
    documents = characters = 0
    for sheaf in sheaves(_wanted(shard), 0 if shard.singly else BATCH_CHARACTERS):
        for wanted, tables in tables_of(sheaf, watched, own, finder):
            if not shard.only:
                store(Path(shard.cache), wanted.bucket, with_crashes(tables, wanted.refused))
            documents += len(wanted.records)
            characters += wanted.characters
    return documents, characters


def _wanted(shard: Shard) -> Iterator[Wanted]:
    only = set(shard.only)
    for bucket, records in _records(shard):
        read = [pair for pair in records if pair[0] not in shard.refused and (not only or pair[0] in only)]
        refused = [(number, shard.refused[number]) for number, _ in records if number in shard.refused]
        known = earlier(Path(shard.cache), bucket) if len(read) == len(records) else None
        yield Wanted(bucket, read, refused, known)


def documents_of(shard: Shard) -> list[str]:
    """Give the documents of a shard, in the order in which they are read."""
    return [document_id for _, records in _records(shard) for document_id, _ in records]


def _records(shard: Shard) -> Iterator[tuple[Bucket, list[tuple[str, Record]]]]:
    files = sorted(Path(shard.records).glob("part-*.parquet"))
    scan = pl.scan_parquet(files).select("bucket", "document_id", *RECORD_FIELDS)
    for group in _groups(shard.buckets, characters_in(Path(shard.records))):
        begins = tuple(bucket.name for bucket in group)
        frame = in_buckets(scan, [name for name in NAMES if name.startswith(begins)]).collect().sort("document_id")
        named = frame.with_columns(pl.col("bucket").str.head(len(begins[0])))
        found = named.partition_by("bucket", as_dict=True, include_key=False)
        for bucket in group:
            yield bucket, [_record(row) for row in found[(bucket.name,)].iter_rows()]


def _groups(buckets: Sequence[Bucket], characters: int) -> Iterator[Sequence[Bucket]]:
    """Cut buckets into groups of about HELD_CHARACTERS, if all buckets together hold so many characters."""
    size = max(1, HELD_CHARACTERS * BUCKETS // max(characters, 1))
    for start in range(0, len(buckets), size):
        yield buckets[start : start + size]


def records_in(folder: Path) -> Iterator[tuple[str, Record]]:
    """Give all ingested documents, one part in memory at a time."""
    for part in sorted(folder.glob("part-*.parquet")):
        yield from map(_record, pl.read_parquet(part).select("document_id", *RECORD_FIELDS).iter_rows())


def _record(row: tuple[object, ...]) -> tuple[str, Record]:
    document_id, *values = row
    return str(document_id), Record(**dict(zip(RECORD_FIELDS, values, strict=True)))  # type: ignore[arg-type]
