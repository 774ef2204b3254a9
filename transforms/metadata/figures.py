r"""Figures about the text itself: what a fact box declares, and what we compute.

Tokens are runs of letters, digits and underscores (`\w+`), as written, capitals told apart; so "year-on-year" is three
tokens and "Laos's" two. Types are the distinct tokens. They are counted over title, deck and running text; where a fact
box declares more tokens, over the closing note on the author too, if that comes nearer: collections differ in this.
"""

from __future__ import annotations

import re
from collections import Counter
from operator import mul
from typing import TYPE_CHECKING

from transforms.metadata.fact_box import declared_figures
from transforms.reading import FigureRow

if TYPE_CHECKING:
    from transforms.reading import Reading

TOKEN = re.compile(r"\w++")
VOWELS = re.compile(r"[aeiouyàáâäåèéêëìíîïòóôöùúûü]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$|[\"'”’)])")
TOLERANCE = 0.05
FEWEST_LETTERS, MOST_CACHED = 4, 500_000
# Weights of Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for Navy enlisted personnel.
WORDS_A_SENTENCE, SYLLABLES_A_WORD, CONSTANT = 0.39, 11.8, 15.59
AUTHOR_RULES = ("metadata.author_is", "metadata.contributed_to", "metadata.views_of")
METRICS = ("tokens", "types", "type_token_ratio", "sentences", "flesch_kincaid_grade")


def find_figures(reading: Reading) -> list[FigureRow]:
    """Give the rows of `document_metrics` for one reading; nothing is computed for a language that is not read."""
    boxes = [(zone.start_char, zone.end_char) for zone in reading.zones if zone.zone == "factbox"]
    declared = {figure.metric: figure.value for figure in declared_figures(reading.text, boxes)}
    computed = _computed(reading, declared.get("tokens")) if reading.header.extraction == "full" else {}
    wanted = [*METRICS, *(["level"] if "level" in declared else [])]
    return [_row(metric, declared.get(metric), computed.get(metric)) for metric in wanted]


def _row(metric: str, declared: float | None, computed: float | None) -> FigureRow:
    """Give a row with its verdict: a relative difference of up to 5 per cent agrees."""
    if computed is None:
        return FigureRow(metric, "not_computable", declared, None, None)
    if declared is None:
        return FigureRow(metric, "not_declared", None, computed, None)
    agrees = abs(declared - computed) <= TOLERANCE * max(abs(declared), abs(computed))
    return FigureRow(metric, "agrees" if agrees else "differs", declared, computed, TOLERANCE)


def _computed(reading: Reading, declared_tokens: float | None) -> dict[str, float]:
    pieces = _pieces(reading)
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts.update(TOKEN.findall(piece))
    sentences = len(reading.sentences) + len(pieces) - 1
    note = _author_note(reading)
    if declared_tokens and note:
        longer = counts + Counter(TOKEN.findall(note))
        if abs(longer.total() - declared_tokens) < abs(counts.total() - declared_tokens):
            counts, sentences = longer, sentences + max(1, len(SENTENCE_END.findall(note)))
    return figures_of(counts, sentences)


def figures_of(counts: Counter[str], sentences: int) -> dict[str, float]:
    """Give tokens, types, type-token ratio, sentences and grade of counted tokens; nothing of an empty text.

    >>> figures_of(Counter("the river rose and the road closed".split()), 1)["tokens"]
    7.0
    """
    tokens = counts.total()
    if not tokens or not sentences:
        return {}
    syllables = sum(map(mul, counts.values(), map(SYLLABLES.__getitem__, counts)))
    grade = round(flesch_kincaid_grade(tokens, sentences, syllables), 3)
    return {
        "tokens": float(tokens),
        "types": float(len(counts)),
        "type_token_ratio": round(len(counts) / tokens, 4),
        "sentences": float(sentences),
        "flesch_kincaid_grade": grade,
        "level": grade,
    }


def flesch_kincaid_grade(tokens: int, sentences: int, syllables: int) -> float:
    """Give the Flesch-Kincaid grade, in years of school: 0.39 tokens/sentences + 11.8 syllables/tokens - 15.59."""
    return WORDS_A_SENTENCE * tokens / sentences + SYLLABLES_A_WORD * syllables / tokens - CONSTANT


def syllable_count(token: str) -> int:
    """Give a token's syllables: its groups of vowels without a silent e; at least one, also of a number.

    >>> [syllable_count(word) for word in ("road", "river", "closed", "bilateral", "2021")]
    [1, 2, 1, 4, 1]
    """
    return max(1, len(VOWELS.findall(_without_silent(token.lower()))))


class _Syllables(dict[str, int]):
    """Syllables of the tokens met so far: most of a text's types are known from the texts before."""

    def __missing__(self, token: str) -> int:
        count = syllable_count(token)
        if len(self) < MOST_CACHED:
            self[token] = count
        return count


SYLLABLES = _Syllables()


def _without_silent(word: str) -> str:
    """Leave out a silent ending; words of three letters ("red", "yes") have none."""
    if len(word) < FEWEST_LETTERS or not SILENT.search(word):
        return word
    return word[: -1 if word.endswith("e") else -2]


def _pieces(reading: Reading) -> list[str]:
    """Give title, deck and running text, boilerplate left out."""
    header = reading.header
    spans = [(zone.start_char, zone.end_char) for zone in reading.zones if zone.zone in ("title", "deck")]
    above = [reading.text[start:end] for start, end in spans if end <= header.body_start_char]
    return [*above, reading.masked[header.body_start_char : header.body_end_char]]


def _author_note(reading: Reading) -> str:
    """Give the sentences at the foot that say who the author is; empty if there are none."""
    starts = [zone.start_char for zone in reading.zones if zone.rule in AUTHOR_RULES]
    feet = [
        zone
        for zone in reading.zones
        if zone.zone == "footer" and any(zone.start_char <= start < zone.end_char for start in starts)
    ]
    return "\n".join(reading.text[zone.start_char : zone.end_char] for zone in feet)
