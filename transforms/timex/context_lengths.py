"""Tests of the words beside lengths, rates and times of the day: whether they are ones where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.timex.vocabulary import alternatives, words

if TYPE_CHECKING:
    from transforms.timex.beside import Occurrence

AGE = re.compile(r"[\s-]{0,3}(?:of age|old\b|-old\b|olds\b)", re.IGNORECASE)
AGED = re.compile(r"\b(?:aged?|turned|turns)\s$")
FRACTION = re.compile(r"\b(?:an?|one|three)\W")
SINGLE = re.compile(r"an?\s+\w+")
ONE_DAY = re.compile(r"(?:the )?one[ -](?:day|night)")
TOLD_AFTER = re.compile(r",? (?:the|a|he|she|they|it|after|before|in|I|we|you)\b")
BEFORE_LENGTH = re.compile(rf"\b(?:{alternatives('before_length')})\s{{1,2}}$", re.IGNORECASE)
BEFORE_PER = re.compile(
    rf"(?:\d[\d.,]*\b|\b(?:{alternatives('per_units')}|[a-z]{{2,15}}s)|\bat least)\s{{1,2}}$", re.IGNORECASE
)
MODAL = re.compile(r"\b(?:will|would|could|may|might|can|to)\s$")
NUMBER_NEAR = re.compile(
    r"[$£€\d]|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?|once|twice|times|half|"
    r"per cent|percent)\b",
    re.IGNORECASE,
)


def counted_here(found: Occurrence) -> bool:
    """Accept a length of time, not an age; a single unit only where the words before call for a length."""
    surface, unit = found.surface.lower(), found.match["u"]
    if AGE.match(found.after) or AGED.search(found.before):
        return False
    if unit in {"quarter", "quarters"} and found.match["lead"] is None and FRACTION.search(surface):
        return False
    if unit == "second":
        return surface[0].isdecimal() or surface == "one second"
    if ONE_DAY.fullmatch(surface):
        return _whole_day(found)
    if SINGLE.fullmatch(surface) and not found.match["approx"]:
        return BEFORE_LENGTH.search(found.before) is not None
    round_the_clock = surface.startswith("24") and found.after.startswith(" a day")
    return not (round_the_clock or re.search(r"[$£€.]$", found.before))


def _whole_day(found: Occurrence) -> bool:
    """Tell whether `one day` is a length; not once, and not some time to come."""
    if BEFORE_LENGTH.search(found.before):
        return True
    return not (MODAL.search(found.before) or TOLD_AFTER.match(found.after))


def vague_here(found: Occurrence) -> bool:
    """Accept several months; not of age."""
    return not AGE.match(found.after)


def bare_units_here(found: Occurrence) -> bool:
    """Accept days, weeks, months alone are a length where the words before call for one."""
    return bool(BEFORE_LENGTH.search(found.before)) and not AGE.match(found.after)


def per_here(found: Occurrence) -> bool:
    """Accept a rate: per day, 30 a week."""
    word, unit = found.match["per"], found.match["u"]
    if word in {"per", "/"}:
        return unit != "second"
    if word in {"each", "every"}:
        return True
    if unit in {"second", "minute"} or BEFORE_LENGTH.search(found.before) or found.before.endswith("24 hours "):
        return False
    return bool(BEFORE_PER.search(found.before) and NUMBER_NEAR.search(found.before))


def ly_here(found: Occurrence) -> bool:
    """Accept how often something happens, not the name of a paper or an average."""
    if found.said_before == "average" or found.next_word[:1].isupper():
        return False
    if found.surface[0].isupper() and found.previous_word[:1].isupper():
        return False
    return found.next_word not in {"magazine", "newspaper", "journal"}


def clock_here(found: Occurrence) -> bool:
    """Accept a time of the clock, not a score or a ratio."""
    if found.match["h24"]:
        return found.said_before in words("before_month") | {"at"} or found.surface[-1].isalpha()
    return re.search(r"[\d$.,:]$", found.before) is None


def night_here(found: Occurrence) -> bool:
    """Accept at night; any night of a narrative."""
    surface = found.surface.lower()
    if surface == "overnight":
        return True
    if found.said_before == "at":
        return "night" in surface
    return found.narrative and surface in {"night", "afternoon", "night-time"}


def future_word_here(found: Occurrence) -> bool:
    """Accept one day, that will come."""
    return bool(MODAL.search(found.before))
