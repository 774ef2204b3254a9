"""Factiva text exports: articles as two-letter field codes, each closed by its accession number."""

from __future__ import annotations

import re
from itertools import pairwise

CODE_LINE = re.compile(
    r"^(HD|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|SE|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|CR|ART|RF|DLN)(?:[ \t]{1,8}|[ \t]*\r?$)",
    re.MULTILINE,
)
NEEDED = ({"HD"}, {"PD", "SN"}, {"LP", "TD"})
END_LINE = re.compile(
    r"^(?:AN[ \t]{1,8}(?:Document[ \t]{1,8})?|Document[ \t]{1,8})[A-Za-z0-9]{10,40}[ \t]*(?:\r?\n|\Z)", re.MULTILINE
)
HEAD_LINE = re.compile(r"^HD(?:[ \t]{1,8}|[ \t]*\r?$)", re.MULTILINE)
BEFORE_HEAD = re.compile(r"(?:^(?:SE|CLM|RF)(?:[ \t]{1,8}[^\n]{0,200})?\r?\n){1,3}\Z", re.MULTILINE)


def is_factiva(text: str) -> bool:
    """Tell a Factiva export by its codes: a headline, a date or source, and a first or further paragraph."""
    codes = {match[1] for match in CODE_LINE.finditer(text)}
    return all(codes & group for group in NEEDED)


def find_factiva_articles(text: str) -> list[tuple[int, int]]:
    """Give where articles begin and end; what follows the last accession number is no article."""
    ends = [match.end() for match in END_LINE.finditer(text)]
    if not ends:
        starts = [_start(text, match.start()) for match in HEAD_LINE.finditer(text)]
        return list(pairwise([*starts, len(text)]))
    return [(start, end) for start, end in pairwise([0, *ends]) if HEAD_LINE.search(text, start, end)]


def _start(text: str, headline: int) -> int:
    """Give where an article begins whose headline stands at `headline`: some codes come before it."""
    above = BEFORE_HEAD.search(text[max(0, headline - 600) : headline])
    return headline - len(above[0]) if above else headline
