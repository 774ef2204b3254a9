"""The tables of single documents in a staged release, slice by slice: copied from the release before, or written.

What a slice's rows are made of has a key: its buckets' tables, what the corpus as a whole says of its documents, and the
software. Where the release before has a slice of the same key, its files are copied, and hashed while they are; a file that is
not what its manifest says is written anew, so that a copy always is what would have been written.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from flows import cache
from flows.files import canonical_json, sha256_of_text
from flows.output import read_manifest
from flows.table_files import PART_NAME, write_part
from transforms.redaction import restored
from transforms.tables import BY_NAME, OF_DOCUMENTS
from transforms.tables.spec import FULL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from flows.slices import Slice
    from transforms.assemble import Assembly, Said

AT_A_TIME = 2  # slices: while one is computed, another is packed


class Slices(NamedTuple):
    """What was staged: the numbers of rows by table, the slices' keys, and what the manifest has to say of files that were copied."""

    rows: dict[str, int]
    keys: list[str]
    copied: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Staging:
    """Where the slices come from, and where they go.

    `software` names all code and data that made them but the cache's tables. `aside` takes what the text mode withholds, for
    the gate alone. `before` is the release before, intact; None if there is none.
    """

    found: Assembly
    cache: Path
    software: str
    folder: Path
    aside: Path
    text: str = FULL
    before: Path | None = None

    def stage(self, slices: Sequence[Slice]) -> Slices:
        """Stage every slice, AT_A_TIME in memory."""
        known = _Known.of(self.before, [one.low for one in slices])
        rows, keys, copied = dict.fromkeys(OF_DOCUMENTS, 0), [], []
        with ThreadPoolExecutor(AT_A_TIME) as threads:
            for key, counts, files in threads.map(lambda one: self._stage(one, known), slices):
                keys.append(key)
                copied += files
                for name, count in counts.items():
                    rows[name] += count
        return Slices(rows, keys, copied)

    def tables(self) -> dict[str, pl.LazyFrame]:
        """Open what was staged, with what is withheld in its place."""
        return {name: self._table(name) for name in OF_DOCUMENTS}

    def _table(self, name: str) -> pl.LazyFrame:
        published = pl.scan_parquet(self.folder / name / "*.parquet")
        if not BY_NAME[name].withheld(self.text):
            return published
        return restored(published, pl.scan_parquet(self.aside / name / "*.parquet"))

    def _key(self, one: Slice, said: Said) -> str:
        """Name all that the slice's published rows follow from."""
        receipts = [cache.read_receipt(cache.folder_of(self.cache, bucket)).get("tables") for bucket in one.buckets]
        hashes = [_hash_of(frame) for frame in (said.ids, said.event_ids, said.clusters, said.late)]
        return sha256_of_text(canonical_json([one.low, one.high, self.software, self.text, receipts, hashes]))[:32]

    def _stage(self, one: Slice, known: _Known) -> tuple[str, dict[str, int], list[dict[str, Any]]]:
        said = self.found.said_of(one.low, one.high)
        key = self._key(one, said)
        copied = known.copied(one.number, key, self.folder, text=self.text)
        rows = {name: file["rows"] for name, file in copied.items()}
        names = [name for name in OF_DOCUMENTS if name not in copied]
        if names:
            tables = self.found.of_documents(said, cache.scan(self.cache, one.buckets))
            frames = pl.collect_all([tables[name] for name in names])
            rows |= {name: self._write(name, frame, one) for name, frame in zip(names, frames, strict=True)}
        return key, rows, list(copied.values())

    def _write(self, name: str, frame: pl.DataFrame, one: Slice) -> int:
        aside = self.aside / name
        return write_part(BY_NAME[name], frame, self.folder / name, one.number, text=self.text, aside=aside)


@dataclass(frozen=True)
class _Known:
    """The slices of the release before that are cut as ours are: their keys, and the files as its manifest has them."""

    release: Path | None
    keys: Sequence[str]
    files: Mapping[str, dict[str, Any]]

    @classmethod
    def of(cls, release: Path | None, lows: Sequence[str]) -> _Known:
        manifest = read_manifest(release) if release else {}
        if manifest.get("slices") != lows:
            return cls(None, (), {})
        return cls(release, manifest.get("slice_keys", ()), {file["path"]: file for file in manifest["files"]})

    def copied(self, number: int, key: str, folder: Path, *, text: str) -> dict[str, dict[str, Any]]:
        """Copy the parts of a slice that need not be written, into `folder`; give them by table, as the manifest has them.

        Parts of which something is withheld are not copied: nobody has the rest of them any more.
        """
        if self.release is None or list(self.keys[number : number + 1]) != [key]:
            return {}
        names = [name for name in OF_DOCUMENTS if not BY_NAME[name].withheld(text)]
        return {name: file for name in names if (file := self._copied(name, number, folder)) is not None}

    def _copied(self, name: str, number: int, folder: Path) -> dict[str, Any] | None:
        path = f"{name}/{PART_NAME.format(number)}"
        file = self.files.get(path)
        try:
            content = (self.release / path).read_bytes() if self.release and file else b""
        except OSError:
            return None
        if file is None or hashlib.sha256(content).hexdigest() != file["sha256"]:
            return None
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        return file


def _hash_of(frame: pl.DataFrame) -> str:
    return hashlib.sha256(frame.hash_rows().to_numpy().tobytes()).hexdigest()
