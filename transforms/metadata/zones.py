"""Boilerplate zones made tidy: neighbours of one kind joined, and cut open around title and deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.metadata.page import trimmed

if TYPE_CHECKING:
    from transforms.reading import Zone

JOINED = frozenset({"nav", "header", "footer"})


def tidy(text: str, zones: list[Zone], kept: list[tuple[int, int]]) -> list[Zone]:
    """Join zones of one kind that only white space parts, and cut them open around the spans to keep readable."""
    pieces = [piece for zone in zones for piece in (_without(text, zone, kept) if zone.zone in JOINED else [zone])]
    joined: list[Zone] = []
    for zone in sorted(pieces, key=lambda zone: (zone.zone, zone.start_char, -zone.end_char)):
        last = joined[-1] if joined else None
        if (
            last
            and zone.zone in JOINED
            and last.zone == zone.zone
            and _touches(text, last.end_char, zone.start_char, kept)
        ):
            joined[-1] = last._replace(end_char=max(last.end_char, zone.end_char))
        else:
            joined.append(zone)
    return joined


def _touches(text: str, end: int, start: int, kept: list[tuple[int, int]]) -> bool:
    return (start <= end or text[end:start].isspace()) and not any(end <= left < start for left, _ in kept)


def _without(text: str, zone: Zone, kept: list[tuple[int, int]]) -> list[Zone]:
    pieces, place = [], zone.start_char
    for left, right in sorted(kept):
        if place <= left and right <= zone.end_char:
            pieces.append((place, left))
            place = right
    pieces.append((place, zone.end_char))
    return [zone._replace(start_char=a, end_char=b) for left, right in pieces for a, b in trimmed(text, left, right)]
