"""Where quotation marks open and close: straight, curly, doubled, single and angle ones, also unbalanced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = re.compile(r"[\"“”„‟«»]|''|``|‘(?=\w)|(?<![\w.,!?…])'(?=[A-Z])")
OPENING, CLOSING, EITHER = frozenset("“„‟«"), frozenset("”»"), frozenset({'"', "''"})
# A single mark closes after punctuation, or after a letter where no word goes on; the apostrophe of a plural is the
# same sign, so the first kind is looked for first.
CLOSING_SINGLE = {
    "‘": (re.compile(r"[,.!?…]’(?!\w)"), re.compile(r"(?<=[\w)])’(?![\w])")),
    "'": (re.compile(r"[,.!?…]'(?!\w)"), re.compile(r"(?<=[\w)])'(?![\w])")),
}
LONGEST_SINGLE = 600


class Quote(NamedTuple):
    """A stretch in quotation marks; `start` and `end` take the marks in, the inner bounds do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool


def find_quotes(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quote]:
    """Give what stands in quotation marks in each paragraph, in order; offsets are code points, end exclusive.

    A mark that nothing closes holds to the end of its paragraph; where the next paragraph opens with a mark, that is
    how speech of several paragraphs is set.

    >>> [(q.inner_start, q.inner_end) for q in find_quotes('He said: "Yes."', [(0, 15)])]
    [(10, 14)]
    """
    return [quote for start, end in paragraphs for quote in _quotes_of(text, start, end)]


def _quotes_of(text: str, start: int, end: int) -> Iterator[Quote]:
    opened: re.Match[str] | None = None
    position = start
    for match in MARK.finditer(text, start, end):
        if match.start() < position:
            continue
        mark = match[0]
        if mark in CLOSING_SINGLE:
            close = None if opened else _closing_single(text, match.end(), end, mark)
            if close:
                position = close
                yield Quote(match.start(), close, match.end(), close - 1, is_closed=True)
        elif opened is None:
            if mark in OPENING or mark == "``" or (mark in EITHER and _may_open(text, match.end(), end)):
                opened = match
        elif (
            mark in CLOSING
            or (mark in EITHER and opened[0] not in OPENING)
            or (mark == opened[0] == "“" and not _may_open(text, match.end(), end))
        ):
            yield Quote(opened.start(), match.end(), opened.end(), match.start(), is_closed=True)
            opened = None
    if opened is not None:
        yield Quote(opened.start(), end, opened.end(), end, is_closed=False)


def _may_open(text: str, after: int, end: int) -> bool:
    return after < end and not text[after].isspace()


def _closing_single(text: str, start: int, end: int, mark: str) -> int | None:
    limit = min(end, start + LONGEST_SINGLE)
    for pattern in CLOSING_SINGLE[mark]:
        match = pattern.search(text, start, limit)
        if match:
            return match.end()
    return None
