"""One type for one name in one document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.names.lexicon import Lexicon
    from transforms.names.span import Span

GUESSED = "mentions.recogniser"
WHERE = re.compile(r"\b(?:in|In|near|Near|outside|around|downtown) $")


def placed(text: str, spans: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """Give guessed names that are a town's and stand after "in" or "near" as places."""
    return [
        span._replace(entity_type="place")
        if span.rule == GUESSED
        and WHERE.search(text[max(0, span.start - 10) : span.start])
        and text[span.start : span.end] in lexicon.towns
        else span
        for span in spans
    ]


def voted(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give guessed names the type that all mentions of the same words together make likeliest."""
    votes: dict[str, dict[str, float]] = {}
    for span in spans:
        if not span.things:
            votes_for = votes.setdefault(text[span.start : span.end], {})
            votes_for[span.entity_type] = votes_for.get(span.entity_type, 0) + span.confidence
    chosen = {name: max(counts, key=counts.__getitem__) for name, counts in votes.items() if len(counts) > 1}
    return [
        span._replace(entity_type=chosen[name])
        if span.rule == GUESSED and (name := text[span.start : span.end]) in chosen
        else span
        for span in spans
    ]
