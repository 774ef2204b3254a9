"""Who does it: the noun phrase before or after a reporting verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transforms.speech.units import QUOTED
from transforms.speech.words import (
    ABBREVIATIONS,
    AUXILIARY,
    BE,
    COORDINATOR,
    DASHES,
    DAYS,
    DETERMINER,
    LEADING,
    MARKS,
    NOT_LAST,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME,
    is_adverb,
    is_possessive,
)

if TYPE_CHECKING:
    from transforms.speech.units import Unit

PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "which"})
INSIDE = frozenset({"-", "–", "&", "/", "$", "%", "'", "’", "#", "@"})
LONGEST = 24  # words of a subject
NICKNAME = 40  # characters
OUTSIDE = MARKS | SUBORDINATOR | COORDINATOR | AUXILIARY | RELATIVE | {"after", "before", "until", "till"}
AFTER_SUBJECT = (
    TIME | MARKS | SUBORDINATOR | AUXILIARY | RELATIVE | SUBJECT_PRONOUN | {"in", "on", "at", "during", "after", "before", "as", "to"}
)  # fmt: skip
SHORT_SUBJECT = 10  # words
APPOSITION_REACH = 70  # words
NAME_LENGTH = 14  # words
INTRODUCTION_REACH = 30  # words


class Subject(NamedTuple):
    """words[first:after] do it; the verb group begins at `verb` with its auxiliaries."""

    first: int
    after: int
    verb: int
    is_passive: bool = False
    is_infinitive: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no subject stands there."""
        return self.first >= self.after


def subject_before(unit: Unit, index: int) -> Subject:
    """Give the subject left of the verb at `index`; an empty one (first == after) if none stands there."""
    found = unit.subjects.get(index)
    if found is None:
        found = unit.subjects[index] = _subject_before(unit, index)
    return found


def _subject_before(unit: Unit, index: int) -> Subject:
    verb, passive, infinitive = verb_group(unit, index)
    if verb == 0 or unit.words[verb - 1] == QUOTED:
        return Subject(verb, verb, verb, passive, infinitive)
    if unit.words[verb - 1] in {",", ")", "—", "–", "-"} and not unit.is_joined(verb):
        first, after = before_apposition(unit, verb - 1)
    else:
        first, after = noun_phrase_before(unit, verb), verb
        if first > 1 and unit.lower[first - 1] == "who" and first < after:  # a man who lives there said
            whole = noun_phrase_before(unit, first - 1)
            first, after = (whole, first - 1) if whole < first - 1 else (first, after)
    if first < after and _is_no_subject(unit, after - 1, index):
        first = after
    return Subject(first, after, verb, passive, infinitive)


def _is_no_subject(unit: Unit, last: int, verb: int) -> bool:
    """Whether a word cannot end a subject: a possessive, or a number unless people say something (43 said)."""
    word = unit.lower[last]
    return is_possessive(word) or (word[0].isdigit() and unit.lower[verb] not in {"said", "say"})


def main_subject(unit: Unit, start: int = 0) -> tuple[int, int]:
    """Give the subject with which words[start:] begin, behind an introductory phrase; empty if none is seen."""
    first = start
    while first < len(unit.words) and _introduces(unit.lower[first]):
        reach = range(first, min(len(unit.words), first + INTRODUCTION_REACH))
        comma = next((index for index in reach if unit.words[index] == ","), None)
        if comma is None:
            break
        first = comma + 1
    after = first
    while after < min(len(unit.words), first + SHORT_SUBJECT) and not _ends_subject(unit, after, first):
        after += 1
    return first, after


def _introduces(word: str) -> bool:
    return word in PREPOSITION or word in SUBORDINATOR or word in LEADING or is_adverb(word) or word.endswith("ing")


def _ends_subject(unit: Unit, index: int, first: int) -> bool:
    word = unit.lower[index]
    if word in PRONOUNS:
        return index > first
    if index > first and (index in unit.cue_at or word.endswith("ed") or word in PAST or is_adverb(word)):
        return True
    is_lower_after_name = unit.words[index][0].islower() and unit.words[index - 1][0].isupper()
    if index > first + 1 and is_lower_after_name and word not in {"of", "for", "and", "the"}:
        return True
    return _ends_phrase(unit, index)


def verb_group(unit: Unit, index: int) -> tuple[int, bool, bool]:
    """Give where auxiliaries and adverbs before the verb begin, whether they have be, and whether they have to."""
    passive = infinitive = False
    position = index
    while position > 0:
        word = unit.lower[position - 1]
        if word in DAYS:
            position -= position > 1 and unit.lower[position - 2] == "on"
        elif word in BE:
            passive = True
        elif word == "to":
            carrying = _carrying(unit, position - 1)
            infinitive = infinitive or not carrying
            position -= carrying
        elif not (word in AUXILIARY or (is_adverb(word) and unit.words[position - 1][0].islower())):
            break
        position -= 1
    return position, passive, infinitive


def _carrying(unit: Unit, index: int) -> int:
    """Give how many words before "to" only carry the verb behind it (went on to say)."""
    if index > 1 and unit.lower[index - 1] == "on" and unit.lower[index - 2] in {"went", "goes", "gone", "going"}:
        return 2
    return int(index > 0 and unit.lower[index - 1] in {"proceeded", "proceeds"})


def noun_phrase_before(unit: Unit, after: int) -> int:
    """Give where the noun phrase that ends at `after` begins; `after` itself if there is none."""
    last = unit.lower[after - 1] if after else ""
    if last in {"who", "which", "that"}:
        return after - 1
    if not last or last in NOT_LAST or (unit.words[after - 1] in MARKS and last not in {".", "%"}):
        return after
    position = after
    while position > max(0, after - LONGEST) and _belongs(unit, position - 1, after):
        position -= 1
        if unit.lower[position] in PRONOUNS:
            break
    while position < after and (unit.lower[position] in LEADING or unit.lower[position] in DAYS):
        position += 1
    return position


def _belongs(unit: Unit, index: int, after: int) -> bool:
    """Whether words[index] can stand inside a noun phrase that ends at `after`."""
    word = unit.lower[index]
    if unit.words[index] == QUOTED:
        return 0 < index < after - 1 and is_nickname(unit, index)
    if word == ".":
        return index > 0 and (unit.lower[index - 1] in ABBREVIATIONS or len(unit.lower[index - 1]) == 1)
    if word in INSIDE:
        return unit.is_joined(index) or word in "$#@&"
    if word in PRONOUNS:
        return index == after - 1
    if word == "and":
        is_second = unit.words[index + 1][0].isupper() or unit.lower[index + 1] in POSSESSIVE
        return is_second and index > 0 and unit.words[index - 1][0].isupper()
    return word not in OUTSIDE


def is_nickname(unit: Unit, index: int) -> bool:
    """Whether a quotation is a short name or label inside a phrase, not speech."""
    quote = unit.quote_at[index]
    return quote.end - quote.start < NICKNAME and unit.text[quote.inner_end - 1] not in ",.!?"


def before_apposition(unit: Unit, comma: int) -> tuple[int, int]:
    """Give the noun phrase that an apposition, a relative clause or a bracket ending at `comma` belongs to.

    "Wang, also a member of the bureau," gives "Wang"; what stands before it in the sentence is left out.
    """
    for first, after in reversed(_pieces(unit, comma)[1:]):
        head = first
        while head < after and (unit.lower[head] in {"and", "but", "so", "yet"} or unit.lower[head] in SUBORDINATOR):
            head += 1
        if head < after <= head + NAME_LENGTH and noun_phrase_before(unit, after) == head:
            word = unit.lower[head]
            if word not in PREPOSITION and not is_adverb(word) and not _has_verb(unit, head, after):
                return head, after
    return comma, comma


def _has_verb(unit: Unit, first: int, after: int) -> bool:
    """Whether words[first:after] are a clause, not a noun phrase: a past form with something behind it."""
    for index in range(first + 1, after - 1):
        word, following = unit.lower[index], unit.lower[index + 1]
        is_followed = following in DETERMINER or following in PREPOSITION or following in TIME
        if is_followed and (word in PAST or word.endswith("ed")):
            return True
    return False


def _pieces(unit: Unit, end: int) -> list[tuple[int, int]]:
    """Give the stretches between commas, brackets and dashes before words[end], the nearest first."""
    pieces = []
    position = last = end
    while position > max(0, end - APPOSITION_REACH) and unit.words[position - 1] not in {QUOTED, ";", ":"}:
        position -= 1
        if _separates(unit, position):
            pieces.append((position + 1, last))
            last = position
    return [*pieces, (position, last)]


def _separates(unit: Unit, index: int) -> bool:
    word = unit.words[index]
    if word in {",", "-"}:
        return not (unit.is_inner(index) if word == "," else unit.is_joined(index))
    return word == "(" or word in DASHES


def subject_after(unit: Unit, index: int) -> int:
    """Give where the noun phrase that begins at `index` ends; `index` itself if none begins there."""
    first = unit.word(index)
    if first in PRONOUNS:
        return index + 1
    position = index + (first in SUBJECT_PRONOUN)
    while position < min(len(unit.words), index + LONGEST) and not _ends_phrase(unit, position):
        position += 1
    return position


def _ends_phrase(unit: Unit, index: int) -> bool:
    word = unit.lower[index]
    if word == ".":
        is_short = unit.lower[index - 1] in ABBREVIATIONS or len(unit.words[index - 1]) == 1
        return not (is_short and index + 1 < len(unit.words))
    if word in INSIDE:
        return not unit.is_joined(index)
    if unit.words[index][0].isupper() and index > 0 and word not in DAYS:
        return False
    if word in COORDINATOR:
        return not unit.words[min(index + 1, len(unit.words) - 1)][0].isupper()
    return unit.words[index] == QUOTED or word in AFTER_SUBJECT
