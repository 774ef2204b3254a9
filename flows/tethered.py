"""Programs that end with the one that started them, however that ends: their standard input is a pipe that the kernel closes then.

Run as a module (`python -m flows.tethered ARGUMENTS`) it is the command `prefect ARGUMENTS` on such a tether.
"""

from __future__ import annotations

import contextlib
import os
import runpy
import signal
import sys
import threading
from pathlib import Path


def end_with_parent() -> None:
    """Let this process, and all that it started, end when its standard input closes."""
    threading.Thread(target=_end, daemon=True).start()


def _end() -> None:
    while os.read(0, 1024):  # never through sys.stdin: its lock would be held when the interpreter ends
        pass
    for process in descendants(os.getpid()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    os._exit(0)


def descendants(process: int) -> list[int]:
    """Give the ids of all processes that a process started, directly or not; empty where the system does not tell."""
    found = []
    for children in Path("/proc", str(process), "task").glob("*/children"):
        with contextlib.suppress(OSError):  # it has just ended
            for child in map(int, children.read_text(encoding="ascii").split()):
                found += [child, *descendants(child)]
    return found


if __name__ == "__main__":
    end_with_parent()
    sys.argv[0] = "prefect"
    runpy.run_module("prefect", run_name="__main__")
