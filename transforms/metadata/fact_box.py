"""Fact boxes about the text itself: level, tokens, types, type-token ratio, as language learners' collections put them first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from transforms.metadata.page import Page

FIGURE = re.compile(
    r"[ \t]{0,8}(?P<label>level|tokens?|types?|ttr|type[ /-]token ratio|sentences)\s{0,3}[:=：]\s{0,3}(?P<value>\d{1,7}(?:[.,]\d{1,6})?)[ \t]{0,8}(?=\r?\n|$)",
    re.IGNORECASE,
)
HEADING = re.compile(r"[ \t\ufeff]{0,8}fact[ -]?box[ \t:]{0,4}(?=\r?\n)", re.IGNORECASE)
METRICS = {
    "level": "level",
    "token": "tokens",
    "tokens": "tokens",
    "type": "types",
    "types": "types",
    "ttr": "type_token_ratio",
    "sentences": "sentences",
}
FEWEST_FIGURES = 2


class Declared(NamedTuple):
    """A figure that a fact box declares: row name in `document_metrics`, and value."""

    metric: str
    value: float


def read_fact_box(page: Page) -> bool:
    """Mark a fact box at the page's start and move the start behind it."""
    found = find_fact_box(page.text, page.start)
    if not found:
        return False
    page.mark("factbox", *found, "fact_box")
    page.start = found[1]
    return True


def find_fact_box(text: str, start: int) -> tuple[int, int] | None:
    """Give the bounds of a fact box that begins at `start`, after white space: a heading and figures, or two figures."""
    place = begin = _past_blank(text, start)
    heading = HEADING.match(text, place)
    place = heading.end() if heading else place
    count = 0
    while found := FIGURE.match(text, _past_blank(text, place)):
        place, count = found.end(), count + 1
    return (begin, place) if count >= (1 if heading else FEWEST_FIGURES) else None


def _past_blank(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t\r\n\ufeff":
        start += 1
    return start


def declared_figures(text: str, bounds: list[tuple[int, int]]) -> list[Declared]:
    """Give the figures that the fact boxes within the bounds declare, each metric once.

    >>> declared_figures("Tokens: 980", [(0, 11)])
    [Declared(metric='tokens', value=980.0)]
    """
    found: dict[str, Declared] = {}
    for start, end in bounds:
        for match in FIGURE.finditer(text, start, end):
            metric = METRICS.get(match["label"].lower(), "type_token_ratio")
            number = match["value"].replace(",", "" if metric in ("tokens", "types") else ".")
            found.setdefault(metric, Declared(metric, float(number)))
    return list(found.values())
