"""A reading of a stretch of text, with the words beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re as regex

BESIDE = 40
PREVIOUS_WORD = re.compile(r"([A-Za-z']+|[$£€#\d.,/-]+)?[\s(\"“‘']{0,3}$")
NEXT_WORD = re.compile(r"[\s]{0,3}([A-Za-z'’]+)?")


class Occurrence(NamedTuple):
    """A reading of text[start:end]; `narrative` texts tell of other times than their own."""

    text: str
    start: int
    end: int
    match: regex.Match[str]
    narrative: bool

    @property
    def surface(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The text just before."""
        return self.text[max(0, self.start - BESIDE) : self.start]

    @property
    def after(self) -> str:
        """The text just after."""
        return self.text[self.end : self.end + BESIDE]

    @property
    def previous_word(self) -> str:
        """The word or figures before, empty at the beginning."""
        found = PREVIOUS_WORD.search(self.before)
        return (found[1] or "") if found else ""

    @property
    def said_before(self) -> str:
        """The word before in lower case."""
        return self.previous_word.lower()

    @property
    def next_word(self) -> str:
        """The word after, empty if a mark comes first."""
        found = NEXT_WORD.match(self.after)
        return (found[1] or "") if found else ""
