"""Where quotation marks open and close: straight, curly, doubled, single and angle ones, also unbalanced."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARK = re.compile(r"[\"“”„‟«»‘'`]")
DOUBLED = frozenset({"''", "``"})
ONLY_OPENING, ONLY_CLOSING, EITHER = frozenset("“„‟«"), frozenset("”»"), frozenset({'"', "''"})
# A single mark closes after punctuation, or after a letter where no word goes on; the apostrophe of a plural is the
# same sign, so the first kind is looked for first.
CLOSING_SINGLE = {
    "‘": (re.compile(r"[,.!?…]’(?!\w)"), re.compile(r"(?<=[\w)])’(?!\w)")),
    "'": (re.compile(r"[,.!?…]'(?!\w)"), re.compile(r"(?<=[\w)])'(?!\w)")),
}
CLOSING_STOPS = frozenset(",.!?…")
LONGEST_SINGLE = 600  # characters


class Quote(NamedTuple):
    """A stretch in quotation marks; `start` and `end` take the marks in, the inner bounds do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool


class Mark(NamedTuple):
    """A sign that can be a quotation mark."""

    sign: str
    start: int
    end: int


def find_quotes(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quote]:
    """Give what stands in quotation marks in each paragraph, in order; offsets are code points, end exclusive.

    A mark that nothing closes holds to the end of its paragraph; where the next paragraph opens with a mark, that is
    how speech of several paragraphs is set.

    >>> [(q.inner_start, q.inner_end) for q in find_quotes('He said: "Yes."', [(0, 15)])]
    [(10, 14)]
    """
    marks = list(find_marks(text))
    places = [mark.start for mark in marks]
    found: list[Quote] = []
    for start, end in paragraphs:
        inside = marks[bisect_left(places, start) : bisect_left(places, end)]
        if inside:
            found += _quotes_of(text, inside, end)
    return found


def find_marks(text: str) -> Iterator[Mark]:
    """Give the signs that can be quotation marks, without apostrophes inside and at the end of words."""
    after = 0
    for match in MARK.finditer(text):
        start, end = match.span()
        if start < after:
            continue
        sign = match[0]
        if sign in "'`":
            if text[start : start + 2] in DOUBLED:
                sign, end = text[start : start + 2], start + 2
            elif sign == "`" or not _opens_word(text, start):
                continue
        elif sign == "‘" and (not text[end : end + 1].isalnum() or text[end : end + 2].isdigit()):  # the ‘90s
            continue
        after = end
        yield Mark(sign, start, end)


def _opens_word(text: str, start: int) -> bool:
    before = text[start - 1 : start] if start else ""
    return text[start + 1 : start + 2].isupper() and not (before.isalnum() or before in set(".,!?…"))


def _quotes_of(text: str, marks: Sequence[Mark], end: int) -> Iterator[Quote]:
    opened: Mark | None = None
    position = 0
    for mark in marks:
        if mark.start < position:
            continue
        if mark.sign in CLOSING_SINGLE:
            close = None if opened else _closing_single(text, mark, end)
            if close:
                position = close
                yield Quote(mark.start, close, mark.end, close - 1, is_closed=True)
        elif opened is None:
            opened = mark if _opens(text, mark, end) else None
        elif _closes(text, mark, opened, end):
            yield Quote(opened.start, mark.end, opened.end, mark.start, is_closed=True)
            opened = None
    if opened is not None:
        yield Quote(opened.start, end, opened.end, end, is_closed=False)


def _opens(text: str, mark: Mark, end: int) -> bool:
    return (
        mark.sign in ONLY_OPENING or mark.sign == "``" or (mark.sign in EITHER and _stands_before_word(text, mark, end))
    )


def _closes(text: str, mark: Mark, opened: Mark, end: int) -> bool:
    if mark.sign in ONLY_CLOSING or (mark.sign in EITHER and opened.sign not in ONLY_OPENING):
        return True
    ends_speech = not _stands_before_word(text, mark, end)
    is_mixed = mark.sign in EITHER and text[mark.start - 1 : mark.start] in CLOSING_STOPS
    return ends_speech and (is_mixed or mark.sign == opened.sign == "“")


def _stands_before_word(text: str, mark: Mark, end: int) -> bool:
    return mark.end < end and not text[mark.end].isspace()


def _closing_single(text: str, mark: Mark, end: int) -> int | None:
    limit = min(end, mark.end + LONGEST_SINGLE)
    matches = (pattern.search(text, mark.end, limit) for pattern in CLOSING_SINGLE[mark.sign])
    return next((match.end() for match in matches if match), None)
