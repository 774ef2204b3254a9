"""An amount: a number with its sign, scale and unit, and two amounts that make a range."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.quantities.lexicon import NOUN_STOPS, Unit
from transforms.quantities.nouns import is_plural
from transforms.quantities.numbers import CANDIDATE, GAP, Number, read_number
from transforms.quantities.units import Found, find_sign, find_unit, with_denominator

MINUS = re.compile(r"(?:^|[\s(\[,;$€£])([-−–+]|(?:[Mm]inus|[Nn]egative)[ -])$")
FOLLOWING = re.compile(GAP + r"([^\W\d_]{1,40})")
# Letters that are a scale only with money or before a plural noun: elsewhere 37m are metres and 16b are bits.
LETTER_SCALES = {"m": 1e6, "b": 1e9, "M": 1e6, "B": 1e9, "T": 1e12}
OF_ONE = re.compile(r"(?: of)? (?:an?|one)(?= )")
HYPHEN = re.compile(r" ?[-–—‒−‑] ?(?=[^\s-])(?:to-)?| to-")
TO = re.compile(
    r"\s(?:to|through|and|or)(?: as (?:much|many|high) as)?(?: (?:about|around|nearly|almost|roughly|perhaps|even|up to|some|over|more than))?\s"
)
FAR_TO = re.compile(
    r"(?:[^.;!?()]|\.(?=[\dS])){0,60}?\sto (?:about |around |nearly |almost |roughly |just |over |more than )?"
)
NO_NOUN = NOUN_STOPS - {"and"}
PERCENT_KINDS = frozenset({"percent", "money", "time", "age"})
LARGEST_UNSCALED = 1000.0
LETTER_REACH = 5
# A bare number this many times the change before it is the level reached ("rose by 12 to 1,034").
LEVEL_FACTOR = 3.0
# What a unit is followed by in "5 feet 2 inches", and how many of it make one.
SMALLER = {
    "foot": ("inch", 12.0),
    "USD": ("cent", 100.0),
    "EUR": ("cent", 100.0),
    "pound": ("ounce", 16.0),
    "GBP": ("penny", 100.0),
}
SMALLER_NUMBER = re.compile(r"(?:,? |, and | and )([0-9]{1,2}(?:\.[0-9])?)(?![0-9,.])")


class Amount(NamedTuple):
    """An amount at text[start:end]; `number_end` is where its number (with scale) ends.

    `high` is the upper end of a range; `falling` says that the range was given from the larger to the smaller.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    high: float | None
    unit: Unit | None
    scale: float
    form: str
    plain: bool
    falling: bool = False


def next_candidate(text: str, position: int) -> re.Match[str] | None:
    """Give the number that begins exactly here, behind a money sign, a minus or an article if need be."""
    match = CANDIDATE.search(text, position, position + 60)
    if match is None:
        return None
    between = text[position : match.start()]
    if between and not LEADS.fullmatch(between):
        sign = find_sign(text, match.start() - (text[match.start() - 1] in "-−"))
        if sign is None or LEADS.fullmatch(text[position : sign.start] or "a ") is None:
            return None
    return match


LEADS = re.compile(r"[-−+~]|(?:minus|negative)[ -]|an? |the |\.", re.IGNORECASE)


def read_amount(text: str, start: int, end: int) -> Amount | None:
    """Read the amount whose number is the match of CANDIDATE at text[start:end].

    >>> read_amount("about US$ 1.5 billion a year", 10, 13)[4:7]
    (1500000000.0, None, Unit(name='USD per year', kind='money', currency='USD'))
    """
    number = read_number(text, start, end)
    if number is None:
        return None
    sign = find_sign(text, number.start)
    number = number if sign else without_letter(text, number)
    left = sign.start if sign else number.start
    minus = MINUS.search(text, max(0, left - 10), left) if left else None
    value, high = number.value, number.high
    if minus:
        left = minus.start(1)
        sign = sign or find_sign(text, left)
        left = min(left, sign.start) if sign else left
        value = value if minus[1] == "+" else -value
    found = money(text, sign, number) if sign else find_unit(text, number.end, number.value)
    if found is None and number.form in {"vague", "part"}:
        found = _unit_after_of(text, number)
    if found and found.unit.name in SMALLER and value >= 0:
        value, found = with_smaller(text, value, found)
    return Amount(
        left, found.end if found else number.end, number.start, number.end, value, high,
        found.unit if found else None, number.scale, number.form, number.plain and found is None,
    )  # fmt: skip


def with_smaller(text: str, value: float, found: Found) -> tuple[float, Found]:
    """Add the smaller unit of "5 feet 2 inches", "13 dollars and 45 cents"."""
    smaller, share = SMALLER[found.unit.name]
    match = SMALLER_NUMBER.match(text, found.end)
    if match is None:
        return value, found
    number = float(match[1])
    rest = find_unit(text, match.end(), number)
    if rest is None and smaller == "inch" and text[match.end() : match.end() + 3] == " in":
        rest = Found(found.unit._replace(name="inch"), match.end(), match.end() + 3)
    if rest is None or rest.unit.name != smaller or number >= share:
        return value, found
    return float(f"{value + number / share:.12g}"), found._replace(end=rest.end)


def _unit_after_of(text: str, number: Number) -> Found | None:
    """Give the unit in "hundreds of miles", "half an hour", "1/16 of a pint"."""
    if number.form == "vague":
        return find_unit(text, after_of(text, number.end), number.value)
    match = OF_ONE.match(text, number.end)
    return find_unit(text, match.end(), number.value) if match else None


def after_of(text: str, position: int) -> int:
    """Give the position after "of" ("dozens of people")."""
    return position + 3 if text[position : position + 4] in {" of ", " of\n"} else position


def without_letter(text: str, number: Number) -> Number:
    """Take back a scale letter that is a unit ("37m", "16b"): without money it counts only before a plural."""
    letter = text[number.end - 1]
    factor = LETTER_SCALES.get(letter)
    if factor is None or number.scale != factor or text[number.end - 2].isalpha():
        return number
    if (paid := find_unit(text, number.end, number.value)) and paid.unit.kind == "money":
        return number
    position = number.end
    for _ in range(LETTER_REACH):
        word = FOLLOWING.match(text, position)
        if word is None or word[1].lower() in NO_NOUN:
            break
        if is_plural(word[1].lower()):
            return number
        position = word.end()
    end = number.end - 1 - (text[number.end - 2] == " ")
    value = float(f"{number.value / factor:.15g}")
    return number._replace(end=end, value=value, scale=1.0, plain=text[number.start : end].isdecimal())


def money(text: str, sign: Found, number: Number) -> Found:
    """Give the money of a sign before the number, with a repeated name or "per" part after it."""
    again = find_unit(text, number.end, number.value)
    if again and again.unit.kind == "money" and again.unit.currency:
        return Found(again.unit if again.unit.name != again.unit.currency else sign.unit, sign.start, again.end)
    return with_denominator(text, Found(sign.unit, sign.start, number.end))


def read_range(text: str, low: Amount, opener: str = "") -> Amount | None:
    """Read the second half of a range that begins with `low`; None where none follows.

    `opener` is "from" or "between" if that word stands before it, "of growth" behind these words, "by" where
    the first is a change and the second the level reached ("rose by 2 points to 45 points"). Shared units and scales go to both ends: "5 to 7
    percent", "$89 to $93 billion", "1 to 2 thousand people".
    """
    if low.high is not None or low.form == "part":
        return None
    hyphen = HYPHEN.match(text, low.end)
    joiner = hyphen or TO.match(text, low.end)
    high = _second(text, joiner, low) if joiner else None
    if high is not None and joiner is not None:
        word = "-" if hyphen else joiner[0].split()[0]
        if _joins(low, high, word, opener, text):
            return _joined(low, high)
    if opener == "from" and low.unit is not None:
        far = FAR_TO.match(text, low.end)
        high = _second(text, far, low) if far else None
        if high is not None and (high.unit is None or _same(low.unit, high.unit)) and _is_clear(text, low, high, far):
            return _joined(low, high)
    return None


def _second(text: str, joiner: re.Match[str] | None, low: Amount) -> Amount | None:
    if joiner is None:
        return None
    match = next_candidate(text, joiner.end())
    high = read_amount(text, *match.span()) if match else None
    if high is None or high.high is not None or high.form == "part":
        return None
    before = text[joiner.end() - 1 : joiner.end()]
    if high.value < 0 <= low.value and before in "-–—‒−":
        high = high._replace(value=-high.value)
    return high


def _is_clear(text: str, low: Amount, high: Amount, far: re.Match[str] | None) -> bool:
    """Whether nothing between the two ends is an amount itself (a year or a time of day may be)."""
    between = text[low.end : high.start]
    years = re.sub(r"\b(?:1[0-9]|20)[0-9]{2}\b|\b[0-9]{1,2}[.:][0-9]{2} ?[ap]m\b|\b[ap]m\b", "", between)
    return far is not None and not re.search(r"[0-9]", years) and " from " not in between


def _same(a: Unit | None, b: Unit | None) -> bool:
    return (
        a is not None
        and b is not None
        and (a.name == b.name or a.name.startswith(b.name + " per ") or b.name.startswith(a.name + " per "))
    )


def _joins(low: Amount, high: Amount, word: str, opener: str, text: str) -> bool:
    """Whether two amounts with this joiner between them are one range."""
    if word == "and":
        return opener == "between" and _compatible(low, high)
    if word == "or":
        return (
            low.form == high.form == "words" and low.unit is None and 0 < high.value - low.value <= max(2.0, low.value)
        )
    if not _compatible(low, high):
        return False
    if word == "-" or opener == "of growth":
        return _hyphen_joins(low, high, text) if word == "-" else low.value < high.value
    if low.unit is not None and low.unit.kind == "percent" and opener != "from" and low.value > high.value:
        return False
    return opener != "by" or (low.unit is None and (high.unit is not None or high.value <= LEVEL_FACTOR * low.value))


def _hyphen_joins(low: Amount, high: Amount, text: str) -> bool:
    """Whether "5-10" is a range: rising and with a unit or plural after it; "2-0" and "89-89" are scores."""
    if low.value >= _scaled_low(low, high):
        return low.value < high.value
    return _scaled_low(low, high) < high.value and (
        high.unit is not None or low.unit is not None or text[high.end : high.end + 1] in {" ", "-"}
    )


def _compatible(low: Amount, high: Amount) -> bool:
    if low.unit is None or high.unit is None:
        return low.unit is None or high.value >= low.value or low.unit.kind in PERCENT_KINDS
    return _same(low.unit, high.unit)


def _scaled_low(low: Amount, high: Amount) -> float:
    """Give the lower end with the scale of the upper one where it is shared."""
    raw = high.value / high.scale
    if high.scale > 1.0 and low.scale == 1.0 and abs(low.value) < LARGEST_UNSCALED and low.value < raw:
        return float(f"{low.value * high.scale:.15g}")
    return low.value


def _joined(low: Amount, high: Amount) -> Amount:
    first, second = _scaled_low(low, high), high.value
    if low.scale > 1.0 and high.scale == 1.0 and low.unit is not None and high.unit is None:
        second = high.value * low.scale if high.value < LARGEST_UNSCALED else second
    unit = high.unit if low.unit is None or (high.unit and " per " in high.unit.name) else low.unit
    return Amount(
        low.start, high.end, low.number_start, high.number_end, min(first, second), max(first, second), unit,
        max(low.scale, high.scale), high.form, plain=False, falling=first > second,
    )  # fmt: skip
