"""What follows a reporting verb: an addressee, the circumstances, then a quotation, a clause or a noun phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transforms.speech.lexicon import INFINITIVE, MOVED, TOLD
from transforms.speech.units import QUOTED
from transforms.speech.words import (
    AUXILIARY,
    CLAUSE_OPENER,
    DETERMINER,
    MARKS,
    PREPOSITION,
    SENTENCE_END,
    TIME,
    is_adverb,
)

if TYPE_CHECKING:
    from transforms.speech.lexicon import Cue
    from transforms.speech.units import Unit

OBJECT_PRONOUN = frozenset({"him", "her", "them", "us", "me", "you", "it", "everyone", "people", "reporters", "journalists", "voters", "lawmakers", "viewers", "listeners"})
STOPS = frozenset({"when", "after", "before", "while", "because", "since", "as", "amid", "if"})
PARENTHETICAL = frozenset({"however", "though", "too", "then", "meanwhile", "instead", "indeed", "nonetheless", "nevertheless", "moreover", "therefore"})
CIRCUMSTANCE_LENGTH = 18  # words


class Complement(NamedTuple):
    """What follows: `kind` is quote, that, infinitive, plain, comma or end; the content begins at words[first]."""

    kind: str
    first: int
    addressee: tuple[int, int] | None = None


def complement_after(unit: Unit, index: int, cue: Cue) -> Complement:
    """Give what follows a reporting verb that ends before words[index]."""
    addressee = None
    position = index
    if cue.may(TOLD) and not cue.may(MOVED):
        after = addressee_after(unit, position)
        addressee = (position, after) if after > position else None
        position = after
    elif cue.may(TOLD) and _asks(unit, addressee_after(unit, position)):
        after = addressee_after(unit, position)
        addressee, position = (position, after) if after > position else None, after
    limit = position + CIRCUMSTANCE_LENGTH
    while position < min(len(unit.words), limit):
        word = unit.lower[position]
        if word == "to" and cue.may(INFINITIVE, MOVED, TOLD):
            return Complement("infinitive", position + 1, addressee)
        if word == "that" and unit.lower[position + 1 : position + 2] and unit.lower[position + 1] in {"night", "day", "morning", "afternoon", "evening", "week", "month", "year", "time"}:
            position += 2
            continue
        if word == "," and unit.lower[position + 1 : position + 2] and unit.lower[position + 1] in PARENTHETICAL and unit.lower[position + 2 : position + 3] == [","]:
            position += 3
            continue
        if word == "that" and _is_pronoun(unit, position):
            return Complement("plain", position, addressee)
        if word == "several" and unit.lower[position + 1 : position + 2] == ["times"]:
            position += 2
            continue
        if (word in CLAUSE_OPENER or (word == "which" and addressee)) and not (word == "when" or (word == "that" and position > index and unit.lower[position - 1] in PREPOSITION)):
            return Complement("that", position + (word == "that"), addressee)
        if word in {"the", "this", "that"} and unit.lower[position + 1 : position + 2] and unit.lower[position + 1] in {"same", "next", "following", "previous", "day"}:
            position += 2
            continue
        if word in STOPS or word in SENTENCE_END:
            return Complement("end", position, addressee)
        if unit.words[position] == QUOTED or word in MARKS:
            return _after_mark(unit, position, addressee)
        if word in PREPOSITION:
            after = _circumstance(unit, position)
            if word == "to" and addressee is None and after > position + 1:
                addressee = (position + 1, after)
            position = after
        elif word in TIME or is_adverb(word):
            position += 1
        else:
            return Complement("plain", position, addressee)
    return Complement("end", min(position, len(unit.words)), addressee)


def _is_pronoun(unit: Unit, position: int) -> bool:
    following = unit.lower[position + 1] if position + 1 < len(unit.lower) else "."
    if following in {"in", "on"}:
        return unit.lower[position + 2 : position + 3] != [] and unit.lower[position + 2][0].isdigit()
    return following in SENTENCE_END or following in {",", ";", "is", "was", "would", "will"}


def _asks(unit: Unit, position: int) -> bool:
    while position < len(unit.lower) and is_adverb(unit.lower[position]):
        position += 1
    return unit.lower[position : position + 1] != [] and unit.lower[position] in {"whether", "if", "how", "why", "what", "who", "which", "that", "when", "where"}


def _after_mark(unit: Unit, position: int, addressee: tuple[int, int] | None) -> Complement:
    word = unit.words[position]
    if word == QUOTED:
        return Complement("quote", position, addressee)
    following = unit.words[position + 1] if position + 1 < len(unit.words) else ""
    if word in {",", ":"} and following == QUOTED:
        return Complement("quote", position + 1, addressee)
    if word == ":" and following:
        return Complement("that", position + 1, addressee)
    if word == "," and following.lower() == "that":
        return Complement("that", position + 2, addressee)
    return Complement("comma", position, addressee)


def _circumstance(unit: Unit, position: int) -> int:
    """Give where a prepositional phrase at `position` ends."""
    first = position
    position += 1
    while position < len(unit.words):
        word = unit.lower[position]
        if (unit.words[position] == QUOTED and not _is_title(unit, position)) or word in PREPOSITION or word in CLAUSE_OPENER or word in STOPS:
            break
        if word in TIME and position > first + 1 and unit.lower[position - 1] not in TIME:
            break
        if word in MARKS and not (word in "-–." and unit.is_joined(position) and position + 1 < len(unit.words) and unit.is_joined(position + 1)):
            if not (word == "." and unit.lower[position - 1] in {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "st", "u.s"} and position + 1 < len(unit.words)):
                break
        if word in {"he", "she", "they", "we", "i"} and position > first + 1:
            break
        position += 1
    return position


def _is_title(unit: Unit, position: int) -> bool:
    """Whether a quotation is the name of a programme or a book inside a phrase (on "The Hour")."""
    quote = unit.quote_at[position]
    short = quote.inner_end - quote.inner_start < 40  # noqa: PLR2004 - characters
    return short and unit.words[position - 1] not in MARKS and unit.text[quote.inner_start].isupper()


def addressee_after(unit: Unit, position: int) -> int:
    """Give where the noun phrase of the person told ends, if one begins at `position`."""
    lower, words, first = unit.lower, unit.words, position
    if position < len(words) and lower[position] in OBJECT_PRONOUN:
        return position + 1
    while position < len(words) and position - first < 9:  # noqa: PLR2004 - words
        word = lower[position]
        if words[position] == QUOTED or word in AUXILIARY or word in PREPOSITION or word in TIME:
            break
        if word in CLAUSE_OPENER or word in {"he", "she", "they", "we", "i", "it"}:
            break
        if word in MARKS and not (word in "-–.'’&" and unit.is_joined(position) and position + 1 < len(words) and (unit.is_joined(position + 1) or word == ".")):
            break
        if position > first and word in DETERMINER:
            break
        position += 1
    return position
