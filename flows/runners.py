"""Where shards are read: in this process or in worker processes, behind one class."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from flows.garbage import collect_seldom
from transforms.errors import DatelineError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Below this many characters of text, starting worker processes costs more than it saves.
WORTH_PROCESSES = 4_000_000
CLUSTERS = ("dask", "ray")
_OPEN: list[Reader] = []


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
def reading(runner: str, workers: int, read: Callable[[str], str], shards: Sequence[str]) -> Iterator[Reader]:
    """Begin to read the shards where `runner` says, in this order; the reader that it gives waits for their receipts.

    Errors: `WorkerLostError` if a shard's worker process was lost twice.
    """
    reader = Processes(read, shards, workers) if runner == "process" else Reader(read, shards)
    _OPEN.append(reader)
    try:
        yield reader
    finally:
        _OPEN.pop()
        reader.executor.shutdown(cancel_futures=True)


def current() -> Reader:
    """Give the reader of the block that runs; a flow's parameters could not carry it."""
    return _OPEN[-1]


class Reader:
    """Reads shards in this process, one at a time, beside whatever else it does."""

    def __init__(self, read: Callable[[str], str], shards: Sequence[str], workers: int = 1) -> None:
        self.read, self.shards, self.workers = read, tuple(shards), workers
        self.executor = self.start()
        self.begun = {shard: (self.executor, self.executor.submit(read, shard)) for shard in shards}

    def start(self) -> Executor:
        """Give what shards are read in."""
        return ThreadPoolExecutor(self.workers)

    def receipt(self, shard: str) -> str:
        """Wait for a shard's receipt; may be called from several threads."""
        return self.begun[shard][1].result()

    def receipts(self) -> Iterator[str]:
        """Give the receipts of all shards as they come in."""
        with ThreadPoolExecutor(self.workers) as threads:
            asked = [threads.submit(self.receipt, shard) for shard in self.shards]
            yield from (future.result() for future in as_completed(asked))


class Processes(Reader):
    """Worker processes that start afresh once if one of them is lost: a shard read twice gives the same entry."""

    lock = threading.Lock()

    def start(self) -> Executor:
        """Give worker processes that end with this one."""
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=_begin_worker)

    def receipt(self, shard: str) -> str:
        """Wait for a shard's receipt; where its worker was lost, read it once more."""
        executor, begun = self.begun[shard]
        try:
            return begun.result()
        except BrokenProcessPool:
            self._replace(executor)
        try:
            return self.executor.submit(self.read, shard).result()
        except BrokenProcessPool as error:
            hint = "Memory may have run out: try fewer --workers, or --runner local."
            raise WorkerLostError("A worker process ended without an answer, twice.", hint=hint) from error

    def _replace(self, broken: Executor) -> None:
        with self.lock:
            if self.executor is broken:
                broken.shutdown(wait=False, cancel_futures=True)
                self.executor = self.start()


def _begin_worker() -> None:
    """Let a worker end when the process that started it ends, however that happens; and read on one core."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    collect_seldom()
    threading.Thread(target=_exit_after_parent, daemon=True).start()


def _exit_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
