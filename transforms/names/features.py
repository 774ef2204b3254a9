"""What the recogniser looks at: hashed features of words, of neighbours, and of the document around them.

Every feature is a 64-bit number: the hash of what it says, mixed with the number of its template. A template that speaks of
one word at one distance is computed once for each distinct word; templates of two or three neighbours once for each place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transforms.names.tokens import mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from transforms.names.tokens import Flags, Hashes, Indices, Tokens

DISTANCES = (-2, -1, 0, 1, 2)
FEATURE_COUNTS = (3, 7, 16, 7, 3)  # how many features a word has at each distance
GAP = 3  # so many other words may stand between two capitalised words of one name
TEMPLATES = 64
SALTS = mixed(np.arange(1, TEMPLATES + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
BIAS = 0  # and six flags
SELF, NEXT, FAR, PLACE = 8, 28, 44, 52
SHOUTED_SHARE, SHOUTED_LEAST = 0.6, 4
SIEVE_BITS = 20
FLAG_SIZES = (
    2,
    2,
    2,
    8,
    8,
    8,
)  # values of: first, last, in a headline, seen, seen of the word before, of the word after


@dataclass
class Classes:
    """Word classes: for the hash of a word in its own case, its cluster at three grains and its lexicon flags."""

    keys: NDArray[np.uint32]  # upper halves of hashes, sorted
    clusters: NDArray[np.uint16]  # finest grain; 0 for none
    coarser: NDArray[np.uint16]  # two columns: for each cluster its parents
    flags: NDArray[np.uint8]

    def of(
        self, words: Hashes
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
        """Give cluster, its two parents, and flags of words; 0 for words without."""
        keys = (words >> np.uint64(32)).astype(np.uint32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        cluster = np.where(known, self.clusters[at], 0)
        flags = np.where(known, self.flags[at], 0)
        parents = self.coarser[cluster]
        return (
            cluster.astype(np.uint64),
            parents[:, 0].astype(np.uint64),
            parents[:, 1].astype(np.uint64),
            flags.astype(np.uint64),
        )


def feature(template: int, value: Hashes) -> Hashes:
    """Give the features that say `value` by a template."""
    return mixed(value ^ SALTS[template])


def windows(tokens: Tokens) -> Indices:
    """Give the words that can be in a name: capitalised ones, and up to `GAP` others between two of one sentence."""
    capital = np.flatnonzero(tokens.capital)
    if not len(capital):
        return capital
    sentence = np.cumsum(tokens.first)
    inside = np.zeros(len(tokens) + 1, np.int32)
    gap = np.diff(capital)
    joined = (gap > 1) & (gap <= GAP + 1) & (sentence[capital[1:]] == sentence[capital[:-1]])
    np.add.at(inside, capital[:-1][joined] + 1, 1)
    np.add.at(inside, capital[1:][joined], -1)
    return np.flatnonzero(tokens.capital | (np.cumsum(inside[:-1]) > 0))


def seen_flags(tokens: Tokens) -> NDArray[np.uint16]:
    """Give, for each capitalised word, whether its document also has it in lower case, and how often capitalised inside sentences.

    0 for other words; else 1 + 3 * (seen in lower case) + min(times, 2).
    """
    asked = words_in_documents(tokens, np.flatnonzero(tokens.capital))
    small = words_in_documents(tokens, np.flatnonzero(tokens.small))
    inside = np.sort(asked[~tokens.first[tokens.capital]])
    known = is_among(asked, np.sort(perhaps_among(small, asked)))
    count = np.searchsorted(inside, asked, side="right") - np.searchsorted(inside, asked)
    flags = np.zeros(len(tokens), np.uint16)
    flags[tokens.capital] = 1 + 3 * known + np.minimum(count, 2)
    return flags


def words_in_documents(tokens: Tokens, at: Indices) -> Hashes:
    """Give a number for each of some words without its case that tells its document, too."""
    document = tokens.document[at].astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93)
    words: Hashes = tokens.lowered.of(tokens.start[at], tokens.end[at]) ^ document
    return words


def perhaps_among(hashes: Hashes, some: Hashes) -> Hashes:
    """Give the hashes that may be among some others, and few that are not: sorting those few costs less than all."""
    marked = np.zeros(1 << SIEVE_BITS, bool)
    shift = np.uint64(64 - SIEVE_BITS)
    marked[some >> shift] = True
    few: Hashes = hashes[marked[hashes >> shift]]
    return few


def is_among(asked: Hashes, known: Hashes) -> Flags:
    """Whether each number is among sorted ones."""
    if not len(known):
        return np.zeros(len(asked), bool)
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    found: Flags = known[at] == asked
    return found


def headline_flags(tokens: Tokens) -> Flags:
    """Whether each word stands in a sentence most of whose words are capitalised."""
    sentence = np.cumsum(tokens.first) - 1
    words = np.bincount(sentence, tokens.letters)
    capital = np.bincount(sentence, tokens.capital)
    shouted = (words >= SHOUTED_LEAST) & (capital > SHOUTED_SHARE * words)
    flags: Flags = shouted[sentence]
    return flags


@dataclass
class Words:
    """Hashes of what each word is."""

    exact: Hashes
    lower: Hashes
    shape: Hashes
    length: Hashes
    heads: list[Hashes]
    tails: list[Hashes]
    cluster: Hashes
    parent: Hashes
    grandparent: Hashes
    flags: Hashes

    @property
    def joinable(self) -> NDArray[np.uint64]:
        """What neighbours say together: one row each for lower case, shape and middle cluster."""
        return np.stack([self.lower, self.shape, self.parent])


def words_at(tokens: Tokens, at: Indices, classes: Classes) -> Words:
    """Give the hashes of the words at some places."""
    start, end = tokens.start[at], tokens.end[at]
    exact = tokens.exact.of(start, end)
    cluster, parent, grandparent, flags = classes.of(exact)
    return Words(
        exact=exact,
        lower=tokens.lowered.of(start, end),
        shape=tokens.shapes.of(tokens.shape_at[start], tokens.shape_at[end]),
        length=np.minimum(end - start, 5).astype(np.uint64),
        heads=[tokens.lowered.of(start, np.minimum(start + n, end)) for n in (2, 3, 4)],
        tails=[tokens.lowered.of(np.maximum(end - n, start), end) for n in (1, 2, 3, 4)],
        cluster=cluster,
        parent=parent,
        grandparent=grandparent,
        flags=flags,
    )


def own_features(words: Words) -> list[Hashes]:
    """Give what a word says of itself."""
    values = [words.exact, words.lower, words.shape, words.shape ^ mixed(words.length), *words.heads, *words.tails]
    values += [words.cluster, words.parent, words.grandparent, words.flags + np.uint64(1000)]
    values += [words.flags ^ words.shape]
    return [feature(SELF + number, value) for number, value in enumerate(values)]


def neighbour_features(words: Words, side: int) -> list[Hashes]:
    """Give what the word before (side 0) or after (side 1) says."""
    values = [
        words.lower,
        words.shape,
        words.tails[2],
        words.heads[1],
        words.cluster,
        words.parent,
        words.flags + np.uint64(1000),
    ]
    return [feature(NEXT + 8 * side + number, value) for number, value in enumerate(values)]


def far_features(words: Words, side: int) -> list[Hashes]:
    """Give what the second word before or after says."""
    values = [words.lower, words.shape, words.parent]
    return [feature(FAR + 4 * side + number, value) for number, value in enumerate(values)]


def joined(left: Hashes, right: Hashes) -> Hashes:
    """Give one hash of two in their order."""
    return mixed(left * np.uint64(3) + np.uint64(1)) ^ right


def features_by_distance(words: Words) -> list[list[Hashes]]:
    """Give what words say of a name at each distance in `DISTANCES`."""
    return [
        far_features(words, 0), neighbour_features(words, 0), own_features(words), neighbour_features(words, 1), far_features(words, 1),
    ]  # fmt: skip


def place_features(previous: Hashes, this: Hashes, following: Hashes) -> list[Hashes]:
    """Give what neighbours say together; each argument holds `Words.joinable` of one place's words."""
    (lower_0, shape_0, class_0), (lower_1, shape_1, class_1), (lower_2, shape_2, class_2) = previous, this, following
    values = [
        joined(lower_0, lower_1), joined(lower_1, lower_2), joined(lower_0, shape_1), joined(shape_1, lower_2),
        joined(joined(shape_0, shape_1), shape_2), joined(class_0, class_1), joined(class_1, class_2),
        joined(class_0, shape_1), joined(shape_1, class_2),
    ]  # fmt: skip
    return [feature(PLACE + number, value) for number, value in enumerate(values)]


@dataclass
class Places:
    """The words that can be in names.

    `at` are their places among the tokens; `ids`, one row for each of `DISTANCES`, say which distinct word stands there
    (0: none); `example` is a place of each distinct word, `exact` its hash; `flags` is one number for what the sentence's
    ends and the document say of each place.
    """

    at: Indices
    ids: NDArray[np.int64]
    example: Indices
    exact: Hashes
    flags: Indices


def places_of(tokens: Tokens) -> Places:
    """Give every word that can be in a name, with its neighbours."""
    at = windows(tokens)
    before, after = ~tokens.first[at], ~tokens.last[at]
    inside = [
        before & ~tokens.first[at - 1], before, before | True, after, after & ~tokens.last[(at + 1) % max(len(tokens), 1)],
    ]  # fmt: skip
    near = [np.clip(at + distance, 0, max(len(tokens) - 1, 0)) for distance in DISTANCES]
    number, example, exact = distinct(tokens, near)
    ids = np.stack([np.where(within, number[places], 0) for within, places in zip(inside, near, strict=True)])
    return Places(at, ids, example, exact, flags_of(tokens, at, before, after))


def distinct(tokens: Tokens, near: Sequence[Indices]) -> tuple[Indices, Indices, Hashes]:
    """Give each place the number of its word, from 1, a place of each distinct word, and its hash."""
    needed = np.zeros(len(tokens), bool)
    for places in near:
        needed[places] = True
    places = np.flatnonzero(needed)
    hashes = tokens.exact.of(tokens.start[places], tokens.end[places])
    exact, example, which = np.unique(hashes, return_index=True, return_inverse=True)
    number = np.zeros(len(tokens), np.int64)
    number[places] = which + 1
    return number, places[example], exact


def flags_of(tokens: Tokens, at: Indices, before: Flags, after: Flags) -> Indices:
    """Give what the sentence's ends and the whole document say of each place, as one number (see `FLAG_SIZES`)."""
    seen = seen_flags(tokens) + 1
    previous = np.where(before, seen[at - 1], 0)
    following = np.where(after, seen[(at + 1) % max(len(tokens), 1)], 0)
    values = (~before, ~after, headline_flags(tokens)[at], seen[at], previous, following)
    flags: Indices = np.ravel_multi_index(tuple(value.astype(np.int64) for value in values), FLAG_SIZES)
    return flags


def flag_features(flags: Indices) -> list[Hashes]:
    """Give the features of places with these flags."""
    values = [
        np.zeros(len(flags), np.uint64),
        *(value.astype(np.uint64) for value in np.unravel_index(flags, FLAG_SIZES)),
    ]
    return [feature(BIAS + number, value) for number, value in enumerate(values)]
