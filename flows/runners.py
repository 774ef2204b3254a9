"""Where shards are read: in this process or in worker processes, behind one function."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Self

from transforms.errors import DatelineError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Below this many characters of text, starting worker processes costs more than it saves.
WORTH_PROCESSES = 4_000_000
CLUSTERS = ("dask", "ray")


class WorkerLostError(DatelineError):
    """A worker process ended without an answer, twice."""

    exit_code = 1


def core_count() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0))


def runner_for(runner: str, characters: int, workers: int) -> str:
    """Give the runner that `auto` stands for: worker processes where there is enough to read for more than one.

    Errors: `SettingsError` for a cluster, which no code here can reach yet.
    """
    if runner in CLUSTERS:
        raise SettingsError(f"The runner '{runner}' is not available yet.", hint="Use --runner process, or local.")
    if runner != "auto":
        return runner
    return "process" if workers > 1 and characters >= WORTH_PROCESSES else "local"


@contextlib.contextmanager
def opened(runner: str, workers: int, read: Callable[[str], str]) -> Iterator[Callable[[str], str]]:
    """Give a function that reads one shard where `runner` says, and may be called from several threads.

    Errors: `WorkerLostError` if a shard's worker process was lost twice.
    """
    if runner != "process":
        yield read
        return
    with _Pool(workers, read) as pool:
        yield pool.call


def map_shards(call: Callable[[str], str], shards: Iterable[str], workers: int) -> Iterator[str]:
    """Give the shards' receipts as they come in."""
    with ThreadPoolExecutor(workers) as threads:
        yield from (future.result() for future in as_completed([threads.submit(call, shard) for shard in shards]))


class _Pool:
    """Worker processes that start afresh once if one of them is lost: a shard read twice gives the same entry."""

    def __init__(self, workers: int, read: Callable[[str], str]) -> None:
        self.workers, self.read = workers, read
        self.lock = threading.Lock()
        self.executor = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.executor.shutdown(cancel_futures=True)

    def call(self, shard: str) -> str:
        """Read a shard in a worker process."""
        executor = self.executor
        try:
            return executor.submit(self.read, shard).result()
        except BrokenProcessPool:
            self._replace(executor)
        try:
            return self.executor.submit(self.read, shard).result()
        except BrokenProcessPool as error:
            hint = "Memory may have run out: try fewer --workers, or --runner local."
            raise WorkerLostError("A worker process ended without an answer, twice.", hint=hint) from error

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self.lock:
            if self.executor is broken:
                broken.shutdown(wait=False, cancel_futures=True)
                self.executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let a worker end when the process that started it ends, however that happens; and read on one core."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    threading.Thread(target=_exit_after_parent, daemon=True).start()


def _exit_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
