"""Many texts cut into words at once, by numpy over their characters; words are known by hashes, never as strings.

The hash of the characters s..e of a text is the polynomial sum(code[i] * BASE**(i-s)) modulo 2**64, mixed. Differences of
one running sum give it for any stretch, so the hash of a word, its prefixes and its suffixes cost a subtraction each.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Indices = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SPACE, LOWER, CAPITAL, DIGIT, MARK, BREAK = range(6)
BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
KNOWN = 0x3000  # code points with classes of their own; beyond them all are letters without case
BASE = np.uint64(0x9E3779B97F4A7C15)
INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(hashes: Hashes) -> Hashes:
    """Spread the bits of hashes: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * MIX_1
    hashes = (hashes ^ (hashes >> np.uint64(27))) * MIX_2
    return hashes ^ (hashes >> np.uint64(31))


@cache
def class_of(category: str) -> int:
    """Give the class of the characters of a general category, unless they are white space."""
    if category[0] in "LM":
        return CAPITAL if category in {"Lu", "Lt"} else LOWER
    return DIGIT if category[0] == "N" else MARK


@cache
def tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Give class and lower case of each code point below `KNOWN`."""
    marks = list(map(chr, range(KNOWN)))
    classes = np.full(KNOWN + 1, LOWER, np.uint8)
    classes[:KNOWN] = list(map(class_of, map(unicodedata.category, marks)))
    classes[[ord(mark) for mark in marks if mark.isspace()]] = SPACE
    classes[list(map(ord, BREAKS))] = BREAK
    lower = np.arange(KNOWN + 1, dtype=np.uint32)
    lower[:KNOWN] = [ord(small) if len(small) == 1 else code for code, small in enumerate(map(str.lower, marks))]
    return classes, lower


@cache
def powers(length: int) -> tuple[Hashes, Hashes]:
    """Give the powers of `BASE` and of its inverse below an exponent."""
    ups, downs = np.full(length, BASE, np.uint64), np.full(length, INVERSE, np.uint64)
    ups[0] = downs[0] = 1
    return np.multiply.accumulate(ups), np.multiply.accumulate(downs)


def rounded(length: int) -> int:
    """Give the next power of two, so that few tables of powers are made."""
    return 1 << max(12, int(length).bit_length())


class RunningHash:
    """The polynomial hash of any stretch of a sequence."""

    def __init__(self, codes: NDArray[np.uint32] | NDArray[np.uint8]) -> None:
        ups, self._downs = powers(rounded(len(codes) + 1))
        self._sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum((codes.astype(np.uint64) + np.uint64(1)) * ups[: len(codes)], out=self._sums[1:])

    def of(self, starts: Indices, ends: Indices) -> Hashes:
        """Give the mixed hash of each stretch."""
        return mixed((self._sums[ends] - self._sums[starts]) * self._downs[starts])


@dataclass
class Tokens:
    """The words and marks of several texts, in order.

    Starts and ends are positions in the joined text; `document` numbers the texts, `first` and `last` mark the ends of
    sentences.
    """

    start: Indices
    end: Indices
    document: Indices
    first: Flags
    last: Flags
    capital: Flags
    small: Flags
    letters: Flags
    exact: RunningHash
    lowered: RunningHash
    shapes: RunningHash
    shape_at: Indices
    offsets: Indices

    def __len__(self) -> int:
        """Give the number of words and marks."""
        return len(self.start)


def codes_of(text: str) -> NDArray[np.uint32]:
    """Give a text's code points."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def cut(texts: Sequence[str], breaks: Sequence[Sequence[int]]) -> Tokens:
    """Cut texts into words; `breaks` are the positions in each text where sentences begin or end."""
    joined = codes_of("\n".join(texts) + "\n")
    lengths = np.array([len(text) + 1 for text in texts], np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    classes, lower = tables()
    known = np.minimum(joined, KNOWN)
    kinds = classes[known]
    word, opens = word_characters(joined, kinds)
    marks = (kinds == MARK) & ~word
    before, after = np.roll(word, 1), np.roll(word, -1)
    start = np.flatnonzero((word & (~before | opens)) | marks)
    end = np.flatnonzero((word & (~after | np.roll(opens, -1))) | marks) + 1
    lowered = np.where(joined < KNOWN, lower[known], joined)
    changes = np.concatenate([[True], kinds[1:] != kinds[:-1]])
    changes[start] = True
    first = sentence_starts(start, kinds, breaks, offsets)
    return Tokens(
        start=start,
        end=end,
        document=np.searchsorted(offsets, start, side="right") - 1,
        first=first,
        last=np.concatenate([first[1:], [True]]) if len(first) else first,
        capital=kinds[start] == CAPITAL,
        small=kinds[start] == LOWER,
        letters=(kinds[start] == CAPITAL) | (kinds[start] == LOWER),
        exact=RunningHash(joined),
        lowered=RunningHash(lowered),
        shapes=RunningHash(kinds[changes]),
        shape_at=np.concatenate([[0], np.cumsum(changes)]),
        offsets=offsets,
    )


def word_characters(codes: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> tuple[Flags, Flags]:
    """Give which characters belong to words, and which begin one though a word stands before them.

    A word is letters and digits, with apostrophes inside (O'Neill), full stops after single capitals (U.S.) and marks
    inside numbers (1,250.5); the possessive 's is a word of its own.
    """
    word = (kinds >= LOWER) & (kinds <= DIGIT)
    before, after = np.roll(word, 1), np.roll(word, -1)
    digit = kinds == DIGIT
    stop = codes == ord(".")
    inside_number = (stop | (codes == ord(","))) & np.roll(digit, 1) & np.roll(digit, -1)
    initial = stop & np.roll(kinds == CAPITAL, 1) & ~np.roll(word, 2)
    quote = (codes == ord("'")) & before & after
    lone_s = (np.roll(codes, -1) | np.uint32(32)) == ord("s")
    possessive = quote & lone_s & ~np.roll(word, -2)
    return word | inside_number | initial | quote, possessive


def sentence_starts(
    start: Indices, kinds: NDArray[np.uint8], breaks: Sequence[Sequence[int]], offsets: Indices
) -> Flags:
    """Give which tokens begin a sentence: the first after a break, after a line break outside sentences, or in a text."""
    first = np.zeros(len(start), bool)
    if not len(start):
        return first
    first[0] = True
    pieces = [np.asarray(positions, np.int64) + offset for positions, offset in zip(breaks, offsets, strict=False)]
    at = np.concatenate([*pieces, offsets[1:-1], np.flatnonzero(kinds == BREAK)])
    found = np.searchsorted(start, at)
    first[found[found < len(start)]] = True
    return first
