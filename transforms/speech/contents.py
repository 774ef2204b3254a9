"""Where the content of a statement begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.speech.units import QUOTED
from transforms.speech.words import AUXILIARY, COORDINATOR, DAYS, DETERMINER, MARKS, SENTENCE_END, SUBJECT_PRONOUN, is_adverb

if TYPE_CHECKING:
    from transforms.speech.lexicon import Cue
    from transforms.speech.units import Unit

CONTRAST = frozenset({"while", "but", "though", "although", "whereas", "yet"})
FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "should", "must", "did", "does", "do"})
NOUN_STOPS = frozenset({"while", "but", "though", "although", "whereas", "because", "when", "if", "since", "unless", "until"})
AFTER_COMMA = frozenset({"according", "which", "who", "whom", "whose", "but", "while", "although", "though", "as", "whereas", "so", "because", "where", "when", "with", "just", "even"})


def end_of_content(unit: Unit, first: int, cue: Cue, *, is_noun: bool, is_inner: bool = False) -> int:
    """Give the word after the content that begins at words[first]: a clause, or a noun phrase or infinitive.

    Inside a subordinate clause (who wants X, is …; while he says X, …) it ends where the main clause goes on.
    """
    position = first
    while position < len(unit.words):
        word = unit.lower[position]
        if is_inner and position > first and _main_clause_goes_on(unit, position, is_noun=is_noun):
            break
        if word == ";" or (word in SENTENCE_END and position + 1 == len(unit.words)):
            break
        if position > first and _stops(unit, position, cue, is_noun=is_noun):
            break
        position += 1
    return position


def _main_clause_goes_on(unit: Unit, position: int, *, is_noun: bool) -> bool:
    word = unit.lower[position]
    if word == "," and not unit.is_inner(position):
        following = unit.words[position + 1] if position + 1 < len(unit.words) else ""
        return is_noun or following.lower() in DETERMINER or following.lower() in SUBJECT_PRONOUN or following[:1].isupper()
    return is_noun and word in FINITE


def _stops(unit: Unit, position: int, cue: Cue, *, is_noun: bool) -> bool:
    word = unit.lower[position]
    following = unit.lower[position + 1] if position + 1 < len(unit.words) else ""
    if word == ",":
        return not unit.is_inner(position) and _stops_at_comma(unit, position, is_noun=is_noun)
    if word == "according" and following == "to":
        return True
    if is_noun and _tells(unit, position):
        return True
    if word in {"—", "–", "-"} and not unit.is_joined(position):
        return is_noun
    if word in {"and", "but"}:
        return _goes_on_reporting(unit, position, cue)
    return is_noun and (word in NOUN_STOPS or word in DAYS)


def _tells(unit: Unit, position: int) -> bool:
    """Whether a verb of saying with its clause stands here: the main clause goes on (Those who want it say that …)."""
    at = unit.cue_at.get(position)
    if at is None or at.found.cue.kind != "say" or unit.lower[position - 1] == "to" or at.after >= len(unit.words):
        return False
    following = unit.words[at.after]
    return at.found.cue.is_form("past", "third", "base") and following in {"that", QUOTED} and unit.lower[position - 1] not in DETERMINER
 

def _stops_at_comma(unit: Unit, position: int, *, is_noun: bool) -> bool:
    after = position + 1
    while after < len(unit.words) and is_adverb(unit.lower[after]):
        after += 1
    if after >= len(unit.words):
        return True
    word = unit.lower[after]
    at = unit.cue_at.get(after)
    if at is not None and at.found.cue.is_form("gerund") and at.found.cue.kind in {"say", "think"}:
        return True
    if word == "according" or word in CONTRAST:
        return True
    return is_noun and word in AFTER_COMMA


def _goes_on_reporting(unit: Unit, position: int, cue: Cue) -> bool:
    after = position + 1
    while after < len(unit.words) and (is_adverb(unit.lower[after]) or unit.lower[after] in AUXILIARY):
        after += 1
    at = unit.cue_at.get(after)
    if at is None:
        return False
    same = bool(at.found.cue.forms & cue.forms & {"past", "third", "gerund"})
    return same and at.found.cue.kind in {"say", "think"}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the bounds without marks and spaces at the edges that belong to the sentence, not to the content."""
    while start < end and (text[start].isspace() or text[start] in ",;:—–-."):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.—–-"):
        end -= 1
    return start, end


def has_words(unit: Unit, first: int, after: int, least: int) -> bool:
    """Whether words[first:after] hold at least so many words, a quotation counting for all."""
    words = unit.words[first:after]
    return QUOTED in words or sum(word not in MARKS and word.lower() not in COORDINATOR for word in words) >= least
