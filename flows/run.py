"""`dateline run`: take in the raw files, decide whether there is anything to do, and only then start Prefect."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.cache import buckets_of, characters_in
from flows.files import canonical_json, crash_point, remove, sha256_of_text, write_json
from flows.fingerprints import everything
from flows.garbage import give_back_now
from flows.ingest import ingest
from flows.known_files import keep, known_files
from flows.locks import run_lock
from flows.mirror import follow, place_in_store
from flows.output import Output, read_manifest
from flows.raw_files import check_raw
from flows.raw_memory import is_as_remembered, look, remember
from flows.release import problems_of, recover, rows_by_table
from flows.runners import CLUSTERS, core_count, runner_for
from flows.settings import Settings, series_of, today
from flows.spacy_model import checked
from flows.work import Work
from transforms.errors import ReleaseError, SettingsError, ValidationFailed
from transforms.sources import Limits
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flows.progress import Progress
    from flows.raw_memory import Look

    Recipe = Callable[[Work, Progress], dict[str, Any]]


ROWS_AT_A_TIME = 50_000


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """What a run did. `outcome` is published, unchanged or refused; `release` is None unless something was published."""

    outcome: str
    release: str | None
    inputs: dict[str, int]
    rejected: dict[str, int] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    report: str = ""
    sentence: str = ""
    notes: tuple[str, ...] = ()


def run(settings: Settings, progress: Progress, recipe: Recipe | None = None) -> RunResult:
    """Publish a release of the raw files, unless nothing changed. `recipe` makes the release: with Prefect unless given.

    Errors: every `DatelineError`; of a refused release `ValidationFailed`, after `latest` was left alone.
    """
    output = Output(settings.output)
    series = series_of(settings)
    check_paths(settings)
    check_runner(settings)
    with run_lock(output.lock, "run"), contextlib.ExitStack() as beside:
        notes = [*follow(settings.store, output), *recover(output)]
        _refuse_other_series(output, series)
        seen = look(settings, series=series, as_of=day_of(settings, output))
        with progress.stage("ingest"):
            is_known = _is_known(output, seen.digest, day_of(settings, output))
            if not (is_known or recipe):
                beside.enter_context(_prefect_server(output))
            work = None if is_known else take_in(settings, output, series, seen)
        crash_point("after_ingest")
        if work is None or _is_published(output, work):
            result = _unchanged(output, notes)
        else:
            result = _publish(work, progress, recipe or with_prefect, notes)
        remember(output, None if str(Reason.CHANGED_WHILE_READ) in result.rejected else seen.digest)
        return _remember(output, result)


def check_paths(settings: Settings) -> None:
    """Refuse raw paths that are not there, and an output folder inside the raw files or the other way round."""
    check_raw(settings.raw)
    checked(settings.spacy_model)
    inside = settings.output.resolve()
    for path in settings.raw:
        raw = path.resolve()
        if raw == inside or raw.is_relative_to(inside) or inside.is_relative_to(raw):
            message = f"The raw files in {path} and the output folder {settings.output} must not lie in one another."
            raise SettingsError(message, hint="Choose another --output.")


def check_runner(settings: Settings) -> None:
    """Refuse a cluster that cannot be used."""
    if settings.runner in CLUSTERS:
        from flows.clusters import check_cluster  # noqa: PLC0415 - loads what only clusters need here

        check_cluster(settings.runner, settings.scheduler)


def _refuse_other_series(output: Output, series: str) -> None:
    name = output.latest_name()
    if name is None or not (output.releases / name).is_dir():
        return
    published = read_manifest(output.releases / name)["series"]
    if published != series:
        message = f"The output folder {output.folder} holds the series '{published}', and this run is of the series '{series}'."
        hint = f"Choose another --output for it, or say --series {published} if it continues that series."
        raise ReleaseError(message, hint=hint)


def take_in(settings: Settings, output: Output, series: str, seen: Look) -> Work:
    """Ingest the raw files into a new staging folder and write the run's work order; read only those that are not known."""
    previous = output.latest_name()
    folder = output.staging / f"{os.getpid()}"
    as_of = day_of(settings, output)
    limits = Limits(file_bytes=settings.max_file_bytes, record_bytes=settings.max_record_bytes)
    known = known_files(output.cache, seen)
    ingest(settings.raw, into=folder / "into", as_of=as_of, limits=limits, known=known)
    keep(output.cache, seen, folder / "into")
    work = _work_order(settings, folder=folder, series=series, as_of=as_of, previous=previous)
    work.save()
    give_back_now()  # texts and records of the raw files, before the long work begins
    return work


def day_of(settings: Settings, output: Output) -> datetime.date:
    """Give the day of a run into this output folder: never earlier than the published release's."""
    previous = output.latest_name()
    manifest = read_manifest(output.releases / previous) if previous else {}
    return today(settings, not_before=datetime.date.fromisoformat(manifest["as_of"]) if manifest else None)


def _work_order(settings: Settings, *, folder: Path, series: str, as_of: datetime.date, previous: str | None) -> Work:
    inputs = pl.read_parquet(folder / "into" / "inputs.parquet")
    made_by = everything(settings.lexicons, settings.spacy_model)
    records = {bucket.name: bucket.records for bucket in buckets_of(folder / "into" / "records", {})}
    inputs_hash = _hash_of(inputs.sort("source_path", "record_number"))
    workers = settings.workers or core_count()
    return Work(
        folder=str(folder.absolute()),
        output=str(settings.output.absolute()),
        series=series,
        as_of=as_of.isoformat(),
        previous=previous,
        runner=runner_for(settings.runner, characters_in(folder / "into" / "records"), workers),
        workers=workers,
        scheduler=settings.scheduler,
        lexicons=tuple(map(str, settings.lexicons)),
        spacy_model=str(settings.spacy_model.absolute()) if settings.spacy_model else "",
        accept_removals=settings.accept_removals,
        keep_releases=settings.keep_releases,
        keep_days=settings.keep_days,
        expected_sources=settings.expected_sources,
        text=settings.text,
        raw=tuple(map(str, settings.raw)),
        buckets_read=records,
        inputs={"records": inputs.height, "sha256": inputs_hash},
        fingerprint=sha256_of_text(canonical_json([inputs_hash, records, made_by, series, settings.text])),
        made_by=made_by,
    )


def _hash_of(rows: pl.DataFrame) -> str:
    """Give a hash of rows in their order; some at a time, for they are larger as objects of Python."""
    digest = hashlib.sha256()
    for some in rows.iter_slices(ROWS_AT_A_TIME):
        digest.update(canonical_json(some.rows()).encode())
    return digest.hexdigest()


def counts_of(release: Path) -> dict[str, Any]:
    """Give how many of a release's inputs had each outcome, and how many were rejected for each reason."""
    inputs = pl.read_parquet(release / "inputs" / "*.parquet", columns=["outcome", "reason"])
    outcomes = dict(inputs["outcome"].value_counts(sort=True).rows())
    rejected = inputs.filter(outcome="rejected")["reason"].value_counts(sort=True).rows()
    return {"inputs": {"read": inputs.height, **outcomes}, "rejected": dict(rejected)}


def _is_published(output: Output, work: Work) -> bool:
    if work.previous is None:
        return False
    manifest = read_manifest(output.releases / work.previous)
    return bool(manifest.get("fingerprint") == work.fingerprint) and _holds(output, work.day)


def _is_known(output: Output, seen: str | None, day: datetime.date) -> bool:
    """Whether the raw files need not even be read: they are the ones that the published release was made of."""
    return is_as_remembered(output, seen) and _holds(output, day)


def _holds(output: Output, day: datetime.date) -> bool:
    """Whether the published release is undamaged and nothing has come due since."""
    release = output.release()
    waits_until = str(read_manifest(release).get("waits_until") or "9999")
    return waits_until > day.isoformat() and not problems_of(release)


def _unchanged(output: Output, notes: list[str]) -> RunResult:
    remove(output.staging)
    counts = counts_of(output.release())
    return RunResult(outcome="unchanged", release=output.latest_name(), notes=tuple(notes), **counts)


def _prefect_server(output: Output) -> contextlib.AbstractContextManager[None]:
    """Begin to start Prefect's server, unless one is configured: that takes as long as the raw files do."""
    from flows.prefect_server import server  # noqa: PLC0415 - an unchanged input needs no server

    return server(output.state / "prefect")


def with_prefect(work: Work, progress: Progress) -> dict[str, Any]:
    """Make the release as a Prefect flow, with the server that the run has begun to start."""
    from flows import stages  # noqa: PLC0415 - an unchanged input needs no stages

    with stages.reading_of(work) as reader:
        reader.then(lambda: stages.assembled(work))  # Prefect takes seconds to start
        from flows.pipeline import publish_with_prefect  # noqa: PLC0415 - importing Prefect takes a second

        return publish_with_prefect(work, progress)


def _publish(work: Work, progress: Progress, recipe: Recipe, notes: list[str]) -> RunResult:
    try:
        manifest = recipe(work, progress)
    except ValidationFailed as error:
        refused = next(work.out.refused.glob("*/release.json")).parent
        report, counts = str(refused / "report.html"), counts_of(refused)
        _remember(work.out, RunResult(outcome="refused", release=None, sentence=str(error), report=report, **counts))
        raise
    release = manifest["release"]
    report, counts = str(work.out.releases / release / "report.html"), counts_of(work.out.releases / release)
    rows, notes = rows_by_table(manifest), [*notes, *place_in_store(work.out, release)]
    return RunResult(outcome="published", release=release, tables=rows, report=report, notes=tuple(notes), **counts)


def _remember(output: Output, result: RunResult) -> RunResult:
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    kept = {"outcome": result.outcome, "release": result.release, "inputs": result.inputs, "rejected": result.rejected}
    write_json(output.state / "last_run.json", {"at": at, **kept, "report": result.report, "sentence": result.sentence})
    return result
