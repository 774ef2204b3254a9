"""Who does it: the noun phrase before or after a reporting verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transforms.speech.units import QUOTED
from transforms.speech.words import (
    AUXILIARY,
    BE,
    COORDINATOR,
    DAYS,
    DETERMINER,
    LEADING,
    MARKS,
    PREPOSITION,
    RELATIVE,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME,
    is_adverb,
)

if TYPE_CHECKING:
    from transforms.speech.units import Unit

ABBREVIATIONS = frozenset("mr mrs ms dr sen rep gov gen lt col sgt capt prof rev hon pres st jr sr u.s u.n inc co corp ltd d r".split())
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "which"})
INSIDE = frozenset({"-", "–", "&", "/", "$", "%", "'", "’", "#", "@"})
LONGEST = 24  # words of a subject
NOT_LAST = DETERMINER - {"this", "that", "these", "those", "some", "any", "many", "most", "several", "few", "both", "all", "her", "his", "more", "such", "other"} | (PREPOSITION - {"like"}) | {"and", "or", "but", "as"}


class Subject(NamedTuple):
    """words[first:after] do it; the verb group begins at `verb` with its auxiliaries."""

    first: int
    after: int
    verb: int
    is_passive: bool = False
    is_infinitive: bool = False


def subject_before(unit: Unit, index: int) -> Subject:
    """Give the subject left of the verb at `index`; an empty one (first == after) if none stands there."""
    verb, passive, infinitive = verb_group(unit, index)
    if verb == 0 or unit.words[verb - 1] == QUOTED:
        return Subject(verb, verb, verb, passive, infinitive)
    if unit.words[verb - 1] in {",", ")", "—", "–", "-"} and not unit.is_joined(verb):
        first, after = before_apposition(unit, verb - 1)
    else:
        first, after = noun_phrase_before(unit, verb), verb
    if first < after and _is_no_subject(unit, after - 1, index):
        first = after
    return Subject(first, after, verb, passive, infinitive)


def _is_no_subject(unit: Unit, last: int, verb: int) -> bool:
    """Whether a word cannot end a subject: a possessive, or a number unless people say something (43 said)."""
    word = unit.lower[last]
    return word.endswith(("'s", "’s", "s'", "s’")) or (word[0].isdigit() and unit.lower[verb] not in {"said", "say"})


def main_subject(unit: Unit, start: int = 0) -> tuple[int, int]:
    """Give the subject with which words[start:] begin, behind an introductory phrase; empty if none is seen."""
    lower, first = unit.lower, start
    while first < len(lower) and (lower[first] in PREPOSITION or lower[first] in SUBORDINATOR or lower[first] in LEADING or is_adverb(lower[first]) or lower[first].endswith("ing")):
        comma = next((i for i in range(first, min(len(lower), first + 30)) if lower[i] == ","), None)
        if comma is None:
            break
        first = comma + 1
    after = first
    while after < min(len(lower), first + 10) and not _ends_subject(unit, after, first):
        after += 1
    return first, after


def _ends_subject(unit: Unit, index: int, first: int) -> bool:
    word = unit.lower[index]
    if word in PRONOUNS:
        return index > first
    if index > first and (index in unit.cue_at or word.endswith("ed") or is_adverb(word)):
        return True
    if index - 1 > first and unit.words[index - 1][0].isupper() and unit.words[index][0].islower() and word not in {"of", "for", "and", "the"}:
        return True
    return _ends_phrase(unit, index)


def verb_group(unit: Unit, index: int) -> tuple[int, bool, bool]:
    """Give where auxiliaries and adverbs before the verb begin, whether they have be, and whether they have to."""
    passive = infinitive = False
    position = index
    while position > 0:
        word = unit.lower[position - 1]
        if word in BE:
            passive = True
        elif word == "to":
            infinitive = True
        elif not (word in AUXILIARY or (is_adverb(word) and unit.words[position - 1][0].islower())):
            break
        position -= 1
    return position, passive, infinitive


def noun_phrase_before(unit: Unit, after: int) -> int:
    """Give where the noun phrase that ends at `after` begins; `after` itself if there is none."""
    lower, position = unit.lower, after
    if after and lower[after - 1] in {"who", "which", "that"}:
        return after - 1
    if after == 0 or lower[after - 1] in NOT_LAST or (unit.words[after - 1] in MARKS and unit.words[after - 1] not in ".%"):
        return after
    while position > max(0, after - LONGEST) and _belongs(unit, position - 1, after):
        position -= 1
        if lower[position] in PRONOUNS:
            break
    while position < after and (lower[position] in LEADING or lower[position] in DAYS):
        position += 1
    return position


def _belongs(unit: Unit, index: int, after: int) -> bool:
    word = unit.lower[index]
    if unit.words[index] == QUOTED:
        quote = unit.quote_at[index]
        return 0 < index < after - 1 and quote.end - quote.start < 40 and unit.text[quote.inner_end - 1] not in ",.!?"  # noqa: PLR2004 - a nickname
    if word == "." :
        return index > 0 and (unit.lower[index - 1] in ABBREVIATIONS or len(unit.lower[index - 1]) == 1)
    if word in INSIDE:
        return unit.is_joined(index) or word in "$#@&"
    if word in PRONOUNS:
        return index == after - 1
    if word == "and":
        return unit.words[index + 1][0].isupper() and index > 0 and unit.words[index - 1][0].isupper()
    return not (word in MARKS or word in SUBORDINATOR or word in {"after", "before", "until", "till"} or word in COORDINATOR or word in AUXILIARY or word in RELATIVE)


def before_apposition(unit: Unit, comma: int) -> tuple[int, int]:
    """Give the noun phrase that an apposition, a relative clause or a bracket ending at `comma` belongs to.

    "Wang, also a member of the bureau," gives "Wang"; what stands before it in the sentence is left out.
    """
    pieces = []
    end = position = comma
    while position > 0 and unit.words[position - 1] not in {QUOTED, ";", ":"} and comma - position < 70:  # noqa: PLR2004 - words
        position -= 1
        if (unit.words[position] == "," and not unit.is_inner(position)) or unit.words[position] in {"(", "—", "–"} or (unit.words[position] == "-" and not unit.is_joined(position)):
            pieces.append((position + 1, end))
            end = position
    pieces.append((position, end))
    for first, after in reversed(pieces[1:]):
        begin = noun_phrase_before(unit, after)
        head = first
        while head < after and (unit.lower[head] in {"and", "but", "so", "yet"}):
            head += 1
        if head < after and begin == head and after - head <= 14 and unit.lower[head] not in PREPOSITION and not is_adverb(unit.lower[head]):  # noqa: PLR2004 - words
            return head, after
    return comma, comma


def subject_after(unit: Unit, index: int) -> int:
    """Give where the noun phrase that begins at `index` ends; `index` itself if none begins there."""
    lower, position = unit.lower, index
    if index < len(lower) and lower[index] in PRONOUNS:
        return index + 1
    if index < len(lower) and lower[index] in SUBJECT_PRONOUN and unit.words[index][0].isalpha():
        position += 1
    while position < min(len(lower), index + LONGEST) and not _ends_phrase(unit, position):
        position += 1
    return position


def _ends_phrase(unit: Unit, index: int) -> bool:
    word = unit.lower[index]
    if word == ".":
        short = unit.lower[index - 1] in ABBREVIATIONS or len(unit.words[index - 1]) == 1
        return not (short and index + 1 < len(unit.words))
    if word in INSIDE:
        return not unit.is_joined(index)
    if unit.words[index][0].isupper() and index > 0 and word not in DAYS:
        return False
    if word in TIME or word in RELATIVE or word in SUBORDINATOR or word in AUXILIARY or word in SUBJECT_PRONOUN:
        return True
    if word in {"in", "on", "at", "during", "after", "before", "when", "while", "as", "to"}:
        return True
    return unit.words[index] == QUOTED or word in MARKS or (word in COORDINATOR and not unit.words[min(index + 1, len(unit.words) - 1)][0].isupper())
