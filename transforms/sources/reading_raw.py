"""Raw bytes → records: finds out the format and hands the bytes to its source."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from transforms.sources.agency_xml import agency_records
from transforms.sources.comma_separated import csv_records
from transforms.sources.common_crawl import wet_records
from transforms.sources.compressed import unpacked
from transforms.sources.encodings import wide_encoding
from transforms.sources.exports import factiva_records, nexis_records, proquest_records
from transforms.sources.feeds import feed_records
from transforms.sources.formats import Kind, kind_of
from transforms.sources.json_documents import json_records
from transforms.sources.json_lines import json_lines_records
from transforms.sources.mail import mail_records
from transforms.sources.plain_text import text_records
from transforms.sources.raw import SAMPLE_BYTES, Found, Limits, PassedOver, Raw, Rejected, sha256_of_stream
from transforms.sources.tar_archives import tar_records
from transforms.sources.web_pages import html_records
from transforms.sources.whole import whole
from transforms.sources.zip_archives import zip_records
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_PACKED = 2


class Source(Protocol):
    """One raw format: bytes → records."""

    def __call__(self, raw: Raw, *, limits: Limits) -> Iterator[Found]:
        """Give everything that raw bytes hold."""
        ...


STREAMS: Mapping[str, Source] = {"jsonl": json_lines_records, "csv": csv_records, "wet": wet_records}
SOURCES: Mapping[str, Source] = {
    **STREAMS,
    "text": text_records,
    "html": html_records,
    "json": json_records,
    "nexis": nexis_records,
    "proquest": proquest_records,
    "factiva": factiva_records,
    "mail": mail_records,
    "feed": feed_records,
    "newsml": agency_records,
}
ARCHIVES = {"zip": zip_records, "tar": tar_records}


def records_of(raw: Raw, *, limits: Limits, depth: int = 0, packed: int = 0) -> Iterator[Found]:
    """Give everything that raw bytes hold, each record read or rejected; at least one.

    `depth` archives and `packed` layers of compression lie around these bytes.
    """
    with raw.open() as stream:
        head = stream.read(SAMPLE_BYTES)
    if not head:
        yield Rejected(reason=Reason.EMPTY, detail="0 bytes", sha256=sha256_of_stream(raw))
        return
    kind = kind_of(head, raw.name)
    if trouble := _trouble(raw, kind, limits, depth, packed):
        sha256 = sha256_of_stream(raw)
        yield replace(trouble, sha256=sha256, byte_count=raw.size, format=kind.name)
    elif kind.name in ("gzip", "zstd"):
        inner = unpacked(raw, kind.name, limits=limits)
        if isinstance(inner, Rejected):
            yield inner
        else:
            yield from records_of(inner, limits=limits, depth=depth, packed=packed + 1)
    elif kind.name in ARCHIVES:
        yield from ARCHIVES[kind.name](raw, limits=limits, depth=depth, read=records_of)
    else:
        yield from _at_least_one(raw, _records(raw, kind, wide_encoding(head), limits), kind.name)


def _trouble(raw: Raw, kind: Kind, limits: Limits, depth: int, packed: int) -> Rejected | None:
    if kind.reason is Reason.BINARY and raw.size > limits.file_bytes:
        return Rejected(
            reason=Reason.TOO_LARGE, detail=f"{raw.size} bytes, and none of a format that is read as a stream"
        )
    if kind.reason:
        return Rejected(reason=kind.reason, detail=kind.detail)
    if kind.name in ARCHIVES and depth >= limits.depth:
        return Rejected(
            reason=Reason.BAD_ARCHIVE, detail=f"it lies in {depth} other archives; at most {limits.depth} are opened"
        )
    if kind.name in ("gzip", "zstd") and packed >= MOST_PACKED:
        return Rejected(reason=Reason.BAD_ARCHIVE, detail=f"packed more than {MOST_PACKED} times over")
    return None


def _records(raw: Raw, kind: Kind, wide: str | None, limits: Limits) -> Iterator[Found]:
    """Give the records of a text format; a stream of two-byte characters is held whole, since lines cannot be cut in it."""
    if not wide or kind.name not in STREAMS:
        yield from SOURCES[kind.name](raw, limits=limits)
        return
    found = whole(raw, kind.name, limits=limits)
    if isinstance(found, Rejected):
        yield found
        return
    content = found.text.encode("utf-8", "surrogatepass")
    narrow = Raw(name=raw.name, size=len(content), open=partial(io.BytesIO, content))
    for record in SOURCES[kind.name](narrow, limits=limits):
        yield record if isinstance(record, PassedOver) else replace(record, encoding=found.encoding)


def _at_least_one(raw: Raw, found: Iterator[Found], kind: str) -> Iterator[Found]:
    none = True
    for record in found:
        none = False
        yield record
    if none:
        detail = "it holds no records"
        yield Rejected(
            reason=Reason.EMPTY, detail=detail, sha256=sha256_of_stream(raw), byte_count=raw.size, format=kind
        )
