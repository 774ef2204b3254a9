"""Quotations that only a colon announces: Berg had an answer: "…"; from Berg's letter: "…"; Anna Berg: "…"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.speech.drafts import Draft
from transforms.speech.holders import holder_before
from transforms.speech.lexicon import Cue, Found
from transforms.speech.subjects import PRONOUNS, main_subject
from transforms.speech.words import AUXILIARY, DAYS, MONTHS, PREPOSITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transforms.speech.marks import Quote
    from transforms.speech.units import CueAt, Unit

COLON = Cue(":", "colon", frozenset(), frozenset())
GAP = 4  # characters between a colon and the mark
SHORTEST = 12  # characters of a quotation that is no title or catchword
LABEL_LENGTH = 9  # words
NOBODY = frozenset({"it", "which", "you"})
NO_NAME = DAYS | MONTHS


def announcing_colons(text: str, quotes: Iterable[Quote]) -> Iterator[Found]:
    """Give the colons that stand right before a quotation which can be a whole sentence."""
    for quote in quotes:
        before = text[max(0, quote.start - GAP) : quote.start].rstrip()
        if not before.endswith(":") or quote.inner_end - quote.inner_start < SHORTEST:
            continue
        first = text[quote.inner_start : quote.inner_start + 1]
        if not first.islower():
            end = max(0, quote.start - GAP) + len(before)
            yield Found(end - 1, end, COLON)


def announced_by_colon(unit: Unit, at: CueAt, told_in: Unit) -> Draft | None:
    """Give the statement of the quotation behind the colon at `at` of `told_in`; it begins `unit` or stands in it."""
    speaker = holder_before(told_in, at.first) or _subject(told_in, at.first)
    if speaker is None:
        return None
    first = 0 if unit is not told_in else at.after
    content = first, first + 1
    return Draft(
        unit=unit, cue=at, rule="colon", speaker=speaker, content=content, told_in=None if unit is told_in else told_in
    )


def _is_label(unit: Unit, colon: int) -> bool:
    """Whether the words before a colon are only a name with its titles (Former minister Anna Berg: "…")."""
    words = unit.words[:colon]
    if not words or len(words) > LABEL_LENGTH or not words[-1][0].isupper() or not words[0][0].isupper():
        return False
    if unit.lower[0] in PREPOSITION or words[-1].lower() in NO_NAME:
        return False
    return AUXILIARY.isdisjoint(unit.lower[:colon]) and not any(word.endswith("ed") for word in words)


def _subject(unit: Unit, colon: int) -> tuple[int, int] | None:
    """Give the person or body with whom the words before a colon begin, or whose name they are."""
    if _is_label(unit, colon):
        return 0, colon
    first, after = main_subject(unit)
    after = min(after, colon)
    if first >= after:
        return None
    if unit.lower[first] in PRONOUNS:
        return None if unit.lower[first] in NOBODY else (first, after)
    is_name = any(
        word[0].isupper() and word.lower() not in NO_NAME for word in unit.words[first + (first == 0) : after]
    )
    return (first, after) if is_name or (unit.words[first][0].isupper() and after - first == 1) else None
