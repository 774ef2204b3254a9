"""What the benchmarks share: texts, processor time, medians with their spread, the machine, the arguments.

Times are processor seconds of one process (user and system), which other work on the machine disturbs least; every
figure is a median of several runs with the least and the greatest beside it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import statistics
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LIBRARIES = ("numpy", "polars", "pyarrow", "prefect", "great-expectations")


class Taken(NamedTuple):
    """Seconds of processor time: the median of the runs, the least and the greatest."""

    median: float
    least: float
    greatest: float

    @property
    def spread(self) -> float:
        """How far apart the runs lie, as a share of the median."""
        return (self.greatest - self.least) / self.median if self.median else 0.0


def taken(runs: Sequence[float]) -> Taken:
    """Sum up the seconds of several runs."""
    return Taken(statistics.median(runs), min(runs), max(runs))


def seconds(work: Callable[[], object], runs: int) -> Taken:
    """Give the processor time of several runs of the same work."""
    found = []
    for _ in range(runs):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return taken(found)


def over(find: Callable[[Any], object], pieces: Iterable[Any], runs: int) -> Taken:
    """Give the processor time of `find` over all pieces, several times."""
    held = list(pieces)
    return seconds(lambda: [find(piece) for piece in held], runs)


def records_of(path: Path) -> Iterator[dict[str, Any]]:
    """Give the records of a JSON Lines file, packed with Zstandard or not."""
    with path.open("rb") as file:
        raw = zstandard.ZstdDecompressor().stream_reader(file) if path.suffix == ".zst" else file
        yield from map(json.loads, io.TextIOWrapper(raw, encoding="utf-8", newline="\n"))


def texts_of(path: Path, every: int = 1) -> list[str]:
    """Give every `every`-th text of a JSON Lines file."""
    return [record["text"] for number, record in enumerate(records_of(path)) if number % every == 0]


def at_most(texts: Iterable[str], characters: int) -> list[str]:
    """Give the first texts, until they have so many characters."""
    some, size = [], 0
    for text in texts:
        if size >= characters:
            break
        some.append(text)
        size += len(text)
    return some


def machine() -> str:
    """Give processor, cores, Python and libraries in one line."""
    names = [line.partition(":")[2].strip() for line in _cpu_info() if line.startswith("model name")]
    cores = len(os.sched_getaffinity(0))
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{names[0] if names else platform.machine()}, {cores} cores, Python {platform.python_version()}, {libraries}"
    )


def _cpu_info() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def arguments(about: str, *, corpus: str | None = None, every: int = 1, runs: int = 3) -> argparse.ArgumentParser:
    """Give the parser of a benchmark: the corpus (`corpus` says how often: "?" for optional), --every and --runs."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs=corpus, help="JSON Lines with a 'text', packed or not")
    parser.add_argument("--every", type=int, default=every, help="read every N-th text")
    parser.add_argument("--runs", type=int, default=runs)
    return parser


def line_of(name: str, found: Taken, characters: int) -> str:
    """Give one line of a report: seconds, spread, characters per second."""
    rate = characters / max(found.median, 1e-9)
    return f"{name:28} {characters:12,d} characters {found.median:8.2f} s ±{found.spread / 2:4.0%} {rate:14,.0f} characters/s"
