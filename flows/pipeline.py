"""The recipe: every step of a release, in order, as Prefect tasks of one line each. Tasks pass paths and small JSON receipts."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, stages
from flows.crashed import mark_crashed
from flows.prefect_server import wait_for_server
from flows.progress import Progress
from flows.runners import current
from flows.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

# A task's result is a path or a receipt; what it stands for lies in the staging folder, so Prefect keeps nothing.
RECEIPTS: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="read", task_run_name="read shard {number}", **RECEIPTS)
def read(number: int, shard: str, receipt: Callable[[str], str]) -> str:
    """Wait until one shard's documents are in the cache."""
    del number
    return receipt(shard)


@task(name="assemble", **RECEIPTS)
def assemble(work: str) -> dict[str, int]:
    """Join what was read into the published tables."""
    return stages.assemble_tables(Work.load(work))


@task(name="gate", **RECEIPTS)
def gate(work: str) -> dict[str, Any]:
    """Check the staged files."""
    return stages.check(Work.load(work))


@task(name="promote", retries=0, **RECEIPTS)
def promote(work: str, verdict: dict[str, Any]) -> dict[str, Any]:
    """Publish what the gate let pass, by one switch."""
    return stages.publish(Work.load(work), verdict)


@flow(name="dateline", flow_run_name="{series}", validate_parameters=False, persist_result=False)
def release(series: str, work: str) -> dict[str, Any]:
    """Read what is stale, assemble, check, publish."""
    progress = Progress.current()
    with progress.stage("extract"):
        read_all(progress)
    with progress.stage("assemble"):
        assemble(work)
    with progress.stage("gate"):
        verdict = gate(work)
    artifacts.report_verdict(series, verdict, stages.report_of(Work.load(work)))
    with progress.stage("publish"):
        return promote(work, verdict)


def read_all(progress: Progress) -> None:
    """Wait for every stale bucket, one task per shard; reading them began while Prefect started."""
    reader = current()
    progress.expect("extract", len(reader.shards))
    futures = [read.submit(number, shard, reader.receipt) for number, shard in enumerate(reader.shards)]
    for future in as_completed(futures):
        future.result()
        progress.advance("extract")
        stages.after_shard()


def publish_with_prefect(work: Work, progress: Progress) -> dict[str, Any]:
    """Run the recipe with the server that there is; give the published release's manifest."""
    with progress.stage("prefect"):
        threading.Thread(target=stages.load_gate, daemon=True).start()
        wait_for_server()
    with tags(work.out.tag):
        return _released(work, progress)


def _released(work: Work, progress: Progress) -> dict[str, Any]:
    own = FlowRunContext.get()
    mark_crashed(work.out, but=[own.flow_run.id] if own and own.flow_run else [])
    runner: Any = ThreadPoolTaskRunner(max_workers=work.worker_count)
    with progress.watching():
        manifest: dict[str, Any] = release.with_options(task_runner=runner)(work.series, work.save())
    return manifest
