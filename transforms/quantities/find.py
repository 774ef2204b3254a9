"""Every quantity of a text: candidates by one scan, then small rules over the words around each."""

from __future__ import annotations

import re

from transforms.quantities.amounts import Amount, read_amount, read_range
from transforms.quantities.counts import by_noun, fraction_of, one_of
from transforms.quantities.cues import modifier_after, modifier_before
from transforms.quantities.derive import RATIO, derive
from transforms.quantities.elided import needed_words
from transforms.quantities.exclusions import is_address, is_in_name, is_label, is_score, is_year, skip_code
from transforms.quantities.lexicon import ORDINALS, Unit
from transforms.quantities.nouns import find_plural
from transforms.quantities.numbers import find_candidates
from transforms.quantities.ordinals import take_ordinal
from transforms.quantities.refine import in_sentence, measured_by
from transforms.quantities.scan import Quantity, Scan, Shape
from transforms.quantities.surroundings import change_opener, is_counted_thousand, is_year_range, words_left
from transforms.quantities.units import find_unit

PART_OF_YEAR = re.compile(r"\b(?:first|last|final)[ \n]$")
OF_YEAR = re.compile(
    r"[ \n](?:of|in)[ \n](?:(?:1[0-9]|20)\d{2}|(?:the|this|last|fiscal|next)[ \n](?:fiscal[ \n])?(?:year|19|20|FY))"
)
DIGITS = frozenset("0123456789")
# Words that a hyphen ties to a number without making one word of them ("minus-five", "half-million").
BOUND_TO = re.compile(r"\b(?:minus|sub|under|over|a|to|half|mid)-$")
DECADE = re.compile(r"\b(?:the|late|early|mid)[ -]$")
WORDED_RANGE = re.compile(r"\s(?:to|and|through)\b")

# What a ratio has in the place of an amount: its columns all come from its own words.
NO_AMOUNT = Amount(0, 0, 0, 0, 0.0, None, None, 1.0, "ratio", plain=False)


def find_quantities(text: str) -> list[Quantity]:
    """Give the quantities of a text in order; offsets are code points, end exclusive.

    Left out on purpose: dates, clock times, years, numbers in names, list numbers, codes, scores, addresses.

    >>> [(q.value, q.unit, q.modifier) for q in find_quantities("It carried over 43 million passengers in 2024.")]
    [(43000000.0, 'passenger', 'over')]
    """
    scan, position = Scan(text), 0
    for start, end in find_candidates(text):
        if start >= position:
            position = max(end, _take(scan, start, end))
    return scan.found


def _take(scan: Scan, start: int, end: int) -> int:
    """Read the candidate at text[start:end], add what it is to the found, and give where to go on."""
    text = scan.text
    if text[start] in DIGITS:
        if text[end : end + 2].lower() in {"st", "nd", "rd", "th"}:
            return take_ordinal(scan, start, end)
        if (skipped := skip_code(text, start, end)) is not None:
            return skipped
    elif _is_bound_word(text, start):
        return end
    if (ratio := RATIO.match(text, start)) and (taken := _take_ratio(scan, ratio)):
        return taken
    amount = read_amount(text, start, end)
    if amount is None:
        return take_ordinal(scan, start, end) if text[start:end].lower() in ORDINALS else end
    overlaps = bool(scan.found) and amount.start < scan.found[-1].end
    shape = None if overlaps else _shape(scan, amount)
    return _add(scan, shape) if shape else amount.number_end


def _is_bound_word(text: str, start: int) -> bool:
    """Whether a number word is the end of another word ("someone's", "twenty-one" read before, "all-or-one")."""
    before = text[start - 1] if start else " "
    if before in "-‑":
        return text[start - 2 : start - 1].isalpha() and BOUND_TO.search(text, max(0, start - 7), start) is None
    return before in "'’_@/"


def _take_ratio(scan: Scan, ratio: re.Match[str]) -> int | None:
    """Add "one in four", "nine out of 10" to the found; None for what is none ("one in 2019", "two of the")."""
    text, end = scan.text, ratio.end()
    phrase = find_plural(text, end)
    of_words = " of " in ratio[0] and "out" not in ratio[0]
    if of_words and (phrase is None or not ratio[1].isalpha()):
        return None
    if find_unit(text, end) or is_year(text, ratio.start(2), end) or derive(ratio[0]) is None:
        return None
    modifier = modifier_before(text, ratio.start())
    start = modifier.position if modifier else ratio.start()
    _emit(scan, Shape(NO_AMOUNT, start, end, "metrics.ratio", 0.85, phrase))
    return end


def _shape(scan: Scan, amount: Amount) -> Shape | None:
    """Decide whether an amount is a quantity, and with which words."""
    text = scan.text
    word, opener = words_left(text, amount.start)
    if amount.plain and is_year(text, amount.start, amount.end) and not is_counted_thousand(text, amount):
        return None
    joined = read_range(text, amount, opener or change_opener(text, amount))
    if joined is not None:
        names = is_year_range(text, amount, joined) or (joined.unit is None and is_address(text, joined.end))
        voted = joined.unit is None and amount.plain and is_score(text, amount.start, amount.end)
        return None if names or voted else by_noun(scan, joined, "range", 0.85)
    if amount.unit is not None:
        return None if _only_looks_measured(text, amount, amount.unit) else measure(amount, amount.unit)
    if opener == "between" or _is_labelled(text, amount):
        return None
    if amount.value == 1.0 and amount.form == "words":
        return one_of(scan, amount, word)
    return fraction_of(scan, amount) if amount.form == "part" else by_noun(scan, amount, "count", 0.85)


def _is_labelled(text: str, amount: Amount) -> bool:
    """Whether a number without a unit is part of a label or a score ("Phase Two", "2-0")."""
    if amount.form == "words":
        named = is_label(text, amount.start) or is_in_name(text, amount.start, amount.end)
        return text[amount.start].isupper() and named
    return amount.plain and is_score(text, amount.start, amount.end)


def measure(amount: Amount, unit: Unit) -> Shape:
    """Give the shape of an amount with a known unit."""
    return Shape(amount, amount.start, amount.end, f"metrics.{unit.kind.replace(' ', '_')}", 0.95)


def _only_looks_measured(text: str, amount: Amount, unit: Unit) -> bool:
    """Whether what reads like a unit is part of a name, a piece of the calendar or an attribute ("five-year plan")."""
    if unit.kind == "time" and _is_calendar(text, amount):
        return True
    if amount.value == 1.0 and (unit.name == "times" or text[max(0, amount.start - 3) : amount.start].lower() == "at "):
        return True
    return _is_letter_of_name(text, amount)


def _is_calendar(text: str, amount: Amount) -> bool:
    """Whether a span of time is a date, a piece of a year, or an attribute with a hyphen."""
    if text[amount.number_end : amount.number_end + 1] == "-" and text[amount.end : amount.end + 1] != ",":
        return True
    if is_year(text, amount.start, amount.number_end) and text[amount.end - 1] != "s":
        return True
    return text[amount.end : amount.end + 4] == " ago" or _is_part_of_year(text, amount)


def _is_part_of_year(text: str, amount: Amount) -> bool:
    """Whether a span of time is a piece of the calendar ("the first 10 months of 2020")."""
    before = PART_OF_YEAR.search(text, max(0, amount.start - 8), amount.start)
    return before is not None and OF_YEAR.match(text, amount.end) is not None


def _is_letter_of_name(text: str, amount: Amount) -> bool:
    """Whether a one-letter unit is part of a name or year ("2018s", "Channel 5s", "Type 2 C")."""
    if amount.end - amount.number_end > 2 or not text[amount.end - 1].isalpha() or amount.start != amount.number_start:  # noqa: PLR2004
        return False
    if (
        text[amount.end - 1] == "s"
        and text[amount.number_end - 1] == "0"
        and DECADE.search(text, max(0, amount.start - 6), amount.start)
    ):
        return True
    if is_year(text, amount.number_start, amount.number_end):
        return text[amount.end - 1] == "s"
    return is_label(text, amount.start)


def _add(scan: Scan, shape: Shape) -> int:
    """Add modifiers to the shape's words, derive the columns from them, and append the quantity."""
    text = scan.text
    start, end = shape.start, shape.end
    if "range" in shape.rule and WORDED_RANGE.search(text, start, end):
        start = _opened(text, start)
    modifier = modifier_before(text, start)
    if modifier and not _is_over_time(text, modifier.position, modifier.name, shape):
        start = modifier.position
    after = modifier_after(text, end)
    if after:
        end = after.position
    _emit(scan, shape._replace(start=start, end=end))
    return max(end, shape.amount.end)


def _opened(text: str, start: int) -> int:
    """Give the start of a range with its "from" or "between"."""
    modifier = modifier_before(text, start)
    for position in (start, modifier.position if modifier else start):
        if opener := re.search(r"(?:from|between|From|Between) $", text[max(0, position - 8) : position]):
            return max(0, position - 8) + opener.start()
    return start


def _is_over_time(text: str, position: int, name: str, shape: Shape) -> bool:
    """Whether "over" says how long something went on ("over two years") rather than how much it was."""
    unit = shape.amount.unit
    if name != "over" or unit is None or unit.kind != "time" or text[position : position + 4].lower() != "over":
        return False
    return not re.search(
        r"\b(?:for|of|just|well|is|was|were|lasted|took|after|by)\s$", text[max(0, position - 8) : position]
    )


def _emit(scan: Scan, shape: Shape) -> None:
    """Derive the columns from the shape's own words and context, refine them by the sentence, and append the quantity."""
    text = scan.text
    context = shape.context or needed_words(scan, shape)
    row = derive(
        text[shape.start : shape.end],
        text[context[0] : context[1]] if context else None,
        "age" if shape.kind == "age" else None,
    )
    if row is None:
        return
    kind, direction = in_sentence(scan, shape, row.kind, row.direction)
    scan.found.append(
        Quantity(
            start=shape.start,
            end=shape.end,
            measured=measured_by(scan, shape, kind),
            context=context,
            rule=shape.rule,
            confidence=shape.confidence,
            **{**row._asdict(), "kind": kind, "direction": direction},
        )
    )
