"""Proves a release against the raw files: every record, document and span, also where the texts were not published."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.ingest import ingest
from flows.output import read_manifest
from transforms.proof import columns_for, spans_of, unproven
from transforms.sources import Limits
from transforms.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flows.settings import Settings
    from transforms.tables import Table

MOST_KEPT = 1_000


@dataclass(slots=True)
class Proof:
    """What was proven: `rows` by table, and of what failed the number by table and the first places with their reasons."""

    rows: dict[str, int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def count(self, table: str, rows: int, wrong: Iterable[tuple[str, str]]) -> None:
        """Add what was looked at of a table, and what of it fails."""
        self.rows[table] = self.rows.get(table, 0) + rows
        for failure in wrong:
            self.failed[table] = self.failed.get(table, 0) + 1
            if len(self.failures) < MOST_KEPT:
                self.failures.append(failure)


def prove(release: Path, raw: Sequence[Path], settings: Settings) -> Proof:
    """Read the raw files again and hold every row of the release against them.

    Proven are: the hash of every record in `inputs`; every document's text by its hash and, where it is published, word for
    word; every pair of positions in every table, by its words where they are published, else by its bounds.
    Errors: `RawDataError` if there is nothing to read.
    """
    proof = Proof()
    as_of = datetime.date.fromisoformat(read_manifest(release)["as_of"])
    limits = Limits(file_bytes=settings.max_file_bytes, record_bytes=settings.max_record_bytes)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        ingest(raw, into=Path(folder), as_of=as_of, limits=limits)
        _prove_inputs(release, pl.scan_parquet(Path(folder, "inputs.parquet")), proof)
        found = pl.scan_parquet(Path(folder, "inputs.parquet")).select("document_id", raw_sha256="sha256")
        _prove_sources(release, found, proof)
        for texts in _texts(Path(folder, "records")):
            _prove_texts(release, texts, proof)
    _count_unseen(release, proof)
    return proof


def _prove_inputs(release: Path, found: pl.LazyFrame, proof: Proof) -> None:
    rows = _scan(release, "inputs").select("source_path", "record_number", "sha256").collect()
    known = found.select("sha256").unique()
    lost = rows.lazy().drop_nulls("sha256").join(known, on="sha256", how="anti").collect()
    wrong = ((f"inputs:{path}:{number}", "no raw record has its hash") for path, number, _ in lost.iter_rows())
    proof.count("inputs", rows.height, wrong)


def _prove_sources(release: Path, found: pl.LazyFrame, proof: Proof) -> None:
    """Prove that every document is the text of a raw record with the hash that the release names."""
    documents = _scan(release, "documents").select("document_id", "raw_sha256", "source_path").collect()
    keys = ["document_id", "raw_sha256"]
    lost = documents.lazy().join(found.unique(), on=keys, how="anti").collect()
    wrong = (
        (f"documents:{name}", f"no raw record gives this text (it came from {path})")
        for name, _, path in lost.iter_rows()
    )
    proof.count("documents", documents.height, wrong)


def _texts(records: Path) -> Iterator[dict[str, str]]:
    """Give the texts by document id, one part in memory at a time."""
    for part in sorted(records.glob("part-*.parquet")):
        frame = pl.read_parquet(part, columns=["document_id", "text"])
        yield dict(zip(frame["document_id"], frame["text"], strict=True))


def _prove_texts(release: Path, texts: Mapping[str, str], proof: Proof) -> None:
    ids = pl.LazyFrame({"document_id": list(texts)}, schema={"document_id": pl.String})
    for table in _with_spans():
        rows = _scan(release, table.name).select(columns_for(table))
        for document in sorted({span.document for span in spans_of(table)}):
            own = rows.join(ids, left_on=document, right_on="document_id", how="semi").collect()
            looked_at = own.height if document == "document_id" and table.name != "documents" else 0
            proof.count(table.name, looked_at, unproven(table, own, texts, document))
    whole = (
        _scan(release, "documents").select("document_id", "text").drop_nulls().join(ids, on="document_id", how="semi")
    )
    wrong = (name for name, text in whole.collect().iter_rows() if texts[name] != text)
    proof.count("documents", 0, ((f"documents:{name}", "its text is not the raw record's") for name in wrong))


def _count_unseen(release: Path, proof: Proof) -> None:
    """Count the rows of documents that the raw files do not hold: nothing proves them."""
    for table in _with_spans():
        rows = _scan(release, table.name).select(pl.len()).collect().item()
        if unseen := rows - proof.rows.get(table.name, 0):
            place = f"{unseen:,} rows of {table.name}"
            proof.count(table.name, unseen, [(place, "their documents are not in the raw files")])
            proof.failed[table.name] += unseen - 1


def _with_spans() -> Iterator[Table]:
    return (table for table in TABLES if columns_for(table))


def _scan(release: Path, table: str) -> pl.LazyFrame:
    return pl.scan_parquet(release / table / "*.parquet")
