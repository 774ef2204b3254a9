"""Runs of capitalised words, the raw material of names, and the word lists that sort them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from transforms.lexicon_rows import rows_of
from transforms.names.lexicon import words_of

UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
# Full stops that belong to the word before them: of an initial, and of abbreviations of two, three and four letters.
STOP = (
    r"\.(?:(?<=\b[A-Z]\.)|(?<=\b(?:Co|Jr|Sr|St|Mr|Ms|Dr)\.)"
    r"|(?<=\b(?:Mrs|Inc|Ltd|Gen|Col|Gov|Sen|Rep|Rev|Maj|Sgt|Adm)\.)|(?<=\b(?:Prof|Corp|Capt)\.))"
)
# Letters and figures, with marks inside (O'Neill, Al-Ahram, AT&T); nothing is given back, so that a run is found in one go.
WORD = rf"[{UPPER}]\w{{0,40}}+(?:(?!'s\b)['.&-]\w{{1,40}}+){{0,20}}+(?:{STOP})?"
LINK = r"(?:of|for|and|the|on|in|to|at|de|del|du|la|al|el|bin|ibn|von|van|der|&)"
NUMBER = rf"\d{{1,2}}(?=[ \n][{UPPER}])"  # "Nam Ou 5 Dam"
# Two capitalised words or more.
RUN = re.compile(rf"{WORD}(?:[ \n](?:{LINK}[ \n]){{0,2}}(?:{WORD}|{NUMBER})){{1,14}}")
PIECE = re.compile(rf"{WORD}|{LINK}|\d{{1,2}}")
# Words that stand at the head of a sentence or a date, and no part of a name.
PLAIN = words_of("plain_words.txt")


class Piece(NamedTuple):
    """A word of a run, with its place in the text."""

    word: str
    start: int
    end: int


@cache
def titles() -> frozenset[str]:
    """Give the capitalised words of titles and styles."""
    return words_of("title_words.txt")


@cache
def offices() -> frozenset[str]:
    """Give the lower-case words for offices and callings."""
    return words_of("office_words.txt")


@cache
def portfolios() -> frozenset[str]:
    """Give the words that make up a portfolio."""
    return words_of("portfolio_words.txt")


@cache
def heads(position: str) -> dict[str, str]:
    """Give the type of name that a word makes which stands first or last in it."""
    return {row["form"]: row["entity_type"] for row in rows_of("name_heads.csv") if row["position"] == position}


def pieces_of(run: str, offset: int) -> list[Piece]:
    """Cut a run into its words, link words."""
    return [Piece(m[0], offset + m.start(), offset + m.end()) for m in PIECE.finditer(run)]
