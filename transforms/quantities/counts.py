"""Numbers without a known unit: counts of something, "one", fractions, ages, bare figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.quantities.amounts import after_of
from transforms.quantities.cues import PLUS, modifier_before
from transforms.quantities.elided import elided_unit
from transforms.quantities.exclusions import is_named
from transforms.quantities.nouns import Phrase, find_plural, find_single
from transforms.quantities.scan import Shape
from transforms.quantities.surroundings import words_left
from transforms.quantities.units import PER, denominator

if TYPE_CHECKING:
    from transforms.quantities.amounts import Amount
    from transforms.quantities.scan import Scan


OF_SET = re.compile(r"[ \n](?:out )?of[ \n](?:the|these|those|its|their|our|his|her|my|your|all|[A-Z]\w+['’]s?)[ \n]")


OF_PRONOUN = re.compile(r"[ \n](?:of (?:them|those|whom|which|us|the)|were|was|are|have|had|others?|more)\b")


TOGETHER = frozenset(
    {"the", "these", "those", "both", "all", "other", "two", "its", "their", "our", "your", "his", "her"}
)


NO_ONE = frozenset("number no the this that each every any another some which only as not day big good".split())


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


FRACTION_OF = re.compile(r"[ \n](?:of|the|its|their|his|her|our|that|those|these|all)\b")
# "the second half", "one and a half", "mid-half": no share of anything.
NOT_HALF = re.compile(r"(?:\b(?:first|second|the|other|last|latter|this|and a|better) |-)$")
OF_PERIOD = re.compile(r" of (?:the (?:year|season)|20|19|fiscal)")
OLDEST = 120.0


def by_noun(scan: Scan, amount: Amount, rule: str, confidence: float) -> Shape | None:
    """Give the shape of an amount or range: with its unit if it has one, else with the noun it counts, else bare."""
    text = scan.text
    if amount.unit is not None:
        return Shape(amount, amount.start, amount.end, f"metrics.{rule}", confidence)
    if amount.plain and amount.number_end - amount.start < 4 and is_age(text, amount):  # noqa: PLR2004
        return _age(amount)
    position = after_of(text, amount.number_end) if amount.form == "vague" else amount.number_end
    plus = PLUS.match(text, position)
    position = plus.end() if plus else position
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
    return Shape(amount, amount.start, end, f"metrics.{rule}", confidence, phrase)


def _hyphened(amount: Amount, text: str, position: int) -> Shape | None:
    """Give the shape of a number bound to a singular noun ("11-member", "four-cylinder")."""
    match = re.compile(r"-([^\W\d_]{1,40})").match(text, position)
    if match is None and (noun := SUSPENDED.match(text, position)):
        return Shape(amount, amount.start, amount.end, "metrics.hyphened", 0.7, context=noun.span(1))
    if match is None or match[1].lower() not in COUNTABLE_PARTS:
        return None
    return Shape(
        amount, amount.start, match.end(), "metrics.hyphened", 0.7, Phrase(match.start(1), match.start(1), match.end())
    )


def one_of(scan: Scan, amount: Amount, word: str) -> Shape | None:
    """Give the shape of the word "one": one of a set, or one of something named right after it."""
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
    return Shape(amount, amount.start, phrase.end, "metrics.one", 0.7, phrase, kind=kind)


def fraction_of(scan: Scan, amount: Amount) -> Shape | None:
    """Give the shape of a fraction ("half of the track", "two-thirds majority"); None for times and bare "half"."""
    text, end = scan.text, amount.end
    word = text[amount.number_start : end].lower()
    whole = FRACTION_OF.match(text, end)
    if whole is None and (word[-1].isdigit() or not (" " in word or "-" in word or word[0].isnumeric())):
        return None
    if word.endswith("half") and NOT_HALF.search(text, max(0, amount.start - 8), amount.start):
        return None
    if word.endswith("quarter") and OF_PERIOD.match(text, end):
        return None
    return Shape(amount, amount.start, end, "metrics.fraction", 0.85)


def is_age(text: str, amount: Amount) -> bool:
    """Whether a bare number is somebody's age ("Ms. Lind, 44, said", "aged 12", "who was 70")."""
    if not 0.0 < amount.value < OLDEST or text[amount.end : amount.end + 1] in {"'", "’", "′", '"'}:
        return False
    before = text[max(0, amount.start - 60) : amount.start]
    if AGED.search(before):
        return find_plural(text, amount.end) is None
    return (
        before[-2:] in {", ", " ("}
        and AGE_COMMA.search(before[-24:]) is not None
        and AGE_END.match(text, amount.end) is not None
    )


def _age(amount: Amount) -> Shape:
    return Shape(amount, amount.start, amount.end, "metrics.age", 0.85, kind="age")


def _bare(scan: Scan, amount: Amount, rule: str) -> Shape | None:
    """Give the shape of a number without a unit of its own: with that of the amount before or after it, or none."""
    text = scan.text
    if text[amount.end : amount.end + 1].isalnum() or is_named(text, amount.start, amount.value):
        return None
    if amount.form in {"words", "vague"} and not _stands_alone(text, amount):
        return None
    context = elided_unit(scan, amount)
    if context is not None:
        return Shape(amount, amount.start, amount.end, "metrics.elided_unit", 0.65, context=context)
    if amount.form == "digits" and amount.plain and not _is_stated(text, amount):
        return None
    return Shape(amount, amount.start, amount.end, f"metrics.bare_{rule}", 0.6)


def _stands_alone(text: str, amount: Amount) -> bool:
    if amount.scale > 1.0:
        return True
    return OF_PRONOUN.match(text, amount.end) is not None and words_left(text, amount.start)[0] not in TOGETHER


def _is_stated(text: str, amount: Amount) -> bool:
    """Whether a bare whole number is stated as a figure: bounded, part of a set, or after "to", "at", "by", "was"."""
    if modifier_before(text, amount.start) or OF_SET.match(text, amount.end):
        return True
    return words_left(text, amount.start)[0] in BARE_BEFORE
