"""The words of `time_vocabulary.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = (resources.files("transforms") / "lexicons" / "time_vocabulary.toml").read_text(encoding="utf-8")
    return {name: frozenset(listed) for name, listed in tomllib.loads(text).items()}


def words(name: str) -> frozenset[str]:
    """Give the words of one list of the vocabulary, in lower case."""
    return _lists()[name]


def alternatives(name: str) -> str:
    """Give the words of a list as a pattern, longest first."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s") for word in sorted(words(name), key=lambda word: (-len(word), word))
    )
