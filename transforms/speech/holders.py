"""Whose statement it is: the subject of the reporting verb, of the verb it carries on, or the holder of a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.speech.subjects import PRONOUNS, main_subject, noun_phrase_before
from transforms.speech.words import DASHES, DETERMINER, POSSESSIVE, PREPOSITION, is_possessive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.speech.drafts import Draft
    from transforms.speech.subjects import Subject
    from transforms.speech.units import CueAt, Unit

# What an event does too: a participle of these after a clause is no statement (…, underscoring the ties).
SIGNS = frozenset(
    [
        "underscore",
        "underline",
        "highlight",
        "reflect",
        "show",
        "demonstrate",
        "signal",
        "reveal",
        "prove",
        "illustrate",
        "document",
        "promote",
        "support",
    ]
)
# Verbs whose form in -s is as often the plural of a noun.
NOUNS = frozenset(
    [
        "state",
        "comment",
        "report",
        "claim",
        "plan",
        "vote",
        "call",
        "demand",
        "request",
        "hope",
        "fear",
        "doubt",
        "offer",
        "forecast",
        "estimate",
        "project",
        "promise",
        "pledge",
        "wish",
        "desire",
        "question",
        "answer",
        "charge",
        "worry",
        "rule",
        "post",
        "tweet",
        "joke",
        "view",
        "back",
        "name",
        "list",
        "quote",
        "rate",
    ]
)
PLURAL = frozenset({"they", "we", "i", "you"})
TAKES_BASE = PLURAL | {"who", "people", "some", "many", "others", "most", "percent"}
RESUMING = frozenset({"and", "but", "then", ";"})
BEFORE_PARTICIPLE = frozenset({",", "and", "by", "while"}) | DASHES | PREPOSITION
HOLDER_REACH = 4  # words between a holder and the noun


def speaker_of(unit: Unit, at: CueAt, subject: Subject, drafts: Sequence[Draft]) -> tuple[int, int] | None:
    """Give the words of the speaker of a statement that follows its cue; None if the word is no cue here."""
    cue = at.found.cue
    if cue.kind == "state":
        is_predicate = subject.is_passive and not subject.is_infinitive
        return (subject.first, subject.after) if is_predicate and not subject.is_empty else None
    if (not subject.is_empty and is_noun_form(unit, at, subject)) or unit.lower[at.first] in {"citing", "quoting"}:
        return None
    if cue.is_form("gerund") and not subject.is_passive and at.first > 0:
        before = unit.lower[subject.verb - 1] if subject.verb else ""
        if before in DETERMINER:
            return None
        if before in BEFORE_PARTICIPLE:
            return carried_on(at, drafts) or (None if cue.lemma in SIGNS else _of_main_clause(unit, at))
    if subject.is_infinitive or (subject.is_passive and not cue.is_form("gerund")):
        return None
    return _of_predicate(unit, at, subject, drafts)


def _of_predicate(unit: Unit, at: CueAt, subject: Subject, drafts: Sequence[Draft]) -> tuple[int, int] | None:
    if subject.is_empty:
        return _carried_predicate(unit, at, subject, drafts)
    return (subject.first, subject.after) if is_finite(unit, at, subject) else None


def is_finite(unit: Unit, at: CueAt, subject: Subject) -> bool:
    """Whether a base form has a subject that takes it (they say; not the annual report)."""
    cue = at.found.cue
    is_base = cue.is_form("base") and not cue.is_form("past") and subject.verb == at.first
    return not is_base or _is_plural(unit, subject)


def _carried_predicate(unit: Unit, at: CueAt, subject: Subject, drafts: Sequence[Draft]) -> tuple[int, int] | None:
    carried = carried_on(at, drafts)
    cue = at.found.cue
    is_verb = cue.is_form("past") or (cue.is_form("third") and cue.lemma not in NOUNS)
    if carried is None and is_verb and subject.verb:
        return _of_main_clause(unit, at) if unit.lower[subject.verb - 1] in RESUMING else None
    return carried


def _of_main_clause(unit: Unit, at: CueAt) -> tuple[int, int] | None:
    first, after = main_subject(unit)
    return (first, after) if first < after <= at.first else None


def carried_on(at: CueAt, drafts: Sequence[Draft]) -> tuple[int, int] | None:
    """Give the speaker of the verb that this one carries on (…, adding that …; … and noted that …)."""
    earlier = [draft for draft in drafts if draft.cue.first < at.first and draft.speaker]
    return max(earlier, key=lambda draft: draft.cue.first).speaker if earlier else None


def _is_plural(unit: Unit, subject: Subject) -> bool:
    last = unit.lower[subject.after - 1]
    return (last.endswith("s") and not last.endswith("ss")) or last in TAKES_BASE


def is_noun_form(unit: Unit, at: CueAt, subject: Subject) -> bool:
    """Whether a word in -s is a plural noun (in 30 states, their comments)."""
    if not at.found.cue.is_form("third") or at.found.cue.is_form("past"):
        return False
    last = unit.lower[subject.after - 1]
    if last in PRONOUNS:
        return last in PLURAL
    if unit.words[subject.after - 1][0].isupper():
        return False
    phrase = unit.lower[subject.first : subject.after]
    if at.found.cue.lemma in NOUNS and not PREPOSITION.isdisjoint(phrase[-3:-1]):  # a report to member states
        return True
    if at.found.cue.lemma in NOUNS and phrase[0] not in DETERMINER and not any(map(is_possessive, phrase)):
        return True
    return last.endswith("s") and not last.endswith("ss")


def holder_before(unit: Unit, index: int) -> tuple[int, int] | None:
    """Give the holder of the noun at words[index]: the possessive before it (his hope, China's strong opposition)."""
    holder = index - 1
    while holder > 0 and index - holder < HOLDER_REACH and _qualifies(unit, holder):
        holder -= 1
    if holder < 0:
        return None
    if unit.lower[holder] in POSSESSIVE:
        return holder, holder + 1
    if not is_possessive(unit.lower[holder]):
        return None
    first = noun_phrase_before(unit, holder + 1)
    return (first, holder + 1) if first <= holder else None


def _qualifies(unit: Unit, index: int) -> bool:
    word = unit.words[index]
    return word[0].islower() and word not in POSSESSIVE and not is_possessive(word)
