"""Offices that put out releases under their own name: "OFFICE OF THE PRIME MINISTER", "Ministry of Health"."""

from __future__ import annotations

import re

OFFICE = (
    r"office|ministry|embassy|consulate(?: general)?|department|government|presidency|bureau|commission|council|authority|"
    r"secretariat|cabinet|delegation|permanent mission|mission|parliament|national assembly|senate|central bank|bank|agency|university|"
    r"institute|federation|chamber|committee|directorate|administration|press service|press and information|information service|ministries"
)
STARTS = re.compile(
    rf"(?:the\s)?(?:[\w’'.-]{{1,20}}\s){{0,3}}(?:{OFFICE})\s(?:of|for|on|to)\s",
    re.IGNORECASE,
)
ENDS = re.compile(rf"(?:the\s)?(?:[\w’'.-]{{1,20}}\s){{1,5}}(?:{OFFICE})", re.IGNORECASE)
JOINING = frozenset({
    "of", "the", "and", "for", "in", "on", "to", "at", "de", "la", "du",
})  # fmt: skip
# Verbs of headlines: "Ministry of Health warns of dengue" is no letterhead.
HEADLINE_VERB = re.compile(
    r"\b(?:says?|said|warns?|opens?|holds?|launch(?:es|ed)?|announces?|issues?|urges?|denies|confirms?|meets?|plans?|wants|calls?|signs?|sets?|gets?|gives?|"
    r"takes?|makes?|backs?|seeks?|vows?|will|to|reports?|publish(?:es)?|approves?|rejects?|welcomes?|hosts?|visits?|receives?|hands?|donates?|supports?|begins?|"
    r"starts?|ends?|closes?|cuts?|raises?|is|are|has|have|on)\b",
    re.IGNORECASE,
)
MOST_WORDS = 12


def is_office(line: str) -> bool:
    """Whether a line is the name of an office and nothing else.

    >>> [is_office(line) for line in ("OFFICE OF THE PRIME MINISTER OF TONGA", "Ministry of Health warns of dengue")]
    [True, False]
    """
    words = line.split()
    if not 1 < len(words) <= MOST_WORDS or line[-1:] in ".?!:,;" or re.search(r"\d", line):
        return False
    if not (STARTS.match(line) or (line.isupper() and ENDS.fullmatch(line))):
        return False
    rest = re.sub(r"\b(?:permanent mission|mission|delegation) to\b", "", line, flags=re.IGNORECASE)
    if HEADLINE_VERB.search(rest):
        return False
    return all(word[:1].isupper() or word.lower() in JOINING or not word[:1].isalpha() for word in words)
