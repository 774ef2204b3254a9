"""A text while its metadata are read: its lines, what has been claimed, and which pieces are boilerplate."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from transforms.reading import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.metadata.dates import WrittenDate

WORD = re.compile(r"\w[\w'’.-]*")
TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}(?:\s*\^?\[\d{1,3}\])?$")
# A title may end in an abbreviation ("… deal with U.S.").
ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){1,4}$")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
FEWEST_PROSE_WORDS, FEWEST_OPEN_WORDS, MOST_TITLE_WORDS, FEWEST_CJK = 8, 28, 16, 24
BULLETS = "\\ \t\u00a0•*·-–—#>|"


class Line(NamedTuple):
    """A line without the white space around it."""

    start: int
    end: int
    text: str

    @property
    def word_count(self) -> int:
        """How many words it has."""
        return len(WORD.findall(self.text))


class Claim(NamedTuple):
    """A value that a piece of the text gives for a document field; among claims the lowest rank wins, then the first."""

    field: str
    value: str
    start: int
    end: int
    rule: str
    rank: int = 1
    date: WrittenDate | None = None


@dataclass(kw_only=True)
class Page:
    """A text with the claims and boilerplate found so far; what lies before `start` and after `end` has been read."""

    text: str
    start: int = 0
    end: int = 0
    claims: list[Claim] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    is_export: bool = False

    def mark(self, zone: str, start: int, end: int, rule: str) -> None:
        """Mark a piece as boilerplate, without the white space around it."""
        for left, right in trimmed(self.text, start, end):
            self.zones.append(Zone(zone, left, right, None, f"metadata.{rule}"))

    def claim(
        self, name: str, value: str, start: int, end: int, rule: str, *, rank: int = 1, date: WrittenDate | None = None
    ) -> None:
        """Add a claim; an empty value is none."""
        if value.strip():
            self.claims.append(Claim(name, value.strip(), start, end, rule, rank, date))

    def claimed(self, name: str) -> list[Claim]:
        """Give the claims for a field, the best first."""
        return sorted(
            (claim for claim in self.claims if claim.field == name), key=lambda claim: (claim.rank, claim.start)
        )

    def best(self, name: str) -> Claim | None:
        """Give the best claim for a field, if there is one."""
        return next(iter(self.claimed(name)), None)


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the bounds without white space around them; nothing if nothing is left."""
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        left = end - len(piece.lstrip())
        yield left, left + len(inner)


def lines_from(text: str, start: int, end: int) -> Iterator[Line]:
    """Give the lines of text[start:end] that are not blank, in order."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        for left, right in trimmed(text, start, stop):
            yield Line(left, right, text[left:right])
        start = stop + 1


def lines_back(text: str, start: int, end: int) -> Iterator[Line]:
    """Give the lines of text[start:end] that are not blank, the last first."""
    while end > start:
        stop = text.rfind("\n", start, end)
        for left, right in trimmed(text, stop + 1 if stop >= 0 else start, end):
            yield Line(left, right, text[left:right])
        end = stop if stop >= 0 else start


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(TERMINAL.search(text[-8:]))


def is_prose(line: Line) -> bool:
    """Whether a line reads as running text: a whole sentence of some length, or a very long line.

    >>> is_prose(Line(0, 0, "The road to the dam was closed on Monday after heavy rain.")), is_prose(Line(0, 0, "Road closed."))
    (True, False)
    """
    if is_cjk(line.text):
        return len(line.text) >= FEWEST_CJK and (ends_sentence(line.text) or len(line.text) >= 3 * FEWEST_CJK)
    words = line.word_count
    if words >= FEWEST_OPEN_WORDS:
        return True
    if words < FEWEST_PROSE_WORDS or not ends_sentence(line.text):
        return False
    return words > MOST_TITLE_WORDS or not (ABBREVIATED.search(line.text) or line.text.endswith(("?", "!")))


def is_cjk(text: str) -> bool:
    """Whether a line is in Chinese or Japanese, a few Latin letters aside."""
    return (
        not text.isascii()
        and bool(CJK.search(text))
        and len(CJK.findall(text)) >= sum(len(word) for word in LATIN.findall(text)) / 2
    )
