"""Descriptions that stand for names: "both sides", "the two countries", "the Lao side"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from transforms.names.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GROUP = re.compile(r"(?:[Bb]oth|[Tt]he two|[Tt]wo) (?:sides|countries|nations|parties|peoples|neighbours|neighbors)\b")
SIDE = re.compile(r"(?:'s)? sides?\b")


@cache
def openers() -> AhoCorasick:
    """Give the automaton over the first words of groups; a plain search for them is much faster than the pattern alone."""
    return AhoCorasick(["both ", "Both ", "two ", "Two "])


def groups(text: str) -> Iterator[re.Match[str]]:
    """Give the groups without a name."""
    for _, position, _ in openers().find_matches_as_indexes(text):
        start = position - 4 if text[max(0, position - 4) : position].lower() == "the " else position
        match = GROUP.match(text, start)
        if match and not text[start - 1 : start].isalnum():
            yield match


def find_nominal(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Give groups without a name, and a country's side as that country; the latter replaces its demonym."""
    for match in groups(text):
        start = match.start() + (4 if match[0].lower().startswith("the ") and match[0].endswith("sides") else 0)
        yield Span(start, match.end(), "country", "mentions.group", 0.9, "nominal")
    for span in spans:
        side = SIDE.match(text, span.end) if span.entity_type == "country" else None
        if side:
            yield Span(span.start, side.end(), "country", "mentions.side", 0.95, "nominal", span.things)
