"""What stands beside a guessed name and says what sort of thing it is: "the brewer X", "X shares", "the town of X"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from transforms.lexicon_rows import lines_of
from transforms.names.words import offices

if TYPE_CHECKING:
    from collections.abc import Mapping

REACH = 40
NEXT = re.compile(r" (\w+(?: executive| general)?)| ?(,) based in ")
MOVED = re.compile(
    r" (?:rose|fell|gained|lost|climbed|dropped|jumped|slid|slipped|surged|tumbled|added|shed) (?:by )?\d"
)


@cache
def cue_words(position: str) -> Mapping[str, str]:
    """Give the type that one word, or two, right before or after a name speak for."""
    rows = (line.split(",") for line in lines_of("name_cues.csv")[1:])
    return {form: entity_type for form, where, entity_type in rows if where == position}


def cue(text: str, start: int, end: int) -> str | None:
    """Give the type that the words beside a name speak for, if they do; offsets are code points, end exclusive."""
    return cue_before(text, start) or cue_after(text, end)


def cue_before(text: str, start: int) -> str | None:
    """Give the type that the words before a name speak for: "shares in X", "the airline X", "striker X"."""
    if start < 2 or text[start - 1] != " " or not text[start - 2].islower():  # noqa: PLR2004 - a letter and a space
        return None
    words = text[max(0, start - REACH) : start].split()
    known = cue_words("before")
    last = words[-1]
    found = known.get(last) or known.get(" ".join(words[-2:]).lower())
    return found or ("person" if last in offices() else None)


def cue_after(text: str, end: int) -> str | None:
    """Give the type that the words after a name speak for: "X shares", "X, based in", "X fell 3 percent"."""
    match = NEXT.match(text, end) if text[end : end + 1] in {" ", ","} else None
    if not match:
        return None
    if match[2] or MOVED.match(text, end):
        return "organisation"
    known = cue_words("after")
    return known.get(match[1]) or known.get(match[1].partition(" ")[0])
