"""The statistical recogniser: a linear-chain conditional random field over hashed features, decoded by numpy.

Its labels say for each word whether it is outside a name (O), begins, continues or ends one (B, I, L), or is one by itself (U),
for people, organisations, places and other names (BILOU; Ratinov and Roth 2009). Weights are whole numbers, so that the
result does not depend on the order of summation or on the batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from transforms.names.features import Classes, described
from transforms.names.tokens import cut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from transforms.names.features import Described
    from transforms.names.tokens import Hashes, Indices

TYPES = ("person", "organisation", "place", "other")
LABELS = ("O", *(f"{part}-{number}" for number in range(len(TYPES)) for part in "BILU"))
B, I, L, U = (np.arange(len(TYPES)) * 4 + offset for offset in (1, 2, 3, 4))  # noqa: E741 - the labels' own names
NEVER = np.int32(-1_000_000)
BATCH = 400_000  # characters


class Recognised(NamedTuple):
    """A recognised name: code points of its text, and the probability that words and type are right."""

    start: int
    end: int
    entity_type: str
    confidence: float


class Weights:
    """A hash table from features, by the upper half of their bits, to rows of weights, with linear probing."""

    def __init__(self, keys: NDArray[np.uint32], weights: NDArray[np.int16]) -> None:
        self.size = 1 << max(4, int(2 * len(keys)).bit_length())
        self._shift = np.uint32(32 - self.size.bit_length() + 1)
        self._keys = np.zeros(self.size, np.uint32)
        self._rows = np.zeros(self.size, np.int32)
        self.weights = np.concatenate([np.zeros((1, weights.shape[1]), np.int16), weights])
        self._fill(keys)

    def _fill(self, keys: NDArray[np.uint32]) -> None:
        slot, waiting = self._slot(keys), np.arange(len(keys))
        while len(waiting):
            free = waiting[self._rows[slot[waiting]] == 0]
            taken, which = np.unique(slot[free], return_index=True)
            self._keys[taken] = keys[free[which]]
            self._rows[taken] = free[which] + 1
            waiting = np.setdiff1d(waiting, free[which], assume_unique=True)
            slot[waiting] = (slot[waiting] + 1) & (self.size - 1)

    def _slot(self, keys: NDArray[np.uint32]) -> Indices:
        slots: Indices = (keys >> self._shift).astype(np.int64)
        return slots

    def rows(self, features: Hashes) -> NDArray[np.int32]:
        """Give the row of each feature; 0, a row of zeros, for those without weights."""
        keys = upper(features)
        slot = self._slot(keys)
        found = np.where(self._keys[slot] == keys, self._rows[slot], 0)
        waiting = np.flatnonzero((found == 0) & (self._rows[slot] > 0))
        while len(waiting):
            slot[waiting] = (slot[waiting] + 1) & (self.size - 1)
            here = slot[waiting]
            hit = self._keys[here] == keys[waiting]
            found[waiting[hit]] = self._rows[here[hit]]
            waiting = waiting[~hit & (self._rows[here] > 0)]
        return found

    def sums(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Give the sum of the weights of each row of features."""
        total = np.zeros((len(keys), self.weights.shape[1]), np.int32)
        for column in range(keys.shape[1]):
            total += self.weights[self.rows(np.ascontiguousarray(keys[:, column]))]
        return total


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
        words = described(tokens, self.classes)
        scores = self.emissions(words)
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

    def emissions(self, words: Described) -> NDArray[np.int32]:
        """Give each place's score for each label."""
        scores = self.weights.sums(words.here)
        for distance, keys in words.by_word.items():
            used, which = np.unique(words.ids[distance], return_inverse=True)
            scores += self.weights.sums(keys[used])[which]
        return scores


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
    closed = np.concatenate([[0], L, U])
    allowed[np.ix_(closed, np.concatenate([[0], B, U]))] = True
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
    first[np.concatenate([[0], B, U])] = last[np.concatenate([[0], L, U])] = 0
    longest = int(lengths[0])
    alive = np.searchsorted(-lengths, -np.arange(1, longest + 1), side="right")
    best = scores[starts] + first
    steps: list[NDArray[np.int8]] = []
    columns = np.ascontiguousarray(transitions.T)
    for step in range(1, longest):
        count = alive[step]
        paths = best[:count, None, :] + columns[None]
        choice = paths.argmax(axis=2)
        steps.append(choice.astype(np.int8))
        best[:count] = np.take_along_axis(paths, choice[:, :, None], axis=2)[:, :, 0] + scores[starts[:count] + step]
    labels = np.zeros(len(scores), np.int64)
    current = (best + last).argmax(axis=1)
    for step in range(longest - 1, -1, -1):
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


def load(path: Path) -> Recogniser:
    """Read a model; weights and classes are arrays of numbers only, nothing in the file can run."""
    with np.load(path, allow_pickle=False) as file:
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
    with as_file(files("transforms") / "models" / "names.npz") as path:
        return load(path)
