"""The bucket cache: what the first half found, kept in 256 buckets, so that one new file recomputes one bucket.

A bucket is the first two hex digits of a document id. Its entry is a folder with one Parquet file per table and a receipt.
The entry counts only if the receipt names the same documents, record metadata and fingerprints, and every file has the
hash that the receipt names. An entry of the same documents that other versions of some extractors made spares the work of
the others; anything else is recomputed.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from flows.files import canonical_json, crash_point, remove, sha256_of, sha256_of_text
from transforms.reading import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

RECEIPT = "receipt.json"
BASE = "base"  # the part on which all others build
RECORD_FIELDS = tuple(Record.__dataclass_fields__)
METADATA = ("document_id", *(name for name in RECORD_FIELDS if name != "text"))


@dataclass(frozen=True, slots=True)
class Bucket:
    """What a bucket's tables are a function of: its records, and the fingerprint of each part of the first half.

    Its name is how the ids of its documents begin, behind "doc_".
    """

    name: str
    records: str
    parts: Mapping[str, str]

    @property
    def entry(self) -> str:
        """Names the entry's folder."""
        return sha256_of_text(canonical_json([self.records, dict(self.parts)]))[:16]


def characters_in(records: Path) -> int:
    """Give about how many characters of text the ingested records hold."""
    return sum(path.stat().st_size for path in records.glob("part-*.parquet")) * 3  # zstd leaves about a third of prose


def buckets_of(records: Path, parts: Mapping[str, str], digits: int = 2) -> list[Bucket]:
    """Give the buckets that the ingested records fall into, by so many digits of their ids, at most two."""
    files = sorted(records.glob("part-*.parquet"))
    if not files:
        return []
    name = pl.col("bucket").str.head(digits)
    frame = pl.scan_parquet(files).select(*METADATA, bucket=name).collect().sort("document_id")
    grouped = frame.partition_by("bucket", as_dict=True, include_key=False)
    return [
        Bucket(str(name), sha256_of_text(canonical_json(rows.rows())), parts)
        for (name,), rows in sorted(grouped.items())
    ]


def folder_of(cache: Path, bucket: Bucket) -> Path:
    """Give where the bucket's entry lies, or would lie."""
    return cache / bucket.name / bucket.entry


def is_fresh(cache: Path, bucket: Bucket) -> bool:
    """Whether the cache holds this bucket, whole and undamaged."""
    folder = folder_of(cache, bucket)
    return _is_whole(folder, read_receipt(folder))


def _is_whole(folder: Path, receipt: Mapping[str, Any]) -> bool:
    tables = receipt.get("tables", {})
    return bool(tables) and all(_matches(folder / f"{name}.parquet", digest) for name, digest in tables.items())


class Earlier(NamedTuple):
    """An entry of the same documents, and the extractors whose rows in it are out of date."""

    folder: Path
    stale: frozenset[str]

    def tables(self) -> dict[str, pl.DataFrame]:
        """Give what was found then."""
        names = read_receipt(self.folder)["tables"]
        return {name: pl.read_parquet(self.folder / f"{name}.parquet") for name in names}


def earlier(cache: Path, bucket: Bucket) -> Earlier | None:
    """Give the undamaged entry of the same documents in which the fewest extractors are out of date; None if all must be read.

    Documents that could not be read then are tried again from the start, with all others of their bucket.
    """
    found = []
    for folder in sorted((cache / bucket.name).glob("[0-9a-f]*")):
        receipt = read_receipt(folder)
        parts, rows = receipt.get("parts", {}), receipt.get("rows", {})
        stale = frozenset(name for name, fingerprint in bucket.parts.items() if parts.get(name) != fingerprint)
        is_same = receipt.get("records") == bucket.records and BASE not in stale and rows.get("crashes") == 0
        if is_same and _is_whole(folder, receipt):
            found.append(Earlier(folder, stale))
    return min(found, key=lambda entry: len(entry.stale), default=None)


def read_receipt(folder: Path) -> dict[str, Any]:
    """Give an entry's receipt; empty if there is none or it is damaged."""
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return receipt if isinstance(receipt, dict) else {}


def store(cache: Path, bucket: Bucket, tables: Mapping[str, pl.DataFrame]) -> None:
    """Put a bucket's tables into the cache in one step."""
    target = folder_of(cache, bucket)
    new = target.with_name(f".{bucket.entry}.{os.getpid()}.new")
    remove(new)
    new.mkdir(parents=True)
    for name, frame in tables.items():
        frame.write_parquet(new / f"{name}.parquet", compression="zstd", compression_level=1)
    crash_point("during_cache_write")
    hashes = {name: sha256_of(new / f"{name}.parquet") for name in tables}
    rows = {name: frame.height for name, frame in tables.items()}
    receipt = {"records": bucket.records, "parts": dict(bucket.parts), "tables": hashes, "rows": rows}
    (new / RECEIPT).write_text(json.dumps(receipt, indent=1), encoding="utf-8")
    remove(target)
    new.rename(target)


def scan(cache: Path, buckets: Sequence[Bucket]) -> dict[str, pl.LazyFrame]:
    """Open every table of the first half over these buckets lazily; without a bucket they have no rows.

    A query over hundreds of small files keeps as many threads waiting for the disk: what is asked for often is made once.
    """
    if not buckets:
        from transforms.first_half import read_documents  # noqa: PLC0415 - loads every extractor

        return {name: frame.lazy() for name, frame in read_documents(()).items()}
    folders = [folder_of(cache, bucket) for bucket in buckets]
    names = sorted(read_receipt(folders[0])["tables"])
    return {name: pl.scan_parquet([folder / f"{name}.parquet" for folder in folders], glob=False) for name in names}


def drop_others(cache: Path, buckets: Iterable[Bucket]) -> None:
    """Remove every entry that these buckets do not use, and what a killed run left behind."""
    kept = {folder_of(cache, bucket) for bucket in buckets}
    for folder in cache.glob("[0-9a-f][0-9a-f]"):
        for entry in folder.iterdir():
            if entry not in kept:
                remove(entry)
        if not any(folder.iterdir()):
            folder.rmdir()


def _matches(path: Path, digest: str) -> bool:
    try:
        return sha256_of(path) == digest
    except OSError:
        return False
