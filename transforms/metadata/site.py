"""The site's own name among the lines of a page, known by the address that the page came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transforms.metadata.page import Line, Page

HOST = re.compile(r"https?://(?:www\d?\.)?(?P<host>[\w.-]{1,200})", re.IGNORECASE)
LETTERS = re.compile(r"[^\W_]+")
MOST_WORDS, SHORTEST_LABEL = 5, 4


def claim_site_name(page: Page, lines: list[Line], url: str | None) -> None:
    """Claim as publisher a short line that spells a part of the address's host ("Desert Post", desertpost.example)."""
    found = HOST.match(url or "")
    labels = (
        {label.replace("-", "").lower() for label in found["host"].split(".")[:-1] if len(label) >= SHORTEST_LABEL}
        if found
        else set()
    )
    for line in lines:
        spelled = "".join(LETTERS.findall(line.text)).lower()
        if len(line.text.split()) <= MOST_WORDS and (spelled in labels or spelled.removeprefix("the") in labels):
            page.claim("publisher", line.text.strip(" |•-"), line.start, line.end, "site_name", rank=2)
            return
