"""What tells a thing apart that no lexicon knows: its folded name, and the place that it is named for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.names.entities import name_key
from transforms.names.lexicon import REMEMBERED
from transforms.names.places import place_within

if TYPE_CHECKING:
    from transforms.names.lexicon import Lexicon
    from transforms.reading import EntityRow

APART = re.compile(r"[\W_]+")
NAMED_FOR = frozenset({"facility", "place", "organisation"})  # what lies where the place in its name lies


def identified(thing: EntityRow, lexicon: Lexicon) -> EntityRow:
    """Give a row with `slug`, `latitude` and `longitude`; as it is where the lexicon knows the thing."""
    if thing.lexicon_id is not None:
        return thing
    number, kind, name, _, country, aliases, *_ = thing
    point = point_within(name, kind, lexicon) if kind in NAMED_FOR else (None, None)
    return thing.__class__(number, kind, name, None, country, aliases, slug(name), *point)


@lru_cache(REMEMBERED)
def slug(name: str) -> str:
    """Fold a name for an id: no case, accents or punctuation, British spelling, the ends of a line in order.

    Words are joined by hyphens. A name without letters or digits becomes the hexadecimal code points of its characters.

    >>> slug("Laos-China Railway"), slug("Center for Labor Études")
    ('china-laos-railway', 'centre-for-labour-etudes')
    """
    return APART.sub("-", name_key(name)).strip("-") or "-".join(f"{ord(mark):x}" for mark in name) or "nameless"


@lru_cache(REMEMBERED)
def point_within(name: str, entity_type: str, lexicon: Lexicon) -> tuple[float | None, float | None]:
    """Give latitude and longitude, in degrees, of the place that a name holds; nothing where it holds none."""
    place = place_within(name, lexicon, towns_too=entity_type != "place")
    return (place.latitude, place.longitude) if place else (None, None)
