"""Every quantity of a text: candidates by one compiled pattern, then small rules over the words around each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.quantities.amounts import Amount, after_of, read_amount, read_range
from transforms.quantities.cues import (
    direction_after,
    direction_before,
    modifier_after,
    modifier_before,
    words_before,
)
from transforms.quantities.derive import ORDINAL, PAID, RATIO, derive
from transforms.quantities.exclusions import is_address, is_label, is_named, is_score, is_year, skip_code
from transforms.quantities.lexicon import CARDINALS, ORDINALS, UNIT_WORDS
from transforms.quantities.measured import Span, after_amount, before_amount, counted, is_change
from transforms.quantities.nouns import Phrase, find_plural, find_single
from transforms.quantities.numbers import CANDIDATE
from transforms.quantities.units import PER, denominator, find_unit

OF_SET = re.compile(r"[ \n](?:out )?of[ \n](?:the|these|those|its|their|our|his|her|my|your|all|[A-Z]\w+['’]s?)[ \n]")
OF_PRONOUN = re.compile(r"[ \n](?:of (?:them|those|whom|which|us|the)|were|was|are|have|had|others?|more)\b")
TOGETHER = frozenset(
    {"the", "these", "those", "both", "all", "other", "two", "its", "their", "our", "your", "his", "her"}
)
NO_ONE = frozenset("number no the this that each every any another some which only as not day big good".split())
TIME_OWNER = re.compile(r"(?:year|month|week|today|day|yesterday|decade|century|season)['’]s?$")
AGE_COMMA = re.compile(r"[A-Z][\w'’.-]+,? \(?$|[A-Z][\w'’.-]+, $")
AGE_END = re.compile(r"[,)]| (?:and|who|was|is)\b")
AGED = re.compile(
    r"(?:\b[Aa]ged?|\bages? of|\bturn(?:s|ed|ing)|\b(?:who|[Hh]e|[Ss]he|I)(?:['’]s| (?:is|was|will be|would be|had been))(?: (?:just|only|now|about|around|over|nearly|almost|already))?|\blife expectancy[^.;]{0,40})"
    r" $"
)
BARE_BEFORE = frozenset(
    "to at by of than is was were are reached hit totaled totalled only just exceed exceeded exceeding be total decrease "
    "increase fall rise drop fell rose lowest highest high low".split()
)
# "four-, five- and six-cylinder": the noun comes with the last of the numbers.
SUSPENDED = re.compile(r"-,? (?:[\w,-]{1,12} ){0,3}?(?:and |or |to )?[a-z0-9]{1,9}-([a-z]{3,12})\b")
MEMBER = re.compile(r" (member|nation|state|country|party|person|man|seat|point)\b(?= [a-z])")
COUNTABLE_PARTS = frozenset(
    "member nation country person man woman people cylinder point seat bed bedroom room state game run story storey floor door lane "
    "page part step fold team judge justice vote seater strong party player club hectare foot car unit".split()
)
CHANGE_CONTEXT = re.compile(
    r"[ \n-](?:[^\W\d_]+[ \n-]){0,2}(?:growth|increase|decrease|rise|decline|drop|reduction|cut|hike|gain|jump|fall|rebound|expansion|contraction|improvement)\b"
)
GROWTH_BEFORE = re.compile(r"\b(?:growth|growing|grow|grew|grown|expansion)\b[^.;]{0,40}$")
WORDED_RANGE = re.compile(r"\s(?:to|and|through)\b")
FEW = 12.0
OLDEST = 120.0
NEAR = 160


class Quantity(NamedTuple):
    """A quantity at text[start:end]; the other fields are columns of `metrics` of the same names."""

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str | None
    currency: str | None
    kind: str
    modifier: str
    direction: str | None
    measured: Span | None
    context: Span | None
    si_value: float | None
    si_unit: str | None
    rule: str
    confidence: float


@dataclass(slots=True)
class _Scan:
    """The text and what has been found in it so far."""

    text: str
    found: list[Quantity] = field(default_factory=list)

    def last(self, start: int) -> Quantity | None:
        """Give the quantity before, if it stands in the same sentence."""
        if not self.found or start - self.found[-1].end > NEAR:
            return None
        between = self.text[self.found[-1].end : start]
        return None if re.search(r"[.!?]\s+[A-Z\"“]|\n\s*\n", between) else self.found[-1]


class _Shape(NamedTuple):
    """A candidate on its way to a quantity: its amount, the words that belong to it, and the rule that found it."""

    amount: Amount
    start: int
    end: int
    rule: str
    confidence: float
    phrase: Phrase | None = None
    context: Span | None = None
    kind: str | None = None


def find_quantities(text: str) -> list[Quantity]:
    """Give the quantities of a text in order; offsets are code points, end exclusive.

    Left out on purpose: dates, clock times, years, numbers in names, list numbers, codes, scores, addresses.

    >>> [(q.value, q.unit, q.modifier) for q in find_quantities("It carried over 43 million passengers in 2024.")]
    [(43000000.0, 'passenger', 'over')]
    """
    scan, position = _Scan(text), 0
    for match in CANDIDATE.finditer(text):
        start, end = match.span()
        if start >= position:
            position = max(end, _take(scan, start, end))
    return scan.found


def _take(scan: _Scan, start: int, end: int) -> int:
    """Read the candidate at text[start:end], add what it is to the found, and give where to go on."""
    text = scan.text
    digits = "0" <= text[start] <= "9"
    if digits:
        if text[end : end + 2].lower() in {"st", "nd", "rd", "th"}:
            return _take_ordinal(scan, start, end)
        skipped = skip_code(text, start, end)
        if skipped is not None:
            return skipped
    elif _is_bound_word(text, start, end):
        return end
    if (ratio := RATIO.match(text, start)) and (taken := _take_ratio(scan, ratio)):
        return taken
    amount = read_amount(text, start, end)
    if amount is None:
        return _take_ordinal(scan, start, end) if not digits and text[start:end].lower() in ORDINALS else end
    shape = _shape(scan, amount)
    if shape is None:
        return amount.number_end
    if not digits and shape.kind == "ordinal":
        return _take_ordinal(scan, start, end)
    return _add(scan, shape)


def _is_bound_word(text: str, start: int, end: int) -> bool:
    """Whether a number word is part of another word ("someone's one-off", "forty-niner" aside)."""
    return start > 0 and (
        text[start - 1] in "'’_@/"
        or (
            text[start - 1] in "-‑"
            and text[start - 2 : start - 1].isalpha()
            and not re.search(r"\b(?:minus|sub|under|over|a|to|half|mid)-$", text[max(0, start - 7) : start])
        )
    )


def _take_ratio(scan: _Scan, ratio: re.Match[str]) -> int | None:
    text, end = scan.text, ratio.end()
    of = " of " in ratio[0] and "out" not in ratio[0]
    if find_unit(text, end) or is_year(text, ratio.start(2), end) or (of and find_plural(text, end) is None):
        return None
    if not of and ratio[1][0].isdigit() and not ratio[2][0].isdigit() and ratio[2] not in CARDINALS:
        return None
    derived = derive(ratio[0])
    if derived is None or (of and not ratio[1].lower().isalpha()):
        return None
    modifier = modifier_before(text, ratio.start())
    start = modifier.position if modifier else ratio.start()
    phrase = find_plural(text, end)
    _emit(scan, _Shape(_NO_AMOUNT, start, end, "metrics.ratio", 0.85, phrase))
    return end


def _shape(scan: _Scan, amount: Amount) -> _Shape | None:
    """Decide whether an amount is a quantity, and with which words."""
    text = scan.text
    word, opener = _words_left(text, amount.start)
    if amount.plain and is_year(text, amount.start, amount.end) and not _is_counted_thousand(text, amount):
        return None
    joined = read_range(text, amount, opener or _change_opener(text, amount))
    if joined is not None and (
        _is_year_range(text, amount, joined) or (joined.unit is None and is_address(text, joined.end))
    ):
        return None
    if joined is not None:
        return _with_noun(scan, joined, "range", 0.85)
    if opener == "between" and amount.unit is None:
        return None
    if amount.form == "words" and text[amount.start].isupper() and is_label(text, amount.start):
        return None
    if amount.plain and is_score(text, amount.start, amount.end):
        return None
    if amount.value == 1.0 and amount.form == "words" and amount.unit is None:
        return _one(scan, amount, word)
    if amount.form == "part" and amount.unit is None:
        return _fraction(scan, amount)
    if amount.unit is not None:
        return _measure(scan, amount)
    return _with_noun(scan, amount, "count", 0.85)


def _change_opener(text: str, amount: Amount) -> str:
    """Give "by" where the amount is a change, so that what follows "to" is the level reached."""
    if amount.unit is None:
        return ""
    modifier = modifier_before(text, amount.start)
    _, words = words_before(text, modifier.position if modifier else amount.start)
    return "by" if words and (words[-1].lower() == "by" or direction_before(words, kind="percent")) else ""


def _words_left(text: str, start: int) -> tuple[str, str]:
    """Give the word before an amount, and "from" or "between" if it opens a range there, behind a modifier or not."""
    modifier = modifier_before(text, start)
    position = modifier.position if modifier else start
    words = text[max(0, position - 16) : position].split()
    word = words[-1].lower() if words else ""
    return word, word if word in {"from", "between"} else ""


def _is_counted_thousand(text: str, amount: Amount) -> bool:
    """Whether a year-like number counts people or is bounded ("more than 2000 people")."""
    return re.match(
        r" (?:people|workers|jobs|troops|soldiers|employees)\b", text[amount.end : amount.end + 12]
    ) is not None or (
        (modifier := modifier_before(text, amount.start)) is not None
        and modifier.name not in {"about", "exact"}
        and find_plural(text, amount.end) is not None
    )


def _is_year_range(text: str, low: Amount, joined: Amount) -> bool:
    return low.plain and joined.unit is None and is_year(text, joined.number_end - 4, joined.number_end)


def _measure(scan: _Scan, amount: Amount) -> _Shape | None:
    """An amount with a known unit."""
    text, unit = scan.text, amount.unit
    if unit is None:
        return None
    hyphened = text[amount.number_end : amount.number_end + 1] == "-"
    if (
        unit.kind == "time"
        and hyphened
        and amount.form in {"words", "digits"}
        and text[amount.end : amount.end + 1] != ","
    ):
        return None
    if is_year(text, amount.start, amount.number_end) and text[amount.end - 1] != "s" and unit.kind == "time":
        return None
    if amount.value == 1.0 and (unit.name == "times" or text[amount.start - 3 : amount.start].lower() == "at "):
        return None
    if _is_letter_of_name(text, amount):
        return None
    if unit.name == "year" and text[amount.end : amount.end + 4] == " ago":
        return None
    return _Shape(amount, amount.start, amount.end, f"metrics.{unit.kind.replace(' ', '_')}", 0.95)


def _is_letter_of_name(text: str, amount: Amount) -> bool:
    """Whether a one-letter unit is part of a name or year ("2018s", "Channel 5s", "Type 2 C")."""
    if amount.end - amount.number_end > 2 or not text[amount.end - 1].isalpha() or amount.start != amount.number_start:  # noqa: PLR2004
        return False
    if is_year(text, amount.number_start, amount.number_end):
        return text[amount.end - 1] == "s"
    return amount.value < NAME_LIMIT and is_named(text, amount.start, amount.value)


def _with_noun(scan: _Scan, amount: Amount, rule: str, confidence: float) -> _Shape | None:
    """An amount or range: with its unit if it has one, else with the noun it counts, else bare."""
    text = scan.text
    if amount.unit is not None:
        return _Shape(amount, amount.start, amount.end, f"metrics.{rule}", confidence)
    if amount.plain and amount.number_end - amount.start < 4 and _is_age(text, amount):
        return _age(amount)
    position = after_of(text, amount.number_end) if amount.form == "vague" else amount.number_end
    position += text[position : position + 2] in {"+ ", "+\n"}
    if text[position : position + 1] == "-":
        return _hyphened(amount, text, position)
    of_set = OF_SET.match(text, position)
    phrase = find_plural(text, of_set.end() if of_set else position)
    if phrase is None:
        single = MEMBER.match(text, position)
        if single is None:
            return _bare(scan, amount, rule)
        phrase = Phrase(single.start(1), single.start(1), single.end())
    if amount.plain and is_named(text, amount.start, amount.value) and not modifier_before(text, amount.start):
        return None
    end = phrase.end
    if (per := PER.match(text, end)) and (below := denominator(text, per.end(), loose=per[1] == "per")):
        end = below[1]
    return _Shape(amount, amount.start, end, f"metrics.{rule}", confidence, phrase)


def _hyphened(amount: Amount, text: str, position: int) -> _Shape | None:
    """A number bound to a singular noun ("11-member", "four-cylinder")."""
    match = re.compile(r"-([^\W\d_]+)").match(text, position)
    if match is None and (noun := SUSPENDED.match(text, position)):
        return _Shape(amount, amount.start, amount.end, "metrics.hyphened", 0.7, context=noun.span(1))
    if match is None or match[1].lower() not in COUNTABLE_PARTS:
        return None
    return _Shape(
        amount, amount.start, match.end(), "metrics.hyphened", 0.7, Phrase(match.start(1), match.start(1), match.end())
    )


def _one(scan: _Scan, amount: Amount, word: str) -> _Shape | None:
    """The word "one": one of a set, or one of something named right after it."""
    text, end = scan.text, amount.end
    if (
        word in NO_ONE
        or text[end : end + 1] in {"-", "'", "’"}
        or text[amount.start - 1 : amount.start] in {"“", '"', "‘"}
    ):
        return None
    if text[amount.start].isupper() and re.search(r"[A-Z]\w*\s+$", text[max(0, amount.start - 24) : amount.start]):
        return None
    of_set = OF_SET.match(text, end)
    if of_set:
        phrase = find_plural(text, of_set.end())
        kind = "reference"
    else:
        phrase, kind = find_single(text, end), None
    if phrase is None:
        return None
    return _Shape(amount, amount.start, phrase.end, "metrics.one", 0.7, phrase, kind=kind)


def _fraction(scan: _Scan, amount: Amount) -> _Shape | None:
    """A fraction with what it is of ("half of the track", "two-thirds majority")."""
    text, end = scan.text, amount.end
    word = text[amount.number_start : end].lower()
    following = re.match(r"(?: of\b| (?:the|its|their|his|her|our|that|those|these|all)\b)", text[end : end + 7])
    if following is None and not (
        word[0].isdigit() or " " in word or "-" in word or (word == "half" and text[end : end + 4] == " of ")
    ):
        return None
    if word == "half" and text[amount.start - 1 : amount.start] == "-":
        return None
    if word.endswith("half") and re.search(
        r"(?:first|second|the|other|last|latter|this|and a|better) $", text[max(0, amount.start - 8) : amount.start]
    ):
        return None
    if (
        word.endswith("quarter")
        and following is not None
        and re.match(r" of (?:the (?:year|season)|20|19|fiscal)", text[end : end + 16])
    ):
        return None
    return _Shape(amount, amount.start, end, "metrics.fraction", 0.85)


def _is_age(text: str, amount: Amount) -> bool:
    before = text[max(0, amount.start - 60) : amount.start]
    if not 0.0 < amount.value < OLDEST:
        return False
    if AGED.search(before):
        return find_plural(text, amount.end) is None
    return (
        AGE_COMMA.search(before[-24:]) is not None
        and AGE_END.match(text, amount.end) is not None
        and before[-2:] in {", ", " ("}
    )


def _age(amount: Amount) -> _Shape:
    return _Shape(amount, amount.start, amount.end, "metrics.age", 0.85, kind="age")


def _bare(scan: _Scan, amount: Amount, rule: str) -> _Shape | None:
    """A number without a unit of its own: with that of the amount before or after it, or none."""
    text = scan.text
    if text[amount.end : amount.end + 1].isalnum() or (
        amount.value < NAME_LIMIT and is_named(text, amount.start, amount.value)
    ):
        return None
    if amount.form in {"words", "vague"} and not _stands_alone(text, amount):
        return None
    context = elided_unit(scan, amount)
    if context is not None:
        return _Shape(amount, amount.start, amount.end, "metrics.elided_unit", 0.65, context=context)
    if amount.form == "digits" and amount.plain and not _is_stated(text, amount):
        return None
    return _Shape(amount, amount.start, amount.end, f"metrics.bare_{rule}", 0.6)


NAME_LIMIT = 10_000


def _stands_alone(text: str, amount: Amount) -> bool:
    if amount.scale > 1.0:
        return True
    return OF_PRONOUN.match(text, amount.end) is not None and _words_left(text, amount.start)[0] not in TOGETHER


def _is_stated(text: str, amount: Amount) -> bool:
    """Whether a bare whole number is stated as a figure: bounded, or after "to", "at", "by", "was"."""
    modifier = modifier_before(text, amount.start)
    return modifier is not None or _words_left(text, amount.start)[0] in BARE_BEFORE


def elided_unit(scan: _Scan, amount: Amount) -> Span | None:
    """Give the words that name the unit of a bare number: "280 million of the 1.5 billion <shekels>", "84.75 <cents>, lowest 74.07"."""
    text = scan.text
    match = re.compile(r" of the (?=[0-9$€£])").match(text, amount.end)
    if match and (number := CANDIDATE.match(text, match.end())):
        whole = read_amount(text, *number.span())
        if whole and whole.unit:
            found = find_unit(text, whole.number_end, whole.value)
            return (found.start, found.end) if found else None
    if amount.form != "digits" or scan.last(amount.start) is None:
        return None
    for last in reversed(scan.found[-3:]):
        if amount.start - last.end <= NEAR and last.unit is not None and (words := _repeated(scan, amount, last)):
            return words
    return None


def _repeated(scan: _Scan, amount: Amount, last: Quantity) -> Span | None:
    """Give the unit words of the amount before, where the bare number continues it."""
    text = scan.text
    if last.kind in {"count", "ordinal", "reference", "duration", "age", "ratio", "rank"} and not last.unit == "point":
        return None
    word, _ = _words_left(text, amount.start)
    if last.kind in {"percent", "change"} and word in {"to", "at"}:
        return None
    top = last.value_high or last.value
    if not (0.2 <= abs(amount.value / top) <= 5.0 if top else False):  # noqa: PLR2004 - of the same order
        return None
    if amount.plain and word not in {"by", "to", "and", "lowest", "highest", "from", "between"}:
        return None
    for number in CANDIDATE.finditer(text, last.start, last.end):
        other = read_amount(text, *number.span())
        if other and other.unit:
            found = find_unit(text, other.number_end, other.value)
            return (found.start, found.end) if found else (other.start, other.number_start)
    return last.context if last.context and last.modifier == "exact" else None


_NO_AMOUNT = Amount(0, 0, 0, 0, 0.0, None, None, 1.0, "ratio", plain=False)


def _add(scan: _Scan, shape: _Shape) -> int:
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


def _is_over_time(text: str, position: int, name: str, shape: _Shape) -> bool:
    """Whether "over" says how long something went on ("over two years") rather than how much it was."""
    unit = shape.amount.unit
    if name != "over" or unit is None or unit.kind != "time" or text[position : position + 4].lower() != "over":
        return False
    return not re.search(
        r"\b(?:for|of|just|well|is|was|were|lasted|took|after|by)\s$", text[max(0, position - 8) : position]
    )


def _emit(scan: _Scan, shape: _Shape) -> None:
    text = scan.text
    context = shape.context or _shared_modifier(scan, shape) or _paid(text, shape)
    surface = text[shape.start : shape.end]
    row = derive(surface, text[context[0] : context[1]] if context else None, "age" if shape.kind == "age" else None)
    if row is None:
        return
    kind, direction = _in_sentence(scan, shape, row.kind, row.direction)
    measured = _measured(scan, shape, kind)
    scan.found.append(
        Quantity(
            shape.start,
            shape.end,
            row.value,
            row.value_high,
            row.unit,
            row.currency,
            kind,
            row.modifier,
            direction,
            measured,
            context,
            row.si_value,
            row.si_unit,
            shape.rule,
            shape.confidence,
        )  # fmt: skip
    )


def _paid(text: str, shape: _Shape) -> Span | None:
    """Give the word near "pounds" that makes them money ("a fine of two million pounds"), unless they are pounds of something."""
    unit = shape.amount.unit
    if unit is None or not unit.name.startswith("pound") or text[shape.amount.end : shape.amount.end + 4] == " of ":
        return None
    before = [found.span() for found in PAID.finditer(text, max(0, shape.start - NEAR // 2), shape.start)]
    after = PAID.search(text, shape.end, shape.end + NEAR // 4)
    return before[-1] if before else after.span() if after else None


def _shared_modifier(scan: _Scan, shape: _Shape) -> Span | None:
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


def _in_sentence(scan: _Scan, shape: _Shape, kind: str, direction: str | None) -> tuple[str, str | None]:
    """Refine kind and direction by the words around."""
    text = scan.text
    _, words = words_before(text, shape.start)
    if direction is None and kind not in {"age", "ordinal", "ratio", "reference"} and not _is_opened(text, shape):
        direction = direction_before(words, kind=kind) or _continued(scan, shape, words)
        if direction is None and kind not in {"count", "duration"}:
            direction = direction_after(text, shape.end)
    if text[shape.amount.start : shape.amount.start + 1] == "+":
        direction = "up"
    if kind == "percent" and shape.amount.form != "part":
        if (
            direction
            or CHANGE_CONTEXT.match(text, shape.end)
            or GROWTH_BEFORE.search(text, max(0, shape.start - 60), shape.start)
        ):
            return "change", direction
    if shape.kind == "reference" or (kind == "count" and _only_refers(text, shape)):
        return "reference", None
    return kind, direction


def _is_opened(text: str, shape: _Shape) -> bool:
    return text[shape.start : shape.start + 4].lower() in {"from", "betw"}


def _continued(scan: _Scan, shape: _Shape, words: list[str]) -> str | None:
    """Give the direction of the change before, which an elliptic one takes over ("A fell 2%, B by 3%")."""
    last = scan.last(shape.start)
    if last is None or not words or words[-1] != "by" or shape.start - last.end > 40:  # noqa: PLR2004
        return None
    return last.direction if "," in scan.text[last.end : shape.start] else None


def _only_refers(text: str, shape: _Shape) -> bool:
    """Whether a small number word only refers back ("the two sides")."""
    amount = shape.amount
    if amount.form != "words" or amount.value > FEW or amount.start != shape.start:
        return False
    before = text[max(0, shape.start - 14) : shape.start].rstrip(' “"‘')
    word = before.split()[-1].lower() if before.split() else ""
    return (
        word in TOGETHER
        or TIME_OWNER.search(before) is not None
        or text[shape.start - 1 : shape.start] in {"“", '"', "‘"}
    )


def _measured(scan: _Scan, shape: _Shape, kind: str) -> Span | None:
    text = scan.text
    if shape.phrase is not None:
        return counted(text, shape.phrase.start, shape.phrase.end)
    if kind in {"age", "duration", "ordinal"}:
        return None
    after = after_amount(text, shape.end)
    if after is not None and not is_change(text, after):
        return after
    before = before_amount(text, shape.start)
    if is_change(text, before) and (last := scan.last(shape.start)) and last.measured:
        return last.measured
    return before or after


NOT_ORDERED = frozenset(
    "quarter half day week month year century decade time times hand place-holder lady amendment minister's thing things "
    "world of and or to but that it he she they in on at half- party class".split()
)
DETERMINERS = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|your|this|that|another|every|each)|['’]s?)[ \n](?:very )?$",
    re.IGNORECASE,
)
LARGEST = re.compile(
    r"[- ](?:largest|biggest|highest|lowest|smallest|longest|best|worst|most|fastest|oldest|richest|tallest|busiest|deadliest|poorest|youngest)\b"
)


def _take_ordinal(scan: _Scan, start: int, end: int) -> int:
    """Read an ordinal with the noun it orders; give where to go on."""
    text = scan.text
    match = ORDINAL.match(text, start)
    if match is None:
        return end
    end = match.end()
    rank = LARGEST.match(text, end)
    if skip := _is_calendar(text, start, end):
        return skip
    if not rank and (text[end : end + 1] not in {" ", "\n"} or not DETERMINERS.search(text, max(0, start - 10), start)):
        return end
    if not text[start].isdigit() and text[start].isupper() and start > 1 and text[start - 2] not in '.!?\n"“':
        return end
    phrase = _ordered(text, rank.end() if rank else end)
    if phrase is None:
        return end
    rule = "metrics.rank" if rank else "metrics.ordinal"
    surface, context = text[start:end], (phrase.head, phrase.end)
    row = derive(surface, text[context[0] : context[1]])
    if row is None:
        return end
    scan.found.append(
        Quantity(
            start,
            end,
            row.value,
            None,
            row.unit,
            None,
            "rank" if rank else "ordinal",
            "exact",
            None,
            (phrase.start, phrase.end),
            context,
            None,
            None,
            rule,
            0.8,
        )  # fmt: skip
    )
    return end


def _is_calendar(text: str, start: int, end: int) -> int:
    """Give where a day of a month ends ("the 5th of March", "March 5th"); 0 for none."""
    if not text[start].isdigit():
        return 0
    digits = re.compile(r"\d+").match(text, start)
    from transforms.quantities.exclusions import skip_date

    return (skip_date(text, start, digits.end()) or 0) if digits else 0


def _ordered(text: str, position: int) -> Phrase | None:
    """Give the noun phrase after an ordinal, up to its head: the last word before a function word, verb or mark."""
    from transforms.quantities.nouns import TOKEN
    from transforms.quantities.lexicon import NOUN_STOPS, CHANGE_VERBS

    start, head, end = -1, -1, -1
    for number in range(7):
        token = TOKEN.match(text, position)
        if token is None or (number and token[1] == "") or (word := token[2].lower()) in NOUN_STOPS:
            break
        if number == 0 and (word in NOT_ORDERED or word in CARDINALS):
            return None
        if number and (
            word in CHANGE_VERBS or (word.endswith("ed") and not token[2][0].isupper() and start >= 0 and number > 1)
        ):
            break
        start = token.start(2) if start < 0 else start
        head, end = token.start(2), token.end()
        position = end
    if start < 0 or text[head:end].lower() in UNIT_WORDS or text[head:end].lower() in NOT_ORDERED:
        return None
    return Phrase(start, head, end)
