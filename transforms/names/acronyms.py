"""Short forms in brackets after the name they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from transforms.names.words import heads

if TYPE_CHECKING:
    from collections.abc import Iterator

BRACKETED = re.compile(r" \(\"?(?:the )?([A-Z][A-Za-z&]{1,10}[A-Z]|[A-Z]{2,12})\"?\)")
CHUNK = re.compile(r"[^\s,()]+")
SMALL = re.compile(r"[a-z]{1,4}")
SKIPPED = 2
REACH = 160


class Introduced(NamedTuple):
    """A name and the short form that the text introduces for it."""

    start: int
    end: int
    short: str
    short_start: int
    short_end: int
    entity_type: str


def find_introduced(text: str) -> Iterator[Introduced]:
    """Give every "Full Name (FN)" whose capitals are the short form's letters."""
    for match in BRACKETED.finditer(text):
        base = max(0, match.start() - REACH)
        start = start_of_name(text, base, match.start(), match[1])
        if start is not None:
            yield Introduced(start, match.start(), match[1], *match.span(1), type_of(text[start : match.start()]))


def start_of_name(text: str, base: int, end: int, short: str) -> int | None:
    """Walk back from the bracket until the words' initials have spelt the short form; None if they never do.

    Up to `SKIPPED` capitalised words may be missing from the short form, but not the first.
    """
    letters = [letter for letter in short.upper() if letter.isalpha()]
    skipped = 0
    for word in reversed(list(CHUNK.finditer(text, base, end))):
        if not word[0][0].isupper():
            if not SMALL.fullmatch(word[0]):
                return None
            continue
        for part in reversed(word[0].replace("/", "-").split("-")):
            if letters and part[:1].upper() == letters[-1]:
                letters.pop()
            elif part:
                skipped += 1
        if skipped > SKIPPED:
            return None
        if not letters:
            return word.start()
    return None


def type_of(name: str) -> str:
    """Give the type of an introduced name by its head, else an organisation."""
    words = name.split()
    return heads("last").get(words[-1]) or heads("first").get(words[0]) or "organisation"
