"""The codebook of happenings: which words, with which objects, report what sort of event.

Event types and their PLOVER and CAMEO codes follow the public codebooks (Open Event Data Alliance, PLOVER, 2023;
Schrodt, CAMEO Codebook 1.1b3, 2012); only the facts of the code systems are used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from transforms.lexicon_rows import rows_of
from transforms.speech.inflection import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COOPERATIVE = frozenset({"agree", "consult", "support", "cooperate", "concede", "aid", "retreat"})
LONGEST_TRIGGER = 6  # words
BEFORE = "<"  # marks, among the objects of a row, a word of the subject
PERSON = "@person"  # among the objects of a row: whoever is named
# Words that are triggers only as they stand, never inflected.
BARE = {"must": ("must",)}
SPELT_TWO_WAYS = frozenset({"travel", "cancel"})  # travelled, traveled


@dataclass(frozen=True, slots=True)
class Things:
    """Words and phrases one of which must stand beside a trigger."""

    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.words or self.phrases)

    def place_in(self, window: Sequence[str]) -> int | None:
        """Give the place of the first of them in a window of words; None if none is there."""
        single = next((at for at, word in enumerate(window) if word in self.words), None)
        places = [at for phrase in self.phrases if (at := _place(phrase, window)) is not None]
        return min(places if single is None else [*places, single], default=None)


def _place(phrase: tuple[str, ...], window: Sequence[str]) -> int | None:
    starts = (at for at, word in enumerate(window) if word == phrase[0])
    return next((at for at in starts if tuple(window[at : at + len(phrase)]) == phrase), None)


@dataclass(frozen=True, slots=True)
class Sense:
    """What one trigger reports where one of `objects` follows it or one of `subjects` goes before (none: anywhere)."""

    trigger: str
    objects: Things
    subjects: Things
    event_type: str
    plover_type: str | None
    plover_mode: str | None
    cameo_code: str | None
    is_particular: bool  # whether it is meant only of certain things

    @property
    def is_cooperative(self) -> bool:
        """Whether the act is one of PLOVER's cooperative classes."""
        return self.plover_type in COOPERATIVE


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a trigger, as words; `inflection` is base, third, past, participle or gerund."""

    words: tuple[str, ...]
    inflections: frozenset[str]
    senses: tuple[Sense, ...]
    second: str | None  # word, if there is one


@cache
def codebook() -> dict[str, tuple[Form, ...]]:
    """Give the forms of every trigger by their first word, the longest first; loaded once."""
    senses: dict[str, list[Sense]] = {}
    for row in rows_of("event_triggers.csv"):
        sense = _sense(row)
        for trigger in row["triggers"].split(";"):
            senses.setdefault(trigger, []).append(replace(sense, trigger=trigger))
    by_form: dict[tuple[str, ...], tuple[set[str], list[Sense]]] = {}
    for trigger, meant in senses.items():
        for inflection, words in inflected(trigger):
            names, known = by_form.setdefault(words, (set(), []))
            names.add(inflection)
            known.extend(sense for sense in meant if sense not in known)
    return _by_first_word(
        [Form(words, frozenset(names), _ordered(known), (*words, None)[1]) for words, (names, known) in by_form.items()]
    )


def _sense(row: dict[str, str]) -> Sense:
    listed = row["objects"].split("|") if row["objects"] else []
    subjects = _things(thing.removeprefix(BEFORE) for thing in listed if thing.startswith(BEFORE))
    objects = _things(thing for thing in listed if not thing.startswith(BEFORE))
    plover_type, mode, cameo = (row[name] or None for name in ("plover_type", "plover_mode", "cameo_code"))
    return Sense("", objects, subjects, row["event_type"], plover_type, mode, cameo, bool(listed))


def _things(listed: Iterable[str]) -> Things:
    """Give words also in the plural (an ambassador or ambassadors), and phrases as they are."""
    split = [tuple(thing.split()) for thing in listed]
    words = {thing[0] for thing in split if len(thing) == 1}
    plurals = {word + "s" for word in words if word.isalpha() and not word.endswith("s")}
    return Things(frozenset(words | plurals), tuple(thing for thing in split if len(thing) > 1))


def inflected(trigger: str) -> list[tuple[str, tuple[str, ...]]]:
    """Give every form of a trigger, with what form it is.

    >>> inflected("step down")[2]
    ('past', ('stepped', 'down'))
    """
    if trigger in BARE:
        return [("base", BARE[trigger])]
    verb, _, rest = trigger.partition(" ")
    if verb == "be":
        return [("third", (form, *rest.split())) for form in ("is", "are", "was", "were", "be")]
    forms = list(forms_of(trigger)._asdict().items())
    if verb in SPELT_TWO_WAYS:
        forms += [(name, form.replace("ll", "l", 1)) for name, form in forms if "ll" in form]
    return [(name, tuple(form.split())) for name, form in forms]


def _ordered(senses: list[Sense]) -> tuple[Sense, ...]:
    return tuple(sorted(senses, key=lambda sense: not sense.is_particular))


def _by_first_word(forms: list[Form]) -> dict[str, tuple[Form, ...]]:
    first: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda form: -len(form.words)):
        first.setdefault(form.words[0], []).append(form)
    return {word: tuple(found) for word, found in first.items()}
