"""The curated names: what they stand for, and an automaton that finds them all in one scan."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from transforms.errors import LexiconError
from transforms.lexicon_rows import lines_of, rows_of, rows_unread
from transforms.names.towns import Towns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from transforms.names.towns import Town

CURATED = ("countries.csv", "places.csv", "organisations.csv", "people.csv", "infrastructure.csv")
TOWNS = "cities.csv"
PARTIES = {"CPC": "Communist Party of China", "LPRP": "Lao People's Revolutionary Party"}
WEAK = "?"  # marks a form that needs support from its context
SHOUTED = 4  # from this many letters a name is also found in capitals
REMEMBERED = 1 << 16  # names about which something is remembered
BIG_TOWN = 250_000  # from this many inhabitants a town needs no support from its context


class Thing(NamedTuple):
    """One real thing of the lexicon; latitude and longitude in degrees, GeoNames' own point.

    `division` is the country's first-level division that a place is or lies in, in GeoNames' codes: US.KY.
    """

    target_id: str
    entity_type: str
    name: str
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: str | None = None
    wikidata_id: str | None = None
    division: str | None = None


class Form(NamedTuple):
    """One way to write a thing's name; `kind` is name or demonym; a weak form needs support from its context."""

    thing: Thing
    kind: str
    weak: bool


@lru_cache(REMEMBERED)
def folded(name: str) -> str:
    """Give a name without accents, apostrophes and case, for comparing: Côte d’Ivoire becomes cote divoire."""
    if name.isascii():
        return " ".join(name.replace("'", "").split()).casefold()
    marks = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", "")).casefold()
    return " ".join("".join(mark for mark in marks if not unicodedata.combining(mark)).split())


def unaccented(name: str) -> str:
    """Give a name without accents, in its own case."""
    if name.isascii():
        return name
    return "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All curated things, their forms, and the towns of the gazetteer by name, the largest first.

    Compared by identity, so that what is worked out from one lexicon and a name can be remembered.
    """

    things: Mapping[str, Thing]
    forms: Mapping[str, tuple[Form, ...]]
    towns: Towns

    @cached_property
    def spellings(self) -> list[str]:
        """The strings that the automaton looks for, in its order."""
        return list(self.forms)

    @cached_property
    def automaton(self) -> AhoCorasick:
        """The automaton over `spellings`; of several matches at one place it gives the longest."""
        return AhoCorasick(
            self.spellings, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    def thing(self, target_id: str) -> Thing | None:
        """Give a thing by its id, towns of the gazetteer included."""
        known = self.things.get(target_id)
        if known is None and target_id.startswith("geonames:"):
            town = self.towns.numbered(target_id.removeprefix("geonames:"))
            return thing_of_town(town) if town else None
        return known

    def of_town(self, town: Town) -> Thing:
        """Give a town of the gazetteer as a thing, the curated one if there is one."""
        return self.things.get(f"geonames:{town.geonames_id}") or thing_of_town(town)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give (start, end, spelling) of every whole-word match, in order and without overlap."""
        spellings = self.spellings
        for number, start, end in self.automaton.find_matches_as_indexes(text):
            if (
                not (start and (text[start - 1].isalnum() or text[start - 1] == "_"))
                and not text[end : end + 1].isalnum()
            ):
                yield start, end, spellings[number]


def thing_of(row: Mapping[str, str]) -> Thing:
    """Read one row; raises LexiconError where a coordinate is no number or the id is missing."""
    if not row.get("target_id") or not row.get("name") or not row.get("entity_type"):
        raise LexiconError(f"a name needs target_id, entity_type and name: {dict(row)}")
    try:
        where = [float(row[key]) if row.get(key) else None for key in ("latitude", "longitude")]
    except ValueError:
        raise LexiconError(f"{row['target_id']}: latitude and longitude must be numbers") from None
    rest = [row.get(key) or None for key in ("geonames_id", "wikidata_id", "division")]
    return Thing(row["target_id"], row["entity_type"], row["name"], row.get("country_code") or None, *where, *rest)  # type: ignore[arg-type]


def spelt_out(written: str) -> Iterator[str]:
    """Give a name as written and with a party's name in full: Political Bureau of the CPC Central Committee.

    >>> list(spelt_out("CPC Central Committee"))[1:]
    ['Communist Party of China Central Committee', 'Communist Party of China (CPC) Central Committee']
    """
    yield written
    for short, full in PARTIES.items():
        if f"{short} Central Committee" in written:
            yield written.replace(short, full)
            yield written.replace(short, f"{full} ({short})")


def forms_of(row: Mapping[str, str], thing: Thing) -> Iterator[tuple[str, Form]]:
    """Give every spelling of a row's name with what it stands for."""
    named = [form for name in (thing.name, *(row.get("forms") or "").split("|")) for form in spelt_out(name)]
    for kind, spellings in (("name", named), ("demonym", (row.get("demonyms") or "").split("|"))):
        for marked in filter(None, spellings):
            written = marked.removeprefix(WEAK).removeprefix("The ").replace("’", "'")
            form = Form(thing, kind, marked.startswith(WEAK))
            yield from (
                (spelling, form) for spelling in {written: None, unaccented(written): None, **capitals(written)}
            )


def capitals(written: str) -> dict[str, None]:
    """Give the form in capitals, as headlines and datelines have it, unless it is short."""
    return {written.upper(): None} if len(written) >= SHOUTED else {}


def thing_of_town(town: Town) -> Thing:
    """Give a town as a thing of the lexicon."""
    where = float(town.latitude), float(town.longitude)
    number = town.geonames_id
    division = f"{town.country_code}.{town.division}" if town.division else None
    return Thing(f"geonames:{number}", "place", town.name, town.country_code, *where, number, None, division)


def words_of(name: str) -> frozenset[str]:
    """Give the lines of a shipped word list; lines that start with # are comments."""
    return frozenset(line for line in lines_of(name) if line and not line.startswith("#"))


@cache
def load_lexicon(extra: tuple[tuple[tuple[str, str], ...], ...] = ()) -> Lexicon:
    """Give the shipped lexicon, with a user's own rows (`overlay`) before the shipped ones.

    Where both know a thing, the user's row says what it is, and it keeps the shipped spellings beside the user's.
    """
    rows = [dict(row) for row in extra] + [row for name in CURATED for row in rows_of(name)]
    things: dict[str, Thing] = {}
    forms: dict[str, list[Form]] = {}
    for row in rows:
        thing = things.setdefault(row.get("target_id", ""), thing_of(row))
        for spelling, form in forms_of(row, thing):
            forms.setdefault(spelling, []).append(form)
    towns = Towns(rows_unread(TOWNS))
    add_big_towns(forms, towns, things)
    return Lexicon(things, {spelling: tuple(found) for spelling, found in forms.items()}, towns)


def add_big_towns(forms: dict[str, list[Form]], towns: Towns, things: Mapping[str, Thing]) -> None:
    """Let the automaton find the big towns, too."""
    ambiguous = words_of("ambiguous_towns.txt")
    for name, town in towns.with_inhabitants(BIG_TOWN):
        if name in ambiguous or name in forms:
            continue
        form = Form(things.get(f"geonames:{town.geonames_id}") or thing_of_town(town), "name", weak=False)
        for spelling in {name: None, **capitals(name)}:
            forms.setdefault(spelling, []).append(form)


def overlay(rows: Iterable[Mapping[str, str]]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Give a user's rows in the form that `load_lexicon` takes."""
    return tuple(tuple(sorted((key, value) for key, value in row.items() if value)) for row in rows)
