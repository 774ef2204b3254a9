"""Triggers in their clause: which verb reports a happening, and in what mood."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transforms.happenings.codebook import codebook
from transforms.speech.words import NOT_ADVERB

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.happenings.codebook import Form, Sense
    from transforms.happenings.sentence import Words

BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
HAVE = frozenset(["has", "have", "had", "having"])
DO = frozenset(["do", "does", "did"])
FUTURE = frozenset(["will", "would", "shall", "'ll", "won't", "wouldn't"])
OBLIGED = frozenset(["must", "should"])
POSSIBLE = frozenset(["can", "could", "may", "might"])
NEGATION = frozenset(
    [
        "not",
        "never",
        "n't",
        "won't",
        "wouldn't",
        "didn't",
        "don't",
        "doesn't",
        "cannot",
        "can't",
        "couldn't",
        "hasn't",
        "haven't",
    ]
)
ADVERBS = frozenset(
    [
        "also",
        "again",
        "still",
        "already",
        "formally",
        "officially",
        "jointly",
        "once",
        "outright",
        "bluntly",
        "flatly",
        "repeatedly",
        "reportedly",
        "currently",
        "now",
        "today",
        "yesterday",
        "soon",
        "later",
        "just",
        "only",
        "further",
        "finally",
        "reciprocally",
        "routinely",
        "recently",
        "ever",
        "have",
    ]
)
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"])
# Before one of these a word is a noun or an adjective, no verb.
NOUN_LEFT = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "no",
        "any",
        "some",
        "each",
        "every",
        "of",
        "in",
        "on",
        "at",
        "for",
        "from",
        "with",
        "by",
        "into",
        "about",
        "against",
        "under",
        "between",
        "joint",
        "first",
        "second",
        "third",
        "new",
        "last",
        "next",
        "latest",
        "recent",
        "previous",
        "official",
        "state",
        "two",
        "three",
    ]
)
# After a bare form without auxiliary, one of these makes it a noun or an adverb.
NOUN_RIGHT = frozenset("of by between in with . , and then to from at up on for".split())
PLANS = frozenset(
    [
        "plan",
        "plans",
        "planned",
        "intends",
        "intend",
        "due",
        "set",
        "expected",
        "scheduled",
        "going",
        "about",
        "hopes",
        "hope",
        "aims",
        "aim",
        "wants",
        "want",
        "poised",
        "ready",
        "prepared",
        "decided",
        "decides",
    ]
)
# What demonstrates something is no protest: a direct object tells them apart.
DIRECT_OBJECT = frozenset(["the", "a", "an", "that", "how", "its", "their", "his", "her", "this"])
IN_GROUP = BE | HAVE | DO | FUTURE | OBLIGED | POSSIBLE | NEGATION | ADVERBS | DAYS | {"to"}
OBJECT_WINDOW = 12  # words in which a sense's object must follow


class Hit(NamedTuple):
    """A trigger at words[first:after], with its verb group from `group` on."""

    first: int
    after: int
    group: int
    form: Form
    sense: Sense
    is_passive: bool = False
    is_future: bool = False
    is_negated: bool = False
    is_obliged: bool = False
    is_possible: bool = False
    is_ongoing: bool = False
    is_infinitive: bool = False


def find_hits(words: Words) -> Iterator[Hit]:
    """Give every trigger that is used as a verb, in order, without overlap."""
    book, position = codebook(), 0
    for index in words.starts:
        if index < position:
            continue
        for form in book.get(words.lower[index], ()):
            hit = _hit(words, index, form)
            if hit is not None:
                position = hit.after
                yield hit
                break


def _hit(words: Words, index: int, form: Form) -> Hit | None:
    after = index + len(form.words)
    if len(form.words) > 1 and tuple(words.lower[index:after]) != form.words:
        return None
    hit = _with_mood(words, index, after, form)
    if not _is_verb(words, hit):
        return None
    sense = _sense(words, hit)
    return None if sense is None else hit if sense is hit.sense else hit._replace(sense=sense)


def _with_mood(words: Words, index: int, after: int, form: Form) -> Hit:
    """Read the auxiliaries before the trigger, from right to left."""
    position, left = index, []
    while position > 0 and _belongs(words.lower[position - 1]):
        position -= 1
        left.append(words.lower[position])
        if words.lower[position] in DAYS and words.lower[position - 1 : position] == ["on"]:
            position -= 1
    if not left:
        return Hit(index, after, position, form, form.senses[0], is_obliged=form.words == ("must",))
    seen = frozenset(left)
    planned = "to" in seen and any(word in PLANS for word in words.lower[max(0, position - 3) : position])
    return Hit(
        index, after, position, form, form.senses[0],
        is_passive=not seen.isdisjoint(BE) and "participle" in form.inflections and form.words[0] not in BE,
        is_future=not seen.isdisjoint(FUTURE) or planned,
        is_negated=not seen.isdisjoint(NEGATION) or "longer" in seen,
        is_obliged=not seen.isdisjoint(OBLIGED) or form.words == ("must",),
        is_possible=not seen.isdisjoint(POSSIBLE),
        is_ongoing=not seen.isdisjoint(BE) and "gerund" in form.inflections,
        is_infinitive="to" in seen,
    )  # fmt: skip


def _belongs(word: str) -> bool:
    return word in IN_GROUP or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERB)  # noqa: PLR2004 - only, ugly


def _is_verb(words: Words, hit: Hit) -> bool:
    """Whether the word is a verb here, by what stands around it."""
    kinds, group = hit.form.inflections, hit.group
    before = words.lower[group - 1] if group else ""
    has_auxiliary = group < hit.first and any(word not in ADVERBS | DAYS for word in words.lower[group : hit.first])
    if hit.form.words[0] in BE or hit.form.words == ("must",) or has_auxiliary:
        return True
    if "gerund" in kinds or before in NOUN_LEFT or not before or (before in {",", "(", '"'} and kinds == {"base"}):
        return False
    if kinds & {"past", "participle"}:
        return True
    following = words.lower[hit.after] if hit.after < len(words.lower) else ""
    if len(hit.form.words) == 1 and following in NOUN_RIGHT:
        return False
    return words.ends_name(group - 1) or (before.endswith("s") and "base" in kinds)


def _sense(words: Words, hit: Hit) -> Sense | None:
    """Give the first sense whose object follows (or, in the passive, goes before)."""
    if not hit.sense.objects and hit.sense.event_type != "protest":
        return hit.sense  # senses with objects stand first: there are none
    window = words.lower[hit.after : min(hit.after + OBJECT_WINDOW, words.clause_end(hit.after))]
    if hit.is_passive:
        window = [*words.lower[max(0, hit.group - OBJECT_WINDOW) : hit.group], *window]
    if window and window[0] in DIRECT_OBJECT and hit.sense.event_type == "protest" and not hit.is_passive:
        return next((sense for sense in hit.form.senses if sense.objects and _has_object(sense, window)), None)
    return next((sense for sense in hit.form.senses if not sense.objects or _has_object(sense, window)), None)


def _has_object(sense: Sense, window: Sequence[str]) -> bool:
    joined = f" {' '.join(window)} "
    return any(f" {thing} " in joined for thing in sense.objects)
