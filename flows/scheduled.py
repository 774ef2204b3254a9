"""The run that a schedule starts: the same `run`, as a flow that tells somebody when it fails.

`dateline serve` and prefect.yaml both point here. Settings come from dateline.toml and the environment of the worker.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prefect import flow, get_run_logger
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.crashed import mark_crashed
from flows.locks import is_held
from flows.notify import tell
from flows.output import Output
from flows.progress import Progress
from flows.run import run
from flows.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefect.client.schemas.objects import State


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


@flow(name="dateline-scheduled", validate_parameters=False, persist_result=False, on_failure=[tell], on_crashed=[tell])
def scheduled_run(folder: str = ".", settings: dict[str, Any] | None = None) -> State[Any]:
    """Run in `folder`, where dateline.toml and the raw files lie; `settings` beats what stands there."""
    found = load_settings(settings or {}, folder=Path(folder))
    output = Output(found.output)
    if not is_held(output.lock):
        mark_crashed(output, but=[UUID(flow_run.id)] if flow_run.id else [])
    with _time_limit(60 * found.time_limit_minutes):
        result = run(found, Progress())
    sentence = f"{result.outcome}: {result.release or 'no release'}; {result.inputs['read']} records read"
    get_run_logger().info(sentence)
    return Completed(message=sentence)
