"""Tests of the words beside a date: whether it is one where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.calendar.names import MONTH_NAMES, MONTHS
from transforms.timex.vocabulary import alternatives, words

if TYPE_CHECKING:
    from transforms.timex.beside import Occurrence

COUNTED = re.compile(rf"[\s-]{{1,3}}(?:{alternatives('counted')})\b", re.IGNORECASE)
NUMBERED = re.compile(rf"(?<!\w)(?:{alternatives('numbered')})\s$", re.IGNORECASE)
NO_YEAR_BEFORE = re.compile(r"[$£€#\w.,/:]$")
YEAR_BEFORE = re.compile(r"[a-z][,.:]$|['’]s$")
NO_YEAR_AFTER = re.compile(r"\d|[.:]\d|-[a-z]{3}|/\d{3}")
YEAR_AFTER = re.compile(r"[-–—/]\d{2}(?:\d{2})?\b|\s*\n|\)")
FIRST_SURE_YEAR, LAST_SURE_YEAR = 1900, 2099
HALF_AFTER = re.compile(r" (?:of the (?:fiscal )?year|results|profit|earnings|net|loss|revenue|sales)\b")
GAME_AFTER = re.compile(r"-finals?| (?:of the (?:game|match|\w{2,8} century)|century)")
PAPERS = re.compile(rf"['’]?s?\s(?:{'|'.join(word.title() for word in sorted(words('papers')))})\b")
NAMED_WEEKDAY = re.compile(rf"\b(?:{'|'.join(word.title() for word in sorted(words('named_weekdays')))})\s$")
SEPTEMBER_11 = re.compile(r"sept(?:\.|ember)? 11(?:th)?", re.IGNORECASE)
ATTACKS = re.compile(
    r"['’,]{0,2}\s(?:terror(?:ist)?\s)?(?:attacks?|hijack\w{0,8}|commission|memorial|museum|victims?)\b", re.IGNORECASE
)
FESTIVE = re.compile(rf"\s(?:{alternatives('festive')})\b", re.IGNORECASE)
NAME_BEFORE = re.compile(r"(?<![.:]\s)\b[A-Z]\w{0,20} $")


def month_here(found: Occurrence) -> bool:
    """Accept a month; not a name (April Smith), a verb (March on!) or a wish (May God …)."""
    bare = found.surface.lower().rstrip(".")
    if bare not in MONTHS:
        return True
    if bare not in MONTH_NAMES:
        return found.surface.endswith(".") and found.said_before in words("before_month")
    if found.said_before in words("before_month"):
        return True
    if found.said_before in {"the", "a"}:
        return found.next_word[:1].islower() and found.next_word != "on"
    return _stands_alone(found, bare)


def _stands_alone(found: Occurrence, month: str) -> bool:
    named = found.next_word[:1].isupper()
    if month in {"may", "march"}:
        return False
    if month == "august":
        return not named and not found.previous_word[:1].isupper()
    return not (named and month in {"april", "june", "january"} and not found.previous_word)


def year_here(found: Occurrence) -> bool:
    """Accept figures that are a year; not counted things, money, numbers of documents or flights."""
    written = found.match["y"]
    if found.match["fy"]:
        return True
    if not written[0].isdecimal():
        return not re.match("two|.*hundred", written)
    if COUNTED.match(found.after) or NO_YEAR_AFTER.match(found.after) or NUMBERED.search(found.before):
        return False
    if NO_YEAR_BEFORE.search(found.before) and not YEAR_BEFORE.search(found.before):
        return False
    if found.next_word[:1].isupper() and found.next_word.lower() in words("makes"):
        return False
    recent = FIRST_SURE_YEAR <= int(written) <= LAST_SURE_YEAR
    return recent or bool(found.match["edge"] or YEAR_AFTER.match(found.after) or _opens_year(found))


def _opens_year(found: Occurrence) -> bool:
    return found.said_before in words("before_year") or found.before.endswith(("(", "-", "–", "—"))


def quarter_here(found: Occurrence) -> bool:
    """Accept a quarter of a year, not of a game or a whole; halves only with their year."""
    match = found.match
    dated = any(match[name] for name in ("y", "ry", "oy", "y0", "ry0"))
    if dated:
        return True
    if match["u"] == "half":
        return HALF_AFTER.match(found.after) is not None
    return match["n"] not in {"final", "last"} and GAME_AFTER.match(found.after) is None


def season_here(found: Occurrence) -> bool:
    """Accept a season, not a fall of prices or a spring of water."""
    match, surface = found.match, found.surface.lower()
    if match["y"] or match["ry"] or match["said"]:
        return True
    if found.next_word == "of" or surface.startswith(("a ", "an ")):
        return False
    if match["edge"]:
        return True
    if surface.startswith("the "):
        return found.said_before in words("before_the_season")
    if match["s"] == "fall":
        return found.said_before in {"in", "during", "since", "by", "same", "that"} and found.next_word != "in"
    return found.said_before in words("before_season") or (found.narrative and len(found.next_word) > len("the"))


def weekday_here(found: Occurrence) -> bool:
    """Accept a weekday, not a paper or a feast."""
    return not (PAPERS.match(found.after) or NAMED_WEEKDAY.search(found.before))


def date_here(found: Occurrence) -> bool:
    """Accept a day, not the attacks that are named for it."""
    if found.match["y"] or found.match["ry"]:
        return True
    if SEPTEMBER_11.fullmatch(found.surface):
        return ATTACKS.match(found.after) is None
    return not (re.match(r"/?\d|:\d|%|,\d{3}", found.after) or COUNTED.match(found.after))


def decade_here(found: Occurrence) -> bool:
    """Accept the eighties, not a man in his eighties or degrees in the eighties."""
    marked = re.search(r"^the |'\d|nineteen", found.surface.lower().replace("’", "'"))
    return bool(marked) and found.previous_word.lower() not in {"his", "her", "their"}


def edged_unit_here(found: Occurrence) -> bool:
    """Accept the end of the year, later in the month; not late year."""
    return bool(re.search(r"\bthe\b", found.surface.lower())) and not re.match(r" (?:of|'s) ", found.after)


def unit_end_here(found: Occurrence) -> bool:
    """Year-end; not the ends of several."""
    return found.match["u"] == "year" or found.previous_word.lower() in {"by", "at", "until", "before"}


def year_ended_here(found: Occurrence) -> bool:
    """Accept the year ended on a day."""
    return bool(re.match(r" (?:that )?(?:ended|ending|ends|to (?:end-)?[A-Z])\b", found.after))


def full_year_here(found: Occurrence) -> bool:
    """Accept the full year, not followed by its name."""
    return not re.match(r" (?:\d|of|that|when|in which|ended|ending)", found.after)


def day_beside_here(found: Occurrence) -> bool:
    """Accept the day before and no more; not the day before something."""
    return re.match(r"\s{0,2}(?:[,.;)]|$)|\s(?:and|with|in|at|by)\b", found.after) is not None


def title_here(found: Occurrence) -> bool:
    """Accept today and this week; not USA Today or a programme called This Week."""
    said = found.surface.split()
    if len(said) == 1:
        return not (said[0].istitle() and NAME_BEFORE.search(found.before))
    return not all(word.istitle() for word in said)


def holiday_here(found: Occurrence) -> bool:
    """Accept a named day, written as a name and not as part of another one."""
    name = found.surface[found.match.start("h") - found.match.start() :].removeprefix("the ").removeprefix("The ")
    if found.previous_word in {"White", "Merry", "Happy", "Father"}:
        return False
    longer = found.next_word[:1].isupper() and found.after.startswith(" ") and not found.match["y"]
    return name[:1].isupper() and not longer and FESTIVE.match(found.after) is None
