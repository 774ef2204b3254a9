"""JSON that is not one record a line: an array of records, or records written over several lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.sources.json_lines import JSON, json_trouble, record_of
from transforms.sources.raw import Limits, Raw, RawRecord, Rejected
from transforms.sources.whole import Whole, whole
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

BETWEEN = re.compile(r"[\s,]*")
OPENING = re.compile(r"\s*\[?\s*")


def json_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the records of a JSON text, numbered from 1; after the first that is broken nothing can be told apart."""
    found = whole(raw, "json", limits=limits)
    if isinstance(found, Rejected):
        yield found
    else:
        yield from _records(found)


def _records(found: Whole) -> Iterator[RawRecord | Rejected]:
    text, number = found.text, 0
    place = OPENING.match(text).end()  # type: ignore[union-attr]
    while place < len(text) and text[place] != "]":
        number += 1
        try:
            value, end = JSON.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            detail = f"record {number}: {json_trouble(error)}; nothing after it was read"
            yield Rejected(reason=Reason.BAD_RECORD, detail=detail, **found.about_slice(number, place, len(text)))
            return
        yield record_of(value, f"record {number}", **found.about_slice(number, place, end))
        place = BETWEEN.match(text, end).end()  # type: ignore[union-attr]
