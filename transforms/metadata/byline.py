"""Bylines: who wrote a text, as stated, with the office or profession that stands beside the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.metadata.lexicon import find_outlet, folded

# Words before the names: "By Xinhua writers", "Story by our correspondent".
LEAD_IN = re.compile(
    r"(?:(?:story|words|report|reported|text|written|posted|published|authored|article)\s)?by[:\s]\s{0,3}|by[:\s]",
    re.IGNORECASE,
)
STAFF = re.compile(
    r"(?:(?P<outlet>[A-Z][\w’'&. ]{1,30}?)\s)?(?:staff|special|senior|guest|our|own)?\s?"
    r"(?:writers?|reporters?|correspondents?|journalists?|contributors?)[:,]?\s{1,2}(?=[A-Z])"
)
GENERIC = re.compile(
    r"(?:by\s)?(?:an?\s|our\s|the\s)?(?:admin(?:istrator)?|staff|editor(?:s|ial)?|editorial (?:team|board|staff)|webmaster|"
    r"(?:our |own |special |staff )*(?:correspondents?|reporters?|writers?)|agencies|news ?(?:desk|room)|(?:web|online|digital|news) ?(?:desk|team|editor)"
    r"|guest|contributor|anonymous|unknown|n/?a|none|null|times reporters?|gt staff reporters?|gt|user|root|test|leisure|system|(?:[\w’']{1,20}\s){0,3}(?:desk|team|bureau|newsroom|staff|department|service))",
    re.IGNORECASE,
)
IN_PLACE = re.compile(r"\s+in\s+[A-Z][\w’' -]{1,30}(?=$|,|\sand\s|\s&\s)")
ROLE_WORD = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|columnist|director|minister|professor|fellow|analyst|ambassador|chief|chair(?:man|woman|person)?|president|"
    r"researcher|lecturer|scholar|economist|secretary|journalist|consultant|advis[eo]r|expert|head|manager|coordinator|photographer|producer|contributor|"
    r"commentator|historian|lawyer|author|officer|founder|intern|scientist|student|envoy|consul|counsell?or|spokes(?:man|woman|person))s?\b",
    re.IGNORECASE,
)
PARTICLES = frozenset({
    "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "el", "al", "bin", "bint", "binti", "ibn", "van",
    "von", "der", "den", "ter", "y", "e", "af", "av", "zu", "ul", "ur", "abu", "st",
})  # fmt: skip
NOT_NAMES = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "the", "a", "an", "and",
    "or", "in", "on", "at", "of", "for", "from", "to", "with", "by", "news", "daily", "times", "post", "agency",
    "press", "ministry", "office", "department", "university", "institute", "committee", "home", "world", "business",
    "sports", "politics", "opinion", "culture", "share", "print", "email", "update", "updated", "published", "posted",
    "source", "photo", "image", "video", "editor", "today", "yesterday", "is", "are", "was", "more", "all", "about",
    "contact",
})  # fmt: skip
NAME_WORD = re.compile(r"[^\W\d_][\w.’'-]{0,30}")
NAME_SPLIT = re.compile(r"\s*(?:,\s*(?:and\s+)?|;\s*|\s+and\s+|\s*&\s*|、|\s{2,}|/)\s*")
MOST_NAME_WORDS, MOST_NAMES, MOST_GIVEN_NAMES = 6, 8, 2


class Byline(NamedTuple):
    """Who wrote it: names as stated, role, and an outlet that stands in the place of a person."""

    names: str | None
    role: str | None
    outlet: str | None


def is_person_name(text: str) -> bool:
    """Whether a string has the shape of a person's name: two to six words with capitals, none of them an ordinary word.

    >>> [is_person_name(name) for name in ("Li Qianfei", "MARCUS ELLERY", "Ngozi Okafor-Lind", "Trade News", "Rivers rise")]
    [True, True, True, False, False]
    """
    words = text.split()
    if not 2 <= len(words) <= MOST_NAME_WORDS or find_outlet(text) or ROLE_WORD.search(text):  # noqa: PLR2004 - one word is no full name
        return False
    return words[0][:1].isupper() and words[-1][:1].isupper() and all(_is_name_word(word) for word in words)


def is_name_list(text: str) -> bool:
    """Whether a line names persons and nothing else.

    >>> is_name_list("Annie Trent and Bo Ma"), is_name_list("Annie Trent in Pakse")
    (True, False)
    """
    return all(is_person_name(piece) for piece in NAME_SPLIT.split(text))


def _is_name_word(word: str) -> bool:
    if word.lower().strip(".") in NOT_NAMES or not NAME_WORD.fullmatch(word):
        return False
    return word[0].isupper() or word.lower() in PARTICLES


def read_byline(text: str, *, labelled: bool = False) -> Byline | None:
    """Give who a byline names, without "By" and places; None if it names nobody.

    `labelled`: the text is the value of a field such as `Author:`, where a single word can be a name.

    >>> read_byline("By MARCUS ELLERY in Vientiane"), read_byline("by admin"), read_byline("By 2030, rain")
    (Byline(names='MARCUS ELLERY', role=None, outlet=None), None, None)
    """
    value = (
        LEAD_IN.sub("", text.strip(" \t|,;*_()"), count=1).strip(" \t|,;*_.:()")
        if LEAD_IN.match(text.strip(" \t|,;*_()"))
        else text.strip(" \t|,;*_.:()")
    )
    value = IN_PLACE.sub("", STAFF.sub("", value, count=1)).strip()
    if not value or GENERIC.fullmatch(value):
        return None
    if find_outlet(value):
        return Byline(None, None, value)
    names, role, outlet = _split(value, labelled=labelled)
    return Byline(names, role, outlet) if names or outlet else None


def _split(value: str, *, labelled: bool) -> tuple[str | None, str | None, str | None]:
    """Split "A, B and C, Staff Writer" into names, role and outlet."""
    if labelled and (turned := _turned(value)):
        return turned, None, None
    pieces = [piece.strip() for piece in NAME_SPLIT.split(value) if piece.strip()][:MOST_NAMES]
    kept = 0
    while kept < len(pieces) and (
        is_person_name(pieces[kept]) or (labelled and len(pieces) == 1 and _is_single_name(pieces[kept]))
    ):
        kept += 1
    if not kept:
        return None, None, None
    end = value.index(pieces[kept - 1], value.index(pieces[0])) + len(pieces[kept - 1])
    rest = value[end:].strip(" ,;|-–—")
    if not rest:
        return value[:end], None, None
    if find_outlet(rest):
        return value[:end], None, rest
    if ROLE_WORD.search(rest):
        return value[:end], rest, None
    return (value[:end], None, None) if labelled or GENERIC.fullmatch(rest) else (None, None, None)


def _is_single_name(text: str) -> bool:
    return len(text.split()) == 1 and _is_name_word(text) and folded(text) not in NOT_NAMES and text[:1].isupper()


def _turned(value: str) -> str | None:
    """Turn "Tesfa, Hanna" of library records round."""
    if ";" in value:
        names = [_turned(piece.strip()) for piece in value.split(";") if piece.strip()]
        return "; ".join(name for name in names if name) if all(names) else None
    family, comma, given = value.partition(", ")
    if (
        comma
        and len(family.split()) == 1
        and len(given.split()) <= MOST_GIVEN_NAMES
        and is_person_name(f"{given} {family}")
        and " and " not in value
    ):
        return f"{given} {family}"
    return None
