"""How fast the quantities of a corpus are found, next to quantulum3 on the same texts if that is installed.

    python benchmarks/quantities.py CORPUS.jsonl[.zst] [--every 1] [--runs 3]

Prints the median of several runs in seconds of processor time, with machine and versions.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import io
import json
import platform
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import zstandard

from transforms.quantities import find_quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHOLE_CORPUS = 45.8e6
PEER_CHARACTERS = 200_000


def texts_of(path: Path) -> Iterator[str]:
    """Give the texts of a JSON Lines file, packed with zstandard or not."""
    with path.open("rb") as file:
        stream = zstandard.ZstdDecompressor().stream_reader(file) if path.suffix == ".zst" else file
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)["text"]


def seconds(find: Callable[[str], object], texts: list[str], runs: int) -> float:
    """Give the median processor time of several runs over the texts."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        for text in texts:
            find(text)
        times.append(time.process_time() - begun)
    return statistics.median(times)


def report(name: str, find: Callable[[str], object], texts: list[str], runs: int) -> None:
    """Print one line: characters per second and what the whole corpus would take."""
    taken, size = seconds(find, texts, runs), sum(map(len, texts))
    print(
        f"{name:20s} {size:12,d} characters {taken:8.2f} s {size / taken:14,.0f} characters/s {WHOLE_CORPUS * taken / size:10.1f} s for 45.8 M"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    texts = [text for number, text in enumerate(texts_of(arguments.corpus)) if number % arguments.every == 0]
    print(
        f"{platform.machine()} {platform.processor()}, Python {platform.python_version()}, median of {arguments.runs}"
    )
    report("dateline", find_quantities, texts, arguments.runs)
    if importlib.util.find_spec("quantulum3") is None:
        print("quantulum3 is not installed: pip install quantulum3 to compare")
        return
    from quantulum3 import parser as quantulum  # noqa: PLC0415 - not a requirement

    some, size = [], 0
    for text in texts:
        if size < PEER_CHARACTERS:
            some.append(text)
            size += len(text)
    report(f"quantulum3 {importlib.metadata.version('quantulum3')}", quantulum.parse, some, 1)
    report("dateline, same texts", find_quantities, some, arguments.runs)


if __name__ == "__main__":
    main()
