"""The header of a document: its fields and zones."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from transforms.metadata.language import find_language
from transforms.reading import Header, Zone

if TYPE_CHECKING:
    from transforms.reading import Record

PREFIX = re.compile(r"\s*(date (\d{4}-\d\d-\d\d)) ")


def read_header(record: Record) -> tuple[Header, list[Zone]]:
    """Give what the record and the text say about the document, and where in the text it stands."""
    zones, day, start = [], None, 0
    if found := PREFIX.match(record.text):
        day, start = datetime.date.fromisoformat(found[2]), found.end()
        zones = [
            Zone("header", *found.span(1), None, "metadata.prefix"),
            Zone("published_date", *found.span(2), found[2], "metadata.prefix"),
        ]
    language = find_language(record.text, start)
    header = Header(
        language=language,
        extraction="full" if language == "en" else "metadata_only",
        body_start_char=start,
        body_end_char=max(start, len(record.text.rstrip())),
        title=record.title,
        published_date=day,
        published_precision="day" if day else None,
        published_basis="header" if day else None,
    )
    return header, zones
