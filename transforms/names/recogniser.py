"""The statistical recogniser: a linear-chain conditional random field over hashed features, decoded by numpy.

Its labels say for each word whether it is outside a name (O), begins, continues or ends one (B, I, L), or is one by itself (U),
for people, organisations, places and other names (BILOU; Ratinov and Roth 2009). Weights are whole numbers, so that the
result does not depend on the order of summation or on the batch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import zstandard

from transforms.names.features import (
    DISTANCES,
    FEATURE_COUNTS,
    FLAG_SIZES,
    Classes,
    features_by_distance,
    flag_features,
    place_features,
    places_of,
    words_at,
)
from transforms.names.tokens import cut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from transforms.names.features import Places
    from transforms.names.tokens import Hashes, Indices, Tokens

TYPES = ("person", "organisation", "place", "other")
LABELS = ("O", *(f"{part}-{number}" for number in range(len(TYPES)) for part in "BILU"))
B, I, L, U = (np.arange(len(TYPES)) * 4 + offset for offset in (1, 2, 3, 4))  # noqa: E741 - the labels' own names
CLOSED = np.sort([0, *L, *U])  # the labels after which no name is open
OPENING = np.sort([0, *B, *U])  # those that may follow them, or begin a run
NEVER = np.int32(-1_000_000)
BATCH = 400_000  # characters
MOST_PACKED = 19  # the highest level of Zstandard whose files unpack in little memory
REMEMBERED = 60_000  # distinct words whose scores are kept; 20 MB


class Recognised(NamedTuple):
    """A recognised name: code points of its text, and the probability that words and type are right."""

    start: int
    end: int
    entity_type: str
    confidence: float


class Weights:
    """A hash table from features, by the upper half of their bits, to rows of weights, with linear probing.

    Reads: the keys in order, a row for each. The key 0 stands for no word and lies outside the table, where it marks empty
    slots; `none` are its weights.
    """

    def __init__(self, keys: NDArray[np.uint32], weights: NDArray[np.int16]) -> None:
        size = 1 << max(4, int(2 * len(keys)).bit_length())
        self._shift = np.uint32(32 - size.bit_length() + 1)
        self._weights = weights
        self.none = weights[keys == 0].sum(axis=0, dtype=np.int32)
        rows = np.flatnonzero(keys)
        order = np.arange(len(rows))
        # A key's slot grows with the key: each stands there, or right behind the key before it.
        slot = np.maximum.accumulate(self._slot(keys[rows]) - order) + order
        self._keys = np.zeros(max(size, slot.max(initial=0) + 1) + 1, np.uint32)
        self._rows = np.zeros(len(self._keys), np.int32)
        self._keys[slot], self._rows[slot] = keys[rows], rows

    def _slot(self, keys: NDArray[np.uint32]) -> Indices:
        slots: Indices = (keys >> self._shift).astype(np.int64)
        return slots

    def known(self, features: Hashes) -> tuple[Indices, NDArray[np.int16]]:
        """Give which of the features have weights, and those."""
        keys = upper(features)
        slot = self._slot(keys)
        here = self._keys[slot]
        hit = here == keys
        waiting = np.flatnonzero(~hit & (here != 0))
        while len(waiting):
            slot[waiting] += 1
            here = self._keys[slot[waiting]]
            hit[waiting] = here == keys[waiting]
            waiting = waiting[~hit[waiting] & (here != 0)]
        at = np.flatnonzero(hit & (keys != 0))
        return at, self._weights[self._rows[slot[at]]]

    def sums(self, columns: Sequence[Hashes]) -> NDArray[np.int32]:
        """Give the sum of the weights of each place's features; a column holds one feature of every place."""
        total = np.zeros((len(columns[0]), len(self.none)), np.int32)
        for column in columns:
            at, weights = self.known(column)
            total[at] += weights
        return total


class WordScores:
    """What distinct words add to the scores around them; kept from batch to batch, for most words come again.

    Row 0 is no word. It only saves time: a word's row is a function of the word and the weights.
    """

    def __init__(self, classes: Classes, weights: Weights) -> None:
        self._classes, self._weights = classes, weights
        self._lock = Lock()
        self._forget(REMEMBERED)

    def _forget(self, room: int) -> None:
        self._rows: dict[int, int] = {}
        self._scores = np.zeros((len(DISTANCES), room + 1, len(LABELS)), np.int32)
        self._scores[:, 0] = np.outer(FEATURE_COUNTS, self._weights.none)
        self._joinable = np.zeros((3, room + 1), np.uint64)

    def of(self, tokens: Tokens, places: Places) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
        """Give, for no word and then each distinct word: its scores by distance, and what neighbours say together."""
        with self._lock:
            rows = self._known(places.exact)
            if (rows < 0).any():
                self._learn(tokens, places, rows)
            rows = np.concatenate([[0], rows])
            return self._scores[:, rows], self._joinable[:, rows]

    def _known(self, exact: Hashes) -> Indices:
        get = self._rows.get
        return np.array([get(word, -1) for word in exact.tolist()], np.int64)

    def _learn(self, tokens: Tokens, places: Places, rows: Indices) -> None:
        """Score the words whose rows are unknown, and put in their rows."""
        new = np.flatnonzero(rows < 0)
        if len(self._rows) + len(new) >= self._joinable.shape[1]:
            self._forget(max(REMEMBERED, len(rows)))
            new = np.arange(len(rows))
        words = words_at(tokens, places.example[new], self._classes)
        numbers = np.arange(len(self._rows) + 1, len(self._rows) + 1 + len(new))
        for distance, columns in enumerate(features_by_distance(words)):
            self._scores[distance, numbers] = self._weights.sums(columns)
        self._joinable[:, numbers] = words.joinable
        self._rows.update(zip(places.exact[new].tolist(), numbers.tolist(), strict=True))
        rows[new] = numbers


def upper(hashes: Hashes) -> NDArray[np.uint32]:
    """Give the upper half of the bits, by which features and words are stored."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


@dataclass
class Recogniser:
    """The model: word classes, weights of features and of transitions, their scale, and what a margin means.

    `calibration` is intercept and slope of a logistic curve over margins; it is fitted on texts that no weight was trained on.
    """

    classes: Classes
    weights: Weights
    transitions: NDArray[np.int32]
    scale: float
    calibration: tuple[float, float]

    def find(self, texts: Sequence[str], breaks: Sequence[Sequence[int]]) -> list[list[Recognised]]:
        """Give the names in each text in order; `breaks` are where sentences begin and end in it."""
        found: list[list[Recognised]] = []
        for some, theirs in batches(texts, breaks):
            found += self._find(some, theirs)
        return found

    def _find(self, texts: Sequence[str], breaks: Sequence[Sequence[int]]) -> list[list[Recognised]]:
        tokens = cut(texts, breaks)
        found: list[list[Recognised]] = [[] for _ in texts]
        if not tokens.capital.any():
            return found
        words = places_of(tokens)
        scores = self.emissions(tokens, words)
        opens = np.concatenate([[True], (np.diff(words.at) > 1) | tokens.first[words.at[1:]]])
        labels = decode(scores, self.transitions, opens)
        begin, end, kind = spans(labels)
        sure = self.confidence(margins_of(scores, begin, end, kind))
        document = tokens.document[words.at[begin]]
        starts = tokens.start[words.at[begin]] - tokens.offsets[document]
        ends = tokens.end[words.at[end]] - tokens.offsets[document]
        for number, *row in zip(
            document.tolist(), starts.tolist(), ends.tolist(), kind.tolist(), sure.tolist(), strict=True
        ):
            found[number].append(Recognised(row[0], row[1], TYPES[row[2]], row[3]))
        return found

    def confidence(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the probability that a name with a margin is right."""
        intercept, slope = self.calibration
        sure: NDArray[np.float64] = np.round(1 / (1 + np.exp(-(intercept + slope * squeezed(margins / self.scale)))), 4)
        return sure

    def emissions(self, tokens: Tokens, words: Places) -> NDArray[np.int32]:
        """Give each place's score for each label."""
        by_word, joinable = self._word_scores.of(tokens, words)
        scores = self._flag_scores[words.flags]
        for distance, ids in enumerate(words.ids):
            scores += by_word[distance, ids]
        around = (joinable[:, ids] for ids in words.ids[1:4])
        for column in place_features(*around):
            at, weights = self.weights.known(column)
            scores[at] += weights
        return scores

    @cached_property
    def _word_scores(self) -> WordScores:
        return WordScores(self.classes, self.weights)

    @cached_property
    def _flag_scores(self) -> NDArray[np.int32]:
        return self.weights.sums(flag_features(np.arange(math.prod(FLAG_SIZES))))


def batches(texts: Sequence[str], breaks: Sequence[Sequence[int]]) -> list[tuple[list[str], list[Sequence[int]]]]:
    """Give texts in groups of about `BATCH` characters."""
    groups: list[tuple[list[str], list[Sequence[int]]]] = []
    size = BATCH
    for text, theirs in zip(texts, breaks, strict=True):
        if size >= BATCH:
            groups.append(([], []))
            size = 0
        groups[-1][0].append(text)
        groups[-1][1].append(theirs)
        size += len(text)
    return groups


def legal(transitions: NDArray[np.int32]) -> NDArray[np.int32]:
    """Give transition weights in which what BILOU forbids can never be best."""
    allowed = np.zeros(transitions.shape, bool)
    allowed[np.ix_(CLOSED, OPENING)] = True
    for kind in range(len(TYPES)):
        allowed[np.ix_([B[kind], I[kind]], [I[kind], L[kind]])] = True
    return np.where(allowed, transitions, NEVER).astype(np.int32)


def decode(scores: NDArray[np.int32], transitions: NDArray[np.int32], opens: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give the best labels of each run of words (Viterbi), many runs of one length after another at once."""
    starts = np.flatnonzero(opens)
    lengths = np.diff(np.concatenate([starts, [len(scores)]]))
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    first, last = np.full(len(LABELS), NEVER, np.int32), np.full(len(LABELS), NEVER, np.int32)
    first[OPENING] = last[CLOSED] = 0
    alive = np.searchsorted(-lengths, -np.arange(1, int(lengths[0]) + 1), side="right")
    best = scores[starts] + first
    steps: list[NDArray[np.int8]] = []
    for step, count in enumerate(alive[1:].tolist(), 1):
        ahead, choice = extended(best[:count], transitions)
        steps.append(choice)
        best[:count] = ahead + scores[starts[:count] + step]
    return traced((best + last).argmax(axis=1), steps, starts, alive, len(scores))


def extended(best: NDArray[np.int32], transitions: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Give the best score of each label one word on, and the label before it; a row for each run.

    Labels that open a name or none follow closed ones only, those that go on follow B or I of their type only.
    """
    ahead, choice = np.empty_like(best), np.empty(best.shape, np.int8)
    paths = best[:, None, CLOSED] + transitions[np.ix_(CLOSED, OPENING)].T
    ahead[:, OPENING], choice[:, OPENING] = paths.max(axis=2), CLOSED[paths.argmax(axis=2)]
    for target in (I, L):
        new, old = best[:, B] + transitions[B, target], best[:, I] + transitions[I, target]
        ahead[:, target], choice[:, target] = np.maximum(new, old), np.where(old > new, I, B)
    return ahead, choice


def traced(
    current: NDArray[np.int64], steps: Sequence[NDArray[np.int8]], starts: Indices, alive: Indices, length: int
) -> NDArray[np.int64]:
    """Give the labels of the paths that end in the `current` ones; `alive` says how many runs reach each step."""
    labels = np.zeros(length, np.int64)
    for step in range(len(alive) - 1, -1, -1):
        count = alive[step]
        labels[starts[:count] + step] = current[:count]
        if step:
            current[:count] = steps[step - 1][np.arange(count), current[:count]]
    return labels


def spans(labels: NDArray[np.int64]) -> tuple[Indices, Indices, Indices]:
    """Give first word, last word and type of each labelled name."""
    part = np.where(labels > 0, (labels - 1) % 4, -1)
    begin = np.flatnonzero((part == 0) | (part == 3))  # noqa: PLR2004 - B or U
    end = np.flatnonzero((part == 2) | (part == 3))  # noqa: PLR2004 - L or U
    return begin, end, (labels[begin] - 1) // 4


def margins_of(scores: NDArray[np.int32], begin: Indices, end: Indices, kind: Indices) -> NDArray[np.float64]:
    """Give by how much each name's labels beat the best of: no name, or a name of another type, on the same words."""
    inner = np.concatenate([np.zeros((1, len(TYPES)), np.int64), np.cumsum(scores[:, I], axis=0)])
    outer = np.concatenate([[0], np.cumsum(scores[:, 0])])
    several = scores[begin][:, B] + scores[end][:, L] + inner[end] - inner[begin + 1]
    typed = np.where((begin == end)[:, None], scores[begin][:, U], several)
    rows = np.arange(len(begin))
    own = typed[rows, kind]
    typed[rows, kind] = NEVER
    other = np.maximum(typed.max(axis=1, initial=NEVER), outer[end + 1] - outer[begin])
    ahead: NDArray[np.float64] = (own - other).astype(np.float64)
    return ahead


def squeezed(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give margins in a handy range: beyond its ends they say no more."""
    handy: NDArray[np.float64] = np.clip(margins / 50, -2, 3)
    return handy


def save(path: Path, **arrays: NDArray[Any]) -> None:
    """Write a model: arrays of numbers, packed as one so that they unpack four times as fast as one by one."""
    unpacked = BytesIO()
    np.savez(unpacked, allow_pickle=False, **arrays)
    path.write_bytes(zstandard.compress(unpacked.getvalue(), MOST_PACKED))


def load(packed: bytes) -> Recogniser:
    """Read a model from a file's bytes; it is made of arrays of numbers only, nothing in it can run."""
    with np.load(BytesIO(zstandard.decompress(packed)), allow_pickle=False) as file:
        keys = np.cumsum(file["key_gaps"], dtype=np.uint32)
        dense = np.zeros((len(keys), len(LABELS)), np.int16)
        dense[np.repeat(np.arange(len(keys)), file["counts"]), file["labels"]] = file["values"]
        classes = Classes(
            np.cumsum(file["word_gaps"], dtype=np.uint32), file["clusters"], file["coarser"], file["flags"]
        )
        intercept, slope = file["calibration"].tolist()
        transitions = legal(file["transitions"].astype(np.int32))
        return Recogniser(classes, Weights(keys, dense), transitions, float(file["scale"]), (intercept, slope))


@cache
def load_recogniser() -> Recogniser:
    """Give the shipped model."""
    return load((files("transforms") / "models" / "names.npz.zst").read_bytes())
