"""JSON Lines and JSON: one record a line, or an array of records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, TypedDict, Unpack

from transforms.sources.encodings import decoded
from transforms.sources.raw import BLOCK_BYTES, About, Limits, Raw, RawRecord, Rejected, sha256_of
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSON = json.JSONDecoder(parse_constant=lambda _: None)  # NaN and Infinity are not JSON, but what pandas writes for null
KEYS = {
    "id": "own_id",
    "title": "title",
    "published_date": "published",
    "source": "source",
    "author": "author",
    "url": "url",
    "language": "language",
}


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
        own_id = _plain(value.get("id")) if isinstance(value, dict) else None
        return Rejected(reason=Reason.BAD_RECORD, detail=f"{place}: {trouble}", own_id=own_id, **about)
    fields, extra = _fields(value)
    return RawRecord(text=value["text"], extra=extra, **fields, **about)


def _form_trouble(value: Any) -> str | None:
    if not isinstance(value, dict):
        return f"expected an object with a key 'text', found {_kind(value)}"
    if "text" not in value:
        return f"the key 'text' is missing (keys: {', '.join(map(str, list(value)[:8])) or 'none'})"
    if not isinstance(value["text"], str):
        return f"'text' should be a string, found {_kind(value['text'])}"
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


def _plain(value: Any) -> str | None:
    """Give a metadata value as text: strings, numbers and lists of strings; None for anything else."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return ", ".join(item.strip() for item in value)
    return None


class _Fields(TypedDict):
    own_id: str | None
    title: str | None
    published: str | None
    source: str | None
    author: str | None
    url: str | None
    language: str | None


def _fields(value: Mapping[str, Any]) -> tuple[_Fields, str | None]:
    """Split a record into the fields that are known and the rest, as JSON."""
    found = {key: _plain(value.get(key)) for key in KEYS}
    rest = {key: item for key, item in value.items() if key != "text" and not found.get(key) and item not in (None, "")}
    return _Fields(**{field: found[key] for key, field in KEYS.items()}), as_json(rest) if rest else None  # type: ignore[typeddict-item]


def as_json(value: Any) -> str:
    """Give JSON that any reader can take: lone surrogates, which UTF-8 cannot hold, stay escaped."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True)
    return written
