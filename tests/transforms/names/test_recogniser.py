"""The statistical recogniser: its decoder against plain search, its hash table, its independence of batches."""

from itertools import pairwise, product

import numpy as np

from transforms.names import recogniser
from transforms.names.recogniser import LABELS, Weights, decode, legal, load_recogniser, spans

TEXTS = ["Then Zorv Ketterin flew from Brusk to Almadora.", "", "no names here", "Ketterin Holdings lost. " * 40]


def test_decoder_finds_the_best_legal_path():
    random = np.random.default_rng(4)
    transitions = legal(random.integers(-50, 50, (len(LABELS), len(LABELS))).astype(np.int32))
    scores = random.integers(-200, 200, (9, len(LABELS))).astype(np.int32)
    opens = np.array([1, 0, 0, 1, 1, 0, 1, 0, 0], bool)
    found = decode(scores, transitions, opens)
    bounds = [*np.flatnonzero(opens), len(scores)]
    for start, end in pairwise(bounds):
        assert found[start:end].tolist() == list(best(scores[start:end], transitions))


def best(scores, transitions):
    """Give the best path of all, tried one by one."""

    def total(path):
        if LABELS[path[0]][0] in "IL" or LABELS[path[-1]][0] in "BI":
            return -np.inf
        steps = sum(int(transitions[a, b]) for a, b in pairwise(path))
        return steps + sum(int(scores[place, label]) for place, label in enumerate(path))

    likely = [np.argsort(-row)[:17] for row in scores]
    return max(product(*likely), key=total)


def test_labels_become_spans():
    labels = np.array([LABELS.index(label) for label in ("O", "B-0", "I-0", "L-0", "U-2", "O")])
    assert [part.tolist() for part in spans(labels)] == [[1, 4], [3, 4], [0, 2]]


def test_hash_table_gives_every_weight_back_and_nothing_else():
    keys = np.unique(np.random.default_rng(1).integers(1, 2**32, 5000, dtype=np.uint32))
    rows = np.arange(len(keys), dtype=np.int16)[:, None].repeat(len(LABELS), axis=1)
    table = Weights(keys, rows)
    at, weights = table.known(keys.astype(np.uint64) << np.uint64(32))
    assert at.tolist() == list(range(len(keys)))
    assert (weights == rows).all()
    strangers = np.setdiff1d(np.arange(1, 5000, dtype=np.uint32), keys).astype(np.uint64) << np.uint64(32)
    assert not len(table.known(strangers)[0])


def test_batches_change_nothing(monkeypatch):
    model = load_recogniser()
    breaks = [[] for _ in TEXTS]
    whole = model.find(TEXTS, breaks)
    monkeypatch.setattr(recogniser, "BATCH", 10)
    assert model.find(TEXTS, breaks) == whole
    assert [model.find([text], [[]])[0] for text in TEXTS] == whole


def test_what_is_remembered_of_words_changes_nothing(monkeypatch):
    model = load_recogniser()
    whole = model.find(TEXTS, [[] for _ in TEXTS])
    monkeypatch.setattr(recogniser, "REMEMBERED", 3)
    model.__dict__.pop("_word_scores", None)
    assert [model.find([text], [[]])[0] for text in TEXTS * 2] == whole * 2
    model.__dict__.pop("_word_scores", None)
