"""Raw bytes → records: finds out the format and hands the bytes to its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.sources.formats import kind_of
from transforms.sources.compressed import unpacked
from transforms.sources.json_lines import json_lines_records
from transforms.sources.plain_text import text_records
from transforms.sources.raw import SAMPLE_BYTES, Limits, Raw, RawRecord, Rejected, sha256_of_stream
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = {"jsonl": json_lines_records, "text": text_records}


def records_of(raw: Raw, *, limits: Limits, depth: int = 0) -> Iterator[RawRecord | Rejected]:
    """Give everything that raw bytes hold, each record read or rejected; at least one."""
    with raw.open() as stream:
        head = stream.read(SAMPLE_BYTES)
    if not head:
        yield Rejected(reason=Reason.EMPTY, detail="0 bytes", sha256=sha256_of_stream(raw))
        return
    kind = kind_of(head, raw.name)
    if kind.reason:
        yield Rejected(
            reason=kind.reason, detail=kind.detail, sha256=sha256_of_stream(raw), byte_count=raw.size, format=kind.name
        )
    elif kind.name in ("gzip", "zstd"):
        inner = unpacked(raw, kind.name, limits=limits)
        yield from [inner] if isinstance(inner, Rejected) else records_of(inner, limits=limits, depth=depth)
    else:
        yield from _at_least_one(raw, SOURCES[kind.name](raw, limits=limits), kind.name)


def _at_least_one(raw: Raw, found: Iterator[RawRecord | Rejected], kind: str) -> Iterator[RawRecord | Rejected]:
    none = True
    for record in found:
        none = False
        yield record
    if none:
        detail = "nothing but white space"
        yield Rejected(
            reason=Reason.EMPTY, detail=detail, sha256=sha256_of_stream(raw), byte_count=raw.size, format=kind
        )
