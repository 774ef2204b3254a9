"""How often rows of `statements` are right, by rule and by kind of speaker: where the confidences come from.

    python tools/fit_confidence.py read FILE… --to first_reading.csv    read labelled texts, write what is right
    python tools/fit_confidence.py fit first_reading.csv                print the shares

`labelled/*.txt` are texts of our own in the manner of agency copy, separated by lines of `===`. A statement is marked
`[[form:speaker|content]]` (forms d, m, i, n, a), a title `[[r:person|title]]`, what may be found or not `[[x:|…]]`.
`labelled/first_reading.csv` was written before any rule was mended on these texts; reading them again with mended rules
would flatter.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from transforms.first_half import extract, open_reading
from transforms.reading import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.reading import StatementRow

TOKEN = re.compile(r"\[\[(\w):([^|\]]*)\||\]\]")
FORMS = {"d": "direct", "m": "mixed", "i": "indirect", "n": "narrated", "a": "attitude"}
SHARED = 0.8  # of the longer span
PRIOR = 4  # rows that a rule's share is pulled to the share of all by


class Marked(NamedTuple):
    """A marked statement or title: its place, its form (`role` for a title) and whose it is."""

    start: int
    end: int
    form: str
    holder: str


def labelled(path: Path) -> list[tuple[str, list[Marked]]]:
    """Give each text of a file without its marks, and what was marked."""
    return [without_marks(block.strip("\n")) for block in path.read_text(encoding="utf-8").split("\n===\n")]


def without_marks(block: str) -> tuple[str, list[Marked]]:
    """Give a text without its marks, and what was marked.

    >>> without_marks("[[i:Berg|It rains]], Berg said.")
    ('It rains, Berg said.', [Marked(start=0, end=8, form='indirect', holder='Berg')])
    """
    text, found, position, opened = "", [], 0, []
    for match in TOKEN.finditer(block):
        text += block[position : match.start()]
        position = match.end()
        if match[1]:
            opened.append((match[1], match[2], len(text)))
        else:
            kind, holder, start = opened.pop()
            found.append(Marked(start, len(text), FORMS.get(kind, "role" if kind == "r" else "optional"), holder))
    return text + block[position:], sorted(found)


def shared(row: StatementRow, marked: Marked) -> float:
    """Give the share of the longer span that two spans have in common."""
    common = min(row.end_char, marked.end) - max(row.start_char, marked.start)
    return max(0, common) / max(row.end_char - row.start_char, marked.end - marked.start)


def outcomes(path: Path) -> Iterator[dict[str, str | int]]:
    """Give, for each statement found in a file, its rule, form and kind of speaker, and what of it is right."""
    texts = labelled(path)
    readings = [
        open_reading(
            Record(source_path=path.name, record_number=number, source_id=str(number), raw_sha256="0" * 64, text=text)
        )
        for number, (text, _) in enumerate(texts)
    ]
    extract(readings)
    for reading, (_, marked) in zip(readings, texts, strict=True):
        names = {entity.entity_number: {entity.name, *entity.aliases} for entity in reading.found["entities"]}
        left = [mark for mark in marked if mark.form not in {"role", "optional"}]
        optional = [mark for mark in marked if mark.form == "optional"]
        for row in reading.found["statements"]:
            best = max(left, key=lambda mark: shared(row, mark), default=None)
            is_right = best is not None and shared(row, best) >= SHARED
            if not is_right and any(shared(row, mark) >= SHARED for mark in optional):
                continue
            if is_right:
                left.remove(best)
            yield {
                "rule": row.rule,
                "form": row.form,
                "speaker": kind_of_speaker(row),
                "content_right": int(is_right),
                "speaker_right": int(is_right and is_speaker(row, best.holder, names)),
            }


def kind_of_speaker(row: StatementRow) -> str:
    """Give how a speaker was named: pronoun, name, other words that led to somebody, or nobody known."""
    if row.speaker is None or row.speaker_number is None:
        return "nobody"
    if row.speaker.lower() in {"he", "she", "it", "who"}:
        return "pronoun"
    return "name" if any(word[0].isupper() for word in row.speaker.split()[1:] or row.speaker.split()) else "words"


def is_speaker(row: StatementRow, holder: str, names: dict[int, set[str]]) -> bool:
    """Whether a row's speaker is the marked one, as an entity or in the same words."""
    found = set().union(*(names[number] for number in row.speaker_numbers))
    return holder in found or plain(row.speaker or "") == plain(holder)


def plain(words: str) -> str:
    """Give words in lower case without article."""
    return words.lower().removeprefix("the ")


def share(right: int, count: int, overall: float) -> float:
    """Give a share, pulled to that of all where there are few."""
    return (right + PRIOR * overall) / (count + PRIOR)


def fit(path: Path) -> None:
    """Print the share of right rows by rule, by form and by kind of speaker."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column, what in (("rule", "content_right"), ("form", "content_right"), ("speaker", "speaker_right")):
        counted = rows if what == "content_right" else [row for row in rows if row["content_right"] == "1"]
        overall = sum(row[what] == "1" for row in counted) / len(counted)
        groups = defaultdict(list)
        for row in counted:
            groups[row[column]].append(row[what] == "1")
        print(f"{what} by {column}: {overall:.3f} of {len(counted)}")
        for name, right in sorted(groups.items(), key=lambda pair: -len(pair[1])):
            print(f"  {name:26s} {sum(right):4d} of {len(right):4d}  {share(sum(right), len(right), overall):.3f}")


def main() -> None:
    """Read labelled texts, or fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("read", "fit"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--to", type=Path)
    arguments = parser.parse_args()
    if arguments.step == "fit":
        fit(arguments.files[0])
        return
    rows = [row for path in arguments.files for row in outcomes(path)]
    with arguments.to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
