"""Happenings that a noun reports: the visit of A to B, talks between A and B, his telephone conversation with C."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transforms.happenings.actors import THINGS, Sides, acting, joined
from transforms.happenings.verbs import FUTURE, NEGATION, POSSIBLE
from transforms.lexicon_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.happenings.sentence import Words
    from transforms.reading import EntityRow

OWNER = frozenset({"his", "her", "their", "its"})
BOTH = 2  # sides
# Happenings to somebody or something, by type: who or what it must be.
ABOUT_WHOM = {"appointment": frozenset({"person"}), "opening": THINGS}
# What is done to a happening that is only named: whether it took place.
CALLED_OFF = frozenset("cancelled canceled scrapped averted".split())
PUT_OFF = frozenset("postponed delayed".split())
HELD = frozenset("opened began started ended concluded closed convened held took".split())
NEARBY = 8  # words between a preposition after the noun and the noun


@dataclass(frozen=True, slots=True)
class NounSense:
    """What a noun reports."""

    event_type: str
    plover_type: str | None
    plover_mode: str | None
    cameo_code: str | None
    origin: frozenset[str]  # prepositions before who acts
    towards: frozenset[str]  # prepositions before whom it is directed at
    is_alone: str  # whether one side is enough: "yes", or "held" where a verb must say that it was; else ""


@dataclass(frozen=True, slots=True)
class NounHit:
    """A noun at words[first:after] that reports a happening between two sides."""

    first: int
    after: int
    sense: NounSense
    sides: Sides
    status: str


@cache
def nouns() -> dict[str, tuple[tuple[tuple[str, ...], NounSense], ...]]:
    """Give the nouns by their first word, the longest first; loaded once."""
    found: dict[str, list[tuple[tuple[str, ...], NounSense]]] = {}
    for row in rows_of("event_nouns.csv"):
        sense = NounSense(
            row["event_type"], row["plover_type"] or None, row["plover_mode"] or None, row["cameo_code"] or None,
            frozenset(row["from"].split("|")), frozenset(row["towards"].split("|")), row["is_alone"],
        )  # fmt: skip
        for noun in row["nouns"].split("|"):
            words = tuple(noun.split())
            found.setdefault(words[0], []).append((words, sense))
    return {word: tuple(sorted(senses, key=lambda sense: -len(sense[0]))) for word, senses in found.items()}


def find_nouns(words: Words, entities: Sequence[EntityRow], known: frozenset[str]) -> Iterator[NounHit]:
    """Give the nouns that name both sides, of types that the sentence does not report already (`known`)."""
    seen = set(known)
    for index in words.starts:
        for noun, sense in nouns().get(words.lower[index], ()):
            after = index + len(noun)
            if tuple(words.lower[index:after]) != noun or sense.event_type in seen:
                continue
            sides = _sides(words, index, after, sense, entities)
            if sides is not None:
                seen.add(sense.event_type)
                yield NounHit(index, after, sense, sides, _status(words, index))
            break


def _sides(words: Words, first: int, after: int, sense: NounSense, entities: Sequence[EntityRow]) -> Sides | None:
    window = words.lower[after : min(after + NEARBY, words.clause_end(after))]
    if "between" in window and "," not in window[: window.index("between")]:
        first_name = after + window.index("between") + 1
        both = joined(acting(words.names_between(first_name, first_name + 2 * NEARBY)), words, entities)
        return Sides(tuple(both[:1]), tuple(both[1:])) if len(both) > 1 else None
    if sense.event_type in ABOUT_WHOM:
        return _about(words, first, after, sense)
    initiators = _named_after(words, after, sense.origin, entities) or _owner(words, first, after, entities)
    counterparts = [n for n in _named_after(words, after, sense.towards, entities) if n not in initiators]
    if not counterparts and len(initiators) >= BOTH and sense.plover_type == "consult":
        initiators, counterparts = initiators[:1], initiators[1:]  # a meeting of the Thai and Lao ministers
    is_enough = bool(counterparts or sense.is_alone == "yes")
    if sense.is_alone == "held":
        is_enough = is_enough or not HELD.isdisjoint(words.lower[after:])
    return Sides(tuple(initiators), tuple(counterparts)) if initiators and is_enough else None


def _about(words: Words, first: int, after: int, sense: NounSense) -> Sides | None:
    """Give who is elected or what is opened: "on his election as", "since its launch, the tunnel"."""
    if words.lower[first - 1] not in {*OWNER, "on"}:
        return None
    wanted = ABOUT_WHOM[sense.event_type]
    start = words.clause_start(first)
    before = [name for name in words.names_between(start, first) if name.entity_type in wanted]
    behind = words.names_between(min(_comma(words, after), len(words.lower)), len(words.lower))
    about = before[-1:] or [name for name in behind if name.entity_type in wanted][:1]
    return Sides((about[0].entity_number or 0,), ()) if about else None


def _named_after(words: Words, after: int, prepositions: frozenset[str], entities: Sequence[EntityRow]) -> list[int]:
    """Give the first names behind one of the prepositions that follow the noun."""
    end = words.clause_end(after)
    window = words.lower[after : min(after + NEARBY, end)]
    at = next((position for position, word in enumerate(window) if word in prepositions), None)
    if at is None or "," in window[:at]:
        return []
    return joined(acting(words.names_between(after + at + 1, end)), words, entities)


def _owner(words: Words, first: int, after: int, entities: Sequence[EntityRow]) -> list[int]:
    """Give whose it is: "Wang's visit"; for "his visit" and "in a conversation with …" the sentence's subject."""
    left = acting(words.names_between(max(0, first - 5), first))
    possessive = [name for name in left if _is_possessive(words, name.end_char)]
    if possessive:
        return [possessive[-1].entity_number or 0]
    start = words.clause_start(first)
    subjects = acting(words.names_between(start, first)) or acting(
        words.names_between(min(_comma(words, after), len(words.lower)), len(words.lower))
    )
    persons = [name for name in subjects if name.entity_type == "person"]
    if OWNER & set(words.lower[max(0, first - 3) : first]):
        return [persons[0].entity_number or 0] if persons else []
    return joined(persons or subjects, words, entities)


def _comma(words: Words, after: int) -> int:
    return next((i for i in range(after, len(words.lower)) if words.lower[i] == ","), len(words.lower))


def _is_possessive(words: Words, end: int) -> bool:
    return any(start == end and word in {"'", "’"} for word, (start, _) in zip(words.lower, words.spans, strict=True))


def _status(words: Words, index: int) -> str:
    seen = set(words.lower[:index]) | set(words.lower[index : index + 4])
    behind = words.lower[index : words.clause_end(index)]
    if seen & NEGATION or not CALLED_OFF.isdisjoint(behind):
        return "denied"
    is_off = not PUT_OFF.isdisjoint(behind) or " put off " in f" {' '.join(behind)} "
    return "planned" if is_off or seen & (FUTURE | POSSIBLE) else "occurred"
