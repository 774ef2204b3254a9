"""The codebook of happenings: which words, with which objects, report what sort of event.

Event types and their PLOVER and CAMEO codes follow the public codebooks (Open Event Data Alliance, PLOVER, 2023;
Schrodt, CAMEO Codebook 1.1b3, 2012); only the facts of the code systems are used.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from transforms.speech.inflection import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

COOPERATIVE = frozenset({"agree", "consult", "support", "cooperate", "concede", "aid", "retreat"})
LONGEST_TRIGGER = 6  # words
BEFORE = "<"  # marks, among the objects of a row, a word of the subject
PERSON = "@person"  # among the objects of a row: whoever is named
# Words that are triggers only as they stand, never inflected.
BARE = {"must": ("must",)}
SPELT_TWO_WAYS = frozenset({"travel", "cancel"})  # travelled, traveled


@dataclass(frozen=True, slots=True)
class Sense:
    """What one trigger reports where one of `objects` follows it or one of `subjects` goes before (none: anywhere)."""

    trigger: str
    objects: frozenset[str]
    subjects: frozenset[str]
    event_type: str
    plover_type: str | None
    plover_mode: str | None
    cameo_code: str | None

    @property
    def is_particular(self) -> bool:
        """Whether it is meant only of certain things."""
        return bool(self.objects or self.subjects)

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


@cache
def codebook() -> dict[str, tuple[Form, ...]]:
    """Give the forms of every trigger by their first word, the longest first; loaded once."""
    text = files("transforms.lexicons").joinpath("event_triggers.csv").read_text(encoding="utf-8")
    senses: dict[str, list[Sense]] = {}
    for row in csv.DictReader(text.splitlines()):
        for trigger in row["triggers"].split(";"):
            senses.setdefault(trigger, []).append(_sense(trigger, row))
    by_form: dict[tuple[str, ...], tuple[set[str], list[Sense]]] = {}
    for trigger, meant in senses.items():
        for inflection, words in inflected(trigger):
            names, known = by_form.setdefault(words, (set(), []))
            names.add(inflection)
            known.extend(sense for sense in meant if sense not in known)
    return _by_first_word([Form(words, frozenset(names), _ordered(known)) for words, (names, known) in by_form.items()])


def _sense(trigger: str, row: dict[str, str]) -> Sense:
    things = frozenset(row["objects"].split("|")) if row["objects"] else frozenset()
    subjects = frozenset(thing.removeprefix(BEFORE) for thing in things if thing.startswith(BEFORE))
    objects = _with_plurals(thing for thing in things if not thing.startswith(BEFORE))
    codes = (row[name] or None for name in ("plover_type", "plover_mode", "cameo_code"))
    return Sense(trigger, objects, subjects, row["event_type"], *codes)


def _with_plurals(things: Iterable[str]) -> frozenset[str]:
    """Give things also in the plural: an ambassador or ambassadors."""
    listed = list(things)
    return frozenset(listed) | {thing + "s" for thing in listed if thing.isalpha() and not thing.endswith("s")}


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
