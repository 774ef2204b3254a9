"""Who acts and whom the act is directed at: the names around a trigger, in its own clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from transforms.happenings.sentence import REPORTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.happenings.sentence import Words
    from transforms.happenings.verbs import Hit
    from transforms.reading import EntityRow, MentionRow

ACTING = frozenset({"person", "organisation", "country", "place", "publication", "programme"})
JOINING = frozenset({"and", ",", "&", "-", "–", "or"})
PRONOUNS = frozenset(["it", "they", "he", "she", "we", "i"])
OFFICE_HOLDERS = frozenset({"person", "organisation"})
LONGEST_TITLE = 9  # words between a nation and the name of its office-holder: deputy prime minister and minister of …
BOTH = re.compile(r"\b(?:both|the two) (?:sides|countries|parties|nations|governments|neighbours|neighbors|leaders)\b")


class Sides(NamedTuple):
    """Entity numbers of both sides, in the order of the text."""

    initiators: tuple[int, ...]
    counterparts: tuple[int, ...]


class Story(NamedTuple):
    """What the text around a sentence says about who "he" and "both sides" are."""

    last_person: MentionRow | None
    pair: tuple[int, ...]  # entity numbers of the two countries that the text is mostly about


def sides_of(words: Words, hit: Hit, entities: Sequence[EntityRow], story: Story) -> Sides:
    """Give who acts and whom the act is directed at."""
    sides = _named_sides(words, hit, entities)
    if sides.initiators:
        return sides
    start, stop = hit.subject or (words.clause_start(hit.group), hit.group)
    subject = words.lower[start:stop]
    if BOTH.search(" ".join(subject)):
        return Sides(story.pair, tuple(n for n in sides.counterparts if n not in story.pair))
    if subject and subject[0] in {"he", "she"} and story.last_person is not None:
        number = story.last_person.entity_number or 0
        return Sides((number,), tuple(n for n in sides.counterparts if n != number))
    return sides


def _named_sides(words: Words, hit: Hit, entities: Sequence[EntityRow]) -> Sides:
    start, stop = hit.subject or (words.clause_start(hit.group), hit.group)
    end = words.clause_end(hit.after) if hit.until is None else hit.until
    subject = acting(words.names_between(start, stop))
    sayer = said_by(words, start)
    objects = acting(words.names_between(hit.after, end))
    if hit.is_obliged:
        return _sides(sayer, subject or objects, words, entities)
    if sayer and (not subject or any(word in PRONOUNS for word in words.lower[start:stop])):
        subject = sayer
    if hit.is_passive:
        by = _by(words, hit.after, end)
        agent = acting(words.names_between(by, end))
        return _sides(agent, subject or acting(words.names_between(hit.after, by)), words, entities)
    return _sides(subject, objects, words, entities)


def _by(words: Words, first: int, after: int) -> int:
    """Give where the "by" of a passive stands in words[first:after]; `after` if there is none."""
    return next((position for position in range(first, after) if words.lower[position] == "by"), after)


def said_by(words: Words, start: int) -> list[MentionRow]:
    """Give the names before the word of saying that opens the clause at `start`."""
    position = start - 1
    while position > 0 and position > start - 6 and words.lower[position] not in REPORTING:  # said on Tuesday that
        position -= 1
    if position <= 0 or words.lower[position] not in REPORTING:
        return []
    return acting(words.names_between(words.clause_start(position), position))


def acting(names: Sequence[MentionRow]) -> list[MentionRow]:
    """Leave out what cannot act: railways, agreements, events."""
    return [name for name in names if name.entity_type in ACTING and name.entity_number is not None]


def _sides(
    initiators: Sequence[MentionRow], counterparts: Sequence[MentionRow], words: Words, entities: Sequence[EntityRow]
) -> Sides:
    first = joined(initiators, words, entities)
    second = [number for number in joined(counterparts, words, entities) if number not in first]
    if not second:
        rest = [name for name in counterparts if name.entity_number not in first]
        second = joined(rest, words, entities)
    return Sides(tuple(first), tuple(second))


def joined(names: Sequence[MentionRow], words: Words, entities: Sequence[EntityRow]) -> list[int]:
    """Give the first of the names and those that are joined to it: Laos, Thailand and China.

    A nation right before a person or organisation whose country is not known takes part with them.
    """
    numbers: list[int] = []
    previous: MentionRow | None = None
    for name in names:
        if previous is not None and not _continues(previous, name, words):
            break
        numbers.append(name.entity_number or 0)
        previous = name
    return _without_own_country(list(dict.fromkeys(numbers)), entities)


def _continues(one: MentionRow, other: MentionRow, words: Words) -> bool:
    between = [
        word
        for word, (start, end) in zip(words.lower, words.spans, strict=True)
        if one.end_char <= start and end <= other.start_char
    ]
    if one.mention_kind == "demonym" and other.entity_type in OFFICE_HOLDERS:
        return len(between) <= LONGEST_TITLE and not any(word in {",", "in", "at"} for word in between)
    return any(word in JOINING for word in between) and len(between) <= 6  # noqa: PLR2004 - a title between two names


def _without_own_country(numbers: list[int], entities: Sequence[EntityRow]) -> list[int]:
    """Leave out a country where one of its own people or bodies, whose country is known, stands for it."""
    known = {e.country_code for e in entities if e.entity_number in numbers and e.entity_type != "country"}
    kept = [n for n in numbers if not (_is_country(entities[n]) and entities[n].country_code in known)]
    return kept or numbers


def _is_country(entity: EntityRow) -> bool:
    return entity.entity_type == "country"
