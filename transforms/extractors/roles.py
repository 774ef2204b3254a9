"""Who holds which title: titles before and after names and in apposition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.offices.titles import Title, titles_beside
from transforms.reading import RoleRow

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from transforms.reading import EntityRow, MentionRow, Reading

CONFIDENCE = {"before": 0.95, "after": 0.93, "apposition_before": 0.85}


def find_roles(reading: Reading) -> list[RoleRow]:
    """Give the titles that stand beside people's names; offsets are code points, end exclusive."""
    mentions: list[MentionRow] = reading.found.get("mentions", [])
    entities: list[EntityRow] = reading.found.get("entities", [])
    as_of = reading.header.published_date or reading.header.dateline_date
    rows: dict[tuple[int, int], RoleRow] = {}
    for person in mentions:
        if person.entity_type == "person" and person.mention_kind == "name":
            for title in titles_beside(reading.masked, person.start_char, person.end_char):
                rows.setdefault((title.start, title.end), _row(reading.masked, title, person, mentions, entities, as_of))
    return sorted(rows.values())


def _row(text: str, title: Title, person: MentionRow, mentions: Sequence[MentionRow], entities: Sequence[EntityRow], as_of: datetime.date | None) -> RoleRow:
    inside = [m for m in mentions if title.start <= m.start_char and m.end_char <= title.end and m is not person]
    organisation = next((m for m in inside if m.entity_type in ORGANISATIONS), None)
    return RoleRow(
        start_char=title.start,
        end_char=title.end,
        title=normalised(text[title.start : title.end], [text[m.start_char : m.end_char] for m in inside if m.mention_kind == "demonym"]),
        rule=f"roles.{title.place}",
        confidence=CONFIDENCE[title.place],
        person_number=person.entity_number,
        person_start_char=person.start_char,
        person_end_char=person.end_char,
        organisation_number=organisation.entity_number if organisation else None,
        country_code=_country(inside, person, entities),
        as_of_date=as_of,
    )


ORGANISATIONS = frozenset({"organisation", "facility", "publication"})


def _country(inside: Sequence[MentionRow], person: MentionRow, entities: Sequence[EntityRow]) -> str | None:
    """Give the country of a title: its demonym's, else its organisation's, else the person's own, as far as known."""
    demonyms = [m for m in inside if m.mention_kind == "demonym"]
    others = [m for m in inside if m.entity_type in ORGANISATIONS]
    for mention in [*demonyms, *others, person]:
        if mention.entity_number is not None and mention.entity_number < len(entities):
            code = entities[mention.entity_number].country_code
            if code:
                return code
    return None


SPACE = re.compile(r"\s+")


def normalised(surface: str, demonyms: Sequence[str]) -> str:
    """Give a title in lower case, without country and article, ministers as "foreign minister".

    >>> normalised("Lao Minister of Foreign Affairs", ["Lao"])
    'foreign minister'
    """
    title = SPACE.sub(" ", surface)
    for demonym in demonyms:
        title = title.replace(demonym, "", 1)
    title = SPACE.sub(" ", title).strip().lower().removeprefix("the ")
    match = MINISTER.fullmatch(title)
    if match:
        title = f"{match['before'] or ''}{match['portfolio'].removesuffix(' affairs')} minister"
    return title


MINISTER = re.compile(r"(?P<before>(?:deputy |vice |vice-|former |acting ){0,2})minister (?:of|for) (?:the )?(?P<portfolio>[a-z, &'’-]{3,60})")

EXTRACTOR = Extractor(name="roles", table="roles", version="1", find=find_roles, needs=("mentions", "entities"))
