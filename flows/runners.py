"""Where shards are read: in this process, in worker processes, or on a cluster; lost shards are read apart."""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from flows.workers import Workers

# Below this many characters of text, starting worker processes costs more than it saves.
WORTH_PROCESSES = 4_000_000
CLUSTERS = ("dask", "ray")
_OPEN: list[Reader] = []


def core_count() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0))


def runner_for(runner: str, characters: int, workers: int) -> str:
    """Give the runner that `auto` stands for: worker processes where there is enough to read for more than one."""
    if runner != "auto":
        return runner
    return "process" if workers > 1 and characters >= WORTH_PROCESSES else "local"


@contextlib.contextmanager
def reading(runner: str, workers: int, read: Callable[[str], str], shards: Sequence[str]) -> Iterator[Reader]:
    """Begin to read the shards where `runner` says, in this order; the reader that it gives waits for their receipts.

    A document over which a shard is lost is stored as crashed, and the rest is read. On a cluster nothing begins here: the
    recipe hands the shards to it. Errors: `WorkerLostError` where no document is to blame.
    """
    from flows.apart import read_apart  # noqa: PLC0415 - loads every lexicon, which an unchanged input does not need
    from flows.workers import Workers  # noqa: PLC0415 - as above

    processes, single = Workers(read), Workers(read, threads=None)
    call = processes.call if runner == "process" else read
    reader = Reader(partial(read_apart, call), shards, workers, begin=runner not in CLUSTERS)
    if runner != "local":
        reader.elsewhere, reader.alone = processes.call, single
    _OPEN.append(reader)
    try:
        yield reader
    finally:
        _OPEN.pop()
        processes.close()
        single.close()
        reader.executor.shutdown(cancel_futures=True)
        # What has begun is waited for: it writes where the next run will.
        reader.following.shutdown(cancel_futures=True)


def current() -> Reader:
    """Give the reader of the block that runs; a flow's parameters could not carry it."""
    return _OPEN[-1]


def elsewhere() -> Callable[[str], str] | None:
    """Give what does a job in a worker process; None where everything is done in this one."""
    return _OPEN[-1].elsewhere if _OPEN else None


def alone() -> Callable[[str], str] | None:
    """Give what does a large job in a process that does nothing else; None where everything is done in this one."""
    reader = _OPEN[-1] if _OPEN else None
    return reader.alone.call if reader and reader.alone else None


class Reader:
    """Reads shards, as many at a time as there are workers, beside whatever else this process does.

    `elsewhere` does a job in a worker process, and `alone` a large one in a process that does nothing else, so that the
    memory it takes goes with it; None where everything is done in this one.
    """

    elsewhere: Callable[[str], str] | None = None
    alone: Workers | None = None

    def __init__(self, read: Callable[[str], str], shards: Sequence[str], workers: int, *, begin: bool) -> None:
        self.shards = tuple(shards)
        self.executor, self.following = ThreadPoolExecutor(workers), ThreadPoolExecutor(1)
        self.begins = begin
        self.begun = {shard: self.executor.submit(read, shard) for shard in shards if begin}
        self._next: Future[Any] | None = None

    def then(self, job: Callable[[], Any]) -> None:
        """Begin a job as soon as all shards are read, if they are read here; have a process ready for it."""

        def after_reading() -> Any:
            if self.alone:
                self.alone.start()
            list(self.receipts())
            return job()

        self._next = self.following.submit(after_reading) if self.begins else None

    def next(self, job: Callable[[], Any]) -> Any:
        """Wait for what `then` began, and give what it gave; where it did not begin, do the job now."""
        return self._next.result() if self._next else job()

    def receipt(self, shard: str) -> str:
        """Wait for a shard's receipt; may be called from several threads."""
        return self.begun[shard].result()

    def receipts(self) -> Iterator[str]:
        """Give the receipts of all shards as they come in."""
        yield from (future.result() for future in as_completed(self.begun.values()))
