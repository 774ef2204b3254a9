"""ProQuest text exports: articles between lines of underscores, each a list of named fields."""

from __future__ import annotations

import re
from itertools import pairwise

RULE_LINE = re.compile(r"^_{20,200}[ \t]*\r?$", re.MULTILINE)
FIELD_LINE = re.compile(
    r"^(?:ProQuest document ID|Publication info|Publication date|Publication title|Full text|Document URL|Database|Links)[ \t]*:",
    re.MULTILINE,
)
ARTICLE_LINE = re.compile(r"^(?:Full text|ProQuest document ID|Abstract|Publication info)[ \t]*:", re.MULTILINE)
COUNT_LINE = re.compile(r"^Document \d{1,6} of \d{1,6}[ \t]*\r?$", re.MULTILINE)
ENOUGH_FIELDS = 2


def is_proquest(text: str) -> bool:
    """Tell a ProQuest export by its field names and its rules."""
    fields = {match[0] for match in FIELD_LINE.finditer(text)}
    return len(fields) >= ENOUGH_FIELDS and ("ProQuest" in text or RULE_LINE.search(text) is not None)


def find_proquest_articles(text: str) -> list[tuple[int, int]]:
    """Give where articles begin and end, each from the rule or the count above it; a list of contents or a notice is no article."""
    line = RULE_LINE if RULE_LINE.search(text) else COUNT_LINE
    bounds = [0, *(match.start() for match in line.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(bounds) if ARTICLE_LINE.search(text, start, end)]
