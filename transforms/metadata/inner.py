"""Boilerplate inside the running text: advertisement marks, boxes of related links, sign-up boxes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from transforms.metadata.furniture import find_furniture, list_head
from transforms.metadata.lexicon import furniture
from transforms.metadata.page import FEWEST_PROSE_WORDS, Line, ends_sentence, lines_from

if TYPE_CHECKING:
    from transforms.metadata.page import Page

LONGEST = 110
MOST_LINKS = 12
KINDS = ("line", "list", "start", "sentence")


@cache
def first_words() -> frozenset[str]:
    """Give the first words of all furniture: a line that begins with none of them needs no closer look."""
    forms = {form for kind in KINDS for form, zone in furniture(kind).items() if zone != "header"}
    return frozenset(form.split()[0].strip("([*:|>") for form in forms if form.split())


def mark_inner(page: Page, start: int, end: int) -> None:
    """Mark the boilerplate between two offsets of the running text as navigation."""
    known, place, before = first_words(), start, "."
    text = page.text
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop
        if (
            1 < stop - place < LONGEST
            and (words := text[place:stop].split(None, 1))
            and words[0].strip("([*:|>#").casefold() in known
        ):
            stop = _mark_box(page, place, stop, end, before)
        if not text[place:stop].isspace() and stop > place:
            before = text[place:stop].rstrip()[-1:] or before
        elif stop == place or text[place:stop].isspace():
            before = "."
        place = stop + 1


def _mark_box(page: Page, start: int, stop: int, end: int, before: str) -> int:
    """Mark a line of furniture and the links that hang on it; give where reading goes on."""
    line = next(lines_from(page.text, start, stop), None)
    if line is None or before not in '.!?"”’)…:' or not _is_inner(line):
        return stop
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
