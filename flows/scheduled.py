"""The run that a schedule starts: the same `run`, as a flow that tells somebody when it fails.

`dateline serve` and prefect.yaml both point here. Settings come from dateline.toml and the environment of the worker.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prefect import flow, get_run_logger
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.crashed import mark_crashed
from flows.locks import OutputBusyError, is_held
from flows.notify import tell
from flows.output import Output
from flows.progress import Progress
from flows.run import run
from flows.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefect.client.schemas.objects import State

    from flows.run import RunResult
    from flows.settings import Settings

WAIT_SECONDS = 5.0


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """End this process, which Prefect marks as crashed, if the block takes longer."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _in_turn(settings: Settings) -> RunResult:
    """Run; where another run is at work in the output folder, wait for it if the settings say so.

    Errors: `OutputBusyError` if they do not.
    """
    while True:
        try:
            return run(settings, Progress())
        except OutputBusyError:
            if settings.overlap == "skip":
                raise
            time.sleep(WAIT_SECONDS)


@flow(name="dateline-scheduled", validate_parameters=False, persist_result=False, on_failure=[tell], on_crashed=[tell])
def scheduled_run(folder: str = ".", settings: dict[str, Any] | None = None) -> State[Any]:
    """Run in `folder`, where dateline.toml and the raw files lie; `settings` beats what stands there."""
    with contextlib.chdir(folder):
        return _run(load_settings(settings or {}))


def _run(settings: Settings) -> State[Any]:
    output = Output(settings.output)
    if not is_held(output.lock):
        mark_crashed(output, but=[UUID(flow_run.id)] if flow_run.id else [])
    with _time_limit(60 * settings.time_limit_minutes):
        try:
            result = _in_turn(settings)
        except OutputBusyError as error:
            get_run_logger().warning("Skipped: %s", error)
            return Completed(name="Skipped", message=f"{error} The next run takes in all that is new.")
    sentence = f"{result.outcome}: {result.release or 'no release'}; {result.inputs['read']} records read"
    get_run_logger().info(sentence)
    return Completed(message=sentence)
