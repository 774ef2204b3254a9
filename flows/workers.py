"""Worker processes of our own: each reads one shard at a time, and one that dies or hangs costs that shard alone.

Run as a module (`python -m flows.workers FD MODULE:FUNCTION`) it is a worker: shards come as JSON over a pipe, receipts go
back over it. A pool of the standard library breaks whole when one process dies, and a child of it may have no children.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.garbage import as_usual, collect_seldom
from flows.watch import LostError, patience, pulses
from transforms.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND = (sys.executable, "-m", "flows.workers")
START_SECONDS = 120
STARTS = 2
IDLE = 5


class WorkerError(DatelineError):
    """What a worker process could not do, and not because of what it read."""

    exit_code = 1


class Workers:
    """Worker processes, started when they are asked for; `call` may be used from as many threads as there should be.

    Each has so many `threads` for Polars; None leaves it to Polars, which takes one for each core.
    """

    def __init__(self, read: Callable[[str], str], *, threads: int | None = 1) -> None:
        self._function = f"{read.__module__}:{read.__qualname__}"
        self._threads = threads
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: list[_Worker] = []
        self._closed = False

    def close(self) -> None:
        """End the processes, whatever they do; what is lost by that is not started again."""
        self._closed = True
        for worker in self._all:
            worker.end()

    def start(self) -> None:
        """Start a process, to be there when it is asked for. Errors: `WorkerError` where none will start."""
        self._idle.put(self._started())

    def call(self, shard: str) -> str:
        """Read a shard in a worker process.

        Errors: `LostError` where the process died or was ended because it hung; `OSError` and `WorkerError` for what the
        shard is not to blame for.
        """
        worker = self._started()
        answer = worker.ask(shard)
        self._idle.put(worker)
        if "lost" in answer:
            raise LostError(answer["lost"])
        if "system" in answer:
            raise OSError(*answer["system"])
        if "error" in answer:
            raise WorkerError(answer["error"], hint=answer["hint"])
        return str(answer["receipt"])

    def _started(self) -> _Worker:
        """Give a worker that is there; one that ends while it starts has a successor, but not a second one."""
        for _ in range(STARTS):
            worker = self._worker()
            if worker.is_there():
                return worker
        hint = "Memory may have run out: try fewer --workers, or --runner local."
        raise WorkerError(f"A worker process could not start (status {worker.status()}).", hint=hint)

    def _worker(self) -> _Worker:
        if self._closed:
            raise WorkerError("The run has ended.")
        with contextlib.suppress(queue.Empty):
            return self._idle.get_nowait()
        worker = _Worker(self._function, self._threads)
        self._all.append(worker)
        return worker


class _Worker:
    """One process at the other end of a pipe."""

    def __init__(self, function: str, threads: int | None) -> None:
        self.pipe, far = Pipe()
        command = [*COMMAND, str(far.fileno()), function]
        limited = {"POLARS_MAX_THREADS": str(threads)} if threads else {}
        environment = {**(as_usual(os.environ) if threads else os.environ), **limited}
        self.process = subprocess.Popen(command, pass_fds=[far.fileno()], env=environment)  # noqa: S603 - our own module
        far.close()
        self.ready = False

    def ask(self, shard: str) -> dict[str, Any]:
        """Send a shard and wait for its answer, as long as the worker gives signs of life often enough."""
        try:
            self.pipe.send_bytes(shard.encode())
            return self._answer()
        except (EOFError, OSError):
            raise LostError(f"the process that read it ended with status {self.status()}") from None

    def is_there(self) -> bool:
        """Wait until the process has started, and tell whether it has; that it cannot is no shard's fault."""
        if not self.ready:
            try:
                self.ready = self.pipe.poll(START_SECONDS) and self.pipe.recv_bytes() == b"{}"
            except (EOFError, OSError):
                self.ready = False
        return self.ready

    def _answer(self) -> dict[str, Any]:
        longest = patience(0)
        while True:
            self._await_sign(longest)
            message: dict[str, Any] = json.loads(self.pipe.recv_bytes())
            if "characters" not in message:
                return message
            longest = patience(message["characters"])

    def _await_sign(self, longest: float) -> None:
        """Wait for the next message; on a busy machine a process may get little of a processor, and is not to blame for it.

        Errors: `LostError` where it has worked for `longest` seconds without a sign of life, or stood still IDLE times as long.
        """
        began, worked = time.monotonic(), _seconds_worked(self.process.pid)
        while not self.pipe.poll(longest / 10):
            waited = time.monotonic() - began
            if waited >= IDLE * longest or (
                waited >= longest and _seconds_worked(self.process.pid) - worked >= longest
            ):
                self.end()
                raise LostError(f"the process that read it gave no sign of life for {longest:.0f} seconds")

    def status(self) -> int:
        """Wait for the process's end, and give its exit status."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(5)
        self.end()
        return self.process.wait()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.pipe.close()


def _seconds_worked(process: int) -> float:
    """Give the seconds of processor time that a process has used; the clock's where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float(time.monotonic())
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def serve(descriptor: int, function: str) -> None:
    """Be a worker: read the shards that come over the pipe until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run that is interrupted ends its workers
    collect_seldom()
    pipe = Connection(descriptor)
    shards: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, shards), daemon=True).start()
    module, name = function.split(":")
    read = getattr(importlib.import_module(module), name)
    pulses(lambda characters: pipe.send_bytes(b'{"characters": %d}' % characters))
    pipe.send_bytes(b"{}")
    while True:
        pipe.send_bytes(json.dumps(_answered(read, shards.get())).encode())


def _receive(pipe: Connection[Any, Any], shards: queue.SimpleQueue[str]) -> None:
    """Take in shards; when the process that sends them is gone, however it ended, end as well."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            shards.put(pipe.recv_bytes().decode())
    os._exit(1)


def _answered(read: Callable[[str], str], shard: str) -> dict[str, Any]:
    try:
        return {"receipt": read(shard)}
    except LostError as error:
        return {"lost": str(error)}
    except DatelineError as error:
        return {"error": str(error), "hint": error.hint}
    except OSError as error:
        return {"system": [error.errno, error.strerror or str(error), error.filename and str(error.filename)]}
    except Exception as error:  # noqa: BLE001 - it is raised again where the run waits
        return {"error": f"A worker failed: {type(error).__name__}: {str(error)[:300]}", "hint": ""}


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
