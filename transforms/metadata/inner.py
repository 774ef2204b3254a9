"""Boilerplate inside the running text: advertisement marks, boxes of related links, sign-up boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.metadata.furniture import find_furniture, list_head, may_open
from transforms.metadata.page import FEWEST_PROSE_WORDS, Line, ends_sentence, lines_from

if TYPE_CHECKING:
    from transforms.metadata.page import Page

LONGEST = 110
MOST_LINKS = 12
SENTENCE_ENDS = frozenset('.!?"”’)…:]')


def mark_inner(page: Page, start: int, end: int) -> None:
    """Mark the boilerplate between two offsets of the running text as navigation."""
    text, place, before = page.text, start, "."
    for line in text[start:end].split("\n"):
        stop = place + len(line)
        if place < start:
            place = stop + 1
            continue
        if before in SENTENCE_ENDS and 1 < len(line) < LONGEST and may_open(line):
            start = max(start, _mark_box(page, place, stop, end))
        before = line.rstrip()[-1:] or "."
        place = stop + 1


def _mark_box(page: Page, start: int, stop: int, end: int) -> int:
    """Mark a line of furniture and the links that hang on it; give where reading goes on."""
    line = next(lines_from(page.text, start, stop), None)
    if line is None or not _is_inner(line):
        return start
    last = line.end
    links = list_head(line.text) is not None
    for number, after in enumerate(lines_from(page.text, line.end, end)):
        blank = page.text.count("\n", last, after.start) > 1
        if blank and not find_furniture(after):
            break
        if not find_furniture(after) and not (
            links
            and number < MOST_LINKS
            and not ends_sentence(after.text)
            and after.word_count < 2 * FEWEST_PROSE_WORDS
        ):
            break
        last = after.end
    page.mark("nav", line.start, last, "inner_box")
    return max(last, stop)


def _is_inner(line: Line) -> bool:
    zone = find_furniture(line)
    return (
        zone is not None
        and line.word_count > 0
        and not (ends_sentence(line.text) and zone == "footer" and line.word_count > FEWEST_PROSE_WORDS)
    )
