"""`dateline extract`: the tables as plain files, without gate, release or Prefect."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows import cache
from flows.fingerprints import parts
from flows.ingest import ingest
from flows.own_names import own_names
from flows.raw_files import check_raw
from flows.runners import CLUSTERS, core_count, reading, runner_for
from flows.settings import today
from flows.shards import HELD_CHARACTERS, cut, read_shard, records_in
from flows.slices import slice_count, slices_of
from flows.spacy_model import checked, name_finder
from flows.table_files import write_file
from transforms.aggregates.numbered import numbered
from transforms.assemble import assembly, together
from transforms.errors import SettingsError
from transforms.first_half import read_documents
from transforms.sources import Limits
from transforms.tables import BY_NAME, OF_DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.settings import Settings

FEW_WORKERS = 8


def extract(settings: Settings, to: Path) -> dict[str, int]:
    """Write DIR/<table>.parquet for every table of the pipeline; give the counts of inputs by outcome."""
    if settings.runner in CLUSTERS:
        hint = "Use --runner process, or dateline run."
        raise SettingsError(f"'dateline extract' works on this machine; it cannot use {settings.runner}.", hint=hint)
    check_raw(settings.raw)
    checked(settings.spacy_model)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        work = Path(folder)
        limits = Limits(file_bytes=settings.max_file_bytes, record_bytes=settings.max_record_bytes)
        day = today(settings)
        ingest(settings.raw, into=work, as_of=day, limits=limits)
        first, buckets = read(settings, work)
        inputs = pl.scan_parquet(work / "inputs.parquet")
        found = assembly(first, inputs, as_of=day, own_names=own_names(settings.lexicons))
        cut = [
            found.of_documents(
                found.said_of(one.low, one.high), cache.scan(work / "cache", one.buckets) if one.buckets else None
            )
            for one in slices_of(buckets, slice_count(found.documents))
        ]
        for name in OF_DOCUMENTS:
            write_file(BY_NAME[name], (tables[name].collect() for tables in cut), to / f"{name}.parquet")
        written = {name: pl.scan_parquet(to / f"{name}.parquet") for name in OF_DOCUMENTS}
        mentions = numbered(written["mentions"])
        for name, rows in {**found.across(written, mentions), **together(mentions)}.items():
            write_file(BY_NAME[name], [rows.collect()], to / f"{name}.parquet")
    outcomes = pl.read_parquet(to / "inputs.parquet")["outcome"]
    return {"read": outcomes.len(), **dict(outcomes.value_counts().rows())}


def read(settings: Settings, work: Path) -> tuple[Mapping[str, pl.LazyFrame], list[cache.Bucket]]:
    """Give the tables of the first half: made in this process, or where there is much to read, in several, in these buckets."""
    workers = settings.workers or core_count()
    runner = runner_for(settings.runner, cache.characters_in(work / "records"), workers)
    if runner == "local":
        own, finder = own_names(settings.lexicons), name_finder(str(settings.spacy_model or ""))
        found = read_documents(records_in(work / "records"), own, finder)
        return {name: frame.lazy() for name, frame in found.items()}, []
    # What is kept for the next run in many small files is read once here, and may lie in few.
    digits = 1 if cache.characters_in(work / "records") <= HELD_CHARACTERS and workers <= FEW_WORKERS else 2
    made_by = parts(settings.lexicons, settings.spacy_model)
    buckets = cache.buckets_of(work / "records", made_by, digits)
    shards = [
        shard.to_json()
        for shard in cut(
            buckets,
            records=work / "records",
            cache=work / "cache",
            workers=workers,
            lexicons=settings.lexicons,
            spacy_model=settings.spacy_model,
        )
    ]
    with reading(runner, workers, read_shard, shards) as reader:
        for _ in reader.receipts():
            pass
    return cache.scan(work / "cache", buckets), buckets
