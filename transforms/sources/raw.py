"""What every source takes and gives: raw bytes that can be opened, limits, and records read or rejected."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.tables.inputs import Reason

MEBIBYTE = 1 << 20
SAMPLE_BYTES = 64 * 1024
BLOCK_BYTES = MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a raw file may ask for.

    `file_bytes` bounds a file that has to be held whole (plain text, a page, an export); JSON Lines, CSV and WET
    stream and are bounded by `record_bytes` a record. `ratio` bounds what a compressed file unpacks to, as a multiple
    of its own size, and `depth` how many archives may lie in one another.
    """

    file_bytes: int = 256 * MEBIBYTE
    record_bytes: int = 16 * MEBIBYTE
    ratio: int = 100
    depth: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Raw bytes: a file, or a member of an archive. `open` gives them from the start, each time it is called."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


class About(TypedDict):
    """Where a record stands and what its bytes are: what is known of it whether it can be read or not."""

    number: int
    sha256: str
    byte_count: int
    format: str
    encoding: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One text as it was read, and what its record (not the text) says about it; nothing is interpreted.

    `number` is 0 for a whole file and counts records and articles from 1. `member` is the path within an archive.
    `extra` holds the record's unknown keys as JSON. `sha256` and `byte_count` are those of the raw record.
    """

    number: int
    sha256: str
    byte_count: int
    format: str
    encoding: str | None
    text: str
    member: str = ""
    own_id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record that could not be read, why, and what exactly was wrong."""

    reason: Reason
    detail: str
    number: int = 0
    sha256: str | None = None
    byte_count: int = 0
    format: str = "unknown"
    encoding: str | None = None
    member: str = ""
    own_id: str | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A member of an archive that no one means to publish: hidden, or left behind by an editor or a system."""

    member: str


Found = RawRecord | Rejected | PassedOver


def sha256_of(raw: bytes) -> str:
    """Give the hash of raw bytes as hex digits."""
    return hashlib.sha256(raw).hexdigest()


def sha256_of_stream(raw: Raw) -> str:
    """Give the hash of raw bytes that are too many to hold."""
    digest = hashlib.sha256()
    with raw.open() as stream:
        while block := stream.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
