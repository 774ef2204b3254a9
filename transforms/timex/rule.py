"""A rule of the grammar: a pattern and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from transforms.calendar.names import MONTH_NAMES
from transforms.timex.words import expand

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.timex.meaning import Anchor, Meaning


CUES = {
    "month": re.compile("|".join(name[:3] for name in MONTH_NAMES)),
    "weekday": re.compile("day"),
    "unit": re.compile(
        "second|minute|hour|day|week|fortnight|month|quarter|year|decade|centur|night|morning|summer|winter"
    ),
    "quarter": re.compile(r"quarter|half|[qh][1-4]|(?<![a-z])[qh]$"),
    "season": re.compile("spring|summer|autumn|fall|winter"),
    "part": re.compile("morning|afternoon|evening|night|noon"),
    "year": re.compile(r"(?:1\d|20)\d\d|nineteen|eighteen|twenty|thousand"),
    "figure": re.compile(r"\d"),
    "decade": re.compile(r"0'?s|ties"),
    "century": re.compile("centur"),
    "bc": re.compile(r"\bb\.?c"),
    "date": re.compile(r"\d[-/.]\d"),
    "day": re.compile("day|tomorrow|tonight"),
    "said": re.compile(
        "this|that|last|next|past|same|current|present|previous|following|coming|preceding|prior|subsequent|ensuing"
    ),
    "away": re.compile("ago|earlier|later|previously|after|hence|from|before"),
    "a_year": re.compile("year"),
    "period": re.compile("period|quarter|month|week|time|half"),
    "end": re.compile("end"),
    "every": re.compile("each|every"),
    "often": re.compile("once|twice|times"),
    "ly": re.compile("ly|-on-|-over-"),
    "plural": re.compile("days|weekends"),
    "night": re.compile("morning|afternoon|evening|night|daytime"),
    "clock": re.compile(r"\d:\d|[ap]\.?m|noon|midnight|midday|o'clock|\d\d\d\d"),
}


@dataclass(frozen=True)
class Rule:
    """How one kind of expression is written, and what it means.

    `written` is a pattern in the notation of `words`; a match ends at the end of a word. `build` gives the meaning of a match against an anchor; with an anchor of no or too coarse a date it gives the
    unresolved form (XXXX-WXX-4). `refers` says to what: `speech` (when the text was written) or `previous` (the last
    date mentioned). `tensed` rules look into the past or the future as their clause does. `context` names the test
    that an occurrence has to pass (see `context`); `confidence` is the share of right rows measured on labelled text.
    A stretch without the rule's `cue` (a group of CUES) is not read with it, which only saves time.
    """

    name: str
    written: str
    build: Callable[[re.Match[str], Anchor], Meaning | None]
    refers: str = "speech"
    tensed: bool = False
    context: str | None = None
    confidence: float = 0.9
    cue: str | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when a text first has the rule's cue: all of them would take a tenth of a second."""
        return re.compile(rf"(?:{expand(self.written)})(?!\w)")
