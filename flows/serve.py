"""`dateline serve`: a server (unless one is configured), a work pool, the schedule and a worker, in one command."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.files import remove
from flows.locks import is_held, run_lock
from flows.output import Output
from flows.prefect_database import lay_out
from flows.prefect_server import free_port, keep_offline, wait_for_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from flows.settings import Settings

POOL = "dateline"
DEPLOYMENT = "scheduled"
ENTRYPOINT = "flows/scheduled.py:scheduled_run"
LOCK = "serving"
# What Prefect does with a run that is due while another is at work.
STRATEGIES = {"skip": "CANCEL_NEW", "wait": "ENQUEUE"}
PROJECT = Path(__file__).parents[1]


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Have everything that scheduled runs need while the block runs; give the server's address and the worker.

    Errors: `OutputBusyError` where another one serves this output folder. Server, worker and runs end with this process,
    however it ends.
    """
    output = Output(settings.output)
    state = output.state
    home = state / "prefect"
    keep_offline(home)
    os.environ["PREFECT_LOGGING_LEVEL"] = "INFO"
    with contextlib.ExitStack() as stack:
        stack.enter_context(run_lock(state / LOCK, "serve"))
        own = not os.environ.get("PREFECT_API_URL")
        if own:
            stack.enter_context(_server(home))
        wait_for_server()
        killed = _forget_killed(output) if own and not is_held(output.lock) else 0
        deploy(settings, catch_up=killed > 0)
        temporary = (home / "temporary").absolute()
        remove(temporary)  # a worker leaves its folders behind
        temporary.mkdir(parents=True)
        command = ("worker", "start", "--pool", POOL, "--type", "process")
        worker = stack.enter_context(_prefect(*command, env={**os.environ, "TMPDIR": str(temporary)}))
        yield os.environ["PREFECT_API_URL"].removesuffix("/api"), worker


@contextlib.contextmanager
def _server(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    lay_out(home)
    port = free_port()
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    command = ("server", "start", "--host", "127.0.0.1", "--port", str(port))
    with (home / "server.log").open("wb") as log, _prefect(*command, stdout=log, stderr=log):
        yield
    del os.environ["PREFECT_API_URL"]


@contextlib.contextmanager
def _prefect(*arguments: str, **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "flows.tethered", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, **streams)  # noqa: S603 - our own module
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()


def deploy(settings: Settings, *, catch_up: bool) -> None:
    """Create the work pool and the deployment with its schedule, and start one run at once if any were missed."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - importing Prefect takes a second
    from prefect.client.schemas.actions import WorkPoolCreate  # noqa: PLC0415
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415
    from prefect.flows import Flow  # noqa: PLC0415

    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"), overwrite=True)
        flow: Any = Flow.from_source(source=str(PROJECT), entrypoint=ENTRYPOINT)
        deployment = flow.deploy(
            name=DEPLOYMENT,
            work_pool_name=POOL,
            schedules=[CronSchedule(cron=settings.cron, timezone=settings.timezone)],
            concurrency_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy(STRATEGIES[settings.overlap])
            ),
            parameters={"folder": str(Path.cwd()), "settings": _given(settings)},
            job_variables={"working_dir": str(PROJECT)},
            tags=[Output(settings.output).tag],
            build=False,
            push=False,
            print_next_steps=False,
            ignore_warnings=True,
        )
        now = datetime.datetime.now(datetime.UTC)
        _forget_missed(client, deployment, now)
        if catch_up or was_missed(settings, now=now):
            client.create_flow_run_from_deployment(deployment)


def _forget_killed(output: Output) -> int:
    """Mark runs as crashed that ended with the server before this one; give how many.

    They would keep the schedule's only place for ever.
    """
    from flows.crashed import mark_crashed  # noqa: PLC0415 - importing Prefect takes a second

    return mark_crashed(output)


def _forget_missed(client: Any, deployment: UUID, now: datetime.datetime) -> None:
    """Remove the runs that were due while nobody served; Prefect would start every one of them."""
    from prefect.client.schemas.filters import (  # noqa: PLC0415 - importing Prefect takes a second
        DeploymentFilter,
        DeploymentFilterId,
        FlowRunFilter,
        FlowRunFilterNextScheduledStartTime,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType  # noqa: PLC0415

    moment: Any = now  # Prefect has a type of its own for this
    late = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime(before_=moment),
    )
    ours = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
    while found := client.read_flow_runs(flow_run_filter=late, deployment_filter=ours):
        for run in found:
            client.delete_flow_run(run.id)


def _given(settings: Settings) -> dict[str, Any]:
    """Give what the command line says about places, so that a worker finds them from any folder."""
    return {
        "raw": [str(path.absolute()) for path in settings.raw],
        "output": str(settings.output.absolute()),
        "store": settings.store or None,
        "series": settings.series or None,
    }


def was_missed(settings: Settings, *, now: datetime.datetime) -> bool:
    """Whether the schedule asked for a run since the last one; a missed run is caught up once, however many were missed."""
    import zoneinfo  # noqa: PLC0415

    from prefect._vendor.croniter import croniter  # type: ignore[attr-defined] # noqa: PLC0415 - Prefect's own reading of cron

    try:
        last = json.loads((Output(settings.output).state / "last_run.json").read_text(encoding="utf-8"))["at"]
    except (OSError, ValueError, KeyError):
        return False
    reading: Any = croniter
    due = reading(settings.cron, now.astimezone(zoneinfo.ZoneInfo(settings.timezone))).get_prev(datetime.datetime)
    return bool(due > datetime.datetime.fromisoformat(last))
