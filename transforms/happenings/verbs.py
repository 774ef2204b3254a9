"""Triggers in their clause: which verb reports a happening, and in what mood."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from transforms.happenings.codebook import PERSON, codebook
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
    ]
)
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"])
INSIDE = ADVERBS | DAYS  # words inside a verb group that make no verb of what follows
SPLITTING = DAYS | {"on"}  # words that can stand inside a trigger
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
    ]
)
# The same before a form that is not in the past: "an official visit", but "an official praised".
ADJECTIVE_LEFT = frozenset(
    "joint first second third new last next latest recent previous official state two three".split()
)
# After a bare form without auxiliary, one of these makes it a noun or an adverb.
NOUN_RIGHT = frozenset("of by between in with . , and then to from at up on for".split())
# Before "to" and a trigger: what is tried or begun is done, as far as it goes.
ATTEMPTS = frozenset(
    "tried tries try attempted attempts began begins begin begun started starts start continued continues continue managed manages manage".split()
)
BEGUN = frozenset("began begun begins started starts continued continues resumed resumes kept keeps".split())
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
# What kills, hits or blocks without meaning to, and what is attacked or shot without harm.
FORCES_OF_NATURE = frozenset(
    "storm storms flood floods earthquake quake fire fires blaze crash accident disease virus outbreak cholera heat heatwave landslide landslides typhoon cyclone hurricane "
    "tornado avalanche drought bus train plane film movie scene video song match game champion team player players striker side coach".split()
)
HYPHENS = frozenset("-‐‑–")
IN_GROUP = BE | HAVE | DO | FUTURE | OBLIGED | POSSIBLE | NEGATION | ADVERBS | DAYS | {"to"}
# What is met without a meeting.
MET = frozenset(
    "need needs requirement requirements goal goals target targets challenge challenges standard standards deadline deadlines criteria obligations commitments expectations costs".split()
)
MET_WINDOW = 5  # words
HUMAN = frozenset({"attack", "protest"})  # happenings that only people bring about
NOWHERE = 1_000  # words: more than a window has
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
    subject: tuple[int, int] | None = None  # where its subject stands, if not right before it: "A met B and signed …"
    until: int | None = None  # where the next trigger of a chain takes over

    @property
    def is_further(self) -> bool:
        """Whether it is a further act of the subject of another trigger."""
        return self.subject is not None and self.subject[1] != self.group


def find_hits(words: Words) -> Iterator[Hit]:
    """Give every trigger that is used as a verb, in order, without overlap."""
    book, position, is_future = codebook(), 0, False
    for index in words.starts:
        if index < position:
            continue
        following = words.lower[index + 1] if index + 1 < len(words.lower) else ""
        for form in book.get(words.lower[index], ()):
            if form.second != following and form.second is not None and following not in SPLITTING:
                continue
            hit = _hit(words, index, form, is_future)
            if hit is not None:
                position, is_future = hit.after, hit.is_future
                yield hit
                break


def _hit(words: Words, index: int, form: Form, after_future: bool) -> Hit | None:  # noqa: FBT001 - one call
    after = index + 1 if form.second is None else _end(words, index, form)
    if after is None:
        return None
    hit = _with_mood(words, index, after, form)
    is_joined = after_future and words.lower[hit.group - 1] == "and" and "base" in form.inflections  # will go and sign
    if not is_joined and not _is_verb(words, hit):
        return None
    sense = _sense(words, hit)
    return None if sense is None else hit if sense is hit.sense else hit._replace(sense=sense)


def _end(words: Words, index: int, form: Form) -> int | None:
    """Give where a form that begins at `index` ends, also with a day inside (called Thursday on); None if it is another."""
    length = len(form.words)
    if tuple(words.lower[index : index + length]) == form.words:
        return index + length
    rest = words.lower[index + 1 : index + 4]
    skipped = 2 if rest[:1] == ["on"] else 1
    is_split = length == 2 and DAYS.intersection(rest[skipped - 1 : skipped]) and rest[skipped:][:1] == [form.words[1]]  # noqa: PLR2004 - called on
    return index + skipped + length if is_split else None


def _with_mood(words: Words, index: int, after: int, form: Form) -> Hit:
    """Read the auxiliaries before the trigger, from right to left."""
    position, left = index, []
    if "gerund" in form.inflections and words.lower[index - 1 : index] and words.lower[index - 1] in BEGUN:
        position, left = index - 1, ["being"]  # has begun sending: is sending
    while position > 0 and _belongs(words.lower[position - 1]):
        position -= 1
        left.append(words.lower[position])
        if words.lower[position] in DAYS and words.lower[position - 1 : position] == ["on"]:
            position -= 1
    if not left:
        return Hit(index, after, position, form, form.senses[0], is_obliged=form.words == ("must",))
    seen = frozenset(left)
    lead = words.lower[max(0, position - 3) : position] if "to" in seen else ()
    planned = any(word in PLANS for word in lead)
    return Hit(
        index, after, position, form, form.senses[0],
        is_passive=not seen.isdisjoint(BE) and "participle" in form.inflections and form.words[0] not in BE,
        is_future=not seen.isdisjoint(FUTURE) or planned or _is_due(left) or _will_go_on(lead),
        is_negated=not seen.isdisjoint(NEGATION) or "longer" in seen,
        is_obliged=not seen.isdisjoint(OBLIGED) or form.words == ("must",),
        is_possible=not seen.isdisjoint(POSSIBLE),
        is_ongoing=not seen.isdisjoint(BE) and "gerund" in form.inflections,
        is_infinitive="to" in seen and not (lead and lead[-1] in ATTEMPTS),
    )  # fmt: skip


def _will_go_on(lead: Sequence[str]) -> bool:
    """Whether the words before "to" are those of "will continue to"."""
    return bool(lead) and lead[-1] in ATTEMPTS and not FUTURE.isdisjoint(lead)


def _is_due(left: Sequence[str]) -> bool:
    """Whether the auxiliaries, from right to left, are those of "is to send"."""
    return any(one == "to" and other in BE for one, other in pairwise(left))


def _belongs(word: str) -> bool:
    return word in IN_GROUP or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERB)  # noqa: PLR2004 - only, ugly


def _is_verb(words: Words, hit: Hit) -> bool:
    """Whether the word is a verb here, by what stands around it."""
    kinds, group = hit.form.inflections, hit.group
    before = words.lower[group - 1] if group else ""
    has_auxiliary = group < hit.first and any(word not in INSIDE for word in words.lower[group : hit.first])
    if hit.form.words[0] in BE or hit.form.words == ("must",) or has_auxiliary:
        return True
    if before in HYPHENS or before in NOUN_LEFT or not before:
        return False  # China-donated
    if "gerund" in kinds:
        return before == ","  # ", accusing …", if it follows another trigger
    if kinds & {"past", "participle"}:  # "benefits offered by", "work undertaken" say what sort, not what happened
        return "past" in kinds and words.lower[hit.after : hit.after + 1] != ["by"]
    return _is_present(words, hit, before)


def _is_present(words: Words, hit: Hit, before: str) -> bool:
    """Whether a form that can be a noun is a verb: "Laos supports", "the government urges the …"."""
    following = words.lower[hit.after] if hit.after < len(words.lower) else ""
    is_noun = len(hit.form.words) == 1 and following in NOUN_RIGHT
    if is_noun or before in ADJECTIVE_LEFT or before in {",", "(", '"'}:
        return False
    if "third" in hit.form.inflections and following in DIRECT_OBJECT:
        return True
    return words.ends_name(hit.group - 1) or (before.endswith("s") and "base" in hit.form.inflections)


def _sense(words: Words, hit: Hit) -> Sense | None:
    """Give the sense whose object follows first (or, in the passive, goes before), or whose subject goes before."""
    if not hit.sense.is_particular and hit.sense.event_type not in HUMAN and hit.sense.trigger != "meet":
        return hit.sense  # senses with objects stand first: there are none
    end = min(hit.after + OBJECT_WINDOW, words.clause_end(hit.after))
    window, left = words.lower[hit.after : end], words.lower[max(0, hit.group - OBJECT_WINDOW) : hit.group]
    if hit.sense.event_type in HUMAN and not FORCES_OF_NATURE.isdisjoint(left):
        return None
    if hit.sense.trigger == "meet" and not MET.isdisjoint(window[:MET_WINDOW]):
        return None
    if hit.is_passive:
        window = [*left, *window]
    elif window and window[0] in DIRECT_OBJECT and hit.sense.event_type == "protest":
        return next((sense for sense in hit.form.senses if sense.objects.place_in(window) is not None), None)
    who = words.names_between(0 if hit.is_passive else hit.after, hit.group if hit.is_passive else end)
    if who and who[0].entity_type == "person":
        window = [*window, PERSON]
    fitting = [(_fit(sense, left, window), number) for number, sense in enumerate(hit.form.senses)]
    best, number = min(fitting)
    return hit.form.senses[number] if best < NOWHERE else None


def _fit(sense: Sense, left: Sequence[str], window: Sequence[str]) -> int:
    """Give how far behind the trigger a sense's object stands: the nearer the better; any sense fits before none."""
    if not sense.is_particular:
        return NOWHERE - 1
    if sense.subjects and sense.subjects.place_in(left) is not None:
        return 0
    place = sense.objects.place_in(window)
    return NOWHERE if place is None else place
