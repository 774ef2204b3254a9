"""The lexicons of quantities as dictionaries, read once."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from transforms.lexicon_rows import rows_of


class Unit(NamedTuple):
    """A unit: canonical name, kind ("length", "money", "percent", …) and, for money, the ISO 4217 code."""

    name: str
    kind: str
    currency: str | None = None


class Conversion(NamedTuple):
    """How a unit becomes SI: si = value * factor + offset, in `si_unit`."""

    si_unit: str
    factor: float
    offset: float


rows = cache(rows_of)


def of_kind(name: str, *kinds: str) -> dict[str, str]:
    """Give form to target for the rows of these kinds."""
    return {row["form"]: row["target_id"] for row in rows(name) if row["kind"] in kinds}


def _unit_rows() -> tuple[dict[str, Unit], dict[str, Unit]]:
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    for row in rows("units.csv"):
        (words if row["note"] == "word" else symbols)[row["form"]] = Unit(row["target_id"], row["kind"])
    return words, symbols


def money(target: str) -> Unit:
    """Give the unit of a currency row's target: a code, or code/part of it ("USD/cent"; "?" for a code unknown).

    >>> money("GBP/penny")
    Unit(name='penny', kind='money', currency='GBP')
    """
    code, _, part = target.partition("/")
    return Unit(part or code, "money", None if code == "?" else code)


UNIT_WORDS, UNIT_SYMBOLS = _unit_rows()
for _row in rows("currencies.csv"):
    if _row["kind"] in {"name", "part"} and _row["form"] not in UNIT_WORDS:
        (UNIT_SYMBOLS if _row["form"] in {"p", "¢"} else UNIT_WORDS)[_row["form"]] = money(_row["target_id"])
    elif _row["kind"] == "code" and not _row["note"]:
        UNIT_SYMBOLS[_row["form"]] = money(_row["target_id"])
CURRENCY_SIGNS = {
    row["form"]: money(row["target_id"])
    for row in rows("currencies.csv")
    if row["kind"] == "symbol" or (row["kind"] == "code" and not row["note"])
}
UNIT_SYMBOLS.update({form: unit for form, unit in CURRENCY_SIGNS.items() if not form[0].isalpha()})
UNIT_SYMBOLS.update({form: CURRENCY_SIGNS[form] for form in ("Kč", "zł", "kn", "RMB", "NIS", "元", "dlrs")})
POUND_STERLING = money("GBP")
FIRST_UNIT_WORDS = frozenset(form.split(" ")[0] for form in UNIT_WORDS)
CONVERSIONS = {
    row["unit"]: Conversion(row["si_unit"], float(row["factor"]), float(row["offset"]))
    for row in rows("unit_factors.csv")
}

CARDINALS = {form: float(value) for form, value in of_kind("number_words.csv", "cardinal").items()}
SCALES = {form: float(value) for form, value in of_kind("number_words.csv", "scale").items()}
LETTERS = {form: float(value) for form, value in of_kind("number_words.csv", "letter").items()}
VAGUE = {
    form: (float(low), float(high))
    for form, (low, high) in ((f, t.split("..")) for f, t in of_kind("number_words.csv", "vague").items())
}
ORDINALS = {form: float(value) for form, value in of_kind("number_words.csv", "ordinal").items()}
PARTS = {form: float(value) for form, value in of_kind("number_words.csv", "part").items()}

MODIFIERS_BEFORE = of_kind("quantity_modifiers.csv", "before")
MODIFIERS_AFTER = of_kind("quantity_modifiers.csv", "after")
MODIFIER_SIGNS = of_kind("quantity_modifiers.csv", "symbol")
CHANGE_VERBS = of_kind("change_words.csv", "verb")
CHANGE_NOUNS = of_kind("change_words.csv", "noun")
CHANGE_ADVERBS = of_kind("change_words.csv", "adverb")
CHANGE_PARTICLES = of_kind("change_words.csv", "particle")
NAMES_BEFORE = frozenset(of_kind("number_names.csv", "before"))
ADDRESS_AFTER = frozenset(of_kind("number_names.csv", "after"))
PLURALS = of_kind("noun_words.csv", "plural")
INVARIABLE = frozenset(of_kind("noun_words.csv", "invariable"))
ADJECTIVES = frozenset(of_kind("noun_words.csv", "adjective"))
NOUN_STOPS = frozenset(of_kind("noun_words.csv", "stop"))
NOUN_OR_VERB = frozenset(of_kind("noun_words.csv", "dual"))
