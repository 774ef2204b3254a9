"""Core-seconds of each stage of the per-document half, on a corpus of JSON Lines or on invented news.

    python benchmarks/stages.py [CORPUS.jsonl[.zst]] [--every N] [--runs K]

Prints the median over the runs of the processor time of each stage, in seconds for the whole corpus and in characters a
second. One process, one core; the machine and the versions stand on top.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import invented_news
import timing

from flows.garbage import collect_seldom
from transforms.extractors import EXTRACTORS
from transforms.first_half import running_text
from transforms.metadata import find_figures, read_header
from transforms.reading import Reading, Record
from transforms.resolve.copies import signature
from transforms.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

INVENTED = 2_000


def texts(corpus: Path | None, every: int) -> list[str]:
    """Give every `every`-th text of the corpus, else invented ones."""
    if corpus:
        return timing.texts_of(corpus, every)
    return [record["text"] for record in invented_news.documents(INVENTED)]


def timed(seconds: dict[str, float], stage: str, work: Callable[[], object]) -> object:
    """Run `work` and add its processor time to the stage's."""
    began = time.process_time()
    result = work()
    seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - began
    return result


def one_run(found: Sequence[str]) -> dict[str, float]:
    """Give the processor time of each stage on these texts."""
    seconds: dict[str, float] = {}
    records = [
        Record(source_path="corpus", record_number=number, source_id=str(number), raw_sha256="0" * 64, text=text)
        for number, text in enumerate(found)
    ]
    headers = timed(seconds, "metadata, language", lambda: [read_header(record) for record in records])
    readings = [Reading(text=r.text, header=h, zones=z) for r, (h, z) in zip(records, headers, strict=True)]
    full = [reading for reading in readings if reading.header.extraction == "full"]
    timed(seconds, "sentences", lambda: [_cut(reading) for reading in full])
    timed(seconds, "figures", lambda: [list(find_figures(reading)) for reading in full])
    timed(seconds, "signatures", lambda: [signature(reading.text) for reading in full])
    for extractor in EXTRACTORS:
        rows = timed(seconds, extractor.name, lambda extractor=extractor: extractor.rows(full))
        for reading, some in zip(full, rows, strict=True):
            reading.found[extractor.name] = some
    return seconds


def _cut(reading: Reading) -> None:
    reading.sentences = tuple(find_sentences(reading.text, running_text(reading)))


def measured(found: Sequence[str], runs: int) -> dict[str, timing.Taken]:
    """Give the processor time of each stage, and of all of them, over several runs."""
    collect_seldom()  # as every process that reads does
    one_run(found[:5])  # loads lexicons and models, which is start-up
    each = [one_run(found) for _ in range(runs)]
    stages = {stage: timing.taken([run[stage] for run in each]) for stage in each[0]}
    return {**stages, "all": timing.taken([sum(run.values()) for run in each])}


def main() -> None:
    """Measure and print."""
    asked = timing.arguments(__doc__ or "", corpus="?").parse_args()
    found = texts(asked.corpus, asked.every)
    characters = sum(map(len, found))
    print(timing.machine())
    print(f"{len(found):,} documents, medians of {asked.runs} runs")
    for stage, taken in measured(found, asked.runs).items():
        print(timing.line_of(stage, taken, characters))


if __name__ == "__main__":
    main()
