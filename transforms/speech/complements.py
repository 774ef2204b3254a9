"""What follows a reporting verb: an addressee, the circumstances, then a quotation, a clause or a noun phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transforms.speech.lexicon import INFINITIVE, MOVED, TOLD
from transforms.speech.units import QUOTED
from transforms.speech.words import (
    ABBREVIATIONS,
    AUXILIARY,
    CLAUSE_OPENER,
    DAYS,
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

# Who is told is one word long.
OPENS_ASIDE = frozenset({",", "the", "this", "that", "several"})
QUANTITY = frozenset({"both", "all", "much", "no"})  # begin a noun phrase
TOLD_ALONE = frozenset(
    {"him", "her", "them", "us", "me", "you", "it", "everyone", "people", "reporters", "journalists", "voters", "lawmakers", "viewers", "listeners"}
)  # fmt: skip
SUBJECTS = frozenset({"he", "she", "they", "we", "i", "it"})
QUESTION_WORDS = CLAUSE_OPENER | {"which"}
ADVERBIAL = frozenset({"when", "after", "before", "while", "because", "since", "as", "amid"})
ASIDE = frozenset(
    {"however", "though", "too", "then", "meanwhile", "instead", "indeed", "nonetheless", "nevertheless", "moreover", "therefore"}
)  # fmt: skip
NEAR = frozenset({"same", "next", "following", "previous", "day"})
PART_OF_DAY = frozenset({"night", "day", "morning", "afternoon", "evening", "week", "month", "year", "time"})
AFTER_PRONOUN = SENTENCE_END | {",", ";", "is", "was", "would", "will"}
CIRCUMSTANCE_LENGTH = 18  # words
RELATIVE_LENGTH = 20  # words of a clause that says who is told
ADDRESSEE_LENGTH = 9  # words
TITLE_LENGTH = 40  # characters


class Complement(NamedTuple):
    """What follows: `kind` is quote, that, infinitive, plain, comma or end; the content begins at words[first]."""

    kind: str
    first: int
    addressee: tuple[int, int] | None = None


def complement_after(unit: Unit, index: int, cue: Cue) -> Complement:
    """Give what follows a reporting verb that ends before words[index]."""
    key = index, id(cue)  # the cues of the lexicon live as long as the process
    found = unit.complements.get(key)
    if found is None:
        found = unit.complements[key] = _complement_after(unit, index, cue)
    return found


def _complement_after(unit: Unit, index: int, cue: Cue) -> Complement:
    position = _past_addressee(unit, index, cue)
    addressee = (index, position) if position > index else None
    limit = min(len(unit.words), position + CIRCUMSTANCE_LENGTH)
    while position < limit:
        word = unit.lower[position]
        after = _past_aside(unit, position)
        if after > position:
            position = after
        elif word in PREPOSITION and word not in ADVERBIAL and not (word == "to" and cue.may(INFINITIVE, MOVED, TOLD)):
            after = _past_phrase(unit, position)
            if word == "to" and addressee is None and after > position + 1:
                addressee = position + 1, after
            position = after
        elif _is_relative(unit, position, index, addressee) and cue.lemma != "ask":
            return _past_relative(unit, position, addressee)
        else:
            return _complement_at(unit, position, index, addressee)
    return Complement("end", min(position, len(unit.words)), addressee)


def _complement_at(unit: Unit, position: int, index: int, addressee: tuple[int, int] | None) -> Complement:
    word = unit.lower[position]
    if word == "to":
        return Complement("infinitive", position + 1, addressee)
    if word == "that" and (
        _is_pronoun(unit, position) or (position > index and unit.lower[position - 1] in PREPOSITION)
    ):
        return Complement("plain", position, addressee)
    if (word in CLAUSE_OPENER and word != "when") or (word == "which" and addressee):
        return Complement("that", position + (word == "that"), addressee)
    if word in ADVERBIAL or word in SENTENCE_END:
        return Complement("end", position, addressee)
    if unit.words[position] == QUOTED or word in MARKS:
        return _after_mark(unit, position, addressee)
    return Complement("plain", position, addressee)


def _is_relative(unit: Unit, position: int, index: int, addressee: tuple[int, int] | None) -> bool:
    """Whether a clause begins that belongs to the noun before (told drivers who …; answered with a sign that could …)."""
    word = unit.lower[position]
    if word == "that":
        return position > index and unit.word(position + 1) in AUXILIARY
    return word in {"who", "whose"} and addressee is not None and addressee[1] == position


def _past_relative(unit: Unit, position: int, addressee: tuple[int, int] | None) -> Complement:
    """Give what follows a clause that belongs to the noun before it (told the mayors who had come that …)."""
    for index in range(position + 1, min(len(unit.words), position + RELATIVE_LENGTH)):
        if unit.words[index] == QUOTED:
            return Complement("quote", index, addressee)
        if unit.lower[index] == "that":
            return Complement("that", index + 1, addressee)
    return Complement("end", position, addressee)


def _is_pronoun(unit: Unit, position: int) -> bool:
    """Whether "that" stands for something, not before a clause (proposed just that in 2013)."""
    following = unit.word(position + 1)
    if following in {"in", "on"}:
        return unit.word(position + 2)[:1].isdigit()
    return following == "" or following in AFTER_PRONOUN


def _after_mark(unit: Unit, position: int, addressee: tuple[int, int] | None) -> Complement:
    word, following = unit.words[position], unit.word(position + 1)
    if word == QUOTED:
        return Complement("quote", position, addressee)
    if word in {",", ":"} and following == QUOTED:
        return Complement("quote", position + 1, addressee)
    if word == ":" and following:
        return Complement("that", position + 1, addressee)
    if word == "," and following == "that":
        return Complement("that", position + 2, addressee)
    return Complement("comma", position, addressee)


def _past_aside(unit: Unit, position: int) -> int:
    """Give where a word or phrase of time or manner at `position` ends; `position` itself if none stands there."""
    word = unit.lower[position]
    if word not in OPENS_ASIDE:
        return position + (word in TIME or (is_adverb(word) and word not in QUANTITY))
    following = unit.word(position + 1)
    if word == "," and following in ASIDE and unit.word(position + 2) == ",":
        return position + 3
    if word in {"the", "this", "that"} and following in NEAR and unit.word(position + 2) in PART_OF_DAY:
        return position + 3
    if (
        (word == "that" and following in PART_OF_DAY)
        or (word in {"the", "this", "that"} and following in NEAR)
        or (word == "several" and following == "times")
    ):
        return position + 2
    return position + (word in TIME or (is_adverb(word) and word not in QUANTITY))


def _past_phrase(unit: Unit, first: int) -> int:
    """Give where a prepositional phrase at words[first] ends."""
    position = first + 1
    while position < len(unit.words) and not _ends_phrase(unit, position, first):
        position += 1
    return position


def _ends_phrase(unit: Unit, index: int, first: int) -> bool:
    word = unit.lower[index]
    if unit.words[index] == QUOTED:
        return not _is_title(unit, index)
    if word in PREPOSITION or word in CLAUSE_OPENER or word in ADVERBIAL:
        return True
    if word in TIME:
        return index > first + 1 and unit.lower[index - 1] not in TIME
    if unit.lower[index - 1] in DAYS and index == first + 2:
        return word not in PART_OF_DAY and not word[0].isdigit() and (word not in MARKS or word == ":")
    if word in MARKS:
        is_short = word == "." and unit.lower[index - 1] in ABBREVIATIONS and index + 1 < len(unit.words)
        return not (is_short or (word in "-–." and unit.is_inner(index)))
    return word in SUBJECTS and index > first + 1


def _is_title(unit: Unit, position: int) -> bool:
    """Whether a quotation is the name of a programme or a book inside a phrase (on "The Hour")."""
    quote = unit.quote_at[position]
    is_short = quote.inner_end - quote.inner_start < TITLE_LENGTH
    return (
        is_short
        and unit.words[position - 1] not in MARKS
        and unit.text[quote.inner_start : quote.inner_start + 1].isupper()
    )


def _past_addressee(unit: Unit, index: int, cue: Cue) -> int:
    """Give where the person told ends; a verb that also moves people to act (asked) needs a question after them."""
    if not cue.may(TOLD):
        return index
    after = _past_told(unit, index)
    if not cue.may(MOVED):
        return after
    following = after
    while following < len(unit.words) and is_adverb(unit.lower[following]):
        following += 1
    return after if unit.word(following) in QUESTION_WORDS else index


def _past_told(unit: Unit, first: int) -> int:
    """Give where the noun phrase of the person told ends, if one begins at words[first]."""
    if unit.word(first) in TOLD_ALONE:
        return first + 1
    position = first
    while position < min(len(unit.words), first + ADDRESSEE_LENGTH) and not _ends_told(unit, position, first):
        position += 1
    return position


def _ends_told(unit: Unit, index: int, first: int) -> bool:
    word = unit.lower[index]
    if unit.words[index] == QUOTED or word in AUXILIARY or word in PREPOSITION or word in TIME:
        return True
    if word in CLAUSE_OPENER or word in SUBJECTS or (index > first and word in DETERMINER):
        return True
    if word in MARKS:
        is_short = word == "." and unit.lower[index - 1] in ABBREVIATIONS and index + 1 < len(unit.words)
        return not (is_short or (word in "-–.'’&" and unit.is_inner(index)))
    return False
