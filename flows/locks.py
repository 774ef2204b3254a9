"""One run at a time in an output folder.

The lock is the kernel's (flock): it ends with the process that holds it, however that ends, so it cannot go stale and a
reused process id means nothing. The file's content only tells people who holds it and since when, with a heartbeat.
"""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import json
import os
import socket
import threading
from typing import TYPE_CHECKING, Any

from transforms.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEARTBEAT_SECONDS = 5.0
RUNNING = "Another run is writing into this output folder"
SERVING = "Another 'dateline serve' is at work for this output folder"


class OutputBusyError(ReleaseError):
    """Another run is writing into the same output folder."""

    exit_code = 4


@contextlib.contextmanager
def run_lock(path: Path, purpose: str) -> Iterator[None]:
    """Hold the output folder's lock while the block runs.

    Errors: `OutputBusyError` naming the process that holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _busy(path) from error
        with _heartbeat(stream, purpose):
            yield


def holder(path: Path) -> dict[str, Any]:
    """Give what the lock file says about its last holder: owner, host, purpose, started_at, heartbeat_at."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_held(path: Path) -> bool:
    """Whether a run seems to hold the lock, by its heartbeat; taking the lock to find out could stop one that starts."""
    beat = holder(path).get("heartbeat_at")
    try:
        age = datetime.datetime.now(datetime.UTC) - datetime.datetime.fromisoformat(str(beat))
    except ValueError:
        return False
    return age.total_seconds() < 3 * HEARTBEAT_SECONDS


def _busy(path: Path) -> OutputBusyError:
    owner = holder(path)
    who = f"process {owner.get('owner', '?')} on {owner.get('host', '?')}, running since {owner.get('started_at', '?')}"
    what = SERVING if owner.get("purpose") == "serve" else RUNNING
    hint = (
        f"Wait until it has ended, or choose another --output. Its last sign of life: {owner.get('heartbeat_at', '?')}."
    )
    return OutputBusyError(f"{what} ({who}).", hint=hint)


@contextlib.contextmanager
def _heartbeat(stream: Any, purpose: str) -> Iterator[None]:
    stop = threading.Event()
    owner = {"owner": os.getpid(), "host": socket.gethostname(), "purpose": purpose, "started_at": _now()}

    def beat() -> None:
        while not stop.wait(HEARTBEAT_SECONDS):
            _write(stream, {**owner, "heartbeat_at": _now()})

    _write(stream, {**owner, "heartbeat_at": _now()})
    thread = threading.Thread(target=beat, name="dateline-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        _write(stream, {})


def _write(stream: Any, value: dict[str, Any]) -> None:
    # A full disk must not end a run that could otherwise go on.
    with contextlib.suppress(OSError):
        stream.seek(0)
        stream.truncate()
        stream.write(json.dumps(value) if value else "")
        stream.flush()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
