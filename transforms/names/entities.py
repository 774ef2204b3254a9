"""The things of one document: which mentions name the same one, and what it is called."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from transforms.names.lexicon import REMEMBERED, folded
from transforms.names.people import PARTICLES, parts_of, surname_of
from transforms.reading import EntityRow, MentionRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transforms.names.lexicon import Thing
    from transforms.names.span import Span

Key = tuple[str, ...]
SPACE = re.compile(r"\s+")
PAIRED = re.compile(
    r"^([\w' ]{2,40}?)[-–]([\w' ]{2,40}?) ((?:[Hh]igh-[Ss]peed )?(?:[Rr]ail|[Ee]xpress|[Hh]igh|[Pp]ipe|[Mm]otor|[Ee]conomic|[Cc]ommunity|[Ff]riendship|[Yy]ear"
    r"|[Bb]order)[\w ]{0,50}?)(?: [Pp]roject)?$"
)
ARTICLE = re.compile(r"^(?:the|a|an) ")
SPELLING = {
    "organization": "organisation", "center": "centre", "program": "programme", "defense": "defence", "labor": "labour", "harbor": "harbour",
}  # fmt: skip
# Bare organs of state, which every country has: the country belongs to the name.
BARE = re.compile(
    r"(?:ministry|department|cabinet|parliament|senate|national assembly|central committee|supreme court|central bank|congress"
    r"|house of representatives|foreign ministry|defen[cs]e ministry|\w+ ministry|state council|politburo|army|navy|air force|government)\b"
)


def spoken(text: str, span: Span) -> str:
    """Give a span's words on one line."""
    name = text[span.start : span.end]
    return name if "\n" not in name and "  " not in name else SPACE.sub(" ", name)


@lru_cache(REMEMBERED)
def name_key(name: str) -> str:
    """Give a name for comparing: no case, accents, article; British spelling; the two ends of a line in order."""
    pair = PAIRED.match(name)
    if pair:
        name = "-".join(sorted((folded(pair[1]), folded(pair[2])))) + " " + pair[3]
    return " ".join(SPELLING.get(word, word) for word in ARTICLE.sub("", folded(name)).split(" "))


@lru_cache(REMEMBERED)
def is_bare(name: str) -> bool:
    """Whether a name is an organ of state that does not say whose."""
    return bool(BARE.match(folded(name)))


class Entities:
    """The things of one document in the order in which they are first named."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}
        self._things: list[Thing | None] = []
        self._types: list[dict[str, int]] = []
        self._names: list[dict[str, int]] = []
        self._countries: list[dict[str, int]] = []

    def number(self, key: Key, thing: Thing | None = None) -> int:
        """Give the number of the thing with this key, a new one if it is new."""
        if key not in self._numbers:
            self._numbers[key] = len(self._things)
            self._things.append(thing)
            self._types.append({})
            self._names.append({})
            self._countries.append({})
        return self._numbers[key]

    def known(self, key: Key) -> int | None:
        """Give the number of the thing with this key, if there is one."""
        return self._numbers.get(key)

    def call(self, key: Key, number: int) -> None:
        """Let a second key stand for a thing."""
        self._numbers.setdefault(key, number)

    def see(self, number: int, name: str, entity_type: str, country: str | None) -> None:
        """Count a mention: what it calls the thing, takes it for, and says of its country."""
        names, types = self._names[number], self._types[number]
        names[name] = names.get(name, 0) + 1
        types[entity_type] = types.get(entity_type, 0) + 1
        if country:
            countries = self._countries[number]
            countries[country] = countries.get(country, 0) + 1

    def entity_type(self, number: int) -> str:
        """Give the thing's type: the lexicon's, else what most mentions take it for."""
        thing = self._things[number]
        return thing.entity_type if thing else most(self._types[number])

    def entity_types(self) -> list[str]:
        """Give the type of every thing."""
        return [self.entity_type(number) for number in range(len(self._things))]

    def rows(self) -> list[EntityRow]:
        """Give the things as rows."""
        return [self.row(number) for number in range(len(self._things))]

    def row(self, number: int) -> EntityRow:
        """Give one thing as a row: its name is the lexicon's, else the longest that the document uses."""
        thing, names = self._things[number], self._names[number]
        name = thing.name if thing else longest_of(names)
        country = thing.country_code if thing else None
        country = country or (most(self._countries[number]) if self._countries[number] else None)
        return EntityRow(
            number, self.entity_type(number), name, thing.target_id if thing else None, country, sorted(names)
        )


def longest_of(names: Mapping[str, int]) -> str:
    """Give the longest name, of equals the most frequent, then the last in order of the alphabet."""
    return max(names, key=lambda name: (len(name), names[name], name)) if len(names) > 1 else next(iter(names))


def most(counts: Mapping[str, int]) -> str:
    """Give the most frequent value, of equals the first seen."""
    return max(counts, key=counts.__getitem__) if len(counts) > 1 else next(iter(counts))


def people_of(text: str, spans: Sequence[Span]) -> list[tuple[int, str]]:
    """Give (start, name) of every full name of a person."""
    named = [(span.start, spoken(text, span)) for span in spans if span.entity_type == "person"]
    return [(start, name) for start, name in named if parts_of(name)]


def rows_of(
    text: str, spans: Sequence[Span], countries: Mapping[int, str | None], short: Mapping[str, str]
) -> tuple[list[MentionRow], list[EntityRow]]:
    """Give mentions and things.

    `countries` says, by start, what country the context of a span speaks for; `short` gives full names by short forms.
    """
    things = Entities()
    numbers = numbers_of(text, spans, countries, short, things)
    for span, number in zip(spans, numbers, strict=True):
        if number is not None and span.kind == "name":
            things.see(number, spoken(text, span), span.entity_type, span.country or countries.get(span.start))
    types = things.entity_types()
    mentions = [
        MentionRow(
            span.start,
            span.end,
            span.kind,
            span.entity_type if number is None else types[number],
            number,
            span.rule,
            span.confidence,
        )
        for span, number in zip(spans, numbers, strict=True)
    ]
    return mentions, things.rows()


def numbers_of(
    text: str, spans: Sequence[Span], countries: Mapping[int, str | None], short: Mapping[str, str], things: Entities
) -> list[int | None]:
    """Give each span's thing."""
    bearers = bearers_of(text, spans)
    numbers: list[int | None] = []
    homes = homes_of(text, spans, countries) if short else {}
    for span in spans:
        if span.entity_type == "person":
            key, thing = person_key(text, span, bearers)
            numbers.append(things.number(key, thing))
        elif span.kind == "nominal" and not span.things:
            numbers.append(None)
        else:
            numbers.append(thing_number(text, span, countries, short, homes, things))
    return numbers


def bearers_of(text: str, spans: Sequence[Span]) -> dict[str, list[tuple[int, Key, Thing | None]]]:
    """Give, for each word that may stand alone for a person, the full names that hold it, in order of the text."""
    bearers: dict[str, list[tuple[int, Key, Thing | None]]] = {}
    for span in spans:
        if span.entity_type == "person":
            name = spoken(text, span)
            for part in (*parts_of(name), surname_of(name)):
                if part is not None:
                    bearers.setdefault(folded(part), []).append((span.start, *full_key(name, span)))
    return bearers


def full_key(name: str, span: Span) -> tuple[Key, Thing | None]:
    """Give what identifies the bearer of a full name; initials and Jr do not."""
    if span.things:
        return ("thing", span.things[0].target_id), span.things[0]
    return ("person", without_initials(name)), None


@lru_cache(REMEMBERED)
def without_initials(name: str) -> str:
    """Give a person's name for comparing, without initials and Jr unless nothing else is left."""
    words = [word for word in folded(name).split() if len(word.strip(".")) > 1 and word.strip(".") not in {"jr", "sr"}]
    return " ".join(words) or folded(name)


def person_key(
    text: str, span: Span, bearers: Mapping[str, list[tuple[int, Key, Thing | None]]]
) -> tuple[Key, Thing | None]:
    """Give whom a person's name means; part of a name means who was last named in full, else who will first be."""
    name = spoken(text, span)
    may_be_part = not parts_of(name) or name.partition(" ")[0].lower() in PARTICLES
    known = bearers.get(folded(name)) if may_be_part else None
    if not known or span.things:
        return full_key(name, span)
    at = bisect_left(known, span.start, key=itemgetter(0))
    return known[max(at - 1, 0)][1:]


def homes_of(text: str, spans: Sequence[Span], countries: Mapping[int, str | None]) -> dict[str, str | None]:
    """Give the country of each organ of state by its full name, for its short form to share."""
    homes: dict[str, str | None] = {}
    for span in spans:
        if not span.things and is_bare(name := spoken(text, span)):
            homes.setdefault(name, countries.get(span.start))
    return homes


def thing_number(
    text: str,
    span: Span,
    countries: Mapping[int, str | None],
    short: Mapping[str, str],
    homes: Mapping[str, str | None],
    things: Entities,
) -> int:
    """Give the number of what is not a person."""
    if span.things:
        return things.number(("thing", span.things[0].target_id), span.things[0])
    name = spoken(text, span)
    home = homes.get(short[name]) if name in short else countries.get(span.start)
    name = short.get(name, name)
    key: Key = (name_key(name),)
    if is_bare(name):
        key = (*key, home or "")
    return things.number(key)
