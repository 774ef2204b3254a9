"""Stretches of text that may hold an expression of time, found without looking at every word.

An automaton finds the words that no expression can do without; around each, the words that expressions are made of are
gathered, and only that stretch is read with the grammar. Stretches are short and repeat, so readings are remembered.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from transforms.calendar.holidays import holiday_rules
from transforms.calendar.names import MONTH_NAMES, MONTHS, ORDINALS, SEASONS, SMALL, WEEKDAY_NAMES, WEEKDAYS
from transforms.lexicon_rows import rows_of
from transforms.reading import lowered
from transforms.timex.grammar import Parsed, parse_all
from transforms.timex.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = str.maketrans(
    {
        **{chr(code): chr(code + 32) for code in range(65, 91)},
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
    }
)
# Months and weekdays that are other words in lower case, and blank lines, which no expression reaches across.
HIDDEN = re.compile(
    r"\b(?:may|march|august|mar|jan|dec|jun|sat|sun|mon|wed|thu|fri)\b|[ \t\r]{0,8}\n[ \t\r]{0,8}\n\s{0,40}|\n(?=[ \t]{0,8}[-*#>|])"
)
PIECE = re.compile(r"[a-z]+")
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+(?:st|nd|rd|th|s)?(?![A-Za-z])|\d+|[^\W\d_]+")
LAST_WORD = re.compile(
    r"(?<![A-Za-z0-9'’])([A-Za-z]++(?:['’][a-z]++)?+|\d++(?:st|nd|rd|th|s)?+)[\s,.'’‘()/:@+–—‑−-]{0,5}+$"
)
GAP = re.compile(r"[\s,.'’‘()/:@+–—‑−-]{0,5}")
# Begins with a class of characters, which makes the search fast: years, clock times, decades, dates, years BC.
DIGITS = re.compile(
    r"\d(?:(?<=[12])\d{3}(?!\d)|\d{3} (?:GMT|UTC)\b|:[0-5]\d|0?'?s\b|00s|[/.]\d{1,2}[/.][12]\d| ?[aApP]\.?[mM]\b|s? ?[bB]\.?[cC])"
)


class Candidate(NamedTuple):
    """A reading of text[start:end]."""

    start: int
    end: int
    parsed: Parsed


def fold(text: str) -> str:
    """Give text in lower case with plain quotes and hyphens, character for character; hidden words are blanked out."""
    if HIDDEN.search(text):
        text = HIDDEN.sub(lambda match: "\0" * len(match[0]), text)
    return text.translate(MARKS)


@cache
def trigger_words() -> frozenset[str]:
    """Give the words, folded, that begin a search: an expression without figures has at least one of them."""
    listed = [*holiday_rules(), *(row["form"].lower() for row in rows_of("time_words.csv"))]
    alone = {"now", "former", "recent", "future", "present", "currently", "later", "past", "period", "nineteen"}
    named = {*MONTH_NAMES, *WEEKDAY_NAMES, *SEASONS, *(f"{day}s" for day in WEEKDAY_NAMES)}
    single = {form for form in listed if len(form.split()) == 1}
    known = frozenset(alone | named | single | words("units") | words("parts"))
    return known | {_trigger_of(form) for form in listed if known.isdisjoint(PIECE.findall(form))}


def _trigger_of(form: str) -> str:
    """Give the longest word of a form that is no glue, which is a rare one; the whole form if all are glue."""
    rare = [word for word in form.split() if word not in words("glue")]
    return max(rare, key=len) if rare else form


@cache
def glue_words() -> frozenset[str]:
    """Give all words, folded, that expressions are made of."""
    listed = {word for form in holiday_rules() for word in re.findall(r"[a-z]+(?:'[a-z]+)?", form)}
    listed |= {word for row in rows_of("time_words.csv") for word in row["form"].lower().split()}
    return words("glue") | trigger_words() | set(MONTHS) | set(WEEKDAYS) | set(ORDINALS) | set(SMALL) | listed


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    short = {f"{name}{mark}" for name in MONTHS if name not in MONTH_NAMES for mark in ". "}
    triggers = sorted({*trigger_words(), *short, "q1", "q2", "q3", "q4", "h1", "h2"})
    return ahocorasick_rs.AhoCorasick(triggers, matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST)


def find_triggers(text: str) -> list[int]:
    """Give the places, in order, around which to look: a word that tells of time, or figures that may."""
    low = lowered(text)
    automaton = _automaton()
    places = [
        start
        for _, start, end in automaton.find_matches_as_indexes(low)
        if not ((low[end : end + 1].isalnum() and low[end - 1].isalnum()) or (start and low[start - 1].isalnum()))
    ]
    places += [_number_start(text, match.start()) for match in DIGITS.finditer(text)]
    places.sort()
    return places


def _number_start(text: str, place: int) -> int:
    """Give where the figures around a place begin, a few at most."""
    start = place
    while start > max(0, place - 4) and text[start - 1].isdecimal():
        start -= 1
    return start


def find_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Give the bounds of the stretches around triggers that are made of the words of expressions only."""
    done = 0
    for place in find_triggers(text):
        if place < done:
            continue
        start = _left_end(text, place, done)
        end = _right_end(text, place)
        if end > place:
            yield start, end
            done = end


REACH = 24
MOST_WORDS = 14


def _left_end(text: str, place: int, done: int) -> int:
    start, words = place, 0
    while words < MOST_WORDS:
        before = LAST_WORD.search(text, max(done, start - REACH), start)
        if before is None or not _belongs(before[1]):
            break
        start, words = before.start(), words + 1
    # A quotation mark before a decade ('80s) is part of it.
    return start - 1 if start > done and text[start - 1] in "'’‘" else start


def _right_end(text: str, place: int) -> int:
    end, words = place, 0
    match = WORD.match(text, place)
    while match and words < MOST_WORDS and _belongs(match[0]):
        end, words = match.end(), words + 1
        gap = GAP.match(text, end)
        match = WORD.match(text, gap.end()) if gap else None
    # Full stops of a.m., B.C. and Sept. may close the stretch.
    return end + 1 if text[end : end + 1] == "." else end


@lru_cache(maxsize=32768)
def _belongs(word: str) -> bool:
    if word[0].isdecimal():
        return len(word) <= 7  # noqa: PLR2004 - 1500 and 1970s, 120th
    folded, glue = word.lower(), glue_words()
    return folded in glue or (folded.endswith("'s") and folded[:-2] in glue)


class Stretch(NamedTuple):
    """A stretch of folded text that begins at a place."""

    start: int
    folded: str

    def candidates(self) -> list[Candidate]:
        """Give every reading in it, in order, none overlapping; whether it holds in its context is not asked here."""
        return [Candidate(self.start + a, self.start + b, parsed) for a, b, parsed in parse_all(self.folded)]

    def after_first_word(self, place: int) -> Stretch | None:
        """Give what follows the word that begins at a place; None if nothing does."""
        word = WORD.match(self.folded, place - self.start)
        offset = word.end() if word else place - self.start + 1
        return Stretch(self.start + offset, self.folded[offset:]) if offset < len(self.folded) else None


def find_readings(text: str) -> Iterator[Stretch]:
    """Give the stretches of a text that hold an expression of time, perhaps."""
    for start, end in find_stretches(text):
        folded = _folded_if_read(text[start:end])
        if folded:
            yield Stretch(start, folded)


@lru_cache(maxsize=131072)
def _folded_if_read(surface: str) -> str | None:
    """Give a stretch folded, None if nothing in it can be read. Most stretches come again and again."""
    folded = fold(surface)
    return folded if parse_all(folded) else None
