"""What the recogniser looks at: hashed features of words, of neighbours, and of the document around them.

Every feature is a 64-bit number: the hash of what it says, mixed with the number of its template. A template that speaks of
one word at one distance is computed once for each distinct word; templates of two or three neighbours once for each place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transforms.names.tokens import PAD, mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from transforms.names.tokens import Flags, Hashes, Indices, Tokens

GAP = 3  # so many other words may stand between two capitalised words of one name
TEMPLATES = 64
SALTS = mixed(np.arange(1, TEMPLATES + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
BIAS, EDGE_FIRST, EDGE_LAST, HEADLINE, SEEN, SEEN_BEFORE, SEEN_AFTER = range(7)
SELF, NEXT, FAR, PLACE = 8, 28, 44, 52
SHOUTED_SHARE, SHOUTED_LEAST = 0.6, 4


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


def seen_flags(tokens: Tokens, lowered: Hashes) -> NDArray[np.uint64]:
    """Give, for each capitalised word, whether its document also has it in lower case, and how often capitalised inside sentences.

    0 for other words; else 1 + 3 * (seen in lower case) + min(times, 2).
    """
    keys = mixed(lowered ^ (tokens.document.astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93)))
    flags = np.zeros(len(tokens), np.uint64)
    small = np.sort(keys[tokens.small])  # sorting costs a third of what np.unique does
    inside = np.sort(keys[tokens.capital & ~tokens.first])
    asked = keys[tokens.capital]
    known = is_among(asked, small)
    count = np.searchsorted(inside, asked, side="right") - np.searchsorted(inside, asked)
    flags[tokens.capital] = (1 + 3 * known + np.minimum(count, 2)).astype(np.uint64)
    return flags


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
    """Hashes of what each word is; `take` gives those of some of them."""

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


def place_features(previous: list[Hashes], this: list[Hashes], following: list[Hashes]) -> list[Hashes]:
    """Give what neighbours say together; each list holds lower case, shape and cluster of one place's words."""
    (lower_0, shape_0, class_0), (lower_1, shape_1, class_1), (lower_2, shape_2, class_2) = previous, this, following
    values = [
        joined(lower_0, lower_1), joined(lower_1, lower_2), joined(lower_0, shape_1), joined(shape_1, lower_2),
        joined(joined(shape_0, shape_1), shape_2), joined(class_0, class_1), joined(class_1, class_2),
        joined(class_0, shape_1), joined(shape_1, class_2),
    ]  # fmt: skip
    return [feature(PLACE + number, value) for number, value in enumerate(values)]


@dataclass
class Described:
    """The words that can be in names, with their features.

    `at` are their places among the tokens; `ids`, by distance, say which distinct word stands there (0: none); `by_word`, by
    distance, holds one row of features for each distinct word; `here` one row for each place.
    """

    at: Indices
    ids: dict[int, Indices]
    by_word: dict[int, NDArray[np.uint64]]
    here: NDArray[np.uint64]


def described(tokens: Tokens, classes: Classes) -> Described:
    """Give the features of every word that can be in a name."""
    at = windows(tokens)
    before, after = ~tokens.first[at], ~tokens.last[at]
    inside = {
        -2: before & ~tokens.first[at - 1],
        -1: before,
        0: before | True,
        1: after,
        2: after & ~tokens.last[(at + 1) % max(len(tokens), 1)],
    }
    near = {distance: np.clip(at + distance, 0, max(len(tokens) - 1, 0)) for distance in inside}
    number, example = distinct(tokens, near)
    words = words_at(tokens, example, classes)
    ids = {distance: np.where(inside[distance], number[near[distance]], 0) for distance in inside}
    by_word = {
        -2: table(far_features(words, 0)), -1: table(neighbour_features(words, 0)), 0: table(own_features(words)),
        1: table(neighbour_features(words, 1)), 2: table(far_features(words, 1)),
    }  # fmt: skip
    triples = [with_none(values) for values in (words.lower, words.shape, words.parent)]
    around = [[values[ids[distance]] for values in triples] for distance in (-1, 0, 1)]
    flags = flag_features(tokens, tokens.lowered.of(tokens.start, tokens.end), at, before, after)
    return Described(at, ids, by_word, np.stack([*place_features(*around), *flags], axis=1))


def distinct(tokens: Tokens, near: dict[int, Indices]) -> tuple[Indices, Indices]:
    """Give each place the number of its word, from 1, and a place of each distinct word."""
    needed = np.zeros(len(tokens), bool)
    for places in near.values():
        needed[places] = True
    places = np.flatnonzero(needed)
    exact = tokens.exact.of(tokens.start[places], tokens.end[places])
    _, example, which = np.unique(exact, return_index=True, return_inverse=True)
    number = np.zeros(len(tokens), np.int64)
    number[places] = which + 1
    return number, places[example]


def table(features: list[Hashes]) -> NDArray[np.uint64]:
    """Give one row of features for each word, after a row of `PAD` for no word."""
    return np.stack([with_none(column) for column in features], axis=1)


def with_none(values: Hashes) -> Hashes:
    """Put the value for no word before the others."""
    return np.concatenate([[PAD], values])


def flag_features(tokens: Tokens, lower: Hashes, at: Indices, before: Flags, after: Flags) -> list[Hashes]:
    """Give what the sentence's ends and the whole document say of each place."""
    seen = seen_flags(tokens, lower) + np.uint64(1)
    previous = np.where(before, seen[at - 1], PAD)
    following = np.where(after, seen[(at + 1) % max(len(tokens), 1)], PAD)
    edges = (~before).astype(np.uint64), (~after).astype(np.uint64), headline_flags(tokens)[at].astype(np.uint64)
    return [
        feature(BIAS, np.zeros(len(at), np.uint64)), feature(EDGE_FIRST, edges[0]), feature(EDGE_LAST, edges[1]),
        feature(HEADLINE, edges[2]), feature(SEEN, seen[at]), feature(SEEN_BEFORE, previous), feature(SEEN_AFTER, following),
    ]  # fmt: skip
