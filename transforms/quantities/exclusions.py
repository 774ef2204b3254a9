"""Numbers that are no quantities: dates, times, years, names, codes, addresses, list numbers, scores, citations."""

from __future__ import annotations

import re

from transforms.quantities.lexicon import ADDRESS_AFTER, NAMES_BEFORE
from transforms.quantities.units import find_sign

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|"
    "OCTOBER|NOVEMBER|DECEMBER"
)
MONTH_BEFORE = re.compile(rf"\b(?:{MONTHS})\.?,?[ \u00a0\n](?:the )?$")
DAY_LIST = re.compile(
    r"(?:st|nd|rd|th)?\b(?:(?: ?[-–—] ?| to | and | through | or |, (?=\d{1,2}(?:st|nd|rd|th)?(?:,| and )))\d{1,2}(?:st|nd|rd|th)?\b(?![.,]\d|%| (?:percent|million|people)))?"
    r"(?:,? (?:1[0-9]|20)\d{2}\b)?"
)
MONTH_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?: ?[-–—] ?\d{{1,2}}(?:st|nd|rd|th)?| (?:to|and|or) \d{{1,2}}(?:st|nd|rd|th)?)?[ \u00a0-](?:of )?(?:{MONTHS})\b(?:,? (?:1[0-9]|20)\d{{2}}\b)?"
)
CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d{2}){0,2}[ \u00a0\n]?(?:[aApP]\.[mM]\.?|[ap]m\b|[AP]M\b|o['’]clock\b|noon\b|hours? GMT\b|hrs GMT\b)|\d{1,3}:\d{2}(?::\d{2})?(?!\d)"
)
CODES = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:\.\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?"  # ISO dates and times
    r"|\d{1,4}[/.]\d{1,2}[/.]\d{2,4}(?!\d)"  # other dates
    r"|\d{1,6}(?:-\d{1,6}){2,8}|\d{1,3}(?:\.\d{1,4}){2,8}"  # telephone and section numbers
    r"|\d{3}[-.–]\d{4}(?!\d)"
    r"|\d{1,4}:\d{1,4}(?![\d:])"  # a ratio
)
WORD_BEFORE = re.compile(
    r"(?<![^\s\d(\[\"“‘'’])([^\s\d(\[\"“‘'’]+(?:['’]s)?)[ \u00a0\n-]{1,12}(?:and |or |& |no\. ?|No\. ?)?$"
)
LINE_START = re.compile(r"(?:^|\n)[ \t>*•–-]{0,12}\(?$")
LIST_END = re.compile(r"[.)](?:[ \t\n]|$)|[ \t]{0,8}\n[ \t]{0,8}\n|[ \t]{0,8}$")
ADDRESS = re.compile(r"[A-Z]? (?:[NSEW]\.? )?(?:(?:[A-Z][\w'’.-]{0,20}|\d{1,3}(?:st|nd|rd|th)) ){1,4}")
ERA = re.compile(r"s?[ \u00a0](?:BCE?|CE|AD|B\.C\.|A\.D\.)(?!\w)")
CITATION = re.compile(r" (?:U\.\s?S\.\s?C|USC|C\.\s?F\.\s?R|CFR|Stat\.|Fed\. ?Reg|F\.\s?[23]d|U\.S\. \d)")
CITED = re.compile(
    r"(?:U\.\s?S\.\s?C\.?|C\.\s?F\.\s?R\.?|CFR|Stat\.|Pub\. ?L\.|§{1,2}|sec\.|Sec\.|H\.R\.|Fed\. Reg\.|A\.D\.|\bAD) ?$"
)
BRACKET = re.compile(r"\d{1,2} ?(?:-|–|to|and) ?\d{1,2}\b")
AGE_BEFORE = re.compile(r"\b[Aa]ge[ds]? $")
CAPITAL_NEXT = re.compile(r"[ \n][A-Z][a-z]")
SMALL_WORD_BEFORE = re.compile(r"(?:^|[ \n])[a-z]+[ \n]$")
SCORE_AFTER = re.compile(r"[-–](?:\d{1,3})\b")
VOTED = re.compile(
    r"\b(?:vot(?:ed|ing|e|es)|ruled|split|won|lost|drew|tied|beat|defeated|led|leading|trailed)\b[^.;\d]{0,20}(?:\d{1,3} to )?$"
)
VOTE_AFTER = re.compile(r" to \d{1,3}(?![\d%]|[.,–-]\d| (?:percent|per cent|million|billion|thousand))")
VOTE_BEFORE = re.compile(r"\d to $")
CODE_CHARACTERS = frozenset("/\\@#_=&^§%")
YEAR = re.compile(r"1[0-9]{3}|2[01][0-9]{2}")
LETTERS_FOR_MINUS = frozenset(
    {
        "minus",
        "sub",
        "under",
        "over",
        "now",
        "to",
        "from",
        "nearly",
        "about",
        "almost",
        "roughly",
        "negative",
        "another",
        "plus",
        "mid",
        "a",
        "an",
    }
)
FOUR_DIGITS = 4
FEW = 31
NAME_LIMIT = 10_000
CAPITALISED_BUT_NO_NAME = frozenset(
    "the a an in on at of for to by from with and or but as if about over under more less than only just some around nearly "
    "almost approximately roughly up another all these those both its their his her our we they he she it there this that "
    "since after before during when while where how who which what last next first every each any no not nor so then now "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday also is was were are has had "
    "have between among including additionally currently meanwhile roughly exactly twice per plus minus total us".split()
)


def skip_code(text: str, start: int, end: int) -> int | None:
    """Give the end of a date, time, code or list number that begins at the digits text[start:end]; None for none."""
    before = text[start - 1] if start else "\n"
    if before.isalnum() and not find_sign(text, start):
        return _end_of_word(text, end)
    if (
        before in CODE_CHARACTERS
        and not find_sign(text, start)
        and text[max(0, start - 2) : start] not in {" /", "<=", ">="}
    ):
        return _end_of_word(text, end)
    if before and before in "-‑" and start > 1 and text[start - 2].isalnum() and not _is_worded_minus(text, start):
        return _end_of_word(text, end)
    if before in ".:," and start > 1 and text[start - 2].isdigit():
        return end
    following = text[end : end + 1]
    if (following in ":-/.– \n\u00a0apAPo" and following) or end - start > FOUR_DIGITS:
        match = CLOCK.match(text, start) or CODES.match(text, start)
        if match and match.end() >= end:
            return match.end()
    return skip_date(text, start, end) or _skip_bracket(text, start) or _skip_label(text, start, end)


def _end_of_word(text: str, end: int) -> int:
    """Give the end of the run of letters, digits and joining marks that a code is, at most 40 characters on."""
    limit = min(len(text), end + 40)
    while end < limit and (text[end].isalnum() or (text[end] in "-_/" and text[end + 1 : end + 2].isalnum())):
        end += 1
    return end


def _is_worded_minus(text: str, start: int) -> bool:
    word = re.search(r"([^\W\d_]{1,40})-$", text[max(0, start - 12) : start])
    return word is not None and word[1].lower() in LETTERS_FOR_MINUS


def skip_date(text: str, start: int, end: int) -> int | None:
    """Give the end of a date whose day begins at `start` ("March 5", "5 to 7 March 2021")."""
    if end - start > 2 or text[start - 1 : start] not in {" ", "\n", "\u00a0", "(", "", "-"}:  # noqa: PLR2004
        return None
    if int(text[start:end]) > FEW or text[end : end + 1] == "%":
        return None
    if MONTH_BEFORE.search(text, max(0, start - 16), start):
        days = DAY_LIST.match(text, end)
        return days.end() if days else end
    match = MONTH_AFTER.match(text, end)
    return match.end() if match else None


def _skip_bracket(text: str, start: int) -> int | None:
    """Give the end of a bracket of ages ("aged 18 to 34")."""
    match = BRACKET.match(text, start)
    return match.end() if match and AGE_BEFORE.search(text, max(0, start - 6), start) else None


def _skip_label(text: str, start: int, end: int) -> int | None:
    """Give the end of a list number, a citation or an address."""
    if end - start < FOUR_DIGITS and _is_list_number(text, start, end):
        return end + 1
    if text[end : end + 1] == " " and (
        CITATION.match(text, end) or (text[end + 1 : end + 2].isupper() and is_address(text, end))
    ):
        return end
    if era := ERA.match(text, end):
        return era.end()
    if CITED.search(text, max(0, start - 12), start):
        return _end_of_word(text, end)
    return None


def _is_list_number(text: str, start: int, end: int) -> bool:
    """Whether a number opens a line and stands apart from what follows ("1. ", "2) ", a line of its own)."""
    return LIST_END.match(text, end) is not None and LINE_START.search(text, max(0, start - 14), start) is not None


def is_address(text: str, end: int) -> bool:
    """Whether a number that ends here is that of a house ("10 Downing Street")."""
    match = ADDRESS.match(text, end)
    if match is None:
        return False
    words = [*match[0].split(), text[match.end() : match.end() + 12].partition(" ")[0]]
    return any(word.strip(".,;").lower() in ADDRESS_AFTER for word in words[1:] if word[:1].isupper())


def is_year(text: str, start: int, end: int) -> bool:
    """Whether bare digits are a calendar year: four digits from 1000 to 2199 without a mark."""
    return end - start == FOUR_DIGITS and YEAR.fullmatch(text, start, end) is not None


def is_named(text: str, start: int, value: float) -> bool:
    """Whether a bare number belongs to the name or label before it (S&P 500, Section 5, iPhone 11, Laos 2)."""
    match = WORD_BEFORE.search(text[max(0, start - 32) : start])
    if match is None:
        return False
    word = match[1].strip(",;:").rstrip(".")
    plain = word.lower()
    if not word or match[1][-1] in ",;:" or (match[1][-1] == "." and len(word) > 3):  # noqa: PLR2004
        return False
    if plain in NAMES_BEFORE and (word[0].isupper() or len(plain) > 2 or not plain.isalpha()):  # noqa: PLR2004
        return not (value >= NAME_LIMIT or (plain in {"top", "last", "first", "next", "big"} and not word[0].isupper()))
    return word[0].isupper() and plain not in CAPITALISED_BUT_NO_NAME and value < NAME_LIMIT


def is_label(text: str, start: int) -> bool:
    """Whether a number word follows a word that is numbered ("Phase Two")."""
    match = WORD_BEFORE.search(text[max(0, start - 32) : start])
    return match is not None and match[1][0].isupper() and match[1].lower() in NAMES_BEFORE


def is_in_name(text: str, start: int, end: int) -> bool:
    """Whether a number word with a capital stands inside a name ("of the Two Holy Mosques"), not in a headline."""
    return (
        CAPITAL_NEXT.match(text, end) is not None
        and SMALL_WORD_BEFORE.search(text, max(0, start - 20), start) is not None
    )


def is_score(text: str, start: int, end: int) -> bool:
    """Whether bare digits are one side of a score or vote ("2-0", "89–89", "voted 5 to 2")."""
    is_half = VOTE_AFTER.match(text, end) or VOTE_BEFORE.search(text, max(0, start - 8), start)
    if is_half and VOTED.search(text, max(0, start - 40), start):
        return True
    return SCORE_AFTER.match(text, end) is not None or (
        text[start - 1 : start] in {"-", "–"} and text[start - 2 : start - 1].isdigit()
    )
