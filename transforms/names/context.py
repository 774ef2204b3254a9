"""What the context of a name says of its country."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.names.entities import is_bare, spoken
from transforms.names.lexicon import REMEMBERED
from transforms.names.patterns import apposition
from transforms.names.words import offices, portfolios, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transforms.names.lexicon import Lexicon
    from transforms.names.span import Span

REACH_BEFORE, REACH_AFTER = 90, 160
STOP = re.compile(r"[.;:!?\n]\s|,")
NATIONAL = re.compile(r"ongress|lenum|lenary|ession")
PARENT = re.compile(r"(?: at| in| under| within)(?: the)? ")
SHARED = re.compile(r",|(?:,? and|,? as well as) ")
WORD = re.compile(r"[\w.-]+")
WITHOUT_COUNTRY = frozenset({"agreement", "programme"})


def countries_of(
    text: str, spans: Sequence[Span], lexicon: Lexicon, sentence_at: Callable[[int], tuple[int, int]]
) -> dict[int, str | None]:
    """Give, by a span's start, the country that its title, apposition, own name or sentence says it belongs to."""
    told: dict[int, str | None] = {}
    unknown = [
        (at, span) for at, span in enumerate(spans) if not span.things and span.entity_type not in WITHOUT_COUNTRY
    ]
    things = [(at, span, spoken(text, span)) for at, span in unknown if span.entity_type != "person"]
    for _, span, name in things:
        told[span.start] = within(name, lexicon)
    for at, span, _ in reversed(things):
        told[span.start] = told[span.start] or by_parent(text, spans, at, told)
    for at, span in unknown:
        if span.entity_type == "person":
            told[span.start] = by_title(text, spans, at) or by_apposition(text, spans, at, told)
    main = main_country(spans)
    for at, span, name in things:
        if told[span.start] is None and (is_bare(name) or (span.rule == "mentions.congress" and NATIONAL.search(name))):
            told[span.start] = by_sentence(spans, at, told, sentence_at) or main
    return told


def country_of(span: Span, told: dict[int, str | None] | None = None) -> str | None:
    """Give the country of a span's thing, if it has one."""
    if span.things:
        return span.things[0].country_code
    return (told or {}).get(span.start)


def main_country(spans: Sequence[Span]) -> str | None:
    """Give the country that the document names most often."""
    counts = Counter(code for span in spans if (code := country_of(span)))
    return max(counts, key=lambda code: counts[code]) if counts else None


@lru_cache(REMEMBERED)
def within(name: str, lexicon: Lexicon) -> str | None:
    """Give the one country whose names stand inside a name; None if there are several or none."""
    found = [lexicon.forms[spelling][0].thing.country_code for *_, spelling in lexicon.find(name)]
    codes = set(found)
    return codes.pop() if len(codes) == 1 else None


def by_title(text: str, spans: Sequence[Span], at: int) -> str | None:
    """Give the country of the title before a person's name: "Lao Prime Minister", "President of Laos"."""
    start = spans[at].start
    for span in reversed(spans[max(0, at - 3) : at]):
        between = text[span.end : start]
        if len(between) > REACH_BEFORE or STOP.search(between):
            return None
        if span.entity_type == "person" and not SHARED.match(between):
            return None  # what stands before another person is that one's
        code = country_of(span)
        words = WORD.findall(between)
        governed = between.strip() == "" and span.kind == "name"
        if code and span.entity_type != "person" and (governed or any(is_title(word) for word in words)):
            return code
    return None


def is_title(word: str) -> bool:
    """Whether a word belongs to a title or office."""
    return word in titles() or word in offices() or word in portfolios()


def by_apposition(text: str, spans: Sequence[Span], at: int, told: dict[int, str | None]) -> str | None:
    """Give the country of what a person is said to be after the name: ", director of the Lao Trade Office"."""
    span = spans[at]
    if not apposition().match(text, span.end):
        return None
    for other in spans[at + 1 : at + 5]:
        if other.start - span.end > REACH_AFTER or re.search(r"[.;!?]\s", text[span.end : other.start]):
            return None
        code = country_of(other, told)
        if code is None and other.entity_type == "organisation" and not other.things:
            continue
        if code and other.entity_type != "person":
            return code
    return None


def by_parent(text: str, spans: Sequence[Span], at: int, told: dict[int, str | None]) -> str | None:
    """Give the country of what something is at or in: "the Centre for River Studies at the Lao Academy"."""
    if at + 1 == len(spans) or not PARENT.fullmatch(text[spans[at].end : spans[at + 1].start]):
        return None
    return country_of(spans[at + 1], told)


def by_sentence(
    spans: Sequence[Span],
    at: int,
    told: dict[int, str | None],
    sentence_at: Callable[[int], tuple[int, int]],
) -> str | None:
    """Give the country of the nearest name in the sentence that has one; what goes before counts as nearer."""
    span = spans[at]
    begin, end = sentence_at(span.start)
    near: list[tuple[int, str]] = []
    for other in spans[max(0, at - 6) : at + 7]:
        code = country_of(other, told)
        if other is span or not code or other.start < begin or other.start >= end:
            continue
        distance = span.start - other.end if other.start < span.start else 2 * (other.start - span.end)
        near.append((distance, code))
    return min(near)[1] if near else None
