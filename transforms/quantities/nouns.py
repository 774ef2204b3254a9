"""Counted nouns: where the noun phrase after a number has its head, and what the unit made of it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from transforms.quantities.lexicon import (
    ADJECTIVES,
    CARDINALS,
    CHANGE_VERBS,
    INVARIABLE,
    NOUN_OR_VERB,
    NOUN_STOPS,
    PLURALS,
)
from transforms.quantities.units import singular

TOKEN = re.compile(
    r"([ \u00a0]{1,2}|[ ]?\n[ ]{0,12}|-|)((?:[A-Z]\.){2,4}|[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40})*(?:-\d{1,3})?)"
)
MODEL_NUMBER = re.compile(r" \d{2,4}(?= [A-Z])")
LONGEST_PHRASE = 7
ADJECTIVE_ENDING = re.compile(
    r"(?:[a-z]{2}(?:al|ous|ive|able|ible|ful|less|ish|ern|ese|ly|est)|[a-z]{4}ing|[a-z]{3}(?:ic|ary|ory|ian|ean|ed|ent|ant))$"
)
# Nouns that look like adjectives by their endings and often stand before another noun.
NOUNS_AFTER_ALL = frozenset(
    "capital hospital metal animal festival rental signal journal arrival trial proposal terminal coral canal portal "
    "goal deal meal coal seal appeal clinic traffic music fabric topic plastic arctic magic logic critic republic "
    "library salary battery factory memory territory inventory laboratory directory story history victory category "
    "bed seed speed feed weed breed detective executive locomotive olive drive archive hive interest forest request "
    "harvest arrest test contest protest guest chest west family supply assembly reply ally bully rally belly "
    "student patient president agent parent client resident accident incident event tent percent cent rent "
    "department government investment apartment treatment equipment payment document element employment development "
    "plant grant restaurant tenant merchant assistant servant infant elephant pageant consultant accountant combatant "
    "participant immigrant migrant applicant musician politician physician technician guardian civilian pedestrian "
    "vegetarian librarian veterinarian ocean table cable vegetable cattle vehicle people disciple article bible "
    "summer border power tower car lead blood wood food flood shipping cargo container training mining building housing parking landing drilling banking farming fishing heating testing "
    "voting polling meeting hearing funding spending lending trading manufacturing engineering marketing processing "
    "recycling shopping sitting swimming wedding morning evening spring string king ring wing ceiling boarding nursing".split()
)
NUMERALS = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen", *CARDINALS})
PARTICIPLE = re.compile(r"[a-z]{3,}(?:ed|ing)$")
# Words between "one" and its noun that make the phrase no count.
NOT_COUNTED = frozenset("another more day time thing way point such that who which else".split())


class Phrase(NamedTuple):
    """A noun phrase at text[start:end], whose head is text[head:end]."""

    start: int
    head: int
    end: int


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like the plural of a noun."""
    return word in PLURALS or (
        len(word) > 2 and word[-1] == "s" and word[-2] not in "su'’" and not (word.endswith("is") and word != "skis")  # noqa: PLR2004
    )


@lru_cache(maxsize=8192)
def is_adjective(word: str) -> bool:
    """Whether a lower-case word describes a noun rather than making a compound with it.

    >>> [is_adjective(word) for word in ("different", "commercial", "heart", "hospital")]
    [True, True, False, False]
    """
    if word in ADJECTIVES or "-" in word:
        return True
    return word not in NOUNS_AFTER_ALL and ADJECTIVE_ENDING.search(word) is not None


def find_plural(text: str, position: int) -> Phrase | None:
    """Give the phrase after a number up to its plural head ("four <different bosses>").

    Left out: phrases whose head is more than six words away, and those that a verb or a mark ends before a plural.
    """
    start, fallback = -1, None
    for _ in range(LONGEST_PHRASE):
        token = TOKEN.match(text, position)
        if token is None or (token[1] == "" and start >= 0):
            break
        word = token[2].lower()
        start = token.start(2) if start < 0 else start
        if word in NOUN_STOPS and not (word in {"and", "or"} and _goes_on(text, start, token.start())):
            break
        if fallback and word in NOUN_OR_VERB:
            break
        if is_plural(word):
            return _with_second_plural(text, Phrase(start, token.start(2), token.end()), word)
        if word in INVARIABLE:
            fallback = Phrase(start, token.start(2), token.end())
        model = MODEL_NUMBER.match(text, token.end())
        position = model.end() if model else token.end()
    return fallback


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether only one word stands before "and", so that the noun counted comes after it ("faith and community leaders")."""
    before = text[start:end].strip()
    return bool(before) and " " not in before


def _with_second_plural(text: str, phrase: Phrase, word: str) -> Phrase:
    """Take "managers" for the head in "two sales managers"; a possessive plural goes on to its noun."""
    token = TOKEN.match(text, phrase.end)
    if token is None or token[1] not in {" ", "\n"} or word in {"people", "men", "women", "children"}:
        return phrase
    following = token[2].lower()
    if is_plural(following) and not (following in NOUN_STOPS or following in NOUN_OR_VERB or following in CHANGE_VERBS):
        return Phrase(phrase.start, token.start(2), token.end())
    return phrase


def find_single(text: str, position: int) -> Phrase | None:
    """Give the phrase after "one" up to its singular head ("one <border crossing>")."""
    start = -1
    words: list[tuple[str, int, int]] = []
    for _ in range(4):
        token = TOKEN.match(text, position)
        if token is None or (token[1] == "" and start >= 0):
            break
        word = token[2].lower()
        if word in NOUN_STOPS or (words and _is_verb(word)):
            break
        start = token.start(2) if start < 0 else start
        words.append((word, token.start(2), token.end()))
        position = token.end()
    while words and (is_adjective(words[-1][0]) and len(words) > 1 and not words[-1][0].endswith("ant")):
        words.pop()
    if not words or words[0][0] in NOT_COUNTED or is_adjective(words[-1][0]):
        return None
    return Phrase(start, words[-1][1], words[-1][2])


def _is_verb(word: str) -> bool:
    return word in NOUN_OR_VERB or is_plural(word) or PARTICIPLE.match(word) is not None or word in CHANGE_VERBS


@lru_cache(maxsize=8192)
def noun_unit(phrase: str) -> str:
    """Give the unit of a counted noun: its head in the singular, with nouns before it, without adjectives and names.

    >>> noun_unit("different bosses"), noun_unit("heart transplants"), noun_unit("China-aid projects")
    ('boss', 'heart transplant', 'project')
    """
    words = phrase.split()
    kept = [singular(words[-1].rpartition("-")[2])]
    for word in reversed(words[:-1]):
        if not word.islower() or not word.isalpha() or is_adjective(word) or word in NOUN_STOPS or word in NUMERALS:
            break
        kept.insert(0, word)
    return " ".join(kept)
