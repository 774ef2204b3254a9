"""The words around an amount that bound it (about, more than, or so) or say that it rose or fell."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.quantities.lexicon import (
    CHANGE_ADVERBS,
    CHANGE_NOUNS,
    CHANGE_PARTICLES,
    CHANGE_VERBS,
    MODIFIER_SIGNS,
    MODIFIERS_AFTER,
    MODIFIERS_BEFORE,
    NOUN_STOPS,
)

WINDOW = 72
LONGEST_MODIFIER = 5
CLAUSE_BREAK = re.compile(r"[.;:!?\"“”()\[\]—|]\s|\n\s*\n|\)|\(")
REST_OF_WORD = re.compile(r"\w*")
ENDING = re.compile(rf",? (?:{'|'.join(sorted(map(re.escape, MODIFIERS_AFTER), key=len, reverse=True))})$")
PLUS = re.compile(r"\+(?![0-9])|-plus\b")
AFTER = re.compile(r"[ ,]{1,2}((?:[a-z]+ ?){1,5})|(\+(?![0-9])|-plus\b)")
TOKENS_AFTER = re.compile(r"[ \n-]([^\W\d_]{1,40})(?:[ \n-]([^\W\d_]{1,40}))?(?:[ \n-]([^\W\d_]{1,40}))?")
FILLERS = frozenset(
    "by of a an another further around about as much many only just some nearly almost slightly over more than "
    "additional estimated roughly approximately almost well little under less up-to whopping massive mere record "
    "full total combined even back again still or another's the least nearly close".split()
)
LEVELS = frozenset({"to", "at", "from", "between", "in", "on", "for", "with"})
# "make up 13 percent", "set up 3", "gave up 517": the particle belongs to the verb.
PHRASAL = frozenset(
    "make made makes making give gave gives giving given set sets setting pick picked picking come came put took take "
    "sign signed build built open opened line lined back backed blow blew round rounded end ended wind wound rack "
    "racked clean cleaned cough coughed snap snapped scoop scooped free freed shut shot shoot turn turned lay laid "
    "break broke track tracked gun gunned mow mowed knock knocked takes sat sit stand stood".split()
)
MADE_UP = frozenset({"make", "made", "makes", "making"})
# Verbs that with a counted noun or with money tell of a loss or an effort, not of a change in number.
NO_CHANGE_OF_COUNTS = frozenset(
    "lose lost loses losing gain gained gains gaining raise raised raises raising lift lifted lifts lifting advance "
    "advanced advances advancing improve improved recover recovered slip slipped crash crashed collapse collapsed dive "
    "dived dove jump jumped climb climbed climbing leap leaped leapt fall fell falling drop dropped sink sank sunk "
    "boost boosted ease eased hike hiked add added adds adding upgrade upgraded contract contracted tank tanked slide "
    "slid trim trimmed shed sheds shedding retreat retreated strengthen strengthened improving improves".split()
)
RAISED_MONEY = frozenset(
    {
        "raise",
        "raised",
        "raises",
        "raising",
        "lose",
        "lost",
        "loses",
        "losing",
        "advance",
        "advanced",
        "recover",
        "recovered",
        "contract",
        "contracts",
    }
)
LOOK_BACK = 7
NEAR_BACK = 3
POSSESSIVES = frozenset("its their his her our my your the a an".split())
NUMBER_NEXT = re.compile(r"\s{1,4}[$€£0-9]")
LAST_WORDS = frozenset({form.rpartition(" ")[2] for form in MODIFIERS_BEFORE} | {"a", "an"})


class Modifier(NamedTuple):
    """A modifier and where it begins (before an amount) or ends (after one)."""

    name: str
    position: int


def words_before(text: str, start: int) -> tuple[str, list[str]]:
    """Give the stretch of the clause that ends at `start`, and its words."""
    begin = max(0, start - WINDOW)
    stretch = text[begin:start]
    if begin and text[begin - 1].isalnum():
        part = REST_OF_WORD.match(stretch)
        stretch = " " * part.end() + stretch[part.end() :] if part else stretch
    last = 0
    for found in CLAUSE_BREAK.finditer(stretch):
        last = found.end()
    stretch = " " * last + stretch[last:]
    return stretch, stretch.split()


def modifier_before(text: str, start: int) -> Modifier | None:
    """Give the modifier that ends right before the amount at `start`.

    >>> modifier_before("in more than 5 places", 13)
    Modifier(name='more_than', position=3)
    """
    stretch = text[max(0, start - 40) : start]
    if not stretch:
        return None
    if stretch[-1] == ">" and stretch[-2:-1] not in {"", " ", "("}:
        return None
    signs = stretch.rstrip(" ")
    for sign in (signs[-2:], signs[-1:]):
        if sign in MODIFIER_SIGNS:
            return Modifier(MODIFIER_SIGNS[sign], max(0, start - 40) + len(signs) - len(sign))
    if stretch[-1] not in " \n\u00a0-":
        return None
    last = stretch[-16:].rstrip(" \n\u00a0-").replace("\n", " ").rpartition(" ")[2].lower().lstrip("\"“‘'(")
    if last not in LAST_WORDS:
        return None
    return _longest(stretch.rstrip("-"), max(0, start - 40))


def _longest(stretch: str, offset: int) -> Modifier | None:
    words = stretch.split()[-LONGEST_MODIFIER:]
    if words and words[-1] in {"a", "an"} and " ".join(words[-2:]).lower() not in MODIFIERS_BEFORE:
        stretch = stretch.rstrip()[: -len(words[-1])]
        words = words[:-1]
    for count in range(len(words), 0, -1):
        chosen = [word.lstrip("\"“‘'(") if number == 0 else word for number, word in enumerate(words[-count:])]
        phrase = " ".join(chosen).lower()
        if phrase in MODIFIERS_BEFORE:
            position = len(stretch)
            for word in reversed(chosen):
                position = stretch.rindex(word, 0, position)
            return Modifier(MODIFIERS_BEFORE[phrase], offset + position)
    return None


def leading_modifier(surface: str) -> Modifier | None:
    """Give the modifier that a surface begins with, and where it ends."""
    for sign in (surface[:2], surface[:1]):
        if sign in MODIFIER_SIGNS:
            return Modifier(MODIFIER_SIGNS[sign], len(sign))
    words = surface[:60].split()[:LONGEST_MODIFIER]
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[:count]).lower()
        name = MODIFIERS_BEFORE.get(phrase) or MODIFIERS_BEFORE.get(phrase.partition("-")[0] if count == 1 else "")
        if name:
            end = 0
            for word in words[:count]:
                end = surface.index(word, end) + len(word)
            return Modifier(name, end if phrase in MODIFIERS_BEFORE else surface.index("-") + 1)
    return None


def modifier_after(text: str, end: int) -> Modifier | None:
    """Give the modifier right after an amount ("or more", "+"), and where it ends."""
    match = AFTER.match(text, end)
    if match is None:
        return None
    if match[1] is None:
        return Modifier("over", match.end())
    words = match[1].split()
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[:count])
        if phrase in MODIFIERS_AFTER and not NUMBER_NEXT.match(text, match.start(1) + len(phrase)):
            return Modifier(MODIFIERS_AFTER[phrase], match.start(1) + len(phrase))
    return None


def direction_before(words: list[str], *, kind: str) -> str | None:
    """Give "up" or "down" where the words before an amount say that it rose or fell by it, not to it.

    `kind` is the amount's kind: verbs such as "lost" say nothing about the direction of a counted noun.

    >>> direction_before("Sales fell by about".split(), kind="percent")
    'down'
    >>> direction_before("Sales fell to".split(), kind="percent")
    """
    if words and words[-1].lower() in {"a", "an"}:
        return None
    index, by, of = _last_meaning(words)
    word = words[index].lower().strip("\"“‘'(,") if index >= 0 else ""
    if not word or words[index].endswith(",") or word in LEVELS:
        return None
    if of:
        return CHANGE_NOUNS.get(word)
    if word in CHANGE_PARTICLES:
        before = words[index - 1].lower() if index > 0 else ""
        phrasal = before in MADE_UP or (kind != "percent" and before in PHRASAL)
        return None if phrasal else CHANGE_PARTICLES[word]
    if word in CHANGE_VERBS:
        return _by_verb(word, kind, by=by)
    return _farther(words, index, kind, by=by) if by or kind == "percent" else None


def is_adverb(word: str) -> bool:
    """Whether a word says how something changed ("sharply") and not that it did ("rally")."""
    return word.endswith("ly") and word not in CHANGE_VERBS


def _last_meaning(words: list[str]) -> tuple[int, bool, bool]:
    """Give the place of the last word that is no filler, and whether "by" or right after it "of" was passed."""
    index, by, of = len(words) - 1, False, False
    while index >= 0 and ((word := words[index].lower()) in FILLERS or is_adverb(word)):
        by, of = by or word == "by", word == "of"
        index -= 1
    return index, by, of


def _by_verb(word: str, kind: str, *, by: bool) -> str | None:
    if kind == "duration" or (kind == "count" and not by and word in NO_CHANGE_OF_COUNTS):
        return None
    if kind == "money" and not by and word in RAISED_MONEY:
        return None
    return CHANGE_VERBS[word]


def _farther(words: list[str], index: int, kind: str, *, by: bool) -> str | None:
    """Look for the verb before its object: "cut the price by $2", "raised wages 5%"; only a short object without "by"."""
    if kind == "duration" or (not by and words[-1].lower() == "the"):
        return None
    for word in reversed(words[max(0, index - (LOOK_BACK if by else NEAR_BACK)) : index + 1]):
        plain = word.lower()
        if plain in CHANGE_VERBS:
            return CHANGE_VERBS[plain]
        if plain in LEVELS or plain.endswith(",") or (not by and plain in NOUN_STOPS and plain not in POSSESSIVES):
            return None
    return None


def direction_after(text: str, end: int, *, most: int = 3) -> str | None:
    """Give "up" or "down" from the `most` words that follow: "5% increase", "3 percent lower"."""
    match = TOKENS_AFTER.match(text, end)
    if match is None:
        return None
    words = [word.lower() for word in match.groups()[:most] if word]
    if words[0] in CHANGE_ADVERBS:
        return CHANGE_ADVERBS[words[0]]
    for word in words:
        if word in CHANGE_NOUNS:
            return CHANGE_NOUNS[word]
        if word in NOUN_STOPS:
            return None
    return None
