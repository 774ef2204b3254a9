"""A reporting expression read into a draft of a statement: content, cue and speaker as places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.speech.marks import Quote
    from transforms.speech.units import CueAt, Unit

Words = tuple[int, int]  # words[first:after] of a unit


@dataclass(slots=True, kw_only=True)
class Draft:
    """A statement before its speaker is known as an entity.

    `content` and `speaker` are words of `unit`, the speaker's of `told_in` where another unit names the speaker;
    `tail` is a later quotation with which the content runs on.
    """

    unit: Unit
    cue: CueAt
    rule: str
    content: Words
    speaker: Words | None = None
    addressee: Words | None = None
    is_noun: bool = False
    is_unsaid: bool = False
    told_in: Unit | None = None
    tail: Quote | None = None

    @property
    def is_quoted(self) -> bool:
        """Whether the content begins with a quotation."""
        return self.content[0] in self.unit.quote_at

    @property
    def is_speech_act(self) -> bool:
        """Whether it is something done by saying (called for talks), and done."""
        return self.is_noun and not self.is_unsaid and self.cue.found.cue.kind == "say"

    def characters(self) -> tuple[int, int]:
        """Give the bounds of the content in the text, with its tail."""
        start, end = self.unit.span(*self.content)
        return start, max(end, self.tail.end) if self.tail else end

    def characters_of(self, words: Words | None) -> tuple[int, int] | None:
        """Give the bounds of the speaker or the addressee in the text."""
        return (self.told_in or self.unit).span(*words) if words else None


def is_inside(at: CueAt, drafts: Sequence[Draft]) -> bool:
    """Whether an expression stands in the content of a statement that another one marks."""
    return any(draft.content[0] <= at.first < draft.content[1] and draft.cue.first != at.first for draft in drafts)
