"""Damage to the files of a release, after it was written: part files, footers, manifests."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from judge import AS_OF, RULES, Failed, Judge
from spoiling import ROW, Corruption
from table import Tried

from expectations.judging import run_rules
from expectations.staged import Staged
from flows.release import files_of, stage_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PART = "metrics/part-00000.parquet"


def _cut(folder: Path) -> None:
    path = folder / PART
    path.write_bytes(path.read_bytes()[:-200])


def _bit(folder: Path) -> None:
    path = folder / PART
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)


def _not_null_lost(folder: Path) -> None:
    table = pq.read_table(folder / PART)
    fields = [field.with_nullable(nullable=True) for field in table.schema]
    pq.write_table(table.cast(pa.schema(fields, metadata=table.schema.metadata)), folder / PART)


def _stale(folder: Path) -> None:
    manifest = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        file["sha256"] = file["sha256"][::-1]
    (folder / "release.json").write_text(json.dumps(manifest), encoding="utf-8")


def _rewritten(folder: Path) -> None:
    pl.read_parquet(folder / PART).write_parquet(folder / PART)


SPOIL: tuple[tuple[str, Callable[[Path], object], tuple[str, ...]], ...] = (
    ("Parquet truncated", _cut, ("release.files", "metrics.table")),
    ("a bit flipped", _bit, ("release.files",)),
    ("part file missing", lambda folder: (folder / PART).unlink(), ("metrics.table.present", "release.files")),
    ("table missing", lambda folder: shutil.rmtree(folder / "roles"), ("roles.table.present",)),
    ("part file extra", lambda folder: shutil.copy(folder / PART, folder / "metrics" / "part-00001.parquet"), ("release.files",)),
    ("another table's part", lambda folder: shutil.copy(folder / "roles" / "part-00000.parquet", folder / PART), ("release.files", "metrics.table.schema")),
    ("no Parquet at all", lambda folder: (folder / PART).write_bytes(b"PAR1 nothing PAR1"), ("release.files",)),
    ("empty file", lambda folder: (folder / PART).write_bytes(b""), ("release.files",)),
    ("null rules lost", _not_null_lost, ("metrics.table.schema", "release.files")),
    ("written again by another tool", _rewritten, ("release.files",)),
    ("stale manifest", _stale, ("release.files",)),
)  # fmt: skip


def spoilt_files(judge: Judge) -> list[Tried]:
    """Damage the clean release's files in every way, and give what the rules on form say."""
    clean = judge.work / "released"
    stage_tables({name: frame.lazy() for name, frame in judge.clean.items()}, clean)
    (clean / "release.json").write_text(json.dumps({"files": files_of(clean)}), encoding="utf-8")
    return [_tried(clean, *spoil) for spoil in SPOIL]


def _tried(clean: Path, name: str, spoil: Callable[[Path], object], caught_by: tuple[str, ...]) -> Tried:
    folder = shutil.copytree(clean, clean.with_name("damaged"), dirs_exist_ok=False)
    try:
        spoil(folder)
        manifest = json.loads((folder / "release.json").read_text(encoding="utf-8"))
        staged = Staged(folder=folder, as_of=AS_OF, manifest=manifest)
        results = run_rules(staged, [rule for rule in RULES if rule.family == "form"])
        found = [Failed(r.rule_id, r.family, r.severity) for r in results if not r.success]
    finally:
        shutil.rmtree(folder)
    corruption = Corruption(name=name, kind="bytes", spoil=lambda frames, _dose, _chance: frames, caught_by=caught_by)
    return Tried(corruption, ROW, tuple(found))
