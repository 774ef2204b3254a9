"""Units in text: to the right of a number ("km/h", "percentage points", "Australian dollars"), money signs to its left."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from transforms.quantities.lexicon import (
    CURRENCY_SIGNS,
    FIRST_UNIT_WORDS,
    INVARIABLE,
    PLURALS,
    POUND_STERLING,
    UNIT_SYMBOLS,
    UNIT_WORDS,
    Unit,
)

# Up to four words, one of which may begin on the next line of wrapped text.
INCHES = re.compile(r"[ -]in(?=[ -](?:thick|long|wide|tall|high|deep|diameter|rainfall|of (?:rain|snow))\b)")
SIDES = re.compile(r" (squared|cubed)\b")
_WORD = r"((?:[A-Z]\.){2}|[^\W\d_]{1,40}+)"
FIRST = re.compile(_WORD)
_GAP = r"\.?(?:[ \u00a0-]|\n {0,12})"
CHUNK = re.compile(rf"{_WORD}(?:{_GAP}{_WORD}(?:{_GAP}{_WORD}(?:{_GAP}{_WORD})?)?)?")
LEAD = re.compile(r"[ \u00a0\u202f]{1,2}|[ ]?\n[ ]{0,12}|[-‑](?=[^\W\d_])|")
AGE = re.compile(r"[- ]olds?\b|[ \n]of[ \n]age\b")
PER = re.compile(r"(?: |\n {0,12})(per|a|an|each|every)(?: |\u00a0|\n {0,12})|(/)|-(per|a|an)-| ?(p)\.?/| (per)-")
WORD = re.compile(r"[^\W\d_]{2,}")
LOOSE = frozenset({"per", "each", "every"})
LATER = re.compile(r" (?:ago|earlier|later|before)\b")
AMERICAN = re.compile(r" (?:US|U\.S\.|USD|US dollars?)(?= (?:per|a|an) |[.,;:)]|$| (?:on|in|for|and|to)\b)")
GLUED_ONLY = frozenset({"in", "G", "x", "X", "×", "d", "MP", "px", "′", "sf"})
# Words that mean money only after a large number ("500 won", not "two won").
DOUBTFUL_MONEY = frozenset(
    {"real", "reals", "won", "sum", "som", "sol", "soles", "lek", "leks", "lev", "leva", "leu", "lei", "rand",
     "kip", "dong", "tala", "pula", "colon", "dime", "dimes", "dram"}
)  # fmt: skip
LARGE = 100.0
LARGEST_FARADS = 10.0
# What money or a count can be reckoned by in "five dollars a day", "3 calls an hour".
PER_KINDS = frozenset({"time", "mass", "volume", "length", "area", "energy"})
PER_NOUNS = frozenset(
    {"share", "person", "head", "piece", "bottle", "ticket", "copy", "unit", "game", "household", "family", "child",
     "student", "pupil", "worker", "employee", "vehicle", "car", "pack", "box", "bag", "seat", "room", "visit", "time",
     "trip", "call", "barrel", "bushel", "dozen", "pop", "session", "plate", "quarter", "night", "season", "match", "capita"}
)  # fmt: skip


FIRST_OF_SYMBOLS = frozenset(form[0] for form in UNIT_SYMBOLS)
LONGEST_SIGN = max(map(len, CURRENCY_SIGNS))
SIGN_ENDS = frozenset(form[-1] for form in CURRENCY_SIGNS)


class Found(NamedTuple):
    """A unit at text[start:end]."""

    unit: Unit
    start: int
    end: int


def find_sign(text: str, start: int) -> Found | None:
    """Give the money sign or code that stands before the number at `start`.

    >>> find_sign("about US $5", 10).unit.currency
    'USD'
    """
    end = start
    if end and text[end - 1] in " \u00a0":
        end -= 1
    if not end or text[end - 1] not in SIGN_ENDS:
        return None
    for length in range(min(LONGEST_SIGN, end), 0, -1):
        left = end - length
        form = text[left:end]
        form = form.replace(" $", "$") if form[0].isalpha() else form
        if form in CURRENCY_SIGNS and (not form[0].isalpha() or left == 0 or not text[left - 1].isalnum()):
            return Found(CURRENCY_SIGNS[form], left, start)
    return None


def find_unit(text: str, position: int, value: float = 0.0) -> Found | None:
    """Give the unit that follows a number ending at `position`, with its "per" part.

    >>> find_unit("5 km/h now", 1).unit.name, find_unit("5 dollars a barrel", 1).unit.name
    ('kilometre per hour', 'USD per barrel')
    """
    lead = LEAD.match(text, position)
    start = lead.end() if lead else position
    if start >= len(text):
        return None
    found = _words(text, start, value) or _symbol(text, position, start, value)
    if found is None:
        inches = INCHES.match(text, position)
        return Found(UNIT_WORDS["inches"], start, inches.end()) if inches else None
    if found.unit.kind == "length" and (sides := SIDES.match(text, found.end)):
        power = "square" if sides[1] == "squared" else "cubic"
        area = UNIT_WORDS.get(f"{power} {found.unit.name}")
        found = Found(area, start, sides.end()) if area else found
    if found.unit.kind == "time" and (age := AGE.match(text, found.end)):
        return Found(found.unit._replace(kind="age"), start, age.end())
    return with_denominator(text, found)


def _words(text: str, start: int, value: float) -> Found | None:
    first = FIRST.match(text, start)
    if first is None or first[0].lower().replace(".", "") not in FIRST_UNIT_WORDS:
        return None
    chunk = CHUNK.match(text, start)
    if chunk is None:
        return None
    for count in range(chunk.lastindex or 1, 0, -1):
        end = chunk.end(count)
        form = " ".join(text[start:end].lower().replace("-", " ").replace(".", "").split())
        unit = UNIT_WORDS.get(form)
        if unit is not None and not (form in DOUBTFUL_MONEY and value < LARGE) and not _is_other_word(text, form, end):
            return Found(unit, start, end)
    return None


def _is_other_word(text: str, form: str, end: int) -> bool:
    """Whether "second" is an ordinal (second-half), "time" or "point" part of another word (time-consuming)."""
    following = text[end : end + 2]
    if form in {"second", "third"}:
        return following[:1] == "-"
    if following[:1] in "'’" and following[1:] in {"s", "t"}:
        return form.endswith("s") is False and form not in {"year", "day", "week", "month", "century"}
    return False


def _symbol(text: str, position: int, start: int, value: float) -> Found | None:
    if text[start] not in FIRST_OF_SYMBOLS:
        return None
    pattern = _symbols_with(text[start])
    match = pattern.match(text, start)
    while match is not None:
        form, end = match[0], match.end()
        if form[-1].isalnum() and end < len(text) and (text[end].isalnum() or text[end] in "_@"):
            match = pattern.match(text, start, end - 1) if end - 1 > start else None
            continue
        if form == "′" and text[end : end + 1].isalpha():
            return None
        if start > position and (form in GLUED_ONLY or (len(form) == 1 and _starts_word(text, end))):
            return None
        return Found(
            UNIT_SYMBOLS[form] if form != "F" else farad_or_fahrenheit(value, glued=start == position), start, end
        )
    return None


def farad_or_fahrenheit(value: float, *, glued: bool) -> Unit:
    """Decide what "F" is: a capacitance only for a small number that stands apart ("2.5 F", but "90F")."""
    return UNIT_SYMBOLS["F"] if not glued and 0.0 <= value < LARGEST_FARADS else UNIT_WORDS["fahrenheit"]


@cache
def _symbols_with(first: str) -> re.Pattern[str]:
    """Give the pattern of the unit symbols that begin with a character."""
    forms = [form for form in UNIT_SYMBOLS if form[0] == first]
    return re.compile("|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))))


def _starts_word(text: str, end: int) -> bool:
    """Whether a single letter is the start of a name or word rather than a unit ("5 A-levels", "3 C's")."""
    return text[end : end + 1] in {"-", "'", "’", ".", "&"} and text[end + 1 : end + 2].isalpha()


def with_denominator(text: str, found: Found) -> Found:
    """Add "per …", "a …", "/…" to a unit, twice at most ("J/m² per year")."""
    unit, end = found.unit, found.end
    if unit.currency and (american := AMERICAN.match(text, end)):
        end = american.end()
    for _ in range(2):
        per = PER.match(text, end)
        below = denominator(text, per.end(), loose=per[1] in LOOSE or bool(per[3] or per[4] or per[5])) if per else None
        if below is None or LATER.match(text, below[1]):
            break
        unit, end = unit._replace(name=f"{unit.name} per {below[0]}"), below[1]
    return Found(unit, found.start, end)


def denominator(text: str, start: int, *, loose: bool) -> tuple[str, int] | None:
    """Give name and end of what a quantity is reckoned by; any noun after "per", known ones after "a" and "/"."""
    if start >= len(text):
        return None
    found = _words(text, start, LARGE) or _symbol(text, start, start, LARGE)
    if found and (found.unit.kind in PER_KINDS or loose):
        return found.unit.name, found.end
    word = WORD.match(text, start)
    if word is None:
        return None
    name = singular(word[0])
    return (name, word.end()) if loose or name in PER_NOUNS else None


def singular(word: str) -> str:
    """Give a noun's singular in lower case.

    >>> [singular(word) for word in ("Districts", "companies", "people", "buses", "crises", "aircraft")]
    ['district', 'company', 'people', 'bus', 'crisis', 'aircraft']
    """
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if word == "people" or word in INVARIABLE:
        return word
    if word in PLURALS:
        return PLURALS[word]
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zzes")):  # noqa: PLR2004
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004
        return word[:-1]
    return word


def settled(unit: Unit, *, paid: bool) -> Unit:
    """Decide what "pound" is: money where the sentence pays, else a weight."""
    if paid and unit.name.split(" ")[0] == "pound":
        return POUND_STERLING._replace(name=unit.name.replace("pound", "GBP", 1))
    return unit
