"""Measure how fast names are found, next to a spaCy model on the same texts if one is given.

    python benchmarks/names.py texts.jsonl [--every 12] [--spacy MODEL]

Each line of texts.jsonl has a `text`. Prints CPU seconds and words a second of one process; sentences are cut beforehand.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from transforms.extractors.mentions import find_many
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences

BATCH = 64


def reading_of(text: str) -> Reading:
    """Give a text as a reading with its sentences cut."""
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    return Reading(text=text, header=header, sentences=list(find_sentences(text, [(0, len(text))])))


def report(name: str, texts: list[str], seconds: float, found: int) -> None:
    """Print one line."""
    words, characters = sum(len(text.split()) for text in texts), sum(map(len, texts))
    print(
        f"{name:10} {seconds:8.2f} s  {words / seconds:10,.0f} words/s  {characters / seconds:12,.0f} characters/s  {found:,} names"
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--every", type=int, default=12)
    parser.add_argument("--spacy", type=Path)
    arguments = parser.parse_args()
    texts = [json.loads(line)["text"] for line in arguments.texts.read_text(encoding="utf-8").splitlines()][
        :: arguments.every
    ]
    readings = [reading_of(text) for text in texts]
    find_many(readings[:BATCH])
    start = time.process_time()
    found = sum(len(rows) for at in range(0, len(readings), BATCH) for rows in find_many(readings[at : at + BATCH]))
    report("dateline", texts, time.process_time() - start, found)
    if arguments.spacy:
        import spacy  # noqa: PLC0415 - only where it is asked for

        model = spacy.load(arguments.spacy, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
        start = time.process_time()
        found = sum(len(read.ents) for read in model.pipe(texts, batch_size=32))
        report("spaCy", texts, time.process_time() - start, found)


if __name__ == "__main__":
    main()
