"""Where the content of a statement ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.speech.units import QUOTED
from transforms.speech.words import (
    AUXILIARY,
    COORDINATOR,
    DASHES,
    DAYS,
    DETERMINER,
    MARKS,
    PAST,
    PREPOSITION,
    SENTENCE_END,
    SUBJECT_PRONOUN,
    is_adverb,
)

if TYPE_CHECKING:
    from transforms.speech.lexicon import Cue
    from transforms.speech.units import Unit

EDGE = ",;:—–-."
BETWEEN_QUOTATIONS = frozenset({",", "and", "or", "but", "then"})
REPORTING = frozenset({"say", "think"})
TENSES = frozenset({"past", "third", "gerund"})
CONTRAST = frozenset({"while", "but", "though", "although", "whereas", "yet"})
AFTER_NOUN = CONTRAST - {"yet"} | {"because", "when", "if", "since", "unless", "until"} | DAYS
AFTER_COMMA = CONTRAST - {"yet"} | frozenset(
    {"which", "who", "whom", "whose", "as", "so", "because", "where", "when", "with", "just", "even"}
)  # fmt: skip
FINITE = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "should", "must", "did", "does", "do"}
)  # fmt: skip


# What a word must be, or a reporting word, for the content to end before it.
CAN_END = frozenset({",", ";", "-", "and", "but", "as", "according"}) | DASHES | SENTENCE_END | AFTER_NOUN | FINITE


def end_of_content(unit: Unit, first: int, cue: Cue, *, is_noun: bool, is_inner: bool = False) -> int:
    """Give the word after the content that begins at words[first]: a clause, or a noun phrase or infinitive.

    Inside a subordinate clause (who wants X, is …; while he says X, …) it ends where the main clause goes on.
    """
    for position in range(first, len(unit.words)):
        word = unit.lower[position]
        if word not in CAN_END and position not in unit.cue_at:
            continue
        if word == ";" or (word in SENTENCE_END and position + 1 == len(unit.words)):
            return position
        if position == first:
            continue
        if (
            is_inner
            and _main_clause_goes_on(unit, position, is_noun=is_noun)
            and not _only_opens(unit, first, position)
        ):
            return position
        if _stops(unit, position, cue, is_noun=is_noun):
            return _before_day(unit, position, first) if word in DAYS else position
    return max(first, len(unit.words))


def _before_day(unit: Unit, position: int, first: int) -> int:
    """Give where the words begin that go with a day (concern late on Sunday)."""
    while position > first + 1 and unit.lower[position - 1] in {"on", "late", "early", "last", "this", "next"}:
        position -= 1
    return position


def end_of_speech(unit: Unit, first: int) -> int:
    """Give the word after the quotations that begin at words[first], if they stand for themselves; 0 if not.

    They do behind a comma or a colon (he said, "…"), or where a sentence ends in them (he said "It is open." Then …).
    """
    quote = unit.quote_at[first]
    ends_sentence = unit.text[quote.inner_end - 1] in SENTENCE_END and quote.is_closed
    if unit.words[first - 1] not in {",", ":"} and not ends_sentence:
        return 0
    after = first + 1
    while True:
        following = after
        while following < len(unit.words) and unit.lower[following] in BETWEEN_QUOTATIONS:
            following += 1
        if following >= len(unit.words) or unit.words[following] != QUOTED:
            return after
        after = following + 1


def _only_opens(unit: Unit, first: int, position: int) -> bool:
    """Whether the words so far only open a clause that is still to come (noting that in recent years, trade …)."""
    opening = unit.lower[first:position]
    return (
        unit.lower[first] in PREPOSITION and unit.word(first - 1) == "that" and FINITE.isdisjoint(opening)
        and not any(at in unit.cue_at for at in range(first, position))
    )  # fmt: skip


def _main_clause_goes_on(unit: Unit, position: int, *, is_noun: bool) -> bool:
    word = unit.lower[position]
    if word == "," and not unit.is_inner(position):
        following = unit.word(position + 1)
        is_name = unit.words[position + 1 : position + 2] != [] and unit.words[position + 1][0].isupper()
        return is_noun or following in DETERMINER or following in SUBJECT_PRONOUN or is_name
    return is_noun and word in FINITE


def _stops(unit: Unit, position: int, cue: Cue, *, is_noun: bool) -> bool:
    word = unit.lower[position]
    if word == ",":
        return not unit.is_inner(position) and _stops_at_comma(unit, position, is_noun=is_noun)
    if word == "according" and unit.word(position + 1) == "to":
        return True
    if is_noun and _main_verb_tells(unit, position):
        return True
    if word in DASHES or (word == "-" and not unit.is_joined(position)):
        return is_noun
    if word in {"and", "but"}:
        return _goes_on_reporting(unit, position, cue) or (is_noun and _goes_on_acting(unit, position))
    return is_noun and (word in AFTER_NOUN or (word == "as" and unit.word(position + 1) in SUBJECT_PRONOUN))


def _main_verb_tells(unit: Unit, position: int) -> bool:
    """Whether a verb of saying with its clause stands here: the main clause goes on (Those who want it say that …)."""
    at = unit.cue_at.get(position)
    before = unit.lower[position - 1]
    if at is None or at.found.cue.kind != "say" or before == "to" or before in DETERMINER:
        return False
    return at.found.cue.is_form("past", "third", "base") and unit.words[at.after : at.after + 1] in (["that"], [QUOTED])


def _stops_at_comma(unit: Unit, position: int, *, is_noun: bool) -> bool:
    after = position + 1
    while after < len(unit.words) and is_adverb(unit.lower[after]):
        after += 1
    if after >= len(unit.words):
        return True
    word = unit.lower[after]
    at = unit.cue_at.get(after)
    if at is not None and at.found.cue.is_form("gerund") and at.found.cue.kind in REPORTING:
        return True
    if word == "but" and unit.word(after + 1) == "that" and not is_noun:  # said that …, but that …
        return False
    return word == "according" or word in CONTRAST or (is_noun and word in AFTER_COMMA)


def _goes_on_reporting(unit: Unit, position: int, cue: Cue) -> bool:
    """Whether another reporting verb in the same form follows "and" (acknowledged X and reaffirmed Y)."""
    after = position + 1
    while after < len(unit.words) and (is_adverb(unit.lower[after]) or unit.lower[after] in AUXILIARY):
        after += 1
    at = unit.cue_at.get(after)
    return at is not None and at.found.cue.kind in REPORTING and bool(at.found.cue.forms & cue.forms & TENSES)


def _goes_on_acting(unit: Unit, position: int) -> bool:
    """Whether the main clause goes on behind "and" with a verb of doing (confirmed the plan and gave no date)."""
    after = position + 1
    while after < len(unit.words) and is_adverb(unit.lower[after]):
        after += 1
    word, following = unit.word(after), unit.word(after + 1)
    if not (word in PAST or word.endswith("ed")) or unit.lower[position - 1].endswith("ed"):
        return False
    return (
        following in DETERMINER
        or following in SUBJECT_PRONOUN
        or following in PREPOSITION
        or following in {"him", "her", "them"}
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the bounds without marks and spaces at the edges that belong to the sentence, not to the content."""
    while start < end and (text[start].isspace() or text[start] in EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGE):
        end -= 1
    return start, end


def has_words(unit: Unit, first: int, after: int, least: int) -> bool:
    """Whether words[first:after] hold at least so many words, a quotation counting for all."""
    words = unit.words[first:after]
    if QUOTED in words:
        return True
    for word in words:
        least -= word not in MARKS and word.lower() not in COORDINATOR
        if least <= 0:
            return True
    return least <= 0
