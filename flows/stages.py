"""What each step of the recipe does, without Prefect: paths in, small JSON receipts out."""

from __future__ import annotations

import datetime
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from flows import cache
from flows.apart import HINT, WorkerLostError
from flows.changelog import changelog, first_changelog, ids_before
from flows.compared_texts import compared_before, keep_compared
from flows.files import canonical_json, crash_point, move_folder, remove, sha256_of_text, write_json
from flows.garbage import give_back_now
from flows.gate_memory import remember, remembered
from flows.jobs import do
from flows.mirror import publish_release, retire
from flows.output import read_manifest
from flows.own_names import own_names
from flows.release import (
    files_of,
    name_of,
    problems_of,
    schema_version,
    stage_tables,
    write_manifest,
)
from flows.runners import alone, elsewhere, reading
from flows.shards import cut
from flows.slices import slice_count, slices_of
from flows.staging import Staging
from flows.table_files import PART, write_table
from flows.watch import LostError
from transforms.aggregates.numbered import numbered
from transforms.assemble import assembly, together
from transforms.errors import ValidationFailed
from transforms.tables import BY_NAME, TABLES
from transforms.tables.dictionary import croissant, datapackage, dictionary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from expectations.judging import Processes
    from expectations.results import Verdict
    from flows.runners import Reader
    from flows.work import Work

VERDICT = "verdict.json"
# What the gate writes that belongs into the release: later ones learn from the statistics.
FROM_GATE = ("report.html", "statistics.parquet", "failing_rows")


def reading_of(work: Work) -> AbstractContextManager[Reader]:
    """Begin to read what the cache does not hold."""
    shards = cut(
        work.stale_buckets(),
        records=work.records,
        cache=work.out.cache,
        workers=work.worker_count,
        lexicons=work.lexicons,
        spacy_model=work.spacy_model,
    )
    return reading(work.runner, work.worker_count, do, [shard.to_json() for shard in shards])


def after_shard() -> None:
    """Mark the moment at which the first shard has come in."""
    crash_point("after_first_shard")


def assembled(work: Work) -> dict[str, int]:
    """Do what `assemble_tables` does, where the run has other processes in one of its own: what it held of memory is gone then."""
    do_alone = alone()
    if do_alone is None:
        return assemble_tables(work)
    try:
        return dict(json.loads(do_alone(json.dumps({"assemble": work.path}))))
    except LostError as error:
        raise WorkerLostError(f"The tables could not be assembled, since {error}.", hint=HINT) from error


def assemble_tables(work: Work) -> dict[str, int]:
    """Write every published table but the gate's into the staged release; give the numbers of rows."""
    crash_point("after_shards")
    buckets = work.buckets()
    first = cache.scan(work.out.cache, buckets)
    own = own_names(tuple(map(Path, work.lexicons)))
    inputs = pl.scan_parquet(work.inputs_table)
    with ThreadPoolExecutor(1) as beside:
        intact = beside.submit(_intact_previous, work)
        found = assembly(first, inputs, as_of=work.day, own_names=own, compared=compared_before(work))
    give_back_now()  # signatures and reports, as objects of Python
    before = intact.result()
    write_json(work.built_on, {"release": before.name if before else None})
    keep_compared(work, found.compared)
    slices = slices_of(buckets, slice_count(found.documents, before=_slices_before(before)))
    staging = Staging(
        found=found,
        cache=work.out.cache,
        software=sha256_of_text(canonical_json([work.made_by, schema_version()])),
        folder=work.release,
        aside=work.aside,
        text=work.text,
        before=before,
    )
    rows, keys, copied = staging.stage(slices)
    tables = staging.tables()
    mentions = numbered(tables["mentions"])
    across = found.across(tables, mentions, ids_before(before, work.release) if before else None)
    waits_until = found.late["published_date"].min()
    del found, staging  # what they say of single documents is written, and takes a tenth of the memory
    rows |= stage_tables(across, work.release, text=work.text, aside=work.aside)
    del across
    rows |= stage_tables(together(mentions), work.release, text=work.text, aside=work.aside)
    cut = {"slices": [one.low for one in slices], "slice_keys": keys}
    files = files_of(work.release, copied)
    write_manifest(work.release, {**about(work, files), "waits_until": str(waits_until or "") or None, **cut}, files)
    crash_point("after_tables")
    return rows


def _slices_before(before: Path | None) -> int:
    return len(read_manifest(before).get("slices", ())) if before else 0


def about(work: Work, files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give what a release of these files says about itself, before the gate has spoken."""
    what = {"series": work.series, "as_of": work.as_of, "previous": work.previous}
    known = [*work.out.names(), *(str(event["release"]) for event in work.out.history())]
    after = max(known, default=None)
    return {
        "release": name_of(files, about=what, after=after),
        **what,
        "created_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "software_version": version("dateline"),
        "made_by": work.made_by,
        "fingerprint": work.fingerprint,
        "inputs": work.inputs,
        "settings": {
            "raw": list(work.raw),
            "text": work.text,
            "lexicons": list(work.lexicons),
            "spacy_model": work.spacy_model,
        },
    }


def load_gate() -> None:
    """Load what the gate needs, which takes seconds, while there is something else to wait for."""
    for module in ("expectations.gate", "expectations.report.page", "expectations.runner"):
        import_module(module)


def check(work: Work) -> dict[str, Any]:
    """Run the gate on the staged files and put what it says into the staged release; give the verdict."""
    from expectations.gate import run_gate  # noqa: PLC0415 - importing Great Expectations takes seconds

    memory = remembered(work)
    with ThreadPoolExecutor(1) as beside:
        changes = beside.submit(_changes, work)
        verdict = run_gate(
            work.release,
            report_to=Path(work.folder, "gate"),
            aside=work.aside,
            history=work.out.past,
            series=work.series,
            manifest=read_manifest(work.release),
            as_of=work.day,
            accept_removals=work.accept_removals,
            expected_sources=work.expected_sources,
            made_by=work.made_by,
            memory=memory,
            processes=_processes(work),
        )
    remember(work, verdict)
    _add_gate(work, verdict)
    _add_documents(work, changes.result())
    crash_point("after_gate")
    summary = summary_of(verdict)
    staged = read_manifest(work.release)
    write_manifest(work.release, {**staged, "verdict": summary}, staged["files"])
    crash_point("after_manifest")
    return summary


def _processes(work: Work) -> Processes:
    from expectations.judging import HERE, Processes  # noqa: PLC0415 - as above

    beside = elsewhere()
    return Processes(beside, work.worker_count, alone()) if beside else HERE


def _add_gate(work: Work, verdict: Verdict) -> None:
    """Put what the gate wrote into the staged release."""
    table = BY_NAME["validation_results"]
    write_table(table, table.conform(verdict.frame().lazy()).collect(), work.release / table.name / PART)
    for name in FROM_GATE:
        found = verdict.report.with_name(name)
        if found.is_dir():
            shutil.copytree(found, work.release / name)
        elif found.is_file():
            shutil.copy(found, work.release / name)


def _add_documents(work: Work, changes: str) -> None:
    """Write what people and catalogues read about the release."""
    manifest = read_manifest(work.release)
    name, files = manifest["release"], files_of(work.release, manifest["files"])
    tables = [table.in_mode(work.text) for table in TABLES]
    about = {
        "CHANGELOG.md": changes,
        "DICTIONARY.md": dictionary(tables),
        "datapackage.json": _json(datapackage(files, name=name, tables=tables)),
        "croissant.json": _json(croissant(files, name=name, as_of=work.day, tables=tables)),
    }
    for path, text in about.items():
        (work.release / path).write_text(text, encoding="utf-8")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _changes(work: Work) -> str:
    manifest = read_manifest(work.release)
    name = json.loads(work.built_on.read_text(encoding="utf-8"))["release"]  # every file of it was looked at then
    if name is None:
        return first_changelog(manifest["release"])
    before = work.out.releases / name
    return changelog(before, work.release, read_manifest(before), manifest)


def _intact_previous(work: Work) -> Path | None:
    """Give the release before; None if there is none that can be read."""
    before = work.previous_release
    return before if before is not None and not problems_of(before) else None


def summary_of(verdict: Verdict) -> dict[str, Any]:
    """Give the verdict as it stands in release.json."""
    return {
        "passed": verdict.passed,
        "reason": verdict.reason,
        "rules": len(verdict.results),
        "critical": [result.rule_id for result in verdict.critical],
        "warnings": [result.rule_id for result in verdict.warnings],
    }


def report_of(work: Work) -> str:
    """Give where the report will lie once the release is published or set aside."""
    manifest = read_manifest(work.release)
    folder = work.out.releases if manifest["verdict"]["passed"] else work.out.refused
    return str(folder / manifest["release"] / "report.html")


def publish(work: Work, verdict: dict[str, Any]) -> dict[str, Any]:
    """Publish the staged release, and clear up; give its manifest.

    Errors: `ValidationFailed` where the gate refused it: it is set aside for review, and `latest` stays.
    """
    if not verdict["passed"]:
        raise _refused(work, verdict)
    manifest = read_manifest(publish_release(work.out, work.release, expected_previous=work.previous))
    cache.drop_others(work.out.cache, work.buckets())
    retire(work.out, keep=work.keep_releases, days=work.keep_days, now=datetime.datetime.now(datetime.UTC))
    for leftover in (work.out.staging, work.out.refused):
        remove(leftover)
    return manifest


def _refused(work: Work, verdict: dict[str, Any]) -> ValidationFailed:
    remove(work.out.refused)
    aside = work.out.refused / read_manifest(work.release)["release"]
    move_folder(work.release, aside)
    write_json(work.out.refused / VERDICT, {"release": aside.name, "report": str(aside / "report.html"), **verdict})
    remove(work.out.staging)
    hint = f"Read {aside / 'report.html'}; the published release is unchanged."
    return ValidationFailed(f"The gate refused the release: {verdict['reason']}", hint=hint)
