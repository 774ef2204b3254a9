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

from flows.output import Output
from flows.prefect_server import free_port, keep_offline, wait_for_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.settings import Settings

POOL = "dateline"
DEPLOYMENT = "scheduled"
ENTRYPOINT = "flows/scheduled.py:scheduled_run"
PROJECT = Path(__file__).parents[1]


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Have everything that scheduled runs need while the block runs; give the server's address and the worker."""
    home = Output(settings.output).state / "prefect"
    keep_offline(home)
    os.environ["PREFECT_LOGGING_LEVEL"] = "INFO"
    with contextlib.ExitStack() as stack:
        if not os.environ.get("PREFECT_API_URL"):
            stack.enter_context(_server(home))
        wait_for_server()
        deploy(settings)
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process"]
        worker = stack.enter_context(_process(command))
        yield os.environ["PREFECT_API_URL"].removesuffix("/api"), worker


@contextlib.contextmanager
def _server(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    with (home / "server.log").open("wb") as log, _process(command, stdout=log, stderr=log):
        yield
    del os.environ["PREFECT_API_URL"]


@contextlib.contextmanager
def _process(command: list[str], **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, **streams)  # noqa: S603 - our own command
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def deploy(settings: Settings) -> None:
    """Create the work pool and the deployment with its schedule, and start a run at once if one was missed."""
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
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            parameters={"folder": str(Path.cwd()), "settings": _given(settings)},
            job_variables={"working_dir": str(PROJECT)},
            tags=[Output(settings.output).tag],
            build=False,
            push=False,
            print_next_steps=False,
            ignore_warnings=True,
        )
        if was_missed(settings, now=datetime.datetime.now(datetime.UTC)):
            client.create_flow_run_from_deployment(deployment)


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
