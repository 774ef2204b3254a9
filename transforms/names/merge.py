"""One set of names out of what lexicon, patterns and recogniser say: no overlap, the best authority first."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.names.lexicon import REMEMBERED
from transforms.names.words import heads, portfolios, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.names.span import Span

# A single curated word that a longer recognised name swallows: "Jordan" in "Michael Jordan", "China" in "China Telecom".
SWALLOWED = frozenset({"country", "place", "organisation"})
COUNTS = frozenset("Two Three Four Five Six Seven Eight Nine Ten Many Most Some Several Both All".split())
SWALLOWING = frozenset({"person", "organisation", "place", "facility", "other"})


def longest(spans: Iterable[Span]) -> list[Span]:
    """Give the longest spans, of equals the curated, then the surest, so that none overlap; in order of the text."""
    taken = Taken()
    for span in sorted(spans, key=lambda s: (s.start - s.end, not s.things, -s.confidence, s.start, s.rule)):
        if taken.is_free(span.start, span.end):
            taken.add(span)
    return taken.spans


HEADS = heads("last").keys() | heads("first").keys()


class Taken:
    """Spans that do not overlap, kept in order."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = list(spans)
        self._ends = [span.end for span in self.spans]

    def overlapping(self, start: int, end: int) -> list[Span]:
        """Give the spans that share a character with start..end."""
        at = bisect_left(self._ends, start + 1)
        found = []
        while at < len(self.spans) and self.spans[at].start < end:
            found.append(self.spans[at])
            at += 1
        return found

    def is_free(self, start: int, end: int) -> bool:
        """Whether no span shares a character with start..end."""
        at = bisect_left(self._ends, start + 1)
        return at == len(self.spans) or self.spans[at].start >= end

    def add(self, span: Span) -> None:
        """Keep a span that overlaps none."""
        at = bisect_left(self._ends, span.end)
        self.spans.insert(at, span)
        self._ends.insert(at, span.end)

    def drop(self, span: Span) -> None:
        """Forget a span."""
        at = bisect_left(self._ends, span.end)
        del self.spans[at], self._ends[at]


def merged(text: str, certain: Sequence[Span], recognised: Iterable[Span]) -> list[Span]:
    """Add recognised names to the certain ones: a longer recognised name swallows single curated words inside it."""
    taken = Taken(certain)
    for span in recognised:
        if span.entity_type != "person" and is_office(text[span.start : span.end]):
            continue
        inside = taken.overlapping(span.start, span.end)
        if all(may_swallow(span, other) for other in inside) and (not inside or adds_word(text, span, inside)):
            for other in inside:
                taken.drop(other)
            taken.add(span)
    return [span for span in taken.spans if span.entity_type != "other" and span.rule != "mentions.weak"]


def may_swallow(span: Span, other: Span) -> bool:
    """Whether a recognised name takes the place of another one inside it."""
    if other.rule == "mentions.weak":
        return span.entity_type != "other"
    within = span.start <= other.start and other.end <= span.end and span.end - span.start > other.end - other.start
    return within and other.entity_type in SWALLOWED and span.entity_type in SWALLOWING


def adds_word(text: str, span: Span, inside: Sequence[Span]) -> bool:
    """Whether a recognised name has a capitalised word of its own besides the names inside it."""
    position, rest = span.start, ""
    for other in inside:
        rest += text[position : max(position, other.start)] + " "
        position = max(position, other.end)
    own = [word for word in (rest + text[position : span.end]).split() if word[0].isupper() or "-" in word]
    own = [
        word
        for word in own
        if any(map(str.isupper, word))
        and word not in COUNTS
        and (word in HEADS or not (word in titles() or word in portfolios()))
    ]
    return bool(own) or any(o.rule == "mentions.weak" for o in inside)


@lru_cache(REMEMBERED)
def is_office(name: str) -> bool:
    """Whether a name is made of the words of titles and portfolios only, as in "Minister of Education"."""
    words = name.split()
    known = [word in titles() or word in portfolios() for word in words]
    return (words[0] in titles() and len(words) > 1 and known[-1]) or (
        all(known) and not any(w in HEADS for w in words)
    )
