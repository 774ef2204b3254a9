"""Core-seconds of each stage of the per-document half, on a corpus of JSON Lines or on invented news.

    python benchmarks/stages.py [CORPUS.jsonl[.zst]] [--every N] [--runs K]

Prints the median over the runs of the processor time of each stage, in seconds for the whole corpus and in million
characters a second. One process, one core; the machine and the versions stand on top.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import invented_news
import numpy as np
import polars as pl
import zstandard

from flows.garbage import collect_seldom
from transforms.extractors import EXTRACTORS
from transforms.first_half import running_text
from transforms.metadata import find_figures, read_header
from transforms.reading import Reading, Record
from transforms.resolve.copies import signature
from transforms.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INVENTED = 2_000


def lines(path: Path) -> Iterator[str]:
    """Give the lines of a JSON Lines file, packed or not."""
    with path.open("rb") as file:
        raw = zstandard.ZstdDecompressor().stream_reader(file) if path.suffix == ".zst" else file
        yield from io.TextIOWrapper(raw, encoding="utf-8", newline="\n")


def records(path: Path | None, every: int) -> list[Record]:
    """Give every `every`-th record of the corpus, else invented ones."""
    read = map(json.loads, lines(path)) if path else invented_news.documents(INVENTED)
    return [
        Record(
            source_path="corpus", record_number=number, source_id=str(number), raw_sha256="0" * 64, text=found["text"]
        )
        for number, found in enumerate(read)
        if number % every == 0
    ]


def timed(seconds: dict[str, float], stage: str, work: Callable[[], object]) -> object:
    """Run `work` and add its processor time to the stage's."""
    began = time.process_time()
    result = work()
    seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - began
    return result


def one_run(found: list[Record]) -> dict[str, float]:
    """Give the processor time of each stage on these records."""
    seconds: dict[str, float] = {}
    headers = timed(seconds, "metadata, language", lambda: [read_header(record) for record in found])
    readings = [Reading(text=r.text, header=h, zones=z) for r, (h, z) in zip(found, headers, strict=True)]
    full = [reading for reading in readings if reading.header.extraction == "full"]
    timed(seconds, "sentences", lambda: [_cut(reading) for reading in full])
    timed(seconds, "tokens", lambda: [(reading.tokens, reading.words) for reading in full])
    timed(seconds, "figures", lambda: [list(find_figures(reading)) for reading in full])
    timed(seconds, "signatures", lambda: [signature(reading.text) for reading in full])
    for extractor in EXTRACTORS:
        rows = timed(seconds, extractor.name, lambda extractor=extractor: extractor.rows(full))
        for reading, some in zip(full, rows, strict=True):
            reading.found[extractor.name] = some
    return seconds


def _cut(reading: Reading) -> None:
    reading.sentences = tuple(find_sentences(reading.text, running_text(reading)))


def main() -> None:
    """Measure and print."""
    collect_seldom()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    found = records(asked.corpus, asked.every)
    characters = sum(len(record.text) for record in found)
    one_run(found[:5])  # loads lexicons and models, which is start-up
    runs = [one_run(found) for _ in range(asked.runs)]
    print(f"{platform.machine()}, Python {platform.python_version()}, polars {pl.__version__}, numpy {np.__version__}")
    print(
        f"{len(found):,} documents, {characters:,} characters, {asked.runs} runs; times are those of all of the corpus"
    )
    total = 0.0
    for stage in runs[0]:
        middle = statistics.median(run[stage] for run in runs) * asked.every
        total += middle
        print(f"{stage:20} {middle:8.1f} s {characters * asked.every / max(middle, 1e-9) / 1e6:10.2f} M characters/s")
    print(f"{'all':20} {total:8.1f} s {characters * asked.every / total / 1e6:10.2f} M characters/s")


if __name__ == "__main__":
    main()
