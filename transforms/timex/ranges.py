"""Two dates that belong together: from 12 to 15 March, 1939-45, April and June 1955."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from transforms.timex.candidates import fold
from transforms.timex.derive import LINK
from transforms.timex.occurrences import written_year

if TYPE_CHECKING:
    from transforms.timex.candidates import Candidate
    from transforms.timex.grammar import Parsed

DATED = frozenset(
    {
        "date", "iso_date", "month", "year", "weekday", "day_word", "quarter", "season", "decade", "holiday", "century",
        "year_quarter", "this_unit",
    }
)  # fmt: skip
LONGEST_LINK = 12
BEFORE_NUMBER = 14
BETWEEN = "between "
AHEAD = re.compile(
    r"(?:-|–|—|\s(?:to|and|through)\s)(\d{1,2})(?:st|nd|rd|th)?(?:,\s((?:19|20)\d\d)\b)?"
    r"(?![\w%]|[.,:]\d|\s(?:a\.m|p\.m|[a-z]{3,}s\b|percent|per cent|million|people))"
)
BEHIND = re.compile(r"(?<![\w.,:$-])(\d{1,2})(?:st|nd|rd|th)?(?:-|–|—|\s(?:to|and|through)\s)$")
SHORT_YEAR = re.compile(r"[-–—/](\d\d)(?![\w.,-]\d|\w)")


class Pair(NamedTuple):
    """Two ends; `whole` if they make one range."""

    first: tuple[int, int]
    second: tuple[int, int]
    whole: bool


def find_pair(text: str, first: Candidate, following: Candidate | None) -> Pair | None:
    """Give the pair that begins with an expression, or whose bare first number stands before it; None if none does."""
    name = first.parsed.rule.name
    if name not in DATED:
        return None
    if following and following.parsed.rule.name in DATED and following.start - first.end <= LONGEST_LINK:
        link = text[first.end : following.start]
        if LINK.fullmatch(fold(link)):
            return _joined(text, first, following, link)
    if name == "year":
        return _short_year(text, first)
    return _bare_day(text, first) if name == "date" and first.parsed.day is None else None


def _joined(text: str, first: Candidate, second: Candidate, link: str) -> Pair | None:
    whole = "and" not in link or _after_between(text, first.start)
    if not whole and not _lacks_year(first.parsed, second.parsed):
        return None
    return Pair((first.start, first.end), (second.start, second.end), whole)


def _after_between(text: str, start: int) -> bool:
    return text[max(0, start - len(BETWEEN)) : start].lower() == BETWEEN


def _lacks_year(first: Parsed, second: Parsed) -> bool:
    return bool(written_year(second)) and not written_year(first) and first.rule.name in {"date", "month", "season"}


def _short_year(text: str, first: Candidate) -> Pair | None:
    short = SHORT_YEAR.match(text, first.end)
    begun = text[first.end - 2 : first.end]
    if short is None or not begun.isdecimal() or int(short[1]) <= int(begun):
        return None
    return Pair((first.start, first.end), short.span(1), whole=True)


def _bare_day(text: str, date: Candidate) -> Pair | None:
    match, here = date.parsed.match, (date.start, date.end)
    behind = BEHIND.search(text, max(0, date.start - BEFORE_NUMBER), date.start) if match["d2"] else None
    if behind:
        whole = "and" not in behind[0] or _after_between(text, behind.start())
        return Pair(behind.span(1), here, whole)
    ahead = AHEAD.match(text, date.end) if match["d1"] and match["y"] is None else None
    if ahead:
        whole = "and" not in ahead[0] or _after_between(text, date.start)
        return Pair(here, (ahead.start(1), ahead.end()), whole)
    return None
