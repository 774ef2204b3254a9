"""One file per extractor; EXTRACTORS lists them in the order in which they run."""

from __future__ import annotations

from transforms.extractors import event_mentions, mentions
from transforms.extractors.extractor import Extractor

EXTRACTORS: tuple[Extractor, ...] = (
    mentions.EXTRACTOR,
    mentions.ENTITIES,
    event_mentions.EXTRACTOR,
)

__all__ = ["EXTRACTORS", "Extractor"]
