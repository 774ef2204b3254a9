"""Stretches of text in which a statement stands: sentences, joined where speech in quotation marks runs on."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from transforms.speech.lexicon import BASE, POSTPOSED, VERBS
from transforms.speech.marks import MARK
from transforms.speech.words import AUXILIARY, DASHES, DAYS, FORENAMES, NOT_LAST, is_adverb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.reading import Reading
    from transforms.speech.complements import Complement
    from transforms.speech.lexicon import Found
    from transforms.speech.marks import Quote
    from transforms.speech.subjects import Subject

WORD = re.compile(r"([^\W_]++(?:['’][^\W_]++)*+['’]?+|[^\w\s]|_)")
# WASHINGTON (Reuters) - and CAMBRIDGE, Mass., Dec. 11 (UPI) —, where the header's reader has marked none.
DATELINE = re.compile(
    r"[A-Z][A-Z'’. -]{2,30}(?:, ?[A-Z][A-Za-z. ]{1,20}){0,2}(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?,?(?: ?\([A-Za-z./ ]{2,30}\))? ?(?:—|–|--|-|:) "
)
DATELINE_LENGTH = 90  # characters
CLAUSE_LENGTH = 80  # characters of a reporting clause before its verb
LINE = re.compile(r"[^\n]{1,100000}")
BEFORE_CLAUSE = frozenset({",", "“”", "?", "!"}) | DASHES
QUOTED = "“”"  # stands in `words` for a whole stretch in quotation marks
# What may follow the verb of a reporting clause: marks, and the first four letters of words.
AFTER_VERB = re.compile(
    r"[.,:]| (?:in|on|at|to|of|as|when|after|during|while|last|this|early|late|recently|yesterday|again|aloud|back|[a-z]{3,12}ly"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# A pronoun with a capital and a quotation behind its verb begin anew ("Why?" He answered, "…").
BEGINS_ANEW = re.compile(r"(?:He|She|They|We|It|I) [a-z]{2,12}(?: [a-z]{2,12}){0,2}[,:] ?[\"“«']")
BESIDE = 30  # characters that hold the word before an expression
ENDS = re.compile(r" ?[.;!?…](?!\w|\.)")
MARK_BEFORE = re.compile(r"[,?!—–]")
RESUMING = frozenset({"and", "but", "then", ";"})
# Words that cannot end a subject.
NO_SUBJECT = frozenset(
    word for word in NOT_LAST if not (is_adverb(word) or word in AUXILIARY or word in DAYS or word == "to")
)
NO_SUBJECT_AT_ALL = NO_SUBJECT - RESUMING  # nor stand for the subject of the clause before
MOST_CUES = 60  # reporting expressions outside quotations; what has more is a list, no sentence
HEADLINE = 30  # words
LONGEST = 6000  # characters; what runs on for longer without an end is no sentence


Stretch = tuple[int, int, int]  # start, end, paragraph


class CueAt(NamedTuple):
    """A reporting expression at words[first:after]."""

    first: int
    after: int
    found: Found


class Unit:
    """A sentence (or several, joined by a quotation) as words; a stretch in quotation marks counts as one word."""

    def __init__(self, text: str, place: Stretch, quotes: Sequence[Quote], found: Sequence[Found]) -> None:
        self.text = text
        self.start, self.end, self.paragraph = place
        self.quotes = quotes
        self.quote_at: dict[int, Quote] = {}
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._read()
        self.lower = list(map(str.lower, self.words))
        if ("Will" in self.words or "May" in self.words) and not self.is_headline:
            self.lower = [word if word in FORENAMES else word.lower() for word in self.words]
        self.subjects: dict[int, Subject] = {}
        self.complements: dict[tuple[int, int], Complement] = {}
        self.cues = list(islice(self._located(found), MOST_CUES))
        self.cue_at = {at.first: at for at in self.cues}

    def _read(self) -> None:
        position = self.start
        for quote in self.quotes:
            opened = max(quote.start, self.start)
            self._add(position, opened)
            self.quote_at[len(self.words)] = quote
            self.words.append(QUOTED)
            self.starts.append(opened)
            self.ends.append(min(quote.end, self.end))
            position = quote.end
        self._add(position, self.end)

    def _add(self, start: int, end: int) -> None:
        """Add the words of text[start:end]: split at words, every second piece is one, and their lengths add up."""
        pieces = WORD.split(self.text[start:end])
        places = list(accumulate(map(len, pieces), initial=start))
        self.words += pieces[1::2]
        self.starts += places[1:-1:2]
        self.ends += places[2::2]

    @cached_property
    def first_mark(self) -> int:
        """The first word that can stand between content and a reporting clause behind it; behind the last for none."""
        return next((index for index, word in enumerate(self.words) if word in BEFORE_CLAUSE), len(self.words))

    def _located(self, found: Sequence[Found]) -> Iterator[CueAt]:
        for item in found:
            first = bisect_left(self.starts, item.start)
            if first == len(self.starts) or self.starts[first] != item.start or self.is_name(first):
                continue
            after = bisect_left(self.starts, item.end, first)
            if first < after and self.words[first] != QUOTED:
                yield CueAt(first, after, item)

    @cached_property
    def is_headline(self) -> bool:
        """Whether it stands outside the running text, or most of its longer words are capitalised."""
        long = [word for word in self.words if len(word) > 3]  # noqa: PLR2004 - shorter ones stay small in headlines
        capitals = sum(word[0].isupper() for word in long)
        return self.paragraph == -1 or (len(self.words) < HEADLINE and len(long) > 2 and capitals * 5 >= len(long) * 4)  # noqa: PLR2004 - four fifths

    def is_inner(self, index: int) -> bool:
        """Whether a mark stands inside a number or a word (286,000)."""
        return self.is_joined(index) and index + 1 < len(self.words) and self.is_joined(index + 1)

    def is_name(self, index: int) -> bool:
        """Whether a capital inside running text makes a word part of a name (the United States)."""
        if index == 0 or not self.words[index][0].isupper() or self.words[index - 1] in {QUOTED, ".", ":"}:
            return False
        return not self.is_headline

    def word(self, index: int) -> str:
        """Give a word in lower case; nothing beyond the end."""
        return self.lower[index] if index < len(self.lower) else ""

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Give the characters of words[first:after]."""
        return self.starts[first], self.ends[after - 1]

    def is_joined(self, index: int) -> bool:
        """Whether no space stands between a word and the word before it."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


class Silent(NamedTuple):
    """A sentence whose one reporting expression can make no statement; it may still announce a quotation behind it."""

    text: str
    place: Stretch
    found: Sequence[Found]

    def read(self) -> Unit:
        """Give it as a unit."""
        return Unit(self.text, self.place, (), self.found)


def is_silent(text: str, place: Stretch, found: Found) -> bool:
    """Whether an expression that is alone in its sentence, without a quotation, has no subject or no content.

    What `statements_in` would find out from the words, seen from the characters beside the expression.
    """
    cue = found.cue
    if cue.kind not in VERBS or cue.other is not None or cue.is_form("gerund"):
        return False
    start = place[0]
    before = text[max(start, found.start - BESIDE) : found.start].split()
    if not before and found.start - start < BESIDE:
        return True
    if before and before[-1].lower() in (NO_SUBJECT if cue.forms == BASE else NO_SUBJECT_AT_ALL):
        return True
    return ENDS.match(text, found.end) is not None and MARK_BEFORE.search(text, start, found.start) is None


def stretches_of(reading: Reading) -> Iterator[Stretch]:
    """Give (start, end, paragraph) of each sentence, and of each line outside the running text; paragraph -1 there."""
    position, text = 0, reading.masked
    datelines = {zone.start_char: zone.end_char for zone in reading.zones if zone.zone == "dateline"}
    for sentence in reading.sentences:
        start, stop, paragraph = sentence
        end = stop if stop - start <= LONGEST else start + LONGEST
        if start - position > 1:
            yield from _lines(text, position, start)
        if start in datelines or text[start + 1 : start + 2].isupper():
            start = min(end, datelines.get(start) or _after_dateline(text, start, end))
        yield start, end, paragraph
        position = max(position, stop)
    yield from _lines(text, position, len(text))


def _after_dateline(text: str, start: int, end: int) -> int:
    match = DATELINE.match(text, start, min(end, start + DATELINE_LENGTH))
    return match.end() if match else start


def _lines(text: str, start: int, end: int) -> Iterator[Stretch]:
    if text[start:end].isspace() or start >= end:
        return
    for match in LINE.finditer(text, start, end):
        if not match[0].isspace():
            yield match.start(), min(match.end(), match.start() + LONGEST), -1


def paragraphs_of(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
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


def units_of(
    text: str, stretches: Sequence[Stretch], quotes: Sequence[Quote], found: Sequence[Found]
) -> Iterator[Unit | Silent]:
    """Give the units that hold a reporting expression, or begin with a quotation, in order."""
    after, placed = 0, [item.start for item in found]
    behind = [*placed, len(text)]
    for place, inside in _pieces(text, stretches, quotes, found, placed):
        first = after if behind[after] >= place[0] else bisect_left(placed, place[0], after)
        after = first if behind[first] >= place[1] else bisect_left(placed, place[1], first)
        if after == first + 1 and not inside and is_silent(text, place, found[first]):
            yield Silent(text, place, found[first:after])
        elif after > first or (inside and not text[place[0] : inside[0].start].strip()):
            yield Unit(text, place, inside, found[first:after])


def _pieces(
    text: str, stretches: Sequence[Stretch], quotes: Sequence[Quote], found: Sequence[Found], placed: list[int]
) -> Iterator[tuple[Stretch, Sequence[Quote]]]:
    """Give each stretch with its quotations: joined over a quotation that runs on, cut before one of its own."""
    at, index = 0, 0
    while index < len(stretches):
        start, end, paragraph = stretches[index]
        index += 1
        while at < len(quotes) and quotes[at].start < start:
            at += 1
        if at == len(quotes) or quotes[at].start >= end:
            yield (start, end, paragraph), ()
            continue
        first, at = at, _past(quotes, at, end)
        while first < at and index < len(stretches) and stretches[index][2] == paragraph != -1:
            following, its_end, _ = stretches[index]
            last = quotes[at - 1].end
            if not (last > following or (last == end and _tells(text, following, its_end, found, placed))):
                break
            end, index = its_end, index + 1
            at = _past(quotes, at, end)
        yield from _cut(text, (start, end, paragraph), quotes[first:at])


def _past(quotes: Sequence[Quote], at: int, end: int) -> int:
    while at < len(quotes) and quotes[at].start < end:
        at += 1
    return at


def _cut(text: str, place: Stretch, quotes: Sequence[Quote]) -> Iterator[tuple[Stretch, Sequence[Quote]]]:
    """Cut a stretch before each quotation that begins a sentence of its own (he said. "Then …")."""
    position, end, paragraph = place
    first = 0
    for index, quote in enumerate(quotes):
        if text[max(position, quote.start - 3) : quote.start].rstrip()[-1:] in {".", "?", "!"}:
            yield (position, quote.start, paragraph), quotes[first:index]
            position, first = quote.start, index
    yield (position, end, paragraph), quotes[first:]


def _tells(text: str, start: int, end: int, found: Sequence[Found], placed: list[int]) -> bool:
    """Whether a stretch is the reporting clause of a quotation that ends before it ("Why?" he asked.)."""
    index = bisect_left(placed, start)
    if index == len(found) or found[index].end > min(end, start + CLAUSE_LENGTH) or not found[index].cue.may(POSTPOSED):
        return False
    verb_end = found[index].end
    clause = text[start : found[index].start]
    if "," in clause or MARK.search(clause) or BEGINS_ANEW.match(text, start, end):
        return False
    return AFTER_VERB.match(text, verb_end, end) is not None
