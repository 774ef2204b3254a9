"""CSV: one record a row, under a header that names at least `text`; read as a stream."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections import deque
from typing import TYPE_CHECKING, BinaryIO

from transforms.sources.encodings import codec, decoded
from transforms.sources.json_lines import record_of
from transforms.sources.raw import SAMPLE_BYTES, About, Limits, Raw, RawRecord, Rejected, sha256_of
from transforms.sources.record_fields import is_known, text_key
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS = ",;\t|"


def is_header(line: str) -> bool:
    """Tell the header of a CSV file: several short names, one for the text and another known one among them.

    >>> is_header("id,text,source"), is_header("Date;Headline;Body"), is_header("Text, however, is not all.")
    (True, True, False)
    """
    names = [name.strip(' "\r') for name in line[:1000].split(delimiter_of(line))]
    return text_key(names) is not None and any(is_known(name) for name in names)


def delimiter_of(line: str) -> str:
    """Give the delimiter that stands most often in a header."""
    return max(DELIMITERS, key=line.count)


def csv_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the rows of a CSV file, numbered from 1 below the header; a field may go over several lines."""
    csv.field_size_limit(limits.record_bytes)
    with raw.open() as stream:
        lines = _Lines(stream, limits.record_bytes)
        reader = csv.reader(lines, delimiter=lines.delimiter, strict=True)
        header, trouble = _header(reader)
        if trouble:
            yield Rejected(reason=Reason.BAD_RECORD, detail=trouble, **lines.about(0))
            return
        lines.taken()
        yield from _rows(reader, header, lines)


def _header(reader: Iterator[list[str]]) -> tuple[list[str], str | None]:
    """Give the names of the columns, and what is wrong with them."""
    try:
        names = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        return [], f"header: {error}"
    return names, _header_trouble(names)


def _header_trouble(header: Sequence[str]) -> str | None:
    if text_key(header) is None:
        return f"the header names no column 'text' (it names: {', '.join(header[:8])[:120] or 'nothing'})"
    if len(set(header)) < len(header):
        return "the header names a column twice"
    return None


def _rows(reader: Iterator[list[str]], header: Sequence[str], lines: _Lines) -> Iterator[RawRecord | Rejected]:
    number = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            detail = f"row {number + 1}: {error}; nothing after it was read"
            yield Rejected(reason=Reason.BAD_RECORD, detail=detail, **lines.about(number + 1))
            return
        if row is None:
            return
        if row:
            number += 1
            yield _record(number, row, header, lines)
        lines.taken()


def _record(number: int, row: Sequence[str], header: Sequence[str], lines: _Lines) -> RawRecord | Rejected:
    place, about = f"row {number}", lines.about(number)
    if len(row) != len(header):
        detail = f"{place}: {len(row)} fields where the header has {len(header)}"
        return Rejected(reason=Reason.BAD_RECORD, detail=detail, **about)
    if lines.trouble:
        return Rejected(reason=Reason.UNDECODABLE, detail=f"{place}: {lines.trouble}", **about)
    return record_of(dict(zip(header, row, strict=True)), place, **about)


class _Lines:
    """The decoded lines of a file, and the raw bytes of those read since the last record.

    A line that cannot be decoded goes through in a form that marks it, so that its row is counted and rejected.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream, self._most = stream, most
        sample = stream.read(SAMPLE_BYTES) + stream.readline(most)
        self._ahead = deque(io.BytesIO(sample.removeprefix(BOM_UTF8)))
        self._usual = decoded(sample).encoding or "utf-8"
        first = self._ahead[0] if self._ahead else b""
        self.delimiter = delimiter_of(first.decode(codec(self._usual), "surrogateescape"))
        self._raw: list[bytes] = []
        self.encoding, self.trouble = self._usual, ""

    def __iter__(self) -> Iterator[str]:
        while line := self._ahead.popleft() if self._ahead else self._stream.readline(self._most + 1):
            self._raw.append(line)
            text, encoding, trouble = decoded(line, self._usual)
            self.encoding, self.trouble = encoding or self._usual, self.trouble or trouble
            yield line.decode("utf-8", "surrogateescape") if text is None else text

    def about(self, number: int) -> About:
        """Give what is known of the record whose lines were read last."""
        raw = b"".join(self._raw)
        return About(number=number, sha256=sha256_of(raw), byte_count=len(raw), format="csv", encoding=self.encoding)

    def taken(self) -> None:
        """Forget the lines of the record that was read."""
        self._raw, self.encoding, self.trouble = [], self._usual, ""
