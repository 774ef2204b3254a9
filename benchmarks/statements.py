"""How fast the titles and statements of a corpus are found, next to textacy on the same texts if that is installed.

    python benchmarks/statements.py CORPUS.jsonl[.zst] [--every 1] [--runs 3]

Prints the median of several runs in seconds of processor time. Sentences and names are found before the clock starts:
they have budgets of their own. textacy needs a spaCy pipeline (en_core_web_sm), whose time counts: without it there is
nothing to extract from.
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
from typing import TYPE_CHECKING, Any

import zstandard

from transforms.extractors import mentions, roles, statements
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHOLE_CORPUS = 45.8e6
PEER_CHARACTERS = 100_000


def texts_of(path: Path) -> Iterator[str]:
    """Give the texts of a JSON Lines file, packed with zstandard or not."""
    with path.open("rb") as file:
        stream = zstandard.ZstdDecompressor().stream_reader(file) if path.suffix == ".zst" else file
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)["text"]


def prepared(text: str) -> Reading:
    """Give a reading whose sentences and names are known."""
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    reading = Reading(text=text, header=header, sentences=tuple(find_sentences(text, [(0, len(text))])))
    reading.found["mentions"] = mentions.EXTRACTOR.rows([reading])[0]
    return reading


def find_both(reading: Reading) -> int:
    """Find the roles and the statements of a reading; give how many."""
    reading.found["roles"] = list(roles.EXTRACTOR.find(reading))
    return len(reading.found["roles"]) + len(list(statements.EXTRACTOR.find(reading)))


def report(name: str, find: Callable[[Any], object], pieces: list[Any], size: int, runs: int) -> None:
    """Print one line: characters per second and what the whole corpus would take."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        for piece in pieces:
            find(piece)
        times.append(time.process_time() - begun)
    taken = statistics.median(times)
    scaled = WHOLE_CORPUS * taken / size
    print(
        f"{name:24s} {size:12,d} characters {taken:8.2f} s {size / taken:14,.0f} characters/s {scaled:10.1f} s for 45.8 M"
    )


def textacy_on(texts: list[str]) -> None:
    """Measure textacy paragraph by paragraph, as an unbalanced mark makes it give up on a text."""
    import spacy  # noqa: PLC0415 - not a requirement
    from textacy import extract  # noqa: PLC0415 - not a requirement

    pipeline = spacy.load("en_core_web_sm")

    def quotations(text: str) -> int:
        count = 0
        for paragraph in text.split("\n\n"):
            try:
                count += len(list(extract.direct_quotations(pipeline(paragraph))))
            except ValueError:
                continue
        return count

    some, size = [], 0
    for text in texts:
        if size < PEER_CHARACTERS:
            some.append(text)
            size += len(text)
    report(f"textacy {importlib.metadata.version('textacy')}", quotations, some, size, 1)
    report("dateline, same texts", find_both, [prepared(text) for text in some], size, 3)


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
    report("dateline", find_both, [prepared(text) for text in texts], sum(map(len, texts)), arguments.runs)
    if importlib.util.find_spec("textacy") is None or importlib.util.find_spec("spacy") is None:
        print("textacy is not installed: pip install textacy and a spaCy pipeline to compare")
        return
    textacy_on(texts)


if __name__ == "__main__":
    main()
