"""Files that are one text: plain text and Markdown, whole. Front matter is part of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.sources.raw import Raw, RawRecord, Rejected
from transforms.sources.whole import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.sources.raw import Limits

MARKDOWN = (".md", ".markdown", ".mdown")


def text_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the one record that a text file is, or its exact reason."""
    found = whole(raw, text_kind(raw.name), limits=limits)
    yield found if isinstance(found, Rejected) else RawRecord(text=found.text, **found.about())


def text_kind(name: str) -> str:
    """Tell Markdown from plain text by the name: the content of both is text."""
    return "markdown" if name.lower().endswith(MARKDOWN) else "text"
