"""A quantity from its own words: the same function fills the columns and lets anyone check them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from transforms.quantities.amounts import Amount, after_of, next_candidate, read_amount, read_range
from transforms.quantities.cues import ENDING, PLUS, Modifier, leading_modifier
from transforms.quantities.lexicon import CARDINALS, CONVERSIONS, MODIFIERS_AFTER, ORDINALS, Unit
from transforms.quantities.nouns import noun_unit
from transforms.quantities.numbers import CANDIDATE, alternatives
from transforms.quantities.units import PER, denominator, find_unit, settled

OPENER = re.compile(r"(from|between)\b\s?", re.IGNORECASE)
ORDINAL = re.compile(
    rf"(?:(\d{{1,4}}(?:,\d{{3}})?)(?:st|nd|rd|th)|((?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?(?:{alternatives(ORDINALS)})))\b",
    re.IGNORECASE,
)
RANK = re.compile(r"(?:No\.|Number|number|no\.|ranked) ?(?=\w)")
_COUNT = rf"\d{{1,6}}(?:,\d{{3}})*|{alternatives({*CARDINALS, 'hundred'})}"
RATIO = re.compile(
    rf"({_COUNT})(?: |\n)(?:in|out of|of)(?: |\n)(?:every )?(a hundred|{_COUNT})\b(?![.,]?\d)", re.IGNORECASE
)
PAID = re.compile(
    r"\b(?:costs?|paid|pays?|paying|worth|price[sd]?|prices|fines?|fined|prizes?|salary|wages?|debts?|profits?|bills?|spend|spent|spending|"
    r"earn|earned|earns|fees?|fund|funds|funding|budget|revenues?|sales|turnover|loss|losses|loan|loans|deals?|bid|sold|bought|buy|"
    r"invest|invested|investment|raised|stake|tax|taxes|income|payment|payments|damages|compensation|sterling|pence|bail|bonus|grant)\b"
)


class Derived(NamedTuple):
    """What a quantity's own words say: columns of `metrics` of the same names."""

    value: float
    value_high: float | None
    unit: str | None
    currency: str | None
    kind: str
    modifier: str
    direction: str | None
    si_value: float | None
    si_unit: str | None


def derive(surface: str, context: str | None = None, kind: str | None = None) -> Derived | None:
    """Give a quantity's columns again from its surface and its published context.

    Covers `value`, `value_high`, `unit`, `currency`, `modifier`, `si_value` and `si_unit`. `kind` is what the words alone
    say; the sentence can turn "percent" into "change", "count" into "reference" and a bare number into "age", for which
    the published `kind` may be given. `direction` is that of a sign or of a falling range; the sentence can add one.

    >>> derive("more than 5.5 million tonnes")[:6]
    (5500000.0, None, 'tonne', None, 'amount', 'more_than')
    >>> derive("74.07", "cents")[:4]
    (74.07, None, 'cent', 'USD')
    """
    return _derive(surface, context, kind)


@lru_cache(maxsize=65536)
def _derive(surface: str, context: str | None, kind: str | None) -> Derived | None:
    modifier = leading_modifier(surface)
    position = modifier.position if modifier else 0
    position += len(surface[position:]) - len(surface[position:].lstrip(" \n\u00a0-"))
    name = modifier.name if modifier else None
    if rank := RANK.match(surface, position):
        return _ordinal(surface[rank.end() :], context, "rank")
    if ratio := RATIO.match(surface, position):
        return _ratio(ratio, name)
    if ORDINAL.fullmatch(surface, position):
        return _ordinal(surface[position:], context, "ordinal")
    opener = OPENER.match(surface, position)
    amount = first_amount(surface, opener.end() if opener else position, opener[1].lower() if opener else "")
    return None if amount is None else _with_words(surface, amount, name, context, kind)


def first_amount(surface: str, position: int, opener: str) -> Amount | None:
    """Give the amount, or the range, that begins at `position`."""
    inner = leading_modifier(surface[position:]) if opener else None
    if inner:
        position += inner.position
        position += len(surface[position:]) - len(surface[position:].lstrip())
    match = next_candidate(surface, position)
    amount = read_amount(surface, *match.span()) if match else None
    if amount is None:
        return None
    return read_range(surface, amount, opener) or amount


def _ordinal(words: str, context: str | None, kind: str) -> Derived | None:
    match = ORDINAL.match(words)
    if match and match[1]:
        value = float(match[1].replace(",", ""))
    elif match:
        value = sum(ORDINALS.get(word) or CARDINALS[word] for word in re.split(r"[- ]", match[2].lower()))
    elif found := next_candidate(words, 0):
        amount = read_amount(words, *found.span())
        value = amount.value if amount else 1.0
    else:
        return None
    return Derived(value, None, noun_unit(context) if context else None, None, kind, "exact", None, None, None)


def _count(word: str) -> float:
    plain = word.lower().replace(",", "")
    return float(plain) if plain.isdecimal() else CARDINALS.get(plain, 100.0)


def _ratio(match: re.Match[str], modifier: str | None) -> Derived | None:
    part, whole = _count(match[1]), _count(match[2])
    if not 0.0 < part < whole:
        return None
    return Derived(part / whole, None, "fraction", None, "ratio", modifier or "exact", None, None, None)


def _with_words(surface: str, amount: Amount, modifier: str | None, context: str | None, kind: str | None) -> Derived:
    """Add unit and modifier from the rest of the surface and from the context."""
    unit, end = amount.unit, amount.end
    plus = PLUS.match(surface, end)
    end = plus.end() if plus else end
    after = _last_words(surface, end)
    if unit is None and amount.form != "part":
        unit = noun_or_none(surface, end, after.position if after else len(surface))
    modifier = modifier or ("over" if plus else after.name if after else None)
    if context:
        unit = unit or context_unit(context, amount)
        modifier = modifier or (found.name if (found := leading_modifier(context)) else None)
    if unit and unit.name.startswith("pound"):
        unit = settled(unit, paid=bool(context and PAID.search(context)))
    return _finished(amount, unit, modifier or "exact", kind)


def _last_words(surface: str, end: int) -> Modifier | None:
    """Give the modifier that ends the surface, behind a noun ("5 people or more"), and where it begins."""
    match = ENDING.search(surface, end)
    return Modifier(MODIFIERS_AFTER[match[0].lstrip(", ")], match.start()) if match else None


def noun_or_none(surface: str, start: int, end: int) -> Unit | None:
    """Give the unit made of the noun phrase between a number and the end of its surface."""
    start = after_of(surface, start)
    phrase = surface[start:end] if end > start else ""
    per = next((found for found in PER.finditer(phrase) if found[1] != "a" or "-" not in phrase), None)
    words = (phrase[: per.start()] if per else phrase).strip(" \n-\u00a0")
    if not any(character.isalpha() for character in words):
        return None
    below = denominator(phrase, per.end(), loose=True) if per else None
    return Unit(f"{noun_unit(words)} per {below[0]}" if below else noun_unit(words), "noun")


def context_unit(context: str, amount: Amount) -> Unit | None:
    """Give the unit that the context names: a known one, else its noun."""
    found = find_unit(context, 0, amount.value)
    if found:
        return found.unit
    if match := CANDIDATE.search(context):
        other = read_amount(context, *match.span())
        return other.unit if other else None
    return None if leading_modifier(context) else Unit(noun_unit(context), "noun")


def _finished(amount: Amount, unit: Unit | None, modifier: str, kind: str | None) -> Derived:
    if kind == "age" and (unit is None or unit.name not in {"year", "month", "week", "day", "hour"}):
        unit = Unit("year", "age")
    name = unit.name if unit else None
    if amount.form == "part" and name is None:
        name = "fraction"
    si_value, si_unit = in_si(amount.value, name) if amount.high is None and name else (None, None)
    signed = amount.value < 0 and amount.high is None and unit is not None and unit.kind == "percent"
    direction = "down" if amount.falling or signed else None
    currency = unit.currency if unit else None
    return Derived(
        amount.value, amount.high, name, currency, kind_of(amount, unit), modifier, direction, si_value, si_unit
    )


def in_si(value: float, unit: str) -> tuple[float | None, str | None]:
    """Give value and unit in SI; (None, None) for a unit that is not physical.

    >>> in_si(5.0, "kilometre per hour")[1], in_si(20.0, "degree celsius")
    ('m/s', (293.15, 'K'))
    """
    conversion = CONVERSIONS.get(unit)
    if conversion is None:
        return None, None
    return float(f"{value * conversion.factor + conversion.offset:.12g}"), conversion.si_unit


def kind_of(amount: Amount, unit: Unit | None) -> str:
    """Give the kind that number and unit alone say."""
    if unit is None:
        return "percent" if amount.form == "part" else "count"
    if unit.name == "times":
        return "ratio"
    if unit.name == "generation":
        return "reference"
    if unit.kind in {"percent", "money", "age"}:
        return unit.kind
    if unit.kind == "time":
        return "amount" if " per " in unit.name else "duration"
    return "count" if unit.kind in {"noun", "points", "count", "sport"} else "amount"
