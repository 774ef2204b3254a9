"""One type for one name in one document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.names.cues import cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transforms.names.lexicon import Lexicon
    from transforms.names.span import Span

CUE = 1.5  # what the words beside a name count, in probabilities of the recogniser
BESIDE = 1.0  # what the type of a name beside it in a list counts
GUESSED = "mentions.recogniser"
SURE = frozenset({"mentions.last_head", "mentions.first_head"})  # patterns that name no person
TELLING = frozenset({"organisation", "place", "person"})
LONGEST_LINK = 10
LISTED = re.compile(r"(?:, (?:and |or )?| and | or | & )\Z")
BRACKETED = re.compile(r" \([A-Z]{2,6}\)")
LINKED = re.compile(
    r" (?:do|da|dos|de|del|della|di|du|la|bin|binti|ibn|al|el|von|van|der|den|ter|ten|zu|y)(?: (?:la|los|las|der|den))? \Z"
)
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


def linked(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join guessed people's names that only a particle divides: "Virgilio do Carmo da Silva"."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            last is not None
            and span.rule == GUESSED
            and last.rule in {GUESSED, "mentions.title"}
            and span.entity_type == last.entity_type == "person"
            and span.start - last.end <= LONGEST_LINK
            and LINKED.match(text, last.end, span.start)
        ):
            joined[-1] = last._replace(end=span.end)
        else:
            joined.append(span)
    return joined


def listed_with(text: str, spans: Sequence[Span], at: int) -> Iterator[tuple[str, float]]:
    """Give the types of the surer names directly beside a name in a list, with weights: "Toyota, Sony and Nomura"."""
    for first, other in ((at - 1, at - 1), (at, at + 1)):
        if first < 0 or first + 1 == len(spans):
            continue
        start, end = spans[first].end, spans[first + 1].start
        if end - start > LONGEST_LINK or not LISTED.match(text, start, end):
            continue
        beside = spans[other]
        if beside.things or beside.rule in SURE:
            yield beside.entity_type, BESIDE
        elif beside.rule == GUESSED and " " in text[beside.start : beside.end]:
            yield beside.entity_type, BESIDE * beside.confidence


def firms_in_short(votes: Mapping[str, Mapping[str, float]]) -> set[str]:
    """Give the single words that begin a longer organisation's name in the document and end no person's: "Karadal" for "Karadal Energy"."""
    longer = [(name.split(), kinds) for name, kinds in votes.items() if " " in name]
    firms = {words[0] for words, kinds in longer if max(kinds, key=kinds.__getitem__) == "organisation"}
    people = {word for words, kinds in longer if max(kinds, key=kinds.__getitem__) == "person" for word in words}
    return (firms - people) & votes.keys()


def told_beside(text: str, spans: Sequence[Span], at: int) -> Iterator[tuple[str, float]]:
    """Give the types that what stands beside a guessed name speaks for, each with its weight."""
    span = spans[at]
    if said := cue(text, span.start, span.end):
        yield said, CUE
    if " " not in text[span.start : span.end]:
        yield from ((said, weight) for said, weight in listed_with(text, spans, at) if said in TELLING)
    elif span.entity_type == "place" and BRACKETED.match(text, span.end):
        yield "organisation", CUE


def voted(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give guessed names the type that all mentions of the same words together make likeliest."""
    votes: dict[str, dict[str, float]] = {}
    for at, span in enumerate(spans):
        if not span.things:
            votes_for = votes.setdefault(text[span.start : span.end], {})
            votes_for[span.entity_type] = votes_for.get(span.entity_type, 0) + span.confidence
            if span.rule == GUESSED:
                for said, weight in told_beside(text, spans, at):
                    votes_for[said] = votes_for.get(said, 0) + weight
    for name in firms_in_short(votes):
        votes[name]["organisation"] = votes[name].get("organisation", 0) + CUE
    chosen = {name: max(counts, key=counts.__getitem__) for name, counts in votes.items() if len(counts) > 1}
    return [
        span._replace(entity_type=chosen[name])
        if span.rule == GUESSED and (name := text[span.start : span.end]) in chosen
        else span
        for span in spans
    ]
