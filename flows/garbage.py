"""When Python looks for cyclic garbage: seldom, since lexicons and readings are many objects with next to no cycles."""

from __future__ import annotations

import atexit
import gc

THRESHOLDS = (300_000, 50, 100)


def collect_seldom() -> None:
    """Look for garbage seldom in this process; Python's own thresholds cost a tenth of the time.

    At its end do not look at all: the memory goes back anyway, and the search costs a fifth of a second.
    """
    gc.set_threshold(*THRESHOLDS)
    atexit.register(gc.freeze)
