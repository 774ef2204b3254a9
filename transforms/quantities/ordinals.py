"""Ordinals and ranks, with the noun that they order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.quantities.derive import ORDINAL, derive
from transforms.quantities.exclusions import skip_date
from transforms.quantities.lexicon import ADDRESS_AFTER, CARDINALS, CHANGE_VERBS, NOUN_STOPS, UNIT_WORDS
from transforms.quantities.nouns import TOKEN, Phrase, is_adjective
from transforms.quantities.scan import Quantity

if TYPE_CHECKING:
    from transforms.quantities.measured import Span
    from transforms.quantities.scan import Scan


NOT_ORDERED = frozenset(
    "quarter half day week month year century decade time times hand lady amendment thing things world responder responders "
    "place instance glance sight class aid name of and or to but that it he she they in on at".split()
)
NOT_ORDERED_LAST = NOT_ORDERED | ADDRESS_AFTER


DETERMINERS = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|your|this|that|another|every|each)|['’]s?)[ \n](?:very )?$",
    re.IGNORECASE,
)


LARGEST = re.compile(
    r"[- ](?:largest|biggest|highest|lowest|smallest|longest|best|worst|most|fastest|oldest|richest|tallest|busiest|deadliest|poorest|youngest)\b"
)
DIGITS = re.compile(r"[0-9]+")
CAPITALISED_AFTER = frozenset('.!?\n"“*')
LONGEST_PHRASE = 7


def take_ordinal(scan: Scan, start: int, end: int) -> int:
    """Read the ordinal at text[start:end] with the noun it orders ("the first <group>"); give where to go on.

    Words need an article or possessive before them; capitals inside a sentence make a name (First Lady).
    """
    text = scan.text
    match = ORDINAL.match(text, start)
    if match is None:
        return end
    day = _end_of_day(text, start)
    if day:
        return day
    end = match.end()
    rank = LARGEST.match(text, end)
    phrase = None if not rank and _is_adverb(text, start, end) else _ordered(text, rank.end() if rank else end)
    if phrase is not None:
        scan.found.append(_quantity(text, (start, end), phrase, "rank" if rank else "ordinal"))
    return end


def _is_adverb(text: str, start: int, end: int) -> bool:
    """Whether an ordinal orders no noun right after it, or is part of a name."""
    if text[end : end + 1] not in {" ", "\n"}:
        return True
    if text[start].isdigit():
        return False
    if text[start].isupper():
        return start > 1 and text[start - 2] not in CAPITALISED_AFTER
    return DETERMINERS.search(text, max(0, start - 10), start) is None


def _quantity(text: str, span: Span, phrase: Phrase, kind: str) -> Quantity:
    head = (phrase.head, phrase.end)
    row = derive(text[span[0] : span[1]], text[head[0] : head[1]])
    return Quantity(
        start=span[0], end=span[1], value=row.value if row else 1.0, value_high=None, unit=row.unit if row else None,
        currency=None, kind=kind, modifier="exact", direction=None, measured=(phrase.start, phrase.end), context=head,
        si_value=None, si_unit=None, rule=f"metrics.{kind}", confidence=0.85,
    )  # fmt: skip


def _end_of_day(text: str, start: int) -> int | None:
    """Give where a day of a month ends ("the 5th of March", "March 5th")."""
    digits = DIGITS.match(text, start)
    return skip_date(text, start, digits.end()) if digits else None


def _ordered(text: str, position: int) -> Phrase | None:
    """Give the noun phrase after an ordinal, up to its head: the last word before a function word, verb or mark."""
    words: list[str] = []
    start = head = end = position
    for _ in range(LONGEST_PHRASE):
        token = TOKEN.match(text, position)
        if (
            token is None
            or (words and (token[1] == "" or _is_verb(token[2], words[-1])))
            or token[2].lower() in NOUN_STOPS
        ):
            break
        start = start if words else token.start(2)
        words.append(token[2].lower())
        head, end = token.start(2), token.end()
        position = end
    if not words or words[0] in NOT_ORDERED or words[0] in CARDINALS or words[-1] in NOT_ORDERED_LAST:
        return None
    return None if words[-1] in UNIT_WORDS else Phrase(start, head, end)


def _is_verb(word: str, before: str) -> bool:
    """Whether a word ends the noun phrase as its verb ("group arrived", but "newly elected president")."""
    if word in CHANGE_VERBS:
        return True
    return (
        word.endswith("ed")
        and word.islower()
        and "-" not in word
        and not (before.endswith("ly") or is_adjective(before))
    )
