"""The running text cut into paragraphs and sentences, with exact offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.reading import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
LINE = re.compile(r"\r?\n")
# A new item of a list, a heading or a quoted line starts a paragraph of its own.
ITEM = re.compile(r"\n(?=[ \t]{0,12}(?:[-*+•–▪●■◆]|#{1,6}|\d{1,3}[.)]|\([a-z0-9]{1,3}\))[ \t])")
WRAPPED_WIDTH = 100
# Lists and tables without a full stop are no sentences; what looks at pairs of words within one must stay cheap.
LONGEST = 4_000


def is_hard_wrapped(text: str) -> bool:
    """Whether single line breaks only fold lines: several lines, none long, some going on in lower case."""
    lines: list[str] = [
        line for line in (LINE.split(text) if "\r" in text else text.split("\n")) if line and not line.isspace()
    ]
    if len(lines) < 3 or max(map(len, lines)) > WRAPPED_WIDTH:  # noqa: PLR2004 - two lines prove nothing
        return False
    folded = sum([line.lstrip()[:1].islower() for line in lines[1:]])
    return folded * 4 >= len(lines)


def find_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the bounds of each paragraph of text[start:end], without surrounding white space."""
    body = text[start:end]
    is_wrapped = is_hard_wrapped(body)
    breaks = [match.span() for match in (ITEM if is_wrapped else LINE).finditer(body)]
    if is_wrapped:
        breaks = sorted([*breaks, *(match.span() for match in BLANK_LINE.finditer(body))])
    position = 0
    for left, right in [*breaks, (len(body), len(body))]:
        if left >= position:
            span = trimmed(text, start + position, start + left)
            if span:
                yield span
            position = right


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the bounds without white space around them; None if nothing is left."""
    piece = text[start:end].rstrip()
    length = len(piece)
    inner = len(piece.lstrip())
    return (start + length - inner, start + length) if inner else None


def find_sentences(text: str, stretches: list[tuple[int, int]]) -> Iterator[Sentence]:
    """Give the sentences of the given stretches of `text`; offsets are code points, end exclusive.

    >>> [s[:2] for s in find_sentences("He came. She left.", [(0, 18)])]
    [(0, 8), (9, 18)]
    """
    from transforms.sentence_splitter import sentence_ends  # noqa: PLC0415 - loads nupunkt, which costs more than most commands need

    number = -1
    for start, end in stretches:
        cuts = iter([start + right for right in sentence_ends(text[start:end])])
        cut = next(cuts, end)
        for left, right in find_paragraphs(text, start, end):
            number += 1
            position = left
            while position < right:
                while cut <= position:
                    cut = next(cuts, end)
                stop = min(cut, right)
                span = trimmed(text, position, stop)
                if span:
                    yield from _pieces(text, *span, number)
                position = stop


def _pieces(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    """Give a sentence, cut if it is longer than any: between words where there are any."""
    while end - start > LONGEST:
        stop = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        stop = stop if stop > start else start + LONGEST
        yield Sentence(start, start + len(text[start:stop].rstrip()), paragraph)
        start = stop
        while text[start].isspace():
            start += 1
    yield Sentence(start, end, paragraph)
