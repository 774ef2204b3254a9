"""How well happenings are found in the invented sentences beside this file, judged by hand.

    python benchmarks/events/measure.py [FILE] [--errors]

A row is right if its type, its status and both of its sides are. Prints precision, recall and F1 of types alone and of
whole rows, and how far the confidences of the rows are from the share of right ones (expected calibration error).
"""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from transforms.extractors import event_mentions, mentions, timexes
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCES = Path(__file__).with_name("sentences.txt")
PUBLISHED = datetime.date(2025, 3, 14)
EXTRACTORS = (timexes.EXTRACTOR, mentions.EXTRACTOR, mentions.ENTITIES, event_mentions.EXTRACTOR)
BINS = 10


class Happening(NamedTuple):
    """A happening as it is compared, with names in the place of ids."""

    event_type: str
    status: str
    initiators: frozenset[str]
    counterparts: frozenset[str]


class Found(NamedTuple):
    """A happening that was found, by which rule, how surely."""

    happening: Happening
    rule: str
    confidence: float


def labelled(path: Path = SENTENCES) -> Iterator[tuple[str, list[Happening]]]:
    """Give each sentence with what it reports."""
    text, expected = "", list[Happening]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            event_type, status, sides = line.split(maxsplit=2)
            initiators, counterparts = (_names(side) for side in sides.split(" > "))
            expected.append(Happening(event_type, status, initiators, counterparts))
        elif line and not line.startswith("#"):
            if text:
                yield text, expected
            text, expected = line, []
    yield text, expected


def _names(side: str) -> frozenset[str]:
    return frozenset(name.strip() for name in side.split(",")) - {"-"}


def found_in(text: str) -> list[Found]:
    """Give the happenings that are found in a text."""
    header = Header(
        language="en", body_start_char=0, body_end_char=len(text), published_date=PUBLISHED, published_precision="day"
    )
    reading = Reading(text=text, header=header, sentences=tuple(find_sentences(text, [(0, len(text))])))
    for extractor in EXTRACTORS:
        reading.found[extractor.name] = extractor.rows([reading])[0]
    names = [entity.name for entity in reading.found["entities"]]
    return [
        Found(
            Happening(
                row.event_type,
                row.status,
                frozenset(names[number] for number in row.initiator_numbers),
                frozenset(names[number] for number in row.counterpart_numbers),
            ),
            row.rule,
            row.confidence,
        )
        for row in reading.found["event_mentions"]
    ]


def matched(found: list[Found], expected: list[Happening]) -> Iterator[tuple[Found, Happening | None]]:
    """Give each found happening with the one it stands for: whole rows first, then by type alone."""
    left = list(expected)
    whole = [one.happening if one.happening in left and not left.remove(one.happening) else None for one in found]
    for one, same in zip(found, whole, strict=True):
        kindred = same or next((other for other in left if other.event_type == one.happening.event_type), None)
        if same is None and kindred is not None:
            left.remove(kindred)
        yield one, kindred


def scores(right: int, found: int, expected: int) -> str:
    """Give precision, recall and F1 in one line."""
    return f"precision {right / found:.3f}  recall {right / expected:.3f}  F1 {2 * right / (found + expected):.3f}"


def calibration_error(judged: list[tuple[float, bool]]) -> float:
    """Give the expected calibration error of (confidence, right) over ten bins (Guo et al., 2017, eq. 3)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return sum(abs(sum(c for c, _ in rows) - sum(right for _, right in rows)) for rows in bins.values()) / len(judged)


def show(text: str, pairs: list[tuple[Found, Happening | None]], expected: list[Happening]) -> None:
    """Print what differs in a sentence."""
    missed = list(expected)
    for _, other in pairs:
        if other is not None:
            missed.remove(other)
    wrong = [(one, other) for one, other in pairs if one.happening != other]
    if wrong or missed:
        print(f"\n{text}")
    for one, other in wrong:
        print(f"  found    {_line(one.happening)}  ({one.rule})")
        if other:
            print(f"  expected {_line(other)}")
    for other in missed:
        print(f"  missed   {_line(other)}")


def _line(one: Happening) -> str:
    sides = (", ".join(sorted(side)) or "-" for side in (one.initiators, one.counterparts))
    return f"{one.event_type} {one.status} {' > '.join(sides)}"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=SENTENCES)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    judged, by_rule = list[tuple[float, bool]](), dict[str, list[bool]]()
    types = wanted = 0
    for text, expected in labelled(asked.file):
        pairs = list(matched(found_in(text), expected))
        wanted += len(expected)
        types += sum(other is not None for _, other in pairs)
        for one, other in pairs:
            judged.append((one.confidence, one.happening == other))
            by_rule.setdefault(f"{one.rule} {one.confidence:.2f}", []).append(one.happening == other)
        if asked.errors:
            show(text, pairs, expected)
    rows = sum(right for _, right in judged)
    print(f"\ntypes       {scores(types, len(judged), wanted)}")
    print(f"whole rows  {scores(rows, len(judged), wanted)}")
    print(f"expected calibration error {calibration_error(judged):.3f}")
    for rule, marks in sorted(by_rule.items()):
        print(f"  {rule:40s} {sum(marks):4d} of {len(marks):4d} right ({sum(marks) / len(marks):.2f})")


if __name__ == "__main__":
    main()
