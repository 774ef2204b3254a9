"""Words elsewhere that an amount needs: the unit of a bare number, the modifier of a conversion, what makes pounds money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.quantities.amounts import read_amount
from transforms.quantities.derive import PAID
from transforms.quantities.numbers import CANDIDATE
from transforms.quantities.scan import NEAR
from transforms.quantities.surroundings import words_left
from transforms.quantities.units import find_unit

if TYPE_CHECKING:
    from transforms.quantities.amounts import Amount
    from transforms.quantities.measured import Span
    from transforms.quantities.scan import Quantity, Scan, Shape

OR_NEXT = re.compile(r" (?:or|and) ")
UNSHARED_KINDS = frozenset({"time", "age", "points"})
OF_WHOLE = re.compile(r" of the (?=[0-9$€£])")
# Kinds whose unit a bare number after them does not take over.
NOT_REPEATED = frozenset({"count", "ordinal", "reference", "duration", "age", "ratio", "rank"})
REPEATED_AFTER = frozenset({"by", "to", "and", "lowest", "highest", "from", "between"})


def elided_unit(scan: Scan, amount: Amount) -> Span | None:
    """Give the words that name a bare number's unit: "280 million of the 1.5 billion <shekels>", "1.2 <cents>, lowest 1.1"."""
    text = scan.text
    match = OF_WHOLE.match(text, amount.end)
    if match and (number := CANDIDATE.match(text, match.end())):
        whole = read_amount(text, *number.span())
        if whole and whole.unit:
            found = find_unit(text, whole.number_end, whole.value)
            return (found.start, found.end) if found else None
    if (following := _unit_of_next(text, amount)) is not None:
        return following
    if amount.form != "digits" or scan.last(amount.start) is None:
        return None
    for last in reversed(scan.found[-3:]):
        if amount.start - last.end <= NEAR and last.unit is not None and (words := _repeated(scan, amount, last)):
            return words
    return None


def _unit_of_next(text: str, amount: Amount) -> Span | None:
    """Give the unit words of the amount after "or" or "and", which hold for both ("5 or 5.25 <percent>")."""
    joiner = OR_NEXT.match(text, amount.end)
    number = CANDIDATE.match(text, joiner.end()) if joiner and amount.high is None else None
    other = read_amount(text, *number.span()) if number else None
    if other is None or other.unit is None or other.form != amount.form or other.scale != amount.scale:
        return None
    found = find_unit(text, other.number_end, other.value)
    return (found.start, found.end) if found and found.unit.kind not in UNSHARED_KINDS else None


def _repeated(scan: Scan, amount: Amount, last: Quantity) -> Span | None:
    """Give the unit words of the amount before, where the bare number continues it."""
    text = scan.text
    if last.kind in NOT_REPEATED and last.unit != "point":
        return None
    word, _ = words_left(text, amount.start)
    if last.kind in {"percent", "change"} and word in {"to", "at"}:
        return None
    top = last.value_high or last.value
    if not (0.2 <= abs(amount.value / top) <= 5.0 if top else False):  # noqa: PLR2004
        return None
    if amount.plain and word not in REPEATED_AFTER:
        return None
    for number in CANDIDATE.finditer(text, last.start, last.end):
        other = read_amount(text, *number.span())
        if other and other.unit:
            found = find_unit(text, other.number_end, other.value)
            return (found.start, found.end) if found else (other.start, other.number_start)
    return last.context if last.context and last.modifier == "exact" else None


def needed_words(scan: Scan, shape: Shape) -> Span | None:
    """Give the words elsewhere that modifier or unit of an amount come from; None if its own words are enough."""
    return shared_modifier(scan, shape) or _paid(scan.text, shape)


def shared_modifier(scan: Scan, shape: Shape) -> Span | None:
    """Give the modifier's words of an amount that this one converts ("more than 7.5 million crowns ($1.1 million)")."""
    text = scan.text
    if not scan.found or text[max(0, shape.start - 2) : shape.start].strip()[-1:] not in {"(", "/"}:
        return None
    last = scan.found[-1]
    if last.modifier == "exact" or not 1 <= shape.start - last.end <= 3 or last.kind in {"count", "percent", "change"}:  # noqa: PLR2004
        return None
    number = CANDIDATE.search(text, last.start, last.end)
    words = text[last.start : number.start()].rstrip() if number else ""
    words = words.rstrip("$€£¥ ")
    if last.context and not words:
        return last.context
    return (last.start, last.start + len(words)) if words else None


def _paid(text: str, shape: Shape) -> Span | None:
    """Give the word near "pounds" that makes them money ("a fine of two million pounds"), unless they are pounds of something."""
    unit = shape.amount.unit
    if unit is None or not unit.name.startswith("pound") or text[shape.amount.end : shape.amount.end + 4] == " of ":
        return None
    before = [found.span() for found in PAID.finditer(text, max(0, shape.start - NEAR // 2), shape.start)]
    after = PAID.search(text, shape.end, shape.end + NEAR // 4)
    return before[-1] if before else after.span() if after else None
