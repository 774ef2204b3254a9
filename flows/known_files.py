"""What the last run read of each raw file, so that the next one reads only the files that are new or changed.

Kept in the cache: a row for each file with its identity (place, size, times of change), what was seen of its records, and the
texts. It counts only for the same code, settings and day, and only if every file of it has the hash that its receipt names.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from flows.files import remove, sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from flows.raw_files import RawFile
    from flows.raw_memory import Look

FOLDER, RECEIPT = "raw", "receipt.json"
FILES, SEEN, RECORDS = "files.parquet", "seen.parquet", "records"
FILES_SCHEMA = pl.Schema({"source_path": pl.String(), "file_number": pl.Int32(), "skipped": pl.Int32()})
# Each run may add a small part; so many of them are joined into one.
SMALL_BYTES, MOST_SMALL = 2_000_000, 8


class KnownFile(NamedTuple):
    """The number that a file had in the run that read it, and how many of its members were passed over."""

    number: int
    skipped: int


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """The files that need not be read, by source path; what was seen of their records; where their texts lie."""

    files: Mapping[str, KnownFile]
    seen: pl.DataFrame
    parts: tuple[Path, ...]

    def of(self, file: RawFile) -> KnownFile | None:
        """Give what is known of a file; None if it has to be read."""
        return None if file.trouble or file.skipped else self.files.get(file.source_path)


def known_files(cache: Path, look: Look) -> KnownFiles | None:
    """Give the files that are now what they were when they were read; None if nothing is known."""
    folder = cache / FOLDER
    if _receipt(folder).get("about") != look.about or not _is_whole(folder):
        return None
    parts = tuple(sorted((folder / RECORDS).glob("part-*.parquet")))
    seen = pl.read_parquet(folder / SEEN)
    texts = pl.scan_parquet(list(parts)).select("document_id")
    # Only texts that are published were kept: what a file of another text may bring back has to be read again.
    lost = seen.lazy().drop_nulls("document_id").join(texts, on="document_id", how="anti").select("file_number")
    lacking = set(lost.collect()["file_number"])
    rows = pl.read_parquet(folder / FILES).select("source_path", "identity", "file_number", "skipped").iter_rows()
    files = {
        path: KnownFile(number, skipped)
        for path, identity, number, skipped in rows
        if number not in lacking and look.places.get(path) == identity
    }
    return KnownFiles(files, seen, parts)


def keep(cache: Path, look: Look, into: Path) -> None:
    """Keep what was ingested into `into` for the next run. A full disk must not spoil a run that can go on."""
    folder, new = cache / FOLDER, cache / f".{FOLDER}.new"
    with contextlib.suppress(OSError):
        try:
            remove(new)
            (new / RECORDS).mkdir(parents=True)
            for part in _joined(sorted((into / RECORDS).glob("part-*.parquet")), new / RECORDS):
                os.link(part, new / RECORDS / part.name)
            trusted = pl.DataFrame(
                list(look.places.items()), schema={"source_path": pl.String, "identity": pl.String}, orient="row"
            )
            files = pl.read_parquet(into / FILES).join(trusted, on="source_path")
            files.write_parquet(new / FILES)
            seen = pl.read_parquet(into / SEEN).join(files.select("file_number"), on="file_number", how="semi")
            seen.write_parquet(new / SEEN, compression_level=1)
            hashes = {path.relative_to(new).as_posix(): sha256_of(path) for path in sorted(new.rglob("*.parquet"))}
            (new / RECEIPT).write_text(json.dumps({"about": look.about, "files": hashes}, indent=1), encoding="utf-8")
            remove(folder)
            new.rename(folder)
        finally:
            remove(new)


def _joined(parts: list[Path], folder: Path) -> list[Path]:
    """Join the small parts into one in `folder` where there are many; give the others."""
    small = [part for part in parts if part.stat().st_size < SMALL_BYTES]
    if len(small) <= MOST_SMALL:
        return parts
    joined = pl.concat([pl.read_parquet(part) for part in small]).sort("bucket", "document_id")
    joined.write_parquet(folder / small[0].name, row_group_size=1_000)
    return [part for part in parts if part not in small]


def _receipt(folder: Path) -> dict[str, Any]:
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return receipt if isinstance(receipt, dict) else {}


def _is_whole(folder: Path) -> bool:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    hashes = _receipt(folder).get("files", {})
    return found == hashes.keys() and all(sha256_of(folder / name) == digest for name, digest in hashes.items())
