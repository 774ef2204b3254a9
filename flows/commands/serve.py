"""`dateline serve`."""

from __future__ import annotations

import signal
from typing import Any

from flows.console import say
from flows.run import check_paths
from flows.settings import load_settings


def serve(**given: Any) -> None:
    """Serve scheduled runs until interrupted; show where to watch them."""
    settings = load_settings(given)
    check_paths(settings)
    from flows.serve import serving  # noqa: PLC0415 - importing Prefect takes a second

    # systemd asks with SIGTERM, and a shell may have told us to ignore SIGINT.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _interrupted)
    with serving(settings) as (address, worker):
        say(
            f"Runs start at '{settings.cron}' ({settings.timezone}). Watch them at {address}. Ctrl+C ends this.", "bold"
        )
        try:
            worker.wait()
        except KeyboardInterrupt:
            say("Stopping.")


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt
