"""Train the recogniser and write `transforms/models/names.npz.zst`.

    python tools/train_recogniser.py --clusters clusters.tsv --silver silver.jsonl --labelled wnut17_train.jsonl --labelled btc.jsonl

Each labelled file is JSON Lines: `id`, `text`, `entities` with `start`, `end` (code points, end exclusive) and `type`. What each
file is and may be used for stands in the model card. Needs python-crfsuite, which the project itself does not; takes minutes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pycrfsuite

from transforms.names.document import plain
from transforms.names.features import Classes, features_by_distance, flag_features, place_features, places_of, words_at
from transforms.names.lexicon import load_lexicon
from transforms.names.recogniser import LABELS, TYPES, batches, load, save, upper
from transforms.names.tokens import cut
from transforms.names.words import heads, titles
from transforms.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.names.features import Places
    from transforms.names.tokens import Tokens

TARGET = Path(__file__).parents[1] / "transforms" / "models" / "names.npz.zst"
TYPE_OF = {
    "person": "PERSON PER person", "organisation": "ORG NORG corporation group organisation",
    "place": "GPE LOC FAC location place",
    "other": "NORP EVENT WORK_OF_ART LAW LANGUAGE PRODUCT creative-work product MISC",
}  # fmt: skip
CLASS_OF = {label: TYPES.index(kind) for kind, labels in TYPE_OF.items() for label in labels.split()}
LEADING = ("the ", "a ", "an ", "The ", "A ", "An ")
SLICES = ("0/4/8", "2/4/8", "0/4/4", "0/8/8")
RAREST = 2  # a feature seen less often gets no weight
WIDEST = 400  # weights are stored as whole numbers up to this
STEPS = 3000
LEAST = 2  # a feature all of whose weights are smaller is left out


@dataclass
class Text:
    """A labelled text: spans with the numbers of their types."""

    text: str
    breaks: list[int]
    names: list[tuple[int, int, int]]


class Model(NamedTuple):
    """Features by the upper halves of their hashes, their weights, and those of transitions."""

    keys: np.ndarray
    weights: np.ndarray
    transitions: np.ndarray


def read_texts(path: Path) -> Iterator[Text]:
    """Give the texts of a labelled file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            text = plain(record["text"])
            breaks = [edge for s in find_sentences(text, [(0, len(text))]) for edge in (s.start_char, s.end_char)]
            yield Text(text, breaks, sorted(names_of(text, record["entities"])))


def names_of(text: str, entities: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int, int]]:
    """Give the labelled names without article and possessive."""
    for entity in entities:
        start, end, kind = entity["start"], entity["end"], CLASS_OF.get(entity["type"])
        if kind is None:
            continue
        for article in LEADING:
            if text[start:end].startswith(article):
                start += len(article)
        if text[start:end].endswith(("'s", "'S")):
            end -= 2
        if start < end:
            yield start, end, kind


def word_classes(clusters: Path) -> tuple[Classes, dict[str, np.ndarray]]:
    """Give clusters and lexicon flags of words, and the arrays that the model file keeps of them."""
    grains: dict[str, tuple[int, int, int]] = {}
    for line in clusters.read_text(encoding="utf-8").splitlines():
        word, *numbers = line.split("\t")
        grains[word.replace("’", "'")] = tuple(map(int, numbers))  # type: ignore[assignment]
    flags = word_flags()
    words = sorted(grains.keys() | flags.keys())
    tokens = cut(words, [[] for _ in words])
    whole = np.flatnonzero(np.bincount(tokens.document, minlength=len(words)) == 1)
    position = np.searchsorted(tokens.document, whole)
    keys = upper(tokens.exact.of(tokens.start[position], tokens.end[position]))
    keys, first = np.unique(keys, return_index=True)
    kept = [words[number] for number in whole[first]]
    fine = np.array([grains.get(word, (0, 0, 0))[0] for word in kept], np.uint16)
    marks = np.array([flags.get(word, 0) for word in kept], np.uint8)
    coarser = np.zeros((max(fine) + 1, 2), np.uint16)
    for number, middle, coarse in grains.values():
        coarser[number] = middle, coarse
    stored = {"word_gaps": np.diff(keys, prepend=np.uint32(0)), "clusters": fine, "coarser": coarser, "flags": marks}
    return Classes(keys, fine, coarser, marks), stored


def word_flags() -> dict[str, int]:
    """Give what the lexicon says of single words: one bit each for the kinds of names that they are or stand in.

    Organisations of one word get none: the lexicon finds them anyway, and a model that can lean on a flag for them learns
    less of those that no list holds (0.7 points of F1 on newswire).
    """
    lexicon = load_lexicon()
    flags: dict[str, int] = {}
    for spelling, forms in lexicon.forms.items():
        kind = forms[0].thing.entity_type
        bit = 1 if kind == "country" and forms[0].kind == "name" else 2 if forms[0].kind == "demonym" else 0
        bit = bit or {"place": 4, "person": 32}.get(kind, 0)
        words = spelling.split()
        for word in words:
            if word[0].isupper():
                flags[word] = flags.get(word, 0) | (bit if len(words) == 1 or bit == 32 else 0)  # noqa: PLR2004
    for name in lexicon.towns:
        flags[name] = flags.get(name, 0) | 8
    for word in titles():
        flags[word] = flags.get(word, 0) | 64
    for word, kind in {**heads("last"), **heads("first")}.items():
        if kind in {"organisation", "publication"}:
            flags[word] = flags.get(word, 0) | 128
    return flags


def labels_of(start: np.ndarray, end: np.ndarray, names: Sequence[tuple[int, int, int]]) -> np.ndarray:
    """Give the label of each word of one text."""
    labels = np.zeros(len(start), np.int64)
    for left, right, kind in names:
        first, last = np.searchsorted(end, left, side="right"), np.searchsorted(start, right, side="left") - 1
        if first > last or labels[first : last + 1].any():
            continue
        base = 4 * kind + 1
        labels[first : last + 1] = base + 1
        labels[first], labels[last] = (base + 3, base + 3) if first == last else (base, base + 2)
    return labels


def repaired(labels: np.ndarray, opens: np.ndarray) -> np.ndarray:
    """Make labels legal again where a name's first or last words lie outside the words that are looked at."""
    part, kind = (labels - 1) % 4, (labels - 1) // 4
    named = labels > 0
    before = np.concatenate([[False], named[:-1]]) & ~opens
    after = np.concatenate([named[1:], [False]]) & ~np.concatenate([opens[1:], [True]])
    starts = named & (np.isin(part, (0, 3)) | ~before)
    ends = named & (np.isin(part, (2, 3)) | ~after)
    part = np.where(starts & ends, 3, np.where(starts, 0, np.where(ends, 2, 1)))
    return np.where(named, 4 * kind + part + 1, 0)


def examples(texts: Sequence[Text], classes: Classes) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Give, batch by batch: one row of features for each word that can be in a name, its label, and where runs begin."""
    at = 0
    for some, breaks in batches([t.text for t in texts], [t.breaks for t in texts]):
        tokens = cut(some, breaks)
        named = texts[at : at + len(some)]
        at += len(some)
        if not tokens.capital.any():
            continue
        bounds = np.searchsorted(tokens.document, np.arange(len(some) + 1))
        labels = np.concatenate(
            [
                labels_of(tokens.start[a:b] - o, tokens.end[a:b] - o, text.names)
                for a, b, o, text in zip(bounds[:-1], bounds[1:], tokens.offsets, named, strict=False)
            ]
        )
        places = places_of(tokens)
        opens = np.concatenate([[True], (np.diff(places.at) > 1) | tokens.first[places.at[1:]]])
        yield upper(features_of(tokens, places, classes)), repaired(labels[places.at], opens), opens


def features_of(tokens: Tokens, places: Places, classes: Classes) -> np.ndarray:
    """Give one row of features for each place; no word has the feature 0."""
    words = words_at(tokens, places.example, classes)
    joinable = np.pad(words.joinable, ((0, 0), (1, 0)))
    columns = [
        np.pad(column, (1, 0))[ids]
        for ids, of_words in zip(places.ids, features_by_distance(words), strict=True)
        for column in of_words
    ]
    columns += place_features(*(joinable[:, ids] for ids in places.ids[1:4]))
    return np.stack([*columns, *flag_features(places.flags)], axis=1)


def train(texts: Sequence[Text], classes: Classes, rounds: int) -> Model:
    """Give a model trained by the averaged perceptron."""
    parts = list(examples(texts, classes))
    features = np.concatenate([part[0] for part in parts])
    known, number, times = np.unique(features.ravel(), return_inverse=True, return_counts=True)
    number = number.reshape(features.shape)
    names = np.array([str(i) for i in range(len(known))], object)
    labels = np.array(LABELS, object)[np.concatenate([part[1] for part in parts])].tolist()
    starts = np.flatnonzero(np.concatenate([part[2] for part in parts]))
    kept = times >= RAREST
    trainer = pycrfsuite.Trainer(algorithm="averaged-perceptron", verbose=False)
    trainer.set_params({"max_iterations": rounds})
    for begin, end in zip(starts, [*starts[1:], len(labels)], strict=True):
        trainer.append([names[row[kept[row]]].tolist() for row in number[begin:end]], labels[begin:end])
    print(f"{len(labels)} words in {len(starts)} runs, {kept.sum()} features", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        return model_of(tagger.info(), known)


def model_of(info: Any, known: np.ndarray) -> Model:
    """Give the weights that crfsuite found."""
    index = {label: number for number, label in enumerate(LABELS)}
    dense: dict[int, np.ndarray] = {}
    for (name, label), weight in info.state_features.items():
        dense.setdefault(int(name), np.zeros(len(LABELS)))[index[label]] = weight
    numbers = np.array(sorted(dense))
    transitions = np.zeros((len(LABELS), len(LABELS)))
    for (one, other), weight in info.transitions.items():
        transitions[index[one], index[other]] = weight
    return Model(known[numbers], np.stack([dense[number] for number in numbers]), transitions)


def mean(models: Sequence[Model]) -> Model:
    """Give the mean of models trained on different texts (parameter mixing; McDonald, Hall and Mann 2010)."""
    keys = np.unique(np.concatenate([model.keys for model in models]))
    weights = np.zeros((len(keys), len(LABELS)))
    for model in models:
        weights[np.searchsorted(keys, model.keys)] += model.weights / len(models)
    return Model(keys, weights, np.mean([model.transitions for model in models], axis=0))


def stored(model: Model) -> dict[str, np.ndarray]:
    """Give the arrays of the model file: whole-number weights, sorted by feature, none of them zero."""
    weights = model.weights
    scale = WIDEST / np.quantile(np.abs(weights[weights != 0]), 0.9995)
    whole = np.clip(np.rint(weights * scale), -WIDEST, WIDEST).astype(np.int16)
    keep = np.flatnonzero((np.abs(whole) >= LEAST).any(axis=1))
    whole, keys = whole[keep], model.keys[keep]
    rows, columns = np.nonzero(whole)
    return {
        "key_gaps": np.diff(keys, prepend=np.uint32(0)),
        "counts": np.bincount(rows, minlength=len(keys)).astype(np.uint8),
        "labels": columns.astype(np.uint8),
        "values": whole[rows, columns],
        "transitions": np.rint(model.transitions * scale).astype(np.int32),
        "scale": np.array(scale),
    }


def calibration(path: Path, texts: Sequence[Text]) -> np.ndarray:
    """Give intercept and slope of the logistic curve that turns margins into the share of names that are right."""
    model = replace(load(path.read_bytes()), calibration=(0.0, 1.0))  # so that confidences give their margins back
    margins, right = [], []
    found = model.find([text.text for text in texts], [text.breaks for text in texts])
    for text, names in zip(texts, found, strict=True):
        labelled = {(start, end, TYPES[kind]) for start, end, kind in text.names}
        for name in names:
            if name.entity_type != "other":
                margins.append(np.log(name.confidence / (1 - name.confidence)))
                right.append((name.start, name.end, name.entity_type) in labelled)
    x, y, fit = np.array(margins), np.array(right, float), np.zeros(2)
    for _ in range(STEPS):
        error = y - 1 / (1 + np.exp(-(fit[0] + fit[1] * x)))
        fit += 0.5 * np.array([error.mean(), (error * x).mean()])
    return fit


def main() -> None:
    """Train, write, then fit the confidence on the slice of the silver texts that no model has seen."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clusters", type=Path, required=True)
    parser.add_argument("--labelled", type=Path, action="append", required=True, help="texts labelled by people")
    parser.add_argument("--silver", type=Path, required=True, help="texts labelled by another model")
    parser.add_argument(
        "--slice",
        action="append",
        help="number/of/rounds: train a model on a slice of the silver texts; their mean counts",
    )
    parser.add_argument("--to", type=Path, default=TARGET)
    arguments = parser.parse_args()
    classes, kept = word_classes(arguments.clusters)
    gold = [text for path in arguments.labelled for text in read_texts(path)]
    silver = list(read_texts(arguments.silver))
    models = []
    for piece in arguments.slice or SLICES:
        number, of, rounds = map(int, piece.split("/"))
        models.append(train([*silver[number::of], *gold], classes, rounds))
    model = stored(mean(models)) | kept
    arguments.to.parent.mkdir(exist_ok=True)
    save(arguments.to, **model, calibration=np.array([0.0, 1.0]))
    save(arguments.to, **model, calibration=calibration(arguments.to, silver[1::4]))
    print(f"{arguments.to}: {arguments.to.stat().st_size:,} bytes, {len(model['key_gaps']):,} features")


if __name__ == "__main__":
    main()
