"""Names of a fixed make: lines and programmes of two places, agreements by subject, numbered congresses, operations."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from transforms.names.span import Span
from transforms.names.words import UPPER, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Two places joined by a hyphen, and what joins them, in lower case or capitals: a line, a corridor, a programme.
PAIR = (
    rf"(?<![\w-])(?!(?:The|In|On|An?|From|For|And|But|Since)\b)[{UPPER}]\w{{1,24}}(?: [{UPPER}]\w{{1,24}}){{0,2}}[-–][{UPPER}]\w{{1,24}}(?: [{UPPER}]\w{{1,24}}){{0,2}}"
    r" (?:[Hh]igh-[Ss]peed )?(?:(?P<infrastructure>[Rr]ailway(?: [Pp]roject)?|[Ee]xpressway|[Hh]ighway|[Pp]ipeline|[Rr]ailroad|[Mm]otorway|[Rr]ail [Ll]ink)"
    r"|(?P<programme>[Ee]conomic [Cc]orridor|[Cc]ommunity (?:with|of) (?:a )?[Ss]hared [Ff]uture|[Cc]ommunity of [Cc]ommon [Dd]estiny|Friendship Year"
    r"|Year of (?:Friendship|Tourism|Culture))"
    r"|(?P<place>[Bb]order [Rr]egion))(?![\w-])"
)
SUBJECT = rf"(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November|December)\b){WORD}"
MEMORANDUM = (
    rf"(?:Memorand(?:um|a)|Agreement|Treaty|Convention|Protocol|Declaration)(?: of (?:Understanding|Cooperation|Intent))?"
    rf" (?:on|for|concerning|regarding|Concerning|Regarding)"
    rf"(?: (?:the |a )?(?:{SUBJECT}|(?:of|in|for|on|to)(?= (?:the |a )?{SUBJECT})|and(?= {SUBJECT}))){{1,24}}"
)
LISTED = (
    rf"(?:Ministry|Department|Bureau|Commission|Committee|Office|Institute|Council|Agency) (?:of|for|on) {WORD}(?: {WORD}){{0,2}}"
    rf"(?:, {WORD}(?: {WORD}){{0,2}}){{0,4}},? and (?!(?:Mrs?|Ms|Dr)\.|(?:Department|Ministry|Office|Agency|Secretary|President|Minister)\b){WORD}(?: {WORD}){{0,2}}"
)
ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth)"
CONGRESS = (
    rf"(?:{ORDINAL} (?:[Pp]lenary [Ss]ession|[Pp]lenum|[Ss]ession) of (?:the )?)?"
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|Eleventh|Twelfth) (?:{WORD} ){{0,6}}?"
    r"(?:Congress|Summit|(?<=Party )Congress|Central Committee|central committee|Plenum|Forum|Conference|Expo|Games|Assembly)(?!\w)"
)
OPERATION = rf"Operation {WORD}(?: {WORD}){{0,2}}"
STORM = (
    r"(?:(?<=Tropical )Storm|(?<=Super )Typhoon|Hurricane|Typhoon|Cyclone) "
    rf"(?!(?:Center|Centre|Relief|Season|Warning|Committee)\b){WORD}(?!\w)"
)
# Each pattern is tried only around words that it cannot do without, which a plain search finds much faster.
PAIR_WORDS = (
    "ailway", "xpressway", "ighway", "ipeline", "ailroad", "otorway", "ail link", "ail Link", "conomic corridor", "conomic Corridor",
    "hared future", "hared Future", "ommon destiny", "ommon Destiny", "Friendship Year", "Year of", "order region", "order Region",
)  # fmt: skip
SUBJECT_WORDS = ("Memorand", "Agreement ", "Treaty ", "Convention ", "Protocol ", "Declaration ")
LISTED_WORDS = tuple(
    f"{head} "
    for head in (
        "Ministry",
        "Department",
        "Bureau",
        "Commission",
        "Committee",
        "Office",
        "Institute",
        "Council",
        "Agency",
    )
)
CONGRESS_WORDS = (
    "Congress",
    "Summit",
    "entral Committee",
    "entral committee",
    "Plenum",
    "Forum",
    "Conference",
    "Expo",
    "Games",
    "Assembly",
)
STORM_WORDS = ("Storm ", "Hurricane ", "Typhoon ", "Cyclone ")
BEFORE, AFTER = 110, 24


class Tried(NamedTuple):
    """A pattern, what it finds, and whether its word stands inside the match instead of at its head."""

    pattern: str
    entity_type: str
    rule: str
    likely: float
    inner: bool


PATTERN_OF = {
    **dict.fromkeys(PAIR_WORDS, Tried(PAIR, "", "mentions.pair", 0.95, inner=True)),
    **dict.fromkeys(SUBJECT_WORDS, Tried(MEMORANDUM, "agreement", "mentions.agreement", 0.9, inner=False)),
    **dict.fromkeys(LISTED_WORDS, Tried(LISTED, "organisation", "mentions.listed", 0.9, inner=False)),
    **dict.fromkeys(CONGRESS_WORDS, Tried(CONGRESS, "event", "mentions.congress", 0.9, inner=True)),
    **dict.fromkeys(STORM_WORDS, Tried(STORM, "event", "mentions.storm", 0.9, inner=False)),
    "Operation ": Tried(OPERATION, "event", "mentions.operation", 0.85, inner=False),
}
WORDS = list(PATTERN_OF)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Give a pattern compiled when a text first has one of its words: few texts have them all."""
    return re.compile(pattern)


@cache
def cues() -> AhoCorasick:
    """Give the automaton over the words of all patterns, which finds where to try them in one scan."""
    return AhoCorasick(WORDS, implementation=Implementation.DFA)


def find_fixed(text: str) -> Iterator[Span]:
    """Give railways and programmes of two places, agreements by subject, lists of portfolios, numbered congresses, operations."""
    seen: dict[int, list[int]] = {}
    for number, start, _ in cues().find_matches_as_indexes(text, overlapping=True):
        seen.setdefault(number, []).append(start)
    for number, positions in seen.items():
        pattern, entity_type, rule, likely, inner = PATTERN_OF[WORDS[number]]
        for match in (around if inner else at)(compiled(pattern), text, positions):
            yield Span(*match, entity_type or pair_type(text, *match), rule, likely)


def pair_type(text: str, start: int, end: int) -> str:
    """Give the type of thing that two places are joined by."""
    match = compiled(PAIR).match(text, start, end)
    return (match and match.lastgroup) or "programme"


def at(pattern: re.Pattern[str], text: str, positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the matches of a pattern that begin at one of some positions."""
    for position in positions:
        match = pattern.match(text, position)
        if match and not text[position - 1 : position].isalnum():
            yield match.span()


def around(pattern: re.Pattern[str], text: str, positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the matches of a pattern around some positions, where a word stands that it cannot do without."""
    done = 0
    for position in positions:
        begin = max(done, position - BEFORE, 0)
        for match in pattern.finditer(text, begin, min(len(text), position + AFTER)):
            if match.end() >= position and not text[match.end() : match.end() + 1].isalnum():
                yield match.span()
                done = match.end()
