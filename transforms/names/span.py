"""What every finder of names gives: a stretch of text, what sort of thing it names, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from transforms.names.lexicon import Thing


class Span(NamedTuple):
    """A found name; `things` are what the lexicon says it may stand for, `country` what its title says."""

    start: int
    end: int
    entity_type: str
    rule: str
    confidence: float
    kind: str = "name"
    things: tuple[Thing, ...] = ()
    country: str | None = None
