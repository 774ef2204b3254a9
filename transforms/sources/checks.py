"""What no text may be if it is to become a document: empty, full of control characters, an error page, dated ahead."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from transforms.sources.doubly_encoded import repaired
from transforms.sources.encodings import TWICE
from transforms.sources.error_pages import error_page
from transforms.sources.raw import RawRecord, Rejected
from transforms.sources.record_fields import two_days
from transforms.sources.spelling_out import without_control
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.sources.raw import Limits

NO_CONTROL = bytes(code for code in range(256) if (code >= 0x20 and code != 0x7F) or code in b"\t\n\f\r")  # noqa: PLR2004
HIGH_CONTROL = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
REPLACEMENT = "\ufffd"
MOST = 0.001
MENDED = ("text", "title", "author", "source")
SAID = ("own_id", "title", "published", "source", "author", "url", "language")
# What exports write where there is no value; "Na" and "Null" are names.
NO_VALUE = frozenset(
    ("-", "--", "N/A", "n/a", "NA", "<NA>", "nan", "NaN", "NAN", "NaT", "none", "None", "NONE", "null", "NULL")
)
PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].{4,30})?)?)?")


def checked(found: RawRecord | Rejected, *, as_of: datetime.date, limits: Limits) -> RawRecord | Rejected:
    """Give the record, whatever of it was encoded twice repaired, or the reason why it cannot be a document.

    What it says of itself is cleared of stand-ins for no value, and its control characters are written out as escapes.
    """
    if isinstance(found, Rejected):
        return found
    known = {name: value for name in MENDED if (value := getattr(found, name))}
    mended: dict[str, Any] = {name: better for name, value in known.items() if (better := repaired(value)) is not None}
    if mended:
        found = replace(found, **mended, encoding=TWICE)
    said = {name: value for name in SAID if (value := getattr(found, name))}
    cleared = _cleared(said)
    if cleared:
        found = replace(found, **cleared)
    trouble = _size_trouble(found, limits) or _text_trouble(found.text) or _said_trouble(said)
    trouble = trouble or _date_trouble(found.published, as_of)
    return rejected(found, *trouble) if trouble else found


def _cleared(said: Mapping[str, str]) -> dict[str, Any]:
    """Give the fields that change: null for a stand-in, and control characters as escapes."""
    changed: dict[str, Any] = {}
    for name, value in said.items():
        if value in NO_VALUE:
            changed[name] = None
        elif not value.isprintable() and (plain := without_control(value)) != value:
            changed[name] = plain
    return changed


def _said_trouble(said: Mapping[str, str]) -> tuple[Reason, str] | None:
    """Say where a NUL or a lost character stands: a short text with one has more of them than any text may."""
    for name, value in said.items():
        if "\0" in value:
            return Reason.CONTROL_CHARACTERS, f"a NUL stands in {_key(name)}"
        if REPLACEMENT in value and value.count(REPLACEMENT) > len(value) * MOST:
            return Reason.CONTROL_CHARACTERS, f"a replacement character (U+FFFD) stands in {_key(name)}"
    return None


def _key(name: str) -> str:
    return {"own_id": "id", "published": "published_date"}.get(name, name)


def rejected(found: RawRecord, reason: Reason, detail: str) -> Rejected:
    """Reject a record that had been read."""
    place = f"record {found.number}: " if found.number else ""
    return Rejected(
        reason=reason, detail=place + detail, number=found.number, sha256=found.sha256, byte_count=found.byte_count,
        format=found.format, encoding=found.encoding, member=found.member, own_id=found.own_id, extra=found.extra,
    )  # fmt: skip


def _size_trouble(found: RawRecord, limits: Limits) -> tuple[Reason, str] | None:
    if found.byte_count > limits.record_bytes:
        return Reason.TOO_LARGE, f"{found.byte_count} bytes; one text may have {limits.record_bytes}"
    return None


def _text_trouble(text: str) -> tuple[Reason, str] | None:
    if not text or text.isspace():
        return Reason.EMPTY, "no characters" if not text else "nothing but white space"
    return _character_trouble(text) or _page_trouble(text)


def _character_trouble(text: str) -> tuple[Reason, str] | None:
    if (position := text.find("\0")) >= 0:
        return Reason.CONTROL_CHARACTERS, f"a NUL stands at character {position}"
    if (controls := _controls(text)) > len(text) * MOST:
        return Reason.CONTROL_CHARACTERS, f"{controls} control characters in {len(text)}"
    if (lost := text.count(REPLACEMENT)) > len(text) * MOST:
        return Reason.CONTROL_CHARACTERS, f"{lost} replacement characters (U+FFFD) in {len(text)}"
    return None


def _controls(text: str) -> int:
    """Count control characters; over bytes, which is several times faster than a regular expression."""
    raw = text.encode()
    low = len(raw.translate(None, delete=NO_CONTROL))
    return low + len(HIGH_CONTROL.findall(raw)) if b"\xc2" in raw else low


def _page_trouble(text: str) -> tuple[Reason, str] | None:
    sign = error_page(text)
    return (Reason.ERROR_PAGE, f"it says '{sign}'") if sign else None


def _date_trouble(published: str | None, as_of: datetime.date) -> tuple[Reason, str] | None:
    if published is None:
        return None
    day = first_day(next(iter(two_days(published)), published))
    if day is None:
        return Reason.BAD_DATE, f"published_date is '{published[:40]}'; expected an ISO date such as 2025-03-14"
    if day > as_of:
        return Reason.BAD_DATE, f"published_date {published[:40]} lies after {as_of}, the date of this run"
    return None


def first_day(published: str) -> datetime.date | None:
    """Give the day of an ISO date or time, the first day of an ISO month or year; None for anything else.

    The day is the one stated, in the zone stated.
    """
    match = PUBLISHED.fullmatch(published)
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        if len(published) > len("2025-03-14"):
            datetime.datetime.fromisoformat(published)
        return datetime.date(year, month, day)
    except ValueError:
        return None
