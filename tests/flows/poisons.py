"""What a worker process may be asked to read in tests; stands beside them so that a worker can import it."""

import errno
import os
import signal
import time

from flows.watch import LostError
from transforms.errors import SettingsError


def read(shard):
    if shard == "exit":
        os._exit(3)
    if shard == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if shard == "hang":
        time.sleep(1_000)
    if shard == "memory":
        raise LostError("MemoryError: no more")
    if shard == "disk":
        raise OSError(errno.ENOSPC, "No space left on device", "cache")
    if shard == "setting":
        raise SettingsError("There is no such model.", hint="Choose another.")
    if shard == "bug":
        raise KeyError("x")
    return f"{shard} by {os.getpid()}"
