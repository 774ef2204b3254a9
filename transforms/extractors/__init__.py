"""One file per extractor; EXTRACTORS lists them in the order in which they run."""

from __future__ import annotations

from transforms.extractors import event_mentions, mentions, metrics, roles, statements, timexes
from transforms.extractors.extractor import Extractor

EXTRACTORS: tuple[Extractor, ...] = (
    timexes.EXTRACTOR,
    mentions.EXTRACTOR,
    mentions.ENTITIES,
    roles.EXTRACTOR,
    metrics.EXTRACTOR,
    statements.EXTRACTOR,
    event_mentions.EXTRACTOR,
)

__all__ = ["EXTRACTORS", "Extractor"]
