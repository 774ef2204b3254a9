"""Common Crawl WET: the text of web pages, each under a WARC header; read as a stream."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from transforms.sources.encodings import decoded
from transforms.sources.raw import About, Limits, Raw, RawRecord, Rejected, sha256_of
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION_LINE = re.compile(rb"WARC/\d\.\d\r?\n?\Z")
IS_TEXT = re.compile(rb"^WARC-Type:\s*conversion\b", re.IGNORECASE | re.MULTILINE)
HEADER_BYTES = 16 * 1024
LINE_BYTES = 1 << 20


def wet_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give every page's record, its header included; where a file is one record, that is the whole file, number 0.

    Records are told by the line that begins the next one: lengths that crawls declare do not always hold.
    """
    with raw.open() as stream:
        blocks = _blocks(stream, limits.record_bytes)
        first, second = next(blocks, None), next(blocks, None)
        if first is not None and second is None:
            yield _record(0, first, limits)
            return
        number = 0
        for block in (block for part in ((first, second), blocks) for block in part):
            if block is not None and IS_TEXT.search(block[:HEADER_BYTES]):
                number += 1
                yield _record(number, _without_blank_end(block), limits)


def _blocks(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Cut the stream before each version line; a block that grows beyond `most` is given up to that size and a byte."""
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(LINE_BYTES):
        if size and VERSION_LINE.match(line):
            yield b"".join(lines)
            lines, size = [], 0
        if size <= most:
            lines.append(line)
            size += len(line)
    if lines:
        yield b"".join(lines)


def _without_blank_end(block: bytes) -> bytes:
    """Cut the blank lines that part a record from the next; its last line keeps its end."""
    kept = block.rstrip(b"\r\n")
    for line_end in (b"\r\n", b"\n"):
        if block.startswith(line_end, len(kept)):
            return kept + line_end
    return block


def _record(number: int, block: bytes, limits: Limits) -> RawRecord | Rejected:
    text, encoding, trouble = decoded(block)
    about = About(number=number, sha256=sha256_of(block), byte_count=len(block), format="wet", encoding=encoding)
    if len(block) > limits.record_bytes:
        return Rejected(
            reason=Reason.TOO_LARGE, detail=f"record {number}: more than {limits.record_bytes} bytes", **about
        )
    if text is None:
        return Rejected(reason=Reason.UNDECODABLE, detail=f"record {number}: {trouble}", **about)
    return RawRecord(text=text, **about)
