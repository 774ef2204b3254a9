"""Measure how fast and how well names are found, next to spaCy models on the same texts in the same run.

    python benchmarks/names.py TEXTS.jsonl[.zst] [--every 40] [--runs 3] [--spacy MODEL ...] [--labelled SET.jsonl]

Each line of TEXTS has a `text`. Prints, for each finder, processor seconds (the least of the runs) and words a second of
one process on one core, and how many times faster we are; sentences are cut beforehand. SET is JSON Lines: `text` and
`entities` with `start`, `end`, `type`; where it is given and there, typed and untyped F1 of people, organisations and
places are printed, too (exact spans; leading articles and possessive 's left out on both sides). MODEL is the folder of a
spaCy model; needs the extra `spacy`.
"""

from __future__ import annotations

import argparse
import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import timing

from transforms.extractors.mentions import find_many
from transforms.names.other_model import UNUSED
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 400  # documents
OURS = {
    "person": "PER", "organisation": "ORG", "publication": "ORG", "country": "LOC", "place": "LOC", "facility": "LOC",
}  # fmt: skip
CLASSES = {
    "PER": "PER PERSON person Person", "ORG": "ORG organisation organization Organization corporation group NORG company",
    "LOC": "LOC GPE FAC location Location facility Facility place",
}  # fmt: skip
CLASS_OF = {label: name for name, labels in CLASSES.items() for label in labels.split()}
ARTICLES = ("the ", "The ", "THE ", "a ", "A ", "an ", "An ")
Named = set[tuple[int, int, str]]


def reading_of(text: str) -> Reading:
    """Give a text as a reading with its sentences cut."""
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    return Reading(text=text, header=header, sentences=list(find_sentences(text, [(0, len(text))])))


def ours(readings: list[Reading]) -> list[Named]:
    """Give the names that we find in each text."""
    return [
        {
            (row.start_char, row.end_char, OURS[row.entity_type])
            for row in rows
            if row.mention_kind == "name" and row.entity_type in OURS
        }
        for at in range(0, len(readings), BATCH)
        for rows in find_many(readings[at : at + BATCH])
    ]


def theirs(model: Any, readings: list[Reading]) -> list[Named]:
    """Give the names that a spaCy model finds in each text."""
    return [
        {(e.start_char, e.end_char, CLASS_OF[e.label_]) for e in read.ents if e.label_ in CLASS_OF}
        for read in model.pipe([reading.text for reading in readings], batch_size=32)
    ]


def trimmed(text: str, named: Named) -> Named:
    """Give names without leading article and possessive."""
    found = set()
    for start, end, kind in named:
        article = next((word for word in ARTICLES if text.startswith(word, start, end)), "")
        possessive = text[start:end].endswith(("'s", "’s"))
        found.add((start + len(article), end - 2 * possessive, kind))
    return found


def f1(gold: list[Named], found: list[Named], *, typed: bool) -> float:
    """Give the harmonic mean of precision and recall over all texts, in percent."""
    width = 3 if typed else 2
    pairs = [({name[:width] for name in g}, {name[:width] for name in f}) for g, f in zip(gold, found, strict=True)]
    both = sum(len(g & f) for g, f in pairs)
    return 200 * both / max(sum(len(g) + len(f) for g, f in pairs), 1)


def seconds_of(find: Callable[[list[Reading]], list[Named]], readings: list[Reading], runs: int) -> float:
    """Give the least processor time of several runs."""
    find(readings[:BATCH])  # loads lexicons and models, which is start-up
    taken = []
    for _ in range(runs):
        for reading in readings:
            reading.found.clear()
            reading.__dict__.pop("masked", None)
        began = time.process_time()
        find(readings)
        taken.append(time.process_time() - began)
    return min(taken)


def labelled(path: Path) -> tuple[list[Reading], list[Named]]:
    """Give the texts and names of a labelled file."""
    rows = list(timing.records_of(path))
    gold = [
        {(e["start"], e["end"], CLASS_OF[e["type"]]) for e in row["entities"] if e["type"] in CLASS_OF} for row in rows
    ]
    return [reading_of(row["text"]) for row in rows], [
        trimmed(row["text"], named) for row, named in zip(rows, gold, strict=True)
    ]


def finders(models: list[Path]) -> dict[str, Callable[[list[Reading]], list[Named]]]:
    """Give what is measured by name, ourselves first."""
    found: dict[str, Callable[[list[Reading]], list[Named]]] = {"dateline": ours}
    if models:
        import spacy  # noqa: PLC0415 - only where it is asked for

        for path in models:
            model = spacy.load(path, exclude=list(UNUSED))
            found[f"{model.meta['lang']}_{model.meta['name']}"] = partial(theirs, model)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--every", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--spacy", type=Path, nargs="*", default=[])
    parser.add_argument("--labelled", type=Path)
    asked = parser.parse_args()
    readings = [
        reading_of(row["text"])
        for number, row in enumerate(timing.records_of(asked.texts))
        if number % asked.every == 0
    ]
    words = sum(len(reading.text.split()) for reading in readings)
    there = asked.labelled is not None and asked.labelled.is_file()
    texts, gold = labelled(asked.labelled) if there else ([], [])
    print(f"{timing.machine()}, load {os.getloadavg()[0]:.1f}")
    print(f"{len(readings):,} documents, {words:,} words, least of {asked.runs} runs")
    first = 0.0
    for name, find in finders(asked.spacy).items():
        seconds = seconds_of(find, readings, asked.runs)
        first = first or seconds
        line = f"{name:20} {seconds:8.2f} s {words / seconds:10,.0f} words/s  we: x {seconds / first:5.1f}"
        if there:
            found = [trimmed(reading.text, named) for reading, named in zip(texts, find(texts), strict=True)]
            line += f"  F1 typed {f1(gold, found, typed=True):.1f} untyped {f1(gold, found, typed=False):.1f}"
        print(line)
    if asked.labelled and not there:
        print(f"{asked.labelled} is not there: no F1.")


if __name__ == "__main__":
    main()
