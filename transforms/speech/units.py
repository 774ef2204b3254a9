"""Stretches of text in which a statement stands: sentences, joined where speech in quotation marks runs on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from transforms.speech.lexicon import POSTPOSED
from transforms.speech.marks import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.reading import Reading
    from transforms.speech.lexicon import Found
    from transforms.speech.marks import Quote

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?|[^\w\s]|_")
# WASHINGTON (Reuters) - and CAMBRIDGE, Mass., Dec. 11 (UPI) —, where the header's reader has marked none.
DATELINE = re.compile(r"[A-Z][A-Z'’. -]{2,30}(?:, ?[A-Z][A-Za-z. ]{1,20}){0,2}(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?,?(?: ?\([A-Za-z./ ]{2,30}\))? ?(?:—|–|--|-|:) ")
LINE = re.compile(r"[^\n]{1,100000}")
QUOTED = "“”"  # stands in `words` for a whole stretch in quotation marks
CIRCUMSTANCES = [["in"], ["on"], ["at"], ["to"], ["of"], ["as"], ["when"], ["afte"], ["duri"], ["whil"]]
LONGEST = 6000  # characters; what runs on for longer without an end is no sentence


class CueAt(NamedTuple):
    """A reporting expression at words[first:after]."""

    first: int
    after: int
    found: Found


class Unit:
    """A sentence (or several, joined by a quotation) as words; a stretch in quotation marks counts as one word."""

    def __init__(self, text: str, start: int, end: int, paragraph: int, quotes: Sequence[Quote], found: Sequence[Found]) -> None:
        self.text, self.start, self.end, self.paragraph = text, start, end, paragraph
        self.quotes = quotes
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quote_at: dict[int, Quote] = {}
        position = start
        for quote in quotes:
            self._add_words(position, max(quote.start, start))
            self.quote_at[len(self.words)] = quote
            self._add(QUOTED, max(quote.start, start), min(quote.end, end))
            position = quote.end
        self._add_words(position, end)
        self.is_headline = paragraph == -1 or _is_headline(self.words)
        self.lower = [word.lower() for word in self.words]
        self.cues = list(self._located(found))
        self.cue_at = {at.first: at for at in self.cues}

    def _add_words(self, start: int, end: int) -> None:
        for match in WORD.finditer(self.text, start, end):
            self._add(match[0], *match.span())

    def _add(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def _located(self, found: Sequence[Found]) -> Iterator[CueAt]:
        for item in found:
            first = bisect_left(self.starts, item.start)
            after = bisect_left(self.starts, item.end)
            if first < after and not self.is_name(first) and self.starts[first] == item.start and self.ends[after - 1] >= item.end and self.words[first] != QUOTED:
                yield CueAt(first, after, item)

    def is_inner(self, index: int) -> bool:
        """Whether a mark stands inside a number or a word (286,000)."""
        return self.is_joined(index) and index + 1 < len(self.words) and self.is_joined(index + 1)

    def is_name(self, index: int) -> bool:
        """Whether a capital inside running text makes a word part of a name (the United States)."""
        return not self.is_headline and index > 0 and self.words[index][0].isupper() and self.words[index - 1] not in {QUOTED, ".", ":"}

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Give the characters of words[first:after]."""
        return self.starts[first], self.ends[after - 1]

    def is_joined(self, index: int) -> bool:
        """Whether no space stands between a word and the word before it."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def _is_headline(words: list[str]) -> bool:
    """Whether most words of four letters and more are capitalised."""
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004 - shorter ones stay small in headlines
    return len(words) < 30 and sum(word[0].isupper() for word in long) * 5 >= len(long) * 4 > 8  # noqa: PLR2004 - four fifths


def stretches_of(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Give (start, end, paragraph) of each sentence, and of each line outside the running text; paragraph -1 there."""
    position = 0
    datelines = {zone.start_char: zone.end_char for zone in reading.zones if zone.zone == "dateline"}
    for sentence in reading.sentences:
        start, end = sentence.start_char, min(sentence.end_char, sentence.start_char + LONGEST)
        yield from _lines(reading.masked, position, start)
        yield min(datelines.get(start) or _after_dateline(reading.masked, start, end), end), end, sentence.paragraph_number
        position = max(position, sentence.end_char)
    yield from _lines(reading.masked, position, len(reading.masked))


def _after_dateline(text: str, start: int, end: int) -> int:
    match = DATELINE.match(text, start, min(end, start + 90))
    return match.end() if match else start


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    if text[start:end].isspace() or start >= end:
        return
    for match in LINE.finditer(text, start, end):
        if not match[0].isspace():
            yield match.start(), min(match.end(), match.start() + LONGEST), -1


def paragraphs_of(stretches: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Give the bounds of each paragraph: runs of sentences with one paragraph number; a line outside stands alone."""
    merged: list[tuple[int, int]] = []
    last = -1
    for start, end, paragraph in stretches:
        if merged and paragraph == last != -1:
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
        last = paragraph
    return merged


def units_of(text: str, stretches: Sequence[tuple[int, int, int]], quotes: Sequence[Quote], found: Sequence[Found]) -> Iterator[Unit]:
    """Give the units that hold a reporting expression or a quotation, in order."""
    opened, placed = [q.start for q in quotes], [f.start for f in found]
    for start, end, paragraph in _split(text, _joined(text, stretches, quotes, found), quotes, opened):
        inside = quotes[bisect_left(opened, start) : bisect_left(opened, end)]
        cues = found[bisect_left(placed, start) : bisect_left(placed, end)]
        if inside or cues:
            yield Unit(text, start, end, paragraph, inside, cues)


def _tells(text: str, start: int, end: int, found: Sequence[Found], placed: list[int]) -> bool:
    """Whether a stretch is the reporting clause of a quotation that ends before it ("Why?" he asked.)."""
    index = bisect_left(placed, start)
    if index == len(found) or found[index].end > min(end, start + 80) or not found[index].cue.may(POSTPOSED):
        return False
    clause, after = text[start : found[index].start], text[found[index].end : found[index].end + 5]
    return not ("," in clause or MARK.search(clause)) and (after[:1] in ".,:" or after.split()[:1] in CIRCUMSTANCES)


def _split(text: str, stretches: Iterator[tuple[int, int, int]], quotes: Sequence[Quote], opened: list[int]) -> Iterator[tuple[int, int, int]]:
    """Cut a stretch before each quotation that begins a sentence of its own (he said. "Then …")."""
    for start, end, paragraph in stretches:
        position = start
        for quote in quotes[bisect_right(opened, start) : bisect_left(opened, end)]:
            if text[position : quote.start].rstrip()[-1:] in {".", "?", "!"} and quote.start > position:
                yield position, quote.start, paragraph
                position = quote.start
        yield position, end, paragraph


def _joined(text: str, stretches: Sequence[tuple[int, int, int]], quotes: Sequence[Quote], found: Sequence[Found]) -> Iterator[tuple[int, int, int]]:
    opened, placed = [quote.start for quote in quotes], [item.start for item in found]
    current: tuple[int, int, int] | None = None
    for start, end, paragraph in stretches:
        if current is not None:
            last = bisect_right(opened, current[1] - 1) - 1
            same = last >= 0 and current[2] == paragraph != -1
            if same and (quotes[last].end > start or (quotes[last].end == current[1] and _tells(text, start, end, found, placed))):
                current = current[0], end, paragraph
                continue
            yield current
        current = start, end, paragraph
    if current is not None:
        yield current
