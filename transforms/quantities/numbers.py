"""Numbers in text: digits with any grouping, words, scale words and letters, fractions, vague counts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from transforms.quantities.lexicon import CARDINALS, LETTERS, ORDINALS, PARTS, SCALES, VAGUE

LONGEST_NUMBER = 18
SMALL_SCALES = frozenset({"hundred", "dozen"})
HALVES = frozenset({"half", "quarter"})
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
SPACE = r"[ \u00a0\u2009\u202f]"
GAP = rf"(?:{SPACE}{{1,2}}|{SPACE}?\n{SPACE}{{0,12}})"


def alternatives(forms: object) -> str:
    """Give an alternation of literals, longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))  # type: ignore[call-overload]


def _cased(forms: set[str]) -> set[str]:
    return forms | {form.capitalize() for form in forms} | {form.upper() for form in forms if len(form) > 2}  # noqa: PLR2004


def trie(forms: set[str]) -> str:
    """Give a pattern for these literals that shares their beginnings: twice as fast as an alternation.

    >>> trie({"one", "only", "ten"})
    '(?:on(?:e|ly)|ten)'
    """
    tails: dict[str, set[str]] = {}
    for form in sorted(forms - {""}):
        tails.setdefault(form[0], set()).add(form[1:])
    branches: dict[str, str] = {}
    for first, rest in tails.items():
        tail = trie(rest)
        branches[tail] = branches.get(tail, "") + re.escape(first)
    heads = [
        (f"[{firsts}]" if len(firsts.replace("\\", "")) > 1 else firsts) + tail for tail, firsts in branches.items()
    ]
    if not heads:
        return ""
    optional = "" in forms
    body = heads[0] if len(heads) == 1 and not optional else f"(?:{'|'.join(heads)})"
    return body + "?" if optional else body


WORDS = {*CARDINALS, *SCALES, *VAGUE, *ORDINALS, *PARTS}
FIRST_LETTERS = "".join(sorted({form[0] for form in _cased(WORDS)}))
# A run of digits, or a number word.
CANDIDATE = re.compile(
    rf"(?=[0-9{FIRST_LETTERS}{VULGAR}])(?:[0-9]++(?:[.,][0-9]++)*+|[{VULGAR}]|\b{trie(_cased(WORDS))}\b)"
)
# Its first two alternatives; it begins with a class of characters, which makes the search fast.
DIGITS = re.compile(rf"[0-9{VULGAR}](?:(?<=[0-9])[0-9]*+(?:[.,][0-9]++)*+)?+")
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?:\.[0-9]+)?")
POINTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]{1,2})?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
SPACED = re.compile(r"(?:[ \u00a0\u2009\u202f][0-9]{3}){1,5}(?![0-9])")
POWER = re.compile(r"\s?[x×*·]\s?10(?:\^|\*\*)?([-−–]?[0-9]{1,3})(?![0-9.,])|[eE]([+-]?[0-9]{1,3})(?![0-9A-Za-z])")
FRACTION = re.compile(r"[/⁄]([0-9]{1,4})(?![0-9/.-])")
MIXED = re.compile(rf"[ -]([0-9])[/⁄]([0-9]{{1,2}})(?![0-9/])|{SPACE}?([{VULGAR}])")
SCALE_WORD = re.compile(rf"(?:{GAP}|-)?({alternatives(SCALES)})\b(?!')(?!s\b)", re.IGNORECASE)
SCALE_LETTER = re.compile(rf"({alternatives(LETTERS)})(?![^\W_]|[²³/])|{SPACE}(mn|mln|bn|bln|tn|trn|cr|m)\b(?![²³/])")
AND_PART = re.compile(
    r"(?:\s|-)and(?:\s|-)(?:a(?:\s|-)|one(?:\s|-))?(half|quarter|third|three[\s-]quarters)\b", re.IGNORECASE
)
WORD_AFTER = re.compile(rf"(?:{GAP}(?:and{GAP})?|-(?:and-)?)({alternatives({*CARDINALS, *SCALES})})\b", re.IGNORECASE)
PART_AFTER = re.compile(rf"(?:{GAP}|-)({alternatives(PARTS)})\b", re.IGNORECASE)
OF_VAGUE = re.compile(rf"{GAP}of{GAP}({alternatives(VAGUE)})\b", re.IGNORECASE)
ARTICLE = re.compile(r"(?:^|[^\w'’-])(a|an|one|A|An|One)[ -]$")
HALF_A = re.compile(rf"(?:{GAP}|-)(?:(?:a|an){GAP})?({alternatives(SCALES)})\b", re.IGNORECASE)


@cache
def _number_words() -> AhoCorasick:
    return AhoCorasick(sorted(_cased(WORDS)), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def find_candidates(text: str) -> list[tuple[int, int]]:
    """Give the matches of CANDIDATE in a whole text, four times as fast.

    >>> find_candidates("None of the two, 5.5 at once")
    [(12, 15), (17, 20)]
    """
    found = [match.span() for match in DIGITS.finditer(text)]
    for _, start, end in _number_words().find_matches_as_indexes(text):
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            found.append((start, end))
    return sorted(found)


class Number(NamedTuple):
    """A number at text[start:end], scaled; `scale` is the factor that words or letters gave it.

    `form` is "digits", "words", "vague" (then `high` is the upper end) or "part" (a fraction). `plain` means bare
    digits without any mark: these can also be years, names and labels.
    """

    start: int
    end: int
    value: float
    high: float | None
    form: str
    scale: float
    plain: bool


@lru_cache(maxsize=4096)
def digits_value(digits: str) -> tuple[float, int] | None:
    """Give the value of a run of digits with marks and how much of it was read; None where it is no number.

    >>> digits_value("1,234.5"), digits_value("1.234.567"), digits_value("12,3"), digits_value("1.2.3")
    ((1234.5, 7), (1234567.0, 9), (12.0, 2), None)
    """
    if len(digits) > LONGEST_NUMBER * 2 or len(digits.partition(".")[0].replace(",", "")) > LONGEST_NUMBER:
        return None
    if digits.isdecimal():
        return None if digits[0] == "0" and len(digits) > 1 else (float(digits), len(digits))
    if match := GROUPED.match(digits):
        rest = digits[match.end() :]
        return None if rest.startswith(".") else (float(match[0].replace(",", "")), match.end())
    if POINTED.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", ".")), len(digits)
    head, comma, _ = digits.partition(",")
    if head.count(".") > 1:
        return None
    return (float(head), len(head)) if not comma or head else None


def read_digits(text: str, start: int, end: int) -> Number | None:
    """Read the digits at text[start:end] and what belongs to them: groups, powers, fractions, scale."""
    if (
        start
        and text[start - 1] == "."
        and end - start <= LONGEST_NUMBER
        and text[start:end].isdecimal()
        and (start == 1 or not text[start - 2].isalnum())
    ):
        return scaled(text, Number(start - 1, end, float("0." + text[start:end]), None, "digits", 1.0, plain=False))
    found = digits_value(text[start:end])
    if found is None:
        return None
    value, length = found
    end = start + length
    number = Number(start, end, value, None, "digits", 1.0, plain=text[start:end].isdecimal())
    following = text[end : end + 1]
    if following in " \u00a0\u2009\u202f" and following:
        number = spaced_groups(text, number)
    elif following in "/⁄" and following and text[end + 1 : end + 2].isdigit():
        return fraction(text, number)
    elif following in "x×*·eE":
        number = power(text, number)
    return scaled(text, mixed(text, number))


def spaced_groups(text: str, number: Number) -> Number:
    """Join groups of three digits that stand apart ("20 000")."""
    width = number.end - number.start
    if number.plain and width <= 3 and (match := SPACED.match(text, number.end)):  # noqa: PLR2004
        whole = text[number.start : match.end()]
        return number._replace(end=match.end(), value=float(re.sub(r"\s", "", whole)), plain=False)
    return power(text, number)


def power(text: str, number: Number) -> Number:
    """Read a power of ten after the number ("1.99×10−30", "6e24")."""
    if match := POWER.match(text, number.end):
        exponent = int((match[1] or match[2]).replace("−", "-").replace("–", "-"))
        value = number.value * 10.0**exponent if abs(exponent) < 300 else number.value  # noqa: PLR2004
        return number._replace(end=match.end(), value=float(f"{value:.12g}"), plain=False)
    return number


def fraction(text: str, number: Number) -> Number | None:
    """Read "1/16"; None where it is no fraction below one (9/11, 24/7)."""
    match = FRACTION.match(text, number.end)
    if match is None or not number.plain or number.value >= float(match[1]):
        return None
    return Number(number.start, match.end(), number.value / float(match[1]), None, "part", 1.0, plain=False)


def mixed(text: str, number: Number) -> Number:
    """Read what makes "2 1/2", "2½" or "2 and a half" of a 2."""
    match = MIXED.match(text, number.end) or AND_PART.match(text, number.end)
    if match is None or not number.value.is_integer():
        return number
    if match.re is AND_PART:
        part = 0.75 if " " in match[1] or "-" in match[1] else 1.0 / PARTS[match[1].lower()]
    elif match[3]:
        part = unicodedata.numeric(match[3])
    elif float(match[2]) > float(match[1]):
        part = float(match[1]) / float(match[2])
    else:
        return number
    return number._replace(end=match.end(), value=number.value + part, plain=False)


def scaled(text: str, number: Number) -> Number:
    """Read up to three scale words, or a scale letter, after the number ("4 hundred million", "1.2bn")."""
    if match := SCALE_LETTER.match(text, number.end):
        return _times(number, LETTERS[match[1] or match[2]], match.end())
    for _ in range(3):
        match = SCALE_WORD.match(text, number.end)
        if match is None:
            break
        number = _times(number, SCALES[match[1].lower()], match.end())
    return number


def _times(number: Number, factor: float, end: int) -> Number:
    high = None if number.high is None else number.high * factor
    value = float(f"{number.value * factor:.15g}")
    return number._replace(end=end, value=value, high=high, scale=number.scale * factor, plain=False)


def read_words(text: str, start: int, end: int) -> Number | None:
    """Read the number that begins with the number word at text[start:end]."""
    word = text[start:end].lower()
    if word in VAGUE:
        return vague(text, start, end)
    if word in CARDINALS:
        return cardinal(text, start, end, CARDINALS[word])
    if word in SCALES:
        article = ARTICLE.search(text, max(0, start - 5), start)
        start = article.start(1) if article else start
        return scale_with_article(text, start, end, word) if article else None
    return part(text, start, end)


def vague(text: str, start: int, end: int) -> Number:
    """Read "dozens", "hundreds of thousands": a range of one order of magnitude."""
    low, high = VAGUE[text[start:end].lower()]
    if match := OF_VAGUE.match(text, end):
        factor, end = VAGUE[match[1].lower()][0], match.end()
        low, high = low * factor, high * factor
    return Number(start, end, low, high, "vague", 1.0, plain=False)


def cardinal(text: str, start: int, end: int, current: float) -> Number:
    """Read "forty-three", "two hundred and five thousand", "two-thirds", "two and a half million".

    `current` is the value of the word at text[start:end].
    """
    return _tail(text, _words(text, Number(start, end, 0.0, None, "words", 1.0, plain=False), current, float("inf")))


def scale_with_article(text: str, start: int, end: int, word: str) -> Number:
    """Read "a million", "a hundred and two", "a trillion three hundred billion"."""
    number = Number(start, end, 0.0, None, "words", SCALES[word], plain=False)
    if word in SMALL_SCALES:
        return _tail(text, _words(text, number, SCALES[word], float("inf")))
    return _tail(text, _words(text, number._replace(value=SCALES[word]), 0.0, SCALES[word]))


def _words(text: str, number: Number, current: float, last: float) -> Number:
    """Read on while words fit: `number.value` holds what scales below `last` are added to, `current` the rest."""
    while match := WORD_AFTER.match(text, number.end):
        word, joined = match[1].lower(), "and" in match[0][:-3].lower()
        if word in SMALL_SCALES and not joined and 0.0 < current < SCALES[word]:
            current, number = current * SCALES[word], number._replace(scale=SCALES[word])
        elif word in SCALES and word not in SMALL_SCALES and not joined and SCALES[word] < last and current > 0.0:
            last = SCALES[word]
            number = number._replace(value=number.value + current * last, scale=last)
            current = 0.0
        elif word in CARDINALS and fits(current, CARDINALS[word], joined=joined, total=number.value):
            current += CARDINALS[word]
        else:
            break
        number = number._replace(end=match.end())
    return number._replace(value=number.value + current)


def _tail(text: str, number: Number) -> Number:
    """Read the part after a number in words: "two-thirds", "a million and a half", "two and a half million"."""
    if (match := PART_AFTER.match(text, number.end)) and number.value < PARTS[match[1].lower()]:
        return number._replace(end=match.end(), value=number.value / PARTS[match[1].lower()], form="part")
    if number.scale > 1.0 and (match := AND_PART.match(text, number.end)) and match[1].lower() in HALVES:
        value = number.value + number.scale / PARTS[match[1].lower()]
        return number._replace(end=match.end(), value=value)
    whole = mixed(text, number)
    return whole if whole is number else scaled(text, whole)


def fits(current: float, value: float, *, joined: bool, total: float) -> bool:
    """Whether a cardinal may follow inside one number: forty + three, two hundred (and) + five, not three + four."""
    if current == 0.0:
        return total > 0.0
    rest = current % 100
    return (rest == 0.0 and value < 100) or (not joined and rest >= 20 and rest % 10 == 0 and 0 < value < 10)  # noqa: PLR2004


def part(text: str, start: int, end: int) -> Number | None:
    """Read "half", "a third", "half a million", "a quarter"; None for "third" as an ordinal."""
    word = text[start:end].lower()
    if word in {"half", "quarter"} and (match := HALF_A.match(text, end)):
        factor = SCALES[match[1].lower()]
        value = factor / PARTS[word]
        return scaled(text, Number(start, match.end(), value, None, "words", factor, plain=False))
    if word == "half":
        return Number(start, end, 0.5, None, "part", 1.0, plain=False)
    article = ARTICLE.search(text, max(0, start - 5), start)
    if word in PARTS and article and (word not in ORDINALS or text[end : end + 4].lower() in {" of ", " of\n", ""}):
        return Number(article.start(1), end, 1.0 / PARTS[word], None, "part", 1.0, plain=False)
    return None


def read_number(text: str, start: int, end: int) -> Number | None:
    """Read the number at a match of CANDIDATE; None where it is none (version numbers, ordinals, "millions'").

    >>> read_number("forty-three million people", 0, 5).value
    43000000.0
    """
    if "0" <= text[start] <= "9":
        return read_digits(text, start, end)
    if text[start] in VULGAR:
        return Number(start, end, unicodedata.numeric(text[start]), None, "part", 1.0, plain=False)
    return read_words(text, start, end)
