"""When Python looks for cyclic garbage, and how soon Polars gives back memory that it is done with."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

THRESHOLDS = (300_000, 50, 100)
# Read by Polars' allocator as it loads. Its own ten seconds hold what five steps after each other have used.
ALLOCATOR, SOON = "_RJEM_MALLOC_CONF", "dirty_decay_ms:1000,muzzy_decay_ms:0"


def collect_seldom() -> None:
    """Look for garbage seldom in this process, since lexicons and readings are many objects with next to no cycles.

    Python's own thresholds cost a tenth of the time. At its end do not look at all: the memory goes back anyway, and the
    search costs a fifth of a second.
    """
    gc.set_threshold(*THRESHOLDS)
    atexit.register(gc.freeze)


def give_back_soon() -> None:
    """Let Polars give memory back after a second, in this process if it has not loaded it yet, and in those that it starts.

    What the user says of the allocator counts.
    """
    os.environ.setdefault(ALLOCATOR, SOON)


def give_back_now() -> None:
    """Give back what the C library keeps of memory that Python has freed, where it can be told to."""
    with contextlib.suppress(AttributeError, OSError):  # glibc alone has it
        ctypes.CDLL(None).malloc_trim(0)


def as_usual(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the environment of a process that does the same all the time, and will need again at once what it gives back."""
    return {name: value for name, value in environment.items() if (name, value) != (ALLOCATOR, SOON)}
