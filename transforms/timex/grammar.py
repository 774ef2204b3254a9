"""The whole grammar: the longest expression that begins at a place, alone, with its time of day, or as a range."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.timex.clock import CLOCK_HEAD, CLOCK_LINK, CLOCK_RULES, DAY_LINK, PART_HEAD, PART_LINK, timed
from transforms.timex.dates import DATE_RULES
from transforms.timex.durations import DURATION_RULES, SET_RULES
from transforms.timex.named import NAMED_RULES
from transforms.timex.periods import PERIOD_RULES
from transforms.timex.relative import RELATIVE_RULES
from transforms.timex.rule import CUES, Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.timex.meaning import Anchor, Meaning

    Rules = tuple[tuple[Rule, Callable[[str, int], re.Match[str] | None]], ...]

RULES = (*DATE_RULES, *PERIOD_RULES, *RELATIVE_RULES, *SET_RULES, *DURATION_RULES, *NAMED_RULES, *CLOCK_RULES)
DAY_RULES = frozenset({"date", "iso_date", "weekday", "day_word", "same_unit", "day_beside", "holiday", "numeric_date"})
TIMED_CONFIDENCE = 0.75
NAMED: dict[str | None, list[Rule]] = {}
for _rule in RULES:
    NAMED.setdefault(f"timexes.{_rule.name}", []).append(_rule)
WORD_START = re.compile(r"(?<![\w'])[\w']")


class Parsed(NamedTuple):
    """One way to read a stretch of folded text: a rule's match, for `timed` with the day beside it."""

    rule: Rule
    match: re.Match[str]
    end: int
    day: Parsed | None = None

    @property
    def confidence(self) -> float:
        """The probability that the reading is right."""
        return TIMED_CONFIDENCE if self.day else self.rule.confidence

    @property
    def name(self) -> str:
        """The name of the row's rule."""
        return f"timexes.{'timed' if self.day else self.rule.name}"

    def meaning(self, anchor: Anchor) -> Meaning | None:
        """Give what it means against an anchor."""
        if self.day is None:
            return self.rule.build(self.match, anchor)
        day = self.day.meaning(anchor)
        return timed(self.match, day) if day else None


@lru_cache(maxsize=1024)
def _rules_of(cues: frozenset[str]) -> Rules:
    return tuple((rule, rule.pattern.match) for rule in RULES if rule.cue is None or rule.cue in cues)


def rules_for(text: str) -> Rules:
    """Give the rules whose cue stands in a text, and perhaps a few more, each with what matches its pattern."""
    return _rules_of(frozenset().union(*map(_cues_of, text.split())))


@lru_cache(maxsize=32768)
def _cues_of(word: str) -> frozenset[str]:
    """Give the cues in a word, or that it may begin with the next one."""
    return frozenset(name for name, cue in CUES.items() if cue.search(word))


def simple_at(text: str, start: int, rules: Rules) -> Parsed | None:
    """Give the longest match of a single rule at a place; of several equally long ones the first rule's."""
    best: Parsed | None = None
    for rule, match_at in rules:
        match = match_at(text, start)
        if match and match.end() > (best.end if best else start):
            best = Parsed(rule, match, match.end())
    return best


def parsed_at(text: str, start: int, rules: Rules) -> Parsed | None:
    """Give the longest reading at a place; None if no expression of time begins there."""
    simple = simple_at(text, start, rules)
    candidates = [simple, _day_last(text, start, rules), _day_first(text, simple) if simple else None]
    found = [parsed for parsed in candidates if parsed]
    return max(found, key=lambda parsed: parsed.end) if found else None


def _day_last(text: str, start: int, rules: Rules) -> Parsed | None:
    for head, link in ((CLOCK_HEAD, CLOCK_LINK), (PART_HEAD, PART_LINK)):
        match = head.match(text, start)
        joined = link.match(text, match.end()) if match else None
        day = simple_at(text, joined.end(), rules) if joined else None
        if match and day and day.rule.name in DAY_RULES:
            return Parsed(day.rule, match, day.end, day)
    return None


def _day_first(text: str, day: Parsed) -> Parsed | None:
    if day.rule.name not in DAY_RULES:
        return None
    joined = DAY_LINK.match(text, day.end)
    match = CLOCK_HEAD.match(text, joined.end()) if joined else None
    return (
        Parsed(day.rule, match, match.end(), day)
        if match and not text[match.end() : match.end() + 1].isalnum()
        else None
    )


@lru_cache(maxsize=131072)
def parse(text: str, name: str | None = None) -> Parsed | None:
    """Give the reading of a whole folded text, by the rule of that name if it reads it; None if none does."""
    for rule in NAMED.get(name, ()):
        match = rule.pattern.fullmatch(text)
        if match:
            return Parsed(rule, match, match.end())
    parsed = parsed_at(text, 0, rules_for(text))
    return parsed if parsed and parsed.end == len(text) else None


@lru_cache(maxsize=131072)
def parse_all(text: str) -> tuple[tuple[int, int, Parsed], ...]:
    """Give all readings in a stretch of folded text from left to right, the longest first, none overlapping."""
    found, position, rules = [], 0, rules_for(text)
    while match := WORD_START.search(text, position):
        parsed = parsed_at(text, match.start(), rules)
        position = match.end()
        if parsed:
            found.append((match.start(), parsed.end, parsed))
            position = parsed.end
    return tuple(found)
