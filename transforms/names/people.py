"""Parts of people's names: who is meant by a last name, or by a given name where that stands alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.names.lexicon import REMEMBERED
from transforms.names.span import Span
from transforms.names.words import PLAIN, UPPER, heads, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.names.merge import Taken

SHORTEST = 2
CAPITALISED_BEFORE = re.compile(rf"([{UPPER}][\w.'-]{{0,30}})[ \n-]$")
CAPITALISED_AFTER = re.compile(rf"[ \n-][{UPPER}]\w")
PARTICLES = frozenset("bin ibn al el de del du la van von der den di da dos".split())


@lru_cache(REMEMBERED)
def parts_of(name: str) -> tuple[str, ...]:
    """Give the words of a full name that may stand alone for it: its last, with and without its article, and its first.

    >>> parts_of("Wang Yi"), parts_of("Badr al-Harthy")
    (('Yi', 'Wang'), ('al-Harthy', 'Harthy', 'Badr'))
    """
    words = [word for word in name.split() if word not in PARTICLES and len(word) >= SHORTEST and word[1:2] != "."]
    if len(words) < 2:  # noqa: PLR2004 - first and last
        return ()
    article, _, bare = words[-1].partition("-")
    last = [words[-1], bare] if bare and article.lower() in PARTICLES else [words[-1]]
    return tuple(dict.fromkeys([*last, words[0]]))


@lru_cache(REMEMBERED)
def surname_of(name: str) -> str | None:
    """Give the last name of a full name where particles belong to it; None where there are none.

    >>> surname_of("Ursula von der Leyen"), surname_of("Wang Yi"), surname_of("Von der Leyen")
    ('von der Leyen', None, None)
    """
    words = name.split()
    at = len(words) - 1
    while at > 0 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(words[at:]) if 0 < at < len(words) - 1 else None


def find_parts(text: str, people: Sequence[tuple[int, str]], taken: Taken) -> Iterator[tuple[Span, Span | None]]:
    """Give the places where part of a full name stands alone, each with the single-word span it would replace.

    `people` are (start, full name) of full names in the text.
    """
    first_seen: dict[str, int] = {}
    for start, name in people:
        for part in parts_of(name):
            if part not in PLAIN and part not in titles() and part not in heads("last"):
                first_seen.setdefault(part, start)
    for part in sorted(first_seen):
        for start in occurrences(text, part):
            end = start + len(part)
            inside = taken.overlapping(start, end)
            if not inside and stands_alone(text, start, end):
                yield Span(start, end, "person", "mentions.part_of_name", 0.96), None
            elif len(inside) == 1 and is_replaceable(inside[0], start, end):
                yield Span(start, end, "person", "mentions.part_of_name", 0.93), inside[0]


def occurrences(text: str, word: str) -> Iterator[int]:
    """Give every place where a word stands whole."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and (text[at - 1].isalnum() or text[at - 1] == "_")) and not text[end : end + 1].isalnum():
            yield at
        at = text.find(word, end)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no other capitalised word stands beside a word, titles and sentence openers apart."""
    if CAPITALISED_AFTER.match(text, end):
        return False
    before = CAPITALISED_BEFORE.search(text[max(0, start - 32) : start])
    return before is None or before[1] in PLAIN or before[1] in titles() or ends_sentence(before[1])


def ends_sentence(word: str) -> bool:
    """Whether a word closes with a full stop that is no initial's."""
    return word.endswith(".") and len(word) > len("A.")


def is_replaceable(span: Span, start: int, end: int) -> bool:
    """Whether a span that covers exactly this word may give way to a person: guesses may, curated names may not."""
    return (span.start, span.end) == (start, end) and not span.things and span.entity_type != "person"
