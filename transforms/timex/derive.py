"""An expression and what it is resolved against give its row again."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.calendar.arithmetic import add_months, date_or_none
from transforms.calendar.values import day_value, period_of
from transforms.timex.candidates import fold
from transforms.timex.grammar import Parsed, parse
from transforms.timex.meaning import NOWHERE, Anchor, Meaning, anchor_at, precision_of

if TYPE_CHECKING:
    import datetime

BARE_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:,\s{1,3}((?:1\d|20)\d\d))?")
LINK = re.compile(r"\s{0,3}(?:[-/]|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|\band\b)\s{0,3}")


WEEKDAY_VALUE = re.compile(r"XXXX-WXX-(\d)")
POINTING = frozenset({"weekday", "day_word", "this_unit"})


class Derived(NamedTuple):
    """What the table says about an expression."""

    timex_type: str
    value: str
    mod: str | None
    begin_date: datetime.date | None
    end_date: datetime.date | None


def derive(
    surface: str,
    *,
    anchor_date: datetime.date | None = None,
    anchor_basis: str = "none",
    anchor_precision: str | None = None,
    tense: str = "none",
    rule: str | None = None,
) -> Derived | None:
    """Give type, value, modifier and the days that an expression covers, from published columns alone.

    `rule` is the row's rule; it decides between the few readings that look alike (`a year`: how often, how long). None
    if the surface is no expression of time.

    >>> derive("two weeks ago", anchor_date=datetime.date(2024, 7, 25), anchor_basis="published").value
    '2024-07-11'
    """
    anchor = Anchor(anchor_date, anchor_precision or "day", anchor_basis, tense)
    meaning = meaning_of(surface, anchor, rule)
    if meaning is None:
        return None
    period = period_of(meaning.value)
    return Derived(*meaning, *(period or (None, None)))


@lru_cache(maxsize=131072)
def meaning_of(surface: str, anchor: Anchor, rule: str | None = None) -> Meaning | None:
    """Give what an expression means against an anchor; None if it is no expression of time."""
    folded = fold(surface)
    parsed = parse(folded, rule)
    if parsed:
        return parsed.meaning(anchor)
    return _bare_number(folded, anchor) or _range(surface, anchor)


def _bare_number(folded: str, anchor: Anchor) -> Meaning | None:
    """Read the 12 of `12 to 15 March`, the 08 of `2007-08`."""
    match = BARE_DAY.fullmatch(folded)
    if match is None or anchor.date is None:
        return None
    number = int(match[1])
    if anchor.precision == "year":
        return Meaning("DATE", f"{anchor.date.year // 100 * 100 + number:04}")
    base = anchor.date
    if anchor.tense == "future" and anchor.precision == "day" and number < base.day:
        base = add_months(base.replace(day=1), 1) or base
    day = date_or_none(base.year, base.month, number)
    return Meaning("DATE", day_value(day)) if day else None


class Ends(NamedTuple):
    """The two ends of a range, each with the anchor that it is resolved against."""

    first: str
    first_anchor: Anchor
    second: str
    second_anchor: Anchor


def range_ends(first: str, second: str, anchor: Anchor) -> Ends | None:
    """Give how the two ends of a range are resolved: an end that lacks something takes it from the other one."""
    last = meaning_of(second, NOWHERE)
    fixed = anchor_at(last.value) if last else None
    if fixed:
        return Ends(first, fixed, second, NOWHERE)
    bare = BARE_DAY.fullmatch(fold(second))
    if bare and bare[2]:
        anchor = anchor_at(bare[2]) or anchor
    if _own_anchor(first, second):
        return Ends(first, anchor, second, anchor)
    start = meaning_of(first, anchor)
    if start is None or BARE_DAY.fullmatch(fold(first)):
        end = meaning_of(second, anchor)
        known = anchor_at(end.value) if end else None
        return Ends(first, known, second, anchor) if known else None
    known = anchor_at(start.value, tense="future")
    return Ends(first, anchor, second, known or anchor._replace(tense="future"))


def _own_anchor(first: str, second: str) -> bool:
    """Whether the second end points from the time of writing, as a weekday after a date does."""
    begin, end = parse(fold(first)), parse(fold(second))
    return bool(begin and end and end.rule.name in POINTING and begin.rule.name != end.rule.name)


def _range(surface: str, anchor: Anchor) -> Meaning | None:
    for link in LINK.finditer(fold(surface)):
        ends = range_ends(surface[: link.start()], surface[link.end() :], anchor)
        meaning = ends and joined(ends)
        if meaning:
            return meaning
    return None


def joined(ends: Ends) -> Meaning | None:
    """Give the interval between two ends; None if they do not make one."""
    first, second = meaning_of(ends.first, ends.first_anchor), meaning_of(ends.second, ends.second_anchor)
    if first is None or second is None or "/" in first.value + second.value:
        return None
    if first.timex_type not in {"DATE", "TIME"} or second.timex_type not in {"DATE", "TIME"}:
        return None
    a, b = period_of(first.value), period_of(second.value)
    if (a is None) != (b is None) or (a and b and a.begin > b.begin) or first.value == second.value:
        return None
    weekdays = [WEEKDAY_VALUE.fullmatch(value) for value in (first.value, second.value)]
    if all(weekdays):
        days = [int(match[1]) for match in weekdays if match]
        return Meaning("DURATION", f"P{(days[1] - days[0]) % 7 + 1}D")
    return Meaning(first.timex_type, f"{first.value}/{second.value}")


def used_anchor(parsed: Parsed, anchor: Anchor) -> Anchor:
    """Give the anchor if it makes a difference to what the expression means, else none: absolute ones have none."""
    return NOWHERE if parsed.meaning(anchor) == parsed.meaning(NOWHERE) else anchor


__all__ = ["Derived", "Ends", "derive", "joined", "meaning_of", "precision_of", "range_ends", "used_anchor"]
