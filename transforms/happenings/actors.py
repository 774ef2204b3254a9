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
# Happenings whose place is no side of them; an attack, a sanction or a visit is directed at a place.
SOMEWHERE = frozenset("meeting phone_call summit signing exercise agreement_adoption congress election".split())
SETTINGS = frozenset({"place", "facility", "country"})
LOCATIVE = frozenset({"in", "at", "near", "off", "outside", "inside"})
RECEIVING = frozenset({"receive", "obtain", "secure"})
# People who act without being named.
PEOPLE = frozenset(
    "students workers farmers residents villagers protesters demonstrators activists rebels militants insurgents guerrillas gunmen fighters troops soldiers police "
    "officers prosecutors judges lawmakers legislators deputies senators officials ministers diplomats experts observers monitors critics opponents opposition "
    "lawyers doctors nurses teachers journalists miners drivers fishermen refugees migrants families relatives survivors clerics monks priests women veterans "
    "unions union traders investors parliament court tribunal government authorities army navy military".split()
)
# What only a state does to people within it.
OFFICIAL = frozenset(
    "arrest detain jail imprison sentence execute charge prosecute indict convict investigate intern remand".split()
) | {"put under investigation", "put on trial"}
THING_WORDS = frozenset("railway line bridge tunnel airport port dam road highway expressway".split())
THINGS = frozenset({"infrastructure", "facility"})
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
    last_thing: MentionRow | None  # line, bridge, hall
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
    if (
        hit.sense.event_type == "opening"
        and subject[:1] == ["the"]
        and story.last_thing
        and THING_WORDS.intersection(subject[1:2])
    ):
        return Sides((story.last_thing.entity_number or 0,), sides.counterparts)  # "the railway"
    return sides


def _named_sides(words: Words, hit: Hit, entities: Sequence[EntityRow]) -> Sides:
    start, stop = hit.subject or (words.clause_start(hit.group), hit.group)
    end = words.clause_end(hit.after) if hit.until is None else hit.until
    subject, sayer = acting(words.names_between(start, stop)), said_by(words, start)
    objects = _objects(words, hit, hit.after, end)
    if hit.is_obliged:
        return _sides(sayer or said_after(words, end), subject or objects, words, entities)
    if sayer and (not subject or any(word in PRONOUNS for word in words.lower[start:stop])):
        subject = sayer
    turned = _turned_round(words, hit, subject, end)
    if turned is not None:
        return _sides(*turned, words, entities)
    sides = _sides(subject, objects or _setting(words, hit, subject), words, entities)
    if len(sides.initiators) > 1 and hit.sense.is_cooperative:  # together, somewhere
        return _sides(subject, [name for name in objects if not _is_setting(words, name)], words, entities)
    return sides


def _turned_round(
    words: Words, hit: Hit, subject: list[MentionRow], end: int
) -> tuple[list[MentionRow], list[MentionRow]] | None:
    """Give both sides where the subject is not who acts; None where it is."""
    if hit.sense.trigger in RECEIVING and hit.sense.event_type == "aid":
        return acting(words.names_between(_index(words, "from", hit.after, end), end)), subject
    if hit.sense.trigger == "blame" and "on" in words.lower[hit.after : end]:
        blamed = acting(words.names_between(_index(words, "on", hit.after, end), end))
        return ([] if hit.is_passive else subject), blamed
    if hit.sense.event_type == "opening" and hit.sense.subjects:  # what is opened is the subject
        return _opened(words, hit), subject or acting(words.names_between(hit.after, end))
    if not hit.is_passive:
        return None
    by = _index(words, "by", hit.after, end)
    agent = acting(words.names_between(by, end)) or _authority(words, hit, end)
    return agent, subject or _objects(words, hit, hit.after, by)


def _opened(words: Words, hit: Hit) -> list[MentionRow]:
    """Give the line, bridge or hall that opens, if it has a name."""
    start, stop = hit.subject or (words.clause_start(hit.group), hit.group)
    return [name for name in words.names_between(start, stop) if name.entity_type in THINGS]


def _setting(words: Words, hit: Hit, subject: Sequence[MentionRow]) -> list[MentionRow]:
    """Give the place that opens the sentence, for what is directed at a place, where nobody is named: "In Seoul, …"."""
    if subject or hit.sense.event_type in SOMEWHERE:
        return []
    return [name for name in words.names_between(0, max(words.lead_end(), 0)) if _is_setting(words, name)]


def is_somebody(words: Words, hit: Hit) -> bool:
    """Whether the subject of a trigger is people, even if nobody is named: "students", "the opposition"."""
    start, stop = hit.subject or (words.clause_start(hit.group), hit.group)
    return not PEOPLE.isdisjoint(words.lower[start:stop])


def _objects(words: Words, hit: Hit, first: int, after: int) -> list[MentionRow]:
    """Give the names behind a trigger that can be its other side: of a meeting, not the town where it is held."""
    if hit.sense.trigger == "discuss":  # what is discussed is no side
        first = _index(words, "with", first, after)
    names = acting(words.names_between(first, after))
    if hit.sense.event_type not in SOMEWHERE:
        return names
    return [name for name in names if not _is_setting(words, name)]


def _is_setting(words: Words, name: MentionRow) -> bool:
    """Whether a name says where: a place after "in", "at" and the like."""
    return name.entity_type in SETTINGS and name.mention_kind == "name" and words.before(name) in LOCATIVE


def _authority(words: Words, hit: Hit, end: int) -> list[MentionRow]:
    """Give the state in which somebody is arrested or charged: its police or courts do that."""
    if hit.sense.trigger not in OFFICIAL:
        return []
    return [name for name in acting(words.names_between(hit.after, end)) if _is_setting(words, name)][:1]


def _index(words: Words, word: str, first: int, after: int) -> int:
    """Give where a word stands in words[first:after]; `after` if it does not."""
    return next((position for position in range(first, after) if words.lower[position] == word), after)


def said_by(words: Words, start: int) -> list[MentionRow]:
    """Give the names before the word of saying that opens the clause at `start`."""
    position = start - 1
    while position > 0 and position > start - 6 and words.lower[position] not in REPORTING:  # said on Tuesday that
        position -= 1
    if position <= 0 or words.lower[position] not in REPORTING:
        return []
    return acting(words.names_between(words.clause_start(position), position))


def said_after(words: Words, end: int) -> list[MentionRow]:
    """Give the names of the attribution that follows a clause: "…, Argentina said"."""
    if words.lower[end : end + 1] != [","] or not words.is_attribution(end + 1):
        return []
    stop = next(position for position in range(end + 1, len(words.lower)) if words.lower[position] in REPORTING)
    return acting(words.names_between(end + 1, stop))


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
    between = words.between(one, other)
    is_nation = one.mention_kind == "demonym" or (
        one.entity_type == "country" and between[:1] in (["'"], ["'s"], ["’s"], ["’"])
    )
    if is_nation and other.entity_type in OFFICE_HOLDERS:
        return len(between) <= LONGEST_TITLE and not any(word in {",", "in", "at"} for word in between)
    return any(word in JOINING for word in between) and len(between) <= 6  # noqa: PLR2004 - a title between two names


def _without_own_country(numbers: list[int], entities: Sequence[EntityRow]) -> list[int]:
    """Leave out a country where one of its own people or bodies, whose country is known, stands for it."""
    known = {entities[number].country_code for number in numbers if not _is_country(entities[number])}
    kept = [n for n in numbers if not (_is_country(entities[n]) and entities[n].country_code in known)]
    return kept or numbers


def _is_country(entity: EntityRow) -> bool:
    return entity.entity_type == "country"
