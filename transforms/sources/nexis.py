"""Nexis text exports: articles under a line such as `3 of 25 DOCUMENTS`, or each closed by `End of Document`."""

from __future__ import annotations

import re
from itertools import pairwise

COUNT_LINE = re.compile(
    r"^[ \t]*(?:Document[ \t]+)?\d{1,6}[ \t]+of[ \t]+\d{1,6}[ \t]+DOCUMENTS?[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
END_LINE = re.compile(r"^[ \t]*End of Document[ \t]*(?:\r?\n|\r?\Z)", re.MULTILINE)
FIELD_LINE = re.compile(r"^(?:LENGTH|Length|LOAD-DATE|Load-Date|BYLINE|Byline|SECTION|Section)[ \t]*:", re.MULTILINE)


def is_nexis(text: str) -> bool:
    r"""Tell a Nexis export by its count lines, or by its field names and the lines that close its articles.

    >>> is_nexis("   1 of 2 DOCUMENTS\n\n   The Harbour Post\n")
    True
    """
    return COUNT_LINE.search(text) is not None or (
        END_LINE.search(text) is not None and FIELD_LINE.search(text) is not None
    )


def find_nexis_articles(text: str) -> list[tuple[int, int]]:
    """Give where articles begin and end, from the first character of their count line."""
    starts = [match.start() for match in COUNT_LINE.finditer(text)]
    if starts:
        return list(pairwise([*starts, len(text)]))
    ends = [match.end() for match in END_LINE.finditer(text)]
    return list(pairwise([0, *ends]))
