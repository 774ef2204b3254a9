"""Mentions: every name in the text, and the things that the document names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.names.document import names_in
from transforms.names.lexicon import load_lexicon
from transforms.names.recogniser import load_recogniser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.reading import EntityRow, MentionRow, Reading


def find_mentions(reading: Reading) -> list[MentionRow]:
    """Give the names in one document in order, without overlap, and put its things into `found["entities"]`.

    Offsets are code points of the text, end exclusive. Leading articles, possessive 's and people's titles are left out.
    Names inside boilerplate are left out on purpose.
    """
    return find_many([reading])[0]


def find_many(readings: Sequence[Reading]) -> list[list[MentionRow]]:
    """Give the names of several documents, the same as one by one, but faster."""
    found = []
    lexicon = load_lexicon(readings[0].own_names if readings else ())
    finder = (readings[0].name_finder if readings else None) or load_recogniser()
    for reading, (mentions, entities) in zip(readings, names_in(readings, lexicon, finder), strict=True):
        reading.found["entities"] = entities
        found.append(mentions)
    return found


def find_entities(reading: Reading) -> list[EntityRow]:
    """Give the things that one document names, numbered in the order in which they are first named."""
    if "entities" not in reading.found:
        find_mentions(reading)
    entities: list[EntityRow] = reading.found["entities"]
    return entities


EXTRACTOR = Extractor(name="mentions", table="mentions", version="4", find=find_mentions, find_many=find_many)
ENTITIES = Extractor(name="entities", table="document_entities", version="2", find=find_entities, needs=("mentions",))
