"""How fast the time expressions of a corpus are found, next to dateparser's search on the same texts if that is installed.

    python benchmarks/timexes.py CORPUS.jsonl[.zst] [--every 1] [--runs 3]

Prints the median of several runs in seconds of processor time, with machine and versions. What has been read once is
remembered, so the first run, which reads everything anew, is printed apart.
"""

from __future__ import annotations

import argparse
import datetime
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

from transforms.extractors.timexes import find_timexes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHOLE_CORPUS = 45.8e6
PEER_CHARACTERS = 50_000
PUBLISHED = datetime.date(2023, 5, 4)


def texts_of(path: Path) -> Iterator[str]:
    """Give the texts of a JSON Lines file, packed with zstandard or not."""
    with path.open("rb") as file:
        stream = zstandard.ZstdDecompressor().stream_reader(file) if path.suffix == ".zst" else file
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)["text"]


def seconds(find: Callable[[str], object], texts: list[str]) -> float:
    """Give the processor time of one run over the texts."""
    begun = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - begun


def report(name: str, find: Callable[[str], object], texts: list[str], runs: int) -> None:
    """Print one line: characters per second and what the whole corpus would take."""
    taken, size = statistics.median(seconds(find, texts) for _ in range(runs)), sum(map(len, texts))
    whole = WHOLE_CORPUS * taken / size
    print(
        f"{name:24s} {size:12,d} characters {taken:8.2f} s {size / taken:14,.0f} characters/s {whole:10.1f} s for 45.8 M"
    )


def ours(text: str) -> object:
    """Find the expressions of a text as if it were published on one day."""
    return find_timexes(text, published=PUBLISHED)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    texts = [text for number, text in enumerate(texts_of(arguments.corpus)) if number % arguments.every == 0]
    print(f"{platform.machine()}, Python {platform.python_version()}, median of {arguments.runs}")
    report("dateline, first run", ours, texts, 1)
    report("dateline", ours, texts, arguments.runs)
    if importlib.util.find_spec("dateparser") is None:
        print("dateparser is not installed: pip install dateparser to compare")
        return
    from dateparser.search import search_dates  # noqa: PLC0415 - not a requirement

    some = [text[:PEER_CHARACTERS] for text in texts[:1]]
    report(
        f"dateparser {importlib.metadata.version('dateparser')}",
        lambda text: search_dates(text, languages=["en"]),
        some,
        1,
    )
    report("dateline, same text", ours, some, arguments.runs)


if __name__ == "__main__":
    main()
