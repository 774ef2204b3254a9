"""A fixed workload to measure against: what a stage takes is given as a multiple of it, which machines change little.

Half of it is Python (dictionaries, strings, a regular expression), half numpy, as in the stages themselves. It must never
change: the recorded ratios in `budget.toml` would mean nothing.
"""

from __future__ import annotations

import re

import numpy as np

WORDS = ("river", "bridge", "1,240", "said", "Monday", "percent", "Minister", "and")
PATTERN = re.compile(r"\b(?:\d{1,3}(?:,\d{3})*|[A-Z][a-z]+)\b")


def workload() -> int:
    """Do the work; give a number that depends on all of it."""
    text, counts = " ".join(WORDS[(7 * number + number // 3) % 8] for number in range(480_000)), dict[str, int]()
    for match in PATTERN.finditer(text):
        counts[match[0]] = counts.get(match[0], 0) + match.start() % 3
    spans = sorted((len(word), number) for number, word in enumerate(text.split(" ")))
    codes = np.frombuffer(text.encode(), np.uint8).astype(np.uint64)
    for _ in range(6):
        codes = (codes ^ (codes >> np.uint64(3))) * np.uint64(0x9E3779B97F4A7C15)
        codes = np.sort(codes)
    return sum(counts.values()) + spans[-1][1] + int(codes[-1] % np.uint64(1_000))
