"""The recipe: every step of a release, in order, as Prefect tasks of one line each. Tasks pass paths and small JSON receipts."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext, TagsContext
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, stages
from flows.crashed import mark_crashed
from flows.prefect_server import wait_for_server
from flows.progress import Progress
from flows.runners import CLUSTERS, current
from flows.work import Work
from transforms.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.runners import Reader

# A task's result is a path or a receipt; what it stands for lies in the staging folder, so Prefect keeps nothing.
RECEIPTS: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="read", task_run_name="read shard {number}", **RECEIPTS)
def read(number: int, shard: str, receipt: Callable[[str], str]) -> str:
    """Wait until one shard's documents are in the cache."""
    del number
    return receipt(shard)


@task(name="read", task_run_name="read shard {number}", **RECEIPTS)
def read_on_cluster(number: int, shard: str) -> str:
    """Read one shard's documents into the cache, on another machine."""
    from flows.clusters import read_there  # noqa: PLC0415 - loads what only clusters need here

    del number
    return read_there(shard)


@task(name="assemble", **RECEIPTS)
def assemble(work: str) -> dict[str, int]:
    """Join what was read into the published tables, or wait until it is: that begins when all is read."""
    rows: dict[str, int] = current().next(lambda: stages.assembled(Work.load(work)))
    return rows


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
    # A task with tags asks the server for its limits first, and waits two seconds where SQLite is busy just then.
    with TagsContext(current_tags=set()):
        return _steps(series, work, Progress.current())


def _steps(series: str, work: str, progress: Progress) -> dict[str, Any]:
    with progress.stage("extract"):
        read_all(Work.load(work).runner, progress)
    with progress.stage("assemble"):
        assemble(work)
    with progress.stage("gate"):
        verdict = gate(work)
    artifacts.report_verdict(series, verdict, stages.report_of(Work.load(work)))
    with progress.stage("publish"):
        return promote(work, verdict)


def read_all(runner: str, progress: Progress) -> None:
    """Wait for every stale bucket, one task per shard; unless they are read on a cluster, that began while Prefect started."""
    reader = current()
    progress.expect("extract", len(reader.shards))
    for _ in _from_cluster(reader.shards) if runner in CLUSTERS else _from_here(reader):
        progress.advance("extract")
        stages.after_shard()


def _from_here(reader: Reader) -> Iterator[str]:
    futures = [read.submit(number, shard, reader.receipt) for number, shard in enumerate(reader.shards)]
    yield from (future.result() for future in as_completed(futures))


def _from_cluster(shards: Sequence[str]) -> Iterator[str]:
    """Give the receipts from the cluster. It hands the shards of a machine that is lost to others; what it gives up is tried once more."""
    futures = {read_on_cluster.submit(number, shard): (number, shard) for number, shard in enumerate(shards)}
    for future in as_completed(list(futures)):
        try:
            yield future.result()
        except DatelineError:
            raise
        except Exception:  # noqa: BLE001 - whatever the cluster calls it
            yield read_on_cluster.submit(*futures[future]).result()


def publish_with_prefect(work: Work, progress: Progress) -> dict[str, Any]:
    """Run the recipe with the server that there is; give the published release's manifest."""
    with progress.stage("prefect"):
        threading.Thread(target=_load_gate, daemon=True).start()
        wait_for_server()
    with tags(work.out.tag):
        return _released(work, progress)


def _load_gate() -> None:
    """Load what the gate needs once other processes have read all, since they need every core; then this one only waits."""
    reader = current()
    with contextlib.suppress(Exception):  # whatever went wrong there is told where the receipts are waited for
        for _ in reader.receipts() if reader.elsewhere else ():
            pass
    stages.load_gate()


def _released(work: Work, progress: Progress) -> dict[str, Any]:
    own = FlowRunContext.get()
    mark_crashed(work.out, but=[own.flow_run.id] if own and own.flow_run else [])
    runner = _task_runner(work)
    with progress.watching():
        manifest: dict[str, Any] = release.with_options(task_runner=runner)(work.series, work.save())
    return manifest


def _task_runner(work: Work) -> Any:
    if work.runner not in CLUSTERS:
        return ThreadPoolTaskRunner(max_workers=work.worker_count)
    from flows.clusters import task_runner  # noqa: PLC0415 - needs an extra

    return task_runner(work)
