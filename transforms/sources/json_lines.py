"""JSON Lines and JSON: one record a line, or an array of records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, Unpack

from transforms.sources.encodings import decoded
from transforms.sources.raw import BLOCK_BYTES, About, Limits, Raw, RawRecord, Rejected, sha256_of
from transforms.sources.record_fields import fields_of, plain_text, text_key
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSON = json.JSONDecoder(parse_constant=lambda _: None)  # NaN and Infinity are not JSON, but what pandas writes for null


def json_lines_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the records of a JSON Lines stream; a record's number is its line. Blank lines are no records."""
    hint: str | None = None
    with raw.open() as stream:
        for number, line in _lines(stream, limits.record_bytes):
            if line is None:
                detail = f"line {number}: longer than {limits.record_bytes} bytes"
                yield Rejected(reason=Reason.TOO_LARGE, detail=detail, number=number, format="jsonl")
                continue
            found = _line_record(number, line, hint)
            hint = found.encoding if found.encoding != "utf-8" else None
            yield found


def _lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Give the numbered lines that are not blank, without their line ends; None for one that is too long to hold."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, None
        elif stripped := line.strip():
            yield number, stripped.removeprefix(b"\xef\xbb\xbf") if number == 1 else stripped


def _skip_line(stream: BinaryIO) -> None:
    while (block := stream.readline(BLOCK_BYTES)) and not block.endswith(b"\n"):
        pass


def _line_record(number: int, line: bytes, hint: str | None) -> RawRecord | Rejected:
    text, encoding, trouble = decoded(line, hint)
    about = About(number=number, sha256=sha256_of(line), byte_count=len(line), format="jsonl", encoding=encoding)
    place = f"line {number}"
    if text is None:
        return Rejected(reason=Reason.UNDECODABLE, detail=f"{place}: {trouble}", **about)
    try:
        value = JSON.decode(text)
    except (ValueError, RecursionError) as error:
        return Rejected(reason=Reason.BAD_RECORD, detail=f"{place}: {json_trouble(error)}", **about)
    return record_of(value, place, **about)


def json_trouble(error: Exception) -> str:
    """Say what is wrong with JSON, in one line."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]


def record_of(value: Any, place: str, **about: Unpack[About]) -> RawRecord | Rejected:
    """Give the record that a JSON object or CSV row is, or say what it lacks."""
    trouble = _form_trouble(value)
    if trouble:
        own_id = plain_text(value.get("id")) if isinstance(value, dict) else None
        return Rejected(reason=Reason.BAD_RECORD, detail=f"{place}: {trouble}", own_id=own_id, **about)
    fields, extra = fields_of(value)
    return RawRecord(text=value[text_key(value)], extra=extra, **fields, **about)


def _form_trouble(value: Any) -> str | None:
    if not isinstance(value, dict):
        return f"expected an object with a key 'text', found {_kind(value)}"
    key = text_key(value)
    if key is None:
        return f"the key 'text' is missing (keys: {', '.join(map(str, list(value)[:8])) or 'none'})"
    if not isinstance(value[key], str):
        return f"'{key}' should be a string, found {_kind(value[key])}"
    return _surrogate_trouble(value)


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _surrogate_trouble(value: Mapping[str, Any]) -> str | None:
    for key, item in value.items():
        for part in (key, item):
            if isinstance(part, str) and not part.isascii():
                try:
                    part.encode()
                except UnicodeEncodeError as error:
                    return f"a lone surrogate stands in {key!a} at character {error.start + 1}"
    return None
