"""Tells somebody that a scheduled run failed or was refused: the log always, a webhook and an e-mail where blocks are named.

The blocks are Prefect's: their secrets lie in Prefect, never in our settings.
"""

from __future__ import annotations

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect.blocks.core import Block
from prefect.logging.loggers import flow_run_logger

from flows.inert import inert
from flows.settings import load_settings

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import FlowRun, State


def tell(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Say what happened, wherever the settings say."""
    given = flow_run.parameters.get("settings") or {}
    settings = load_settings(given, folder=Path(str(flow_run.parameters.get("folder") or ".")))
    message = inert(f"Dateline run {flow_run.name}: {state.name}. {state.message or ''}")
    logger = flow_run_logger(flow_run, flow)  # of a crashed run the worker tells, where no run is current
    logger.error(message)
    for name in filter(None, (settings.webhook_block, settings.email_block)):
        try:
            _send(name, message)
        except Exception as error:  # noqa: BLE001 - a notification that fails must not hide what it is about
            logger.error("The block %s could not be used: %s", name, inert(error))  # noqa: TRY400 - no traceback for the reader


def _send(name: str, message: str) -> None:
    block: Any = Block.load(name)
    if hasattr(block, "notify"):
        sent = block.notify(body=message, subject="Dateline")
    else:
        sent = block.call(payload={"text": message})
    if inspect.isawaitable(
        sent
    ):  # Prefect's webhook can only be awaited; in a thread, since a loop may be running here
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _answered(sent)).result()


async def _answered(sent: Any) -> None:
    answer = await sent
    if not getattr(answer, "is_success", True):  # the answer's own error would show the address, and secrets in it
        raise OSError(f"it was answered with status {answer.status_code}")
