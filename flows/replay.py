"""Reads rejected raw files again, without publishing anything, to see whether they would be taken in now."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.ingest import ingest
from flows.settings import today
from transforms.sources import Limits

if TYPE_CHECKING:
    from flows.settings import Settings

KEY = ["source_path", "record_number"]


def replay(refused: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Give each rejected record's reason, and its outcome (or new reason) if it were read now: path, number, was, now."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        limits = Limits(file_bytes=settings.max_file_bytes, record_bytes=settings.max_record_bytes)
        ingest(settings.raw, into=Path(folder), as_of=today(settings), limits=limits)
        now = pl.read_parquet(Path(folder, "inputs.parquet"))
    joined = refused.select(*KEY, "reason").join(now.select(*KEY, "outcome", now="reason"), on=KEY, how="left")
    answers = [
        outcome if outcome != "rejected" else reason for outcome, reason in joined.select("outcome", "now").iter_rows()
    ]
    return joined.select(*KEY, "reason").with_columns(
        now=pl.Series([answer or "gone from raw" for answer in answers], dtype=pl.String)
    )
