"""Write clusters of word vectors, which the recogniser uses as word classes.

    python tools/cluster_words.py MODEL clusters.tsv

MODEL is the folder of a spaCy model with vectors; those of en_core_web_md 3.8.0 are CC0. Writes one line a word: the word
and its cluster at three grains. Needs spaCy, which the project itself does not.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import spacy

GRAINS = (1023, 255, 63)
ROUNDS = 12
SEED = 20250101
LONGEST = 24


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Give for each point the centre with the largest cosine."""
    return np.concatenate([(points[i : i + 4096] @ centres.T).argmax(axis=1) for i in range(0, len(points), 4096)])


def clusters_of(points: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Give each unit vector's cluster by spherical k-means, and the centres."""
    centres = points[np.random.default_rng(SEED).choice(len(points), count, replace=False)]
    for _ in range(ROUNDS):
        chosen = nearest(points, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, chosen, points)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
    return nearest(points, centres), centres


def main() -> None:
    """Cluster finely, then cluster the centres."""
    vectors = spacy.load(sys.argv[1], exclude=["ner", "tagger", "parser", "lemmatizer", "attribute_ruler"]).vocab
    points = np.asarray(vectors.vectors.data, dtype=np.float32)
    points = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    fine, centres = clusters_of(points, GRAINS[0])
    middle, _ = clusters_of(centres, GRAINS[1])
    coarse, _ = clusters_of(centres, GRAINS[2])
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        for key, row in sorted(vectors.vectors.key2row.items()):
            word = vectors.strings[key] if key in vectors.strings else ""  # noqa: SIM401 - not a dictionary
            if word and row >= 0 and len(word) <= LONGEST and not set(word) & set("\t\n\r"):
                number = fine[row]
                file.write(f"{word}\t{number + 1}\t{middle[number] + 1}\t{coarse[number] + 1}\n")


if __name__ == "__main__":
    main()
