"""The words right before an amount, as the rules ask for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.quantities.cues import direction_before, modifier_before, words_before
from transforms.quantities.exclusions import is_year
from transforms.quantities.nouns import find_plural

if TYPE_CHECKING:
    from transforms.quantities.amounts import Amount

COUNTED_PEOPLE = re.compile(r" (?:people|workers|jobs|troops|soldiers|employees)\b")
GROWTH = frozenset({"growth", "expansion", "inflation"})
# Nouns that a year before them dates: "below 2005 levels".
OF_A_YEAR = frozenset(
    "levels prices figures standards numbers targets rates values terms dollars sales results elections".split()
)


def change_opener(text: str, amount: Amount) -> str:
    """Give "by" where the amount is a change, so that what follows "to" is the level reached; "of growth" as written."""
    modifier = modifier_before(text, amount.start)
    _, words = words_before(text, modifier.position if modifier else amount.start)
    if words and words[-1].lower() == "by":
        return "by"
    if words[-1:] == ["of"] and words[-2:-1] and words[-2].lower() in GROWTH:
        return "of growth"
    return "by" if amount.unit is not None and direction_before(words, kind="percent") else ""


def words_left(text: str, start: int) -> tuple[str, str]:
    """Give the word before an amount, and "from" or "between" if it opens a range there, behind a modifier or not."""
    modifier = modifier_before(text, start)
    position = modifier.position if modifier else start
    words = text[max(0, position - 16) : position].split()
    word = words[-1].lower() if words else ""
    return word, word if word in {"from", "between"} else ""


def is_counted_thousand(text: str, amount: Amount) -> bool:
    """Whether a year-like number counts people or is bounded ("more than 2000 boats", but "below 2005 levels")."""
    if COUNTED_PEOPLE.match(text, amount.end):
        return True
    modifier = modifier_before(text, amount.start)
    if modifier is None or modifier.name in {"about", "exact"}:
        return False
    phrase = find_plural(text, amount.end)
    return phrase is not None and text[phrase.head : phrase.end].lower() not in OF_A_YEAR


def is_year_range(text: str, low: Amount, joined: Amount) -> bool:
    """Whether a range runs between two calendar years."""
    return low.plain and joined.unit is None and is_year(text, joined.number_end - 4, joined.number_end)
