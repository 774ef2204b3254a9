"""Where the running text starts if no line of the page reads as running text: very short texts, lists, poems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.metadata.page import lines_from

if TYPE_CHECKING:
    from transforms.metadata.head import Head
    from transforms.metadata.page import Line, Page


def settle_start(page: Page, head: Head) -> None:
    """Choose the start among the lines that could be either title or text; the last of them is always text."""
    if head.has_prose:
        return
    first = _first_text(page, head)
    head.body_start = first.start if first else page.end
    head.texts = [line for line in head.texts if line.start < head.body_start]
    head.stamps = [line for line in head.stamps if line.start < head.body_start]
    page.zones = [zone for zone in page.zones if zone.start_char < head.body_start]


def _first_text(page: Page, head: Head) -> Line | None:
    if head.sentences:
        return head.sentences[0]
    last_stamp = max((line.end for line in head.stamps), default=page.start)
    below = [line for line in head.texts if line.start >= last_stamp]
    above = [line for line in head.texts if line.start < last_stamp]
    if below:
        return below[0] if above or len(below) == 1 or page.best("title") else below[1]
    if above:
        return above[-1] if not page.best("title") and len(above) == 1 else above[0]
    if page.claimed("title"):
        return None
    return next(lines_from(page.text, page.start, page.end), None) if not head.stamps else None
