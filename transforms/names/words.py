"""Runs of capitalised words, the raw material of names, and the word lists that sort them."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from transforms.names.lexicon import words_of

UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
WORD = rf"[{UPPER}](?:\w|['.&](?=\w)(?!'s\b)|-(?=\w)){{0,40}}(?:(?<=\b[A-Z])\.|(?<=\b(?:Co|Jr|Sr|St|Mr|Ms|Dr))\.|(?<=\b(?:Mrs|Inc|Ltd|Gen|Col|Gov|Sen|Rep|Rev|Maj|Sgt|Adm))\.|(?<=\b(?:Prof|Corp|Capt))\.)?"
LINK = r"(?:of|for|and|the|on|in|to|at|de|del|du|la|al|el|bin|ibn|von|van|der|&)"
RUN = re.compile(rf"{WORD}(?:[ \n](?:{LINK}[ \n]){{0,2}}{WORD}){{0,14}}")
PIECE = re.compile(rf"{WORD}|{LINK}")
# Words that stand at the head of a sentence or a date, and no part of a name.
PLAIN = frozenset(
    """A An The This That These Those In On At By For From To Of With As If But And Or Nor So Yet When While Since Until After Before
    During Under Over Above Below Between Among According Following Beyond Despite Although Though Because However Moreover Also Both
    He She It They We You I His Her Its Their Our Your My Who What Where Why How Which Whose There Here Then Now Today Yesterday
    Tomorrow Last Next First Second Third Fourth Fifth One Two Three Four Five Six Seven Eight Nine Ten Some Many Most Several Few All
    Each Every Any No Not Other Another Such Only Even Still Just More Less Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov
    Dec Speaking Asked Noting Citing Meanwhile Earlier Later Thanks Thank Dear Yes Is Are Was Were Will Would Can Could Should May Do
    Does Did Has Have Had Be Let Please Photo Source Updated Read Fact About Through Without Within Against Inside Outside Its Per Once
    Like Unlike Given Whether Them Us Me Him Instead Nearly Around Across Amid Along Upon Via""".split()
)


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
    with (files("transforms") / "lexicons" / "name_heads.csv").open(encoding="utf-8", newline="") as file:
        return {row["form"]: row["entity_type"] for row in csv.DictReader(file) if row["position"] == position}


def pieces_of(run: str, offset: int) -> list[Piece]:
    """Cut a run into its words, link words."""
    return [Piece(m[0], offset + m.start(), offset + m.end()) for m in PIECE.finditer(run)]
