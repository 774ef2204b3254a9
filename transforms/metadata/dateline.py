"""Datelines: the place, day and agency with which agency copy begins.

A place in capitals before a dash is one; a place in ordinary letters only with a day or a known agency behind it, so
that "Hanoi – the capital" is none.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from transforms.metadata.dates import MONTH_NAME, WEEKDAYS, month_number
from transforms.metadata.lexicon import find_outlet, is_city

WINDOW = 140
MARK = re.compile(
    r"(?P<bracket>\((?P<agency>[^()\n]{2,40})\))(?P<after>\s{0,2}(?:--|[—–―:/-])(?=\s|$|[A-Z“\"‘'])|\s{0,2}(?:--|[—–―]))?"
    r"|\s/(?P<wire>[A-Z][\w .&-]{1,30})/\s?(?:--|[—–-])?"
    r"|\s?(?P<dash>--|[—–―])|\s(?P<hyphen>-)(?=\s)|(?P<colon>:)(?=\s)"
)
SECOND_BRACKET = re.compile(r"\s{0,2}\((?P<agency>[^()\n]{2,40})\)\s{0,2}(?:--|[—–-])?")
LATER_DAY = re.compile(r"\s{0,2}([A-Z0-9][\w., ]{3,30}?)\s{0,2}(?:--|[—–-])(?=\s)")
DAY = re.compile(
    rf"(?:^|[,\s]\s{{0,2}})(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s{{1,2}})?"
    rf"(?:(?P<month>{MONTH_NAME})\.?\s{{0,2}}(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,2}}(?P<month2>{MONTH_NAME})\.?)"
    rf"(?:,?\s{{1,2}}(?P<year>(?:19|20)\d\d))?[,.\s]{{0,3}}$",
    re.IGNORECASE,
)
SMALL_WORDS = frozenset({
    "of", "and", "the", "de", "la", "le", "el", "al", "da", "do", "dos", "del", "di", "du", "upon", "on", "near", "y",
})  # fmt: skip
# Words in capitals before a dash or colon that open a line without naming a place.
NO_PLACES = frozenset({
    "update", "updated", "breaking", "opinion", "explainer", "analysis", "factbox", "watch", "video", "photos",
    "correction", "exclusive", "note", "question", "answer", "q", "a", "editorial", "interview", "feature",
    "advisory", "press", "read", "live", "alert", "focus", "graphic", "timeline", "profile", "column", "commentary",
    "spotlight", "highlights", "summary", "background", "abstract", "moderator", "reporter", "journalist", "ends",
    "enditem", "photo", "source", "highlight", "backgrounder", "subject", "date", "time", "re", "memo", "from", "to",
    "who", "what", "when", "where", "why", "how", "caption",
})  # fmt: skip
NO_WORDS = frozenset({"On", "U.S.", "US", "In", "At", "By", "The", "A", "As"})
TITLES = (
    "By ",
    "BY ",
    "by ",
    "THE ",
    "MR",
    "MS",
    "DR.",
    "MRS",
    "Q ",
    "A ",
    "PRESIDENT",
    "SECRETARY",
    "VICE PRESIDENT",
    "SENATOR",
    "GENERAL ",
)
MOST_PARTS, MOST_WORDS, SHORTEST = 4, 5, 3
ACRONYM = re.compile(r"[A-Z][A-Z/&.-]{1,24}")
PAPER = re.compile(
    r"(?:[A-Z][\w.&'’-]*\s){1,4}(?:Agency|Broadcasting|Bulletin|Chronicle|Courier|Daily|Express|Gazette|Globe|Guardian|Herald"
    r"|Independent|Journal|Ledger|Mail|Media|Mirror|Monitor|Network|News|Observer|Online|Post|Press|Radio|Reporter|Review"
    r"|Service|Standard|Star|Sun|Telegraph|Television|Times|Today|Tribune|TV|Wire)"
)
AGENCY_SHAPE = re.compile(r"[A-Z][\w/&.'’ -]{1,39}")


class Dateline(NamedTuple):
    """A dateline: its span, and what it states; the year may be missing."""

    start: int
    end: int
    place: str | None
    agency: str | None
    month: int | None
    day: int | None
    year: int | None

    def date_in(self, year: int) -> datetime.date | None:
        """Give its day in a year."""
        try:
            return datetime.date(year, self.month or 0, self.day or 0)
        except ValueError:
            return None


def match_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Give the dateline that begins at `start`, else None; offsets are code points, end exclusive.

    >>> match_dateline("HANOI, March 3 (Reuters) - Rain fell.", 0, 37)[2:]
    ('Hanoi', 'Reuters', 3, 3, None)
    """
    window = text[start : min(end, start + WINDOW)]
    found = MARK.search(window)
    if not found or "\n" in window[: found.start()].rstrip("\r\n"):
        return None
    stop, agency = found.end(), found["agency"] or found["wire"]
    before = window[: found.start()]
    dated = DAY.search(before)
    place = before[: dated.start() if dated else None].strip(" ,")
    if not dated and found["after"] and (dated := DAY.match(agency)):
        agency = None
    elif not agency and (second := SECOND_BRACKET.match(window, stop)):
        stop, agency = second.end(), second["agency"]
    elif not dated and (later := LATER_DAY.match(window, stop)) and (dated := DAY.match(later[1])):
        stop = later.end()
    if not _holds(place, agency, dated is not None, found):
        return None
    return _dateline(start, start + stop, place, agency, dated)


def _dateline(start: int, end: int, place: str, agency: str | None, dated: re.Match[str] | None) -> Dateline:
    month = day = year = None
    if dated:
        month, day = month_number(dated["month"] or dated["month2"]), int(dated["day"] or dated["day2"])
        year = int(dated["year"]) if dated["year"] else None
    return Dateline(start, end, place_name(place) or None, agency.strip() if agency else None, month, day, year)


def _holds(place: str, agency: str | None, dated: bool, mark: re.Match[str]) -> bool:  # noqa: FBT001
    """Whether the pieces make a dateline: enough of place, day, agency and mark agree."""
    if agency and not AGENCY_SHAPE.fullmatch(agency.strip()):
        return False
    known = is_agency(agency, codes=False)
    if not place:
        return known and (bool(mark["after"]) or not dated or bool(mark["wire"]))
    if not is_place(place):
        return False
    capital = (
        place.split(",", maxsplit=1)[0].strip().isupper() and len(place.split(",", maxsplit=1)[0].strip()) >= SHORTEST
    )
    if agency:
        return (
            known
            or (capital and bool(mark["after"]) and _names_a_paper(place, agency))
            or (
                bool(ACRONYM.fullmatch(agency.strip()) or dated) and (dated or capital) and bool(mark["after"] or dated)
            )
        )
    if mark["colon"]:
        return capital and (dated or is_city(place.split(",", maxsplit=1)[0]))
    return dated or capital


def _names_a_paper(place: str, name: str) -> bool:
    """Whether a bracket behind a city names a paper or agency that no list knows, as "(The Harbour Times)" does."""
    return bool(PAPER.fullmatch(name.strip())) and is_city(re.split(r"[,/]", place)[0].strip())


def is_agency(name: str | None, *, codes: bool = True) -> bool:
    """Whether a bracket names an agency, a paper or a wire, alone or joined by a slash.

    >>> is_agency("Vientiane Times/ANN"), is_agency("river")
    (True, False)
    """
    parts = re.split(r"\s?[/,]\s?|\sand\s", name or "")
    return any((outlet := find_outlet(part)) and (codes or not outlet.is_code) for part in parts)


def is_place(place: str) -> bool:
    """Whether a string has the shape of a place in a dateline: few parts, few words, each with a capital.

    >>> is_place("LUANG NAMTHA, Laos"), is_place("The minister said he"), is_place("UPDATE")
    (True, False, False)
    """
    parts = re.split(r",\s?|/", place)
    if (
        len(parts) > MOST_PARTS
        or place in NO_WORDS
        or find_outlet(place)
        or place.startswith(TITLES)
        or any(ch in place for ch in '"“”?!;()[]@')
    ):
        return False
    return all(_is_place_part(part.strip()) for part in parts)


def _is_place_part(part: str) -> bool:
    words = part.split()
    if not words or len(words) > MOST_WORDS or words[0].lower().strip(".") in NO_PLACES:
        return False
    return (
        words[0][0].isupper()
        and words[-1] not in SMALL_WORDS
        and all(word[0].isupper() or word in SMALL_WORDS for word in words)
        and not re.search(r"\d", part)
    )


def place_name(place: str) -> str:
    """Give a place in ordinary letters.

    >>> place_name("LUANG NAMTHA, Laos"), place_name("NUKU'ALOFA"), place_name("WASHINGTON, D.C.")
    ('Luang Namtha, Laos', "Nuku'alofa", 'Washington, D.C.')
    """
    return ", ".join(_lowered(part.strip()) for part in place.split(","))


def _lowered(part: str) -> str:
    if not part.isupper() or "." in part or (len(part) < SHORTEST + 1 and " " not in part):
        return part
    return " ".join(
        re.sub(r"[^\W\d_](?:[^\W\d_]|['’])*", lambda word: word[0].capitalize(), word) for word in part.split()
    )


def weekday_number(name: str) -> int:
    """Give a weekday's number from its English name, Monday as 0."""
    return WEEKDAYS.index(name[:3].lower())
