"""One type for one name in one document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.names.cues import cue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transforms.names.lexicon import Lexicon
    from transforms.names.span import Span

CUE = 1.5  # what the words beside a name count, in probabilities of the recogniser
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


def firms_in_short(votes: Mapping[str, Mapping[str, float]]) -> set[str]:
    """Give the single words that begin a longer organisation's name in the document and end no person's: "Karadal" for "Karadal Energy"."""
    longer = [(name.split(), kinds) for name, kinds in votes.items() if " " in name]
    firms = {words[0] for words, kinds in longer if max(kinds, key=kinds.__getitem__) == "organisation"}
    people = {word for words, kinds in longer if max(kinds, key=kinds.__getitem__) == "person" for word in words}
    return (firms - people) & votes.keys()


def voted(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give guessed names the type that all mentions of the same words together make likeliest."""
    votes: dict[str, dict[str, float]] = {}
    for span in spans:
        if not span.things:
            votes_for = votes.setdefault(text[span.start : span.end], {})
            votes_for[span.entity_type] = votes_for.get(span.entity_type, 0) + span.confidence
            if span.rule == GUESSED and (said := cue(text, span.start, span.end)):
                votes_for[said] = votes_for.get(said, 0) + CUE
    for name in firms_in_short(votes):
        votes[name]["organisation"] = votes[name].get("organisation", 0) + CUE
    chosen = {name: max(counts, key=counts.__getitem__) for name, counts in votes.items() if len(counts) > 1}
    return [
        span._replace(entity_type=chosen[name])
        if span.rule == GUESSED and (name := text[span.start : span.end]) in chosen
        else span
        for span in spans
    ]
