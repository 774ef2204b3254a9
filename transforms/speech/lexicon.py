"""The lexicon of reporting words, and where they stand in a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from transforms.lexicon_rows import rows_of
from transforms.speech.inflection import british_forms, forms_of
from transforms.speech.words import (
    ADVERB,
    AUXILIARY,
    COORDINATOR,
    DETERMINER,
    NEGATION,
    PREPOSITION,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may follow or precede a reporting word. The letters stand in the lexicon's column `frames`.
QUOTATION, POSTPOSED, THAT, BARE, NOUN, INFINITIVE, TOLD, MOVED = "qptbniod"
NAMES = frozenset({"state", "states"})  # with a capital part of a name
ARTICLES = (" the ", " a ", " an ", " these ", " those ", "The ", "A ", "An ")
POSSESSIVES = ("'s ", "’s ", " his ", " their ", " its ", " our ", " my ", " your ", "s' ", "s’ ")
# Verbs that only carry the next one: the subject of "went" says what follows.
CARRYING = ("went on to ", "goes on to ", "gone on to ", "going on to ", "proceeded to ", "proceeds to ")
CARRIED = frozenset({"go on", "continue", "proceed"})
HOLDER = re.compile(r"['’]s? |\b(?:his|her|its|their|our|my|your) ", re.IGNORECASE)
FORM_OF_BE = re.compile(r"\b(?:is|are|was|were|been|being|be|am)\b|['’](?:s|re|m)\b|n['’]t\b", re.IGNORECASE)
NEAR = 40  # characters before a noun or an adjective
BASE = frozenset({"base"})
PRESENT = frozenset({"base", "third"})
PREVIOUS = 30  # characters that hold the word before
LOOKS = frozenset({"seem", "appear"})
DAY_BEHIND = re.compile(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
VERBS = frozenset({"say", "think", "show"})


JOINS = frozenset({"-", "/", "_", "@"})
NO_SUBJECT = (PREPOSITION | {"the", "a", "an", "every"} | {"my", "your", "our", "its", "their"}) - {
    "like", "out", "up", "down", "back", "to"
}  # fmt: skip
BEFORE_BASE = (
    AUXILIARY | ADVERB | NEGATION | COORDINATOR | SUBORDINATOR | SUBJECT_PRONOUN | DETERMINER | {"to", "people", "others", "percent", "police", "women", "men", "children"}
)  # fmt: skip


class Cue(NamedTuple):
    """A reporting expression in one of its forms; `other` is another reading of the same form (hopes, worried)."""

    lemma: str
    kind: str
    frames: frozenset[str]
    forms: frozenset[str]
    other: Cue | None = None

    def may(self, *frames: str) -> bool:
        """Whether one of the frames is open to it."""
        return not self.frames.isdisjoint(frames)

    def is_form(self, *forms: str) -> bool:
        """Whether it can be one of these forms: base, third, past, participle, gerund."""
        return not self.forms.isdisjoint(forms)


class Found(NamedTuple):
    """A reporting expression at its place in the text."""

    start: int
    end: int
    cue: Cue


@cache
def cues() -> dict[str, Cue]:
    """Give every form of every reporting expression, in lower case, with what it may be.

    Where two verbs share a form, the first in the lexicon keeps it; a noun or an adjective is its other reading.
    """
    found: dict[str, Cue] = {}
    for row in rows_of("reporting_verbs.csv"):
        forms = forms_of(row["form"])._asdict() if row["kind"] in VERBS else {"base": row["form"]}
        for surface in dict.fromkeys((*forms.values(), *british_forms(row["form"], forms.values()))):
            names = frozenset(
                name for name, form in forms.items() if form == surface or surface in british_forms(row["form"], [form])
            )
            cue = Cue(row["form"], row["kind"], frozenset(row["frames"]), names)
            first = found.setdefault(surface, cue)
            if first.kind in VERBS and cue.kind not in VERBS:
                found[surface] = first._replace(other=cue)
    return found


class _Meaning(NamedTuple):
    """A form in the text with what has to be looked at beside it."""

    cue: Cue
    is_noun_or_verb: bool
    needs_subject: bool
    is_base: bool
    is_carried: bool
    beside: re.Pattern[str] | None
    without_on: _Meaning | None = None


def _meaning(cue: Cue) -> _Meaning:
    is_verb = cue.kind in VERBS
    return _Meaning(
        cue=cue,
        is_noun_or_verb=is_verb and cue.other is None and not cue.is_form("past", "gerund"),
        needs_subject=is_verb and cue.other is None and cue.forms <= PRESENT,
        is_base=cue.forms == BASE,
        is_carried=cue.lemma in CARRIED,
        beside={"noun": HOLDER, "state": FORM_OF_BE}.get(cue.kind),
    )


@cache
def _machine() -> tuple[AhoCorasick, list[_Meaning]]:
    surfaces, meanings = [], []
    for surface, cue in cues().items():
        capitals = () if surface in NAMES else (surface[0].upper() + surface[1:], surface.title())
        shorter = cues().get(surface.removesuffix(" on")) if surface.endswith(" on") else None
        meaning = _meaning(cue)._replace(without_on=_meaning(shorter) if shorter else None)
        for written in dict.fromkeys((surface, *capitals)):
            surfaces.append(written)
            meanings.append(meaning)
    return AhoCorasick(surfaces, matchkind=MatchKind.LeftmostLongest), meanings


def find_cues(text: str) -> Iterator[Found]:
    """Give every whole word or phrase of the lexicon in the text, the longest at each place, in order.

    Left out is what cannot be a verb with its subject: behind an article (the claim, a proposed road) or "to".
    """
    machine, meanings = _machine()
    last = len(text)
    for index, start, end in machine.find_matches_as_indexes(text):
        if (start and text[start - 1].isalnum()) or (end < last and text[end].isalnum()):
            continue
        meaning, after = meanings[index], end
        if meaning.without_on is not None and DAY_BEHIND.match(text, end):  # agreed on Monday to wait
            meaning, after = meaning.without_on, end - len(" on")
        if _can_report(text, start, after, meaning):
            yield Found(start, after, meaning.cue)


def _can_report(text: str, start: int, end: int, meaning: _Meaning) -> bool:
    """Whether what stands beside an expression leaves it open: a first, cheap look."""
    if text.endswith(ARTICLES, max(0, start - 6), start):
        return False
    if meaning.beside is not None:
        return meaning.beside.search(text, max(0, start - NEAR), start) is not None
    if meaning.is_noun_or_verb and text.endswith(POSSESSIVES, max(0, start - 7), start):
        return False
    if meaning.needs_subject and not _has_subject(text, start, meaning.cue):
        return False
    if meaning.is_base and text.endswith(" to ", max(0, start - 4), start):
        return text.endswith(CARRYING, max(0, start - 12), start)
    return not (meaning.is_carried and text.startswith(" to ", end))


def _has_subject(text: str, start: int, cue: Cue) -> bool:
    """Whether the word before a verb of the present can end its subject: no preposition, no singular before a base form.

    "the annual report", "in 30 states" and "tax-plan" are nouns; "and support" may carry another verb on.
    """
    if text[start - 1 : start] in JOINS:
        return False
    near = text[max(0, start - PREVIOUS) : start].split()
    word = near[-1].lower() if near else ""
    if word in NO_SUBJECT:
        return False
    if "third" in cue.forms or not word.isalpha() or word in BEFORE_BASE or word.endswith(("s", "ly")):
        return True
    return cue.lemma in LOOKS or "and" in near
