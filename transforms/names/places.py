"""Which place a name means: by what follows it, by the document's countries and regions, by size."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.names.lexicon import Lexicon, Thing
    from transforms.names.span import Span

PART_OF = re.compile(r",? (?:in )?(?:the )?(?:state of |province of )?")
GENERIC = re.compile(
    r"(?: (?:City|Town|Village|Municipality|Province|province|District|district|Township|Governorate|governorate|Prefecture|Region|Oblast|metropolitan area))$"
)
DIRECTION = re.compile(
    r"^(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|[Nn]orthern|[Ss]outhern|[Ee]astern|[Ww]estern|[Dd]owntown|[Gg]reater|[Uu]pper|[Ll]ower)[- ]"
)
COUNTRY_WEIGHT, DIVISION_WEIGHT, NEXT_WEIGHT = 3.0, 3.0, 9.0
UNSURE = frozenset({"person", "country"})


class Setting(NamedTuple):
    """The shares of a document's place names that speak for each country, and for each division ("US.KY")."""

    countries: dict[str, float]
    divisions: dict[str, float]


def located(text: str, spans: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """Give the spans, with places that may be several decided for one, and towns of the gazetteer found."""
    setting = setting_of(spans)
    return [locate(text, spans, at, lexicon, setting) for at in range(len(spans))]


def setting_of(spans: Sequence[Span]) -> Setting:
    """Give which countries and divisions the names that are clear speak for."""
    countries, divisions = Counter[str](), Counter[str]()
    for span in spans:
        if len(span.things) == 1 and span.things[0].country_code:
            countries[span.things[0].country_code] += 1
            if span.things[0].division:
                divisions[span.things[0].division] += 1
    total = max(sum(countries.values()), 1)
    return Setting(
        {code: count / total for code, count in countries.items()},
        {code: count / total for code, count in divisions.items()},
    )


def locate(text: str, spans: Sequence[Span], at: int, lexicon: Lexicon, setting: Setting) -> Span:
    """Give one span with the place that it most likely means, if it may mean one."""
    span = spans[at]
    if span.entity_type in UNSURE and len(span.things) < 2:  # noqa: PLR2004 - one thing is no choice
        return span
    if span.entity_type not in {"place", "country"}:
        return span
    found = list(candidates(text[span.start : span.end], span, lexicon))
    if not found:
        return span
    follows = following(text, spans, at)
    best = max(found, key=lambda c: score(c, setting, follows))
    return span._replace(things=(best[0],), entity_type=best[0].entity_type)


def candidates(name: str, span: Span, lexicon: Lexicon) -> Iterator[tuple[Thing, float]]:
    """Give the things that a name may mean, each with a weight for how well known it is."""
    given = {thing.target_id for thing in span.things}
    yield from ((thing, 7.0 if thing.entity_type == "country" else 6.5) for thing in span.things)
    if span.kind != "name" or any(thing.entity_type not in {"place", "country"} for thing in span.things):
        return
    for spelling in spellings(name):
        known = [form.thing for form in lexicon.forms.get(spelling, ()) if form.kind == "name"]
        yield from ((thing, 6.5) for thing in known if thing.entity_type == "place" and thing.target_id not in given)
        towns = lexicon.towns.get(spelling)
        for town in towns:
            thing = lexicon.of_town(town)
            if thing.target_id not in given:
                yield thing, math.log10(max(town.population, 10))
        if towns:
            return


def spellings(name: str) -> Iterator[str]:
    """Give a place name as written, then without shouting, then without the words that only say what or where in it."""
    name = " ".join(name.split())
    calm = name.title() if name.isupper() else name
    yield from (name, calm, GENERIC.sub("", calm), DIRECTION.sub("", calm))


def following(text: str, spans: Sequence[Span], at: int) -> Thing | None:
    """Give the region or country that stands right after a name: "Paris, Texas"."""
    if at + 1 == len(spans):
        return None
    after = spans[at + 1]
    if (
        after.things
        and after.entity_type in {"place", "country"}
        and PART_OF.fullmatch(text[spans[at].end : after.start])
    ):
        return after.things[0]
    return None


def score(candidate: tuple[Thing, float], setting: Setting, follows: Thing | None) -> float:
    """Give how likely a candidate is: size, then the document's setting, then what stands right after the name."""
    thing, known = candidate
    points = known + COUNTRY_WEIGHT * setting.countries.get(thing.country_code or "", 0)
    points += DIVISION_WEIGHT * setting.divisions.get(thing.division or "", 0)
    if follows and follows.target_id != thing.target_id:
        same_division = bool(follows.division) and follows.division == thing.division
        in_country = follows.entity_type == "country" and follows.country_code == thing.country_code
        points += NEXT_WEIGHT * (same_division or in_country)
    return points


def place_within(name: str, lexicon: Lexicon, *, towns_too: bool = True) -> Thing | None:
    """Give the first place or country whose name stands inside a longer name, as in "Kentucky State Police"."""
    for *_, spelling in lexicon.find(name):
        thing = lexicon.forms[spelling][0].thing
        if thing.entity_type in {"place", "country"} and thing.latitude is not None:
            return thing
    for word in name.split()[:-1] if towns_too else ():
        towns = lexicon.towns.get(word)
        if towns:
            return lexicon.of_town(towns[0])
    return None
