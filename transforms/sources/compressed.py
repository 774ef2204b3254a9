"""gzip and Zstandard: checked whole before anything in them is read, so that a damaged file gives nothing."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from transforms.sources.raw import BLOCK_BYTES, MEBIBYTE, Limits, Raw, Rejected, sha256_of_stream
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

HELD_BYTES = 32 * MEBIBYTE
SUFFIXES = {"gzip": (".gz", ".gzip", ".tgz"), "zstd": (".zst", ".zstd", ".tzst")}


@dataclass(slots=True)
class _Checked:
    """The unpacked bytes, if they are few enough to hold, and how many there are."""

    size: int
    held: bytes | None


def unpacked(raw: Raw, kind: str, *, limits: Limits) -> Raw | Rejected:
    """Give the bytes inside, to be opened as often as needed; or why they cannot be had.

    Everything is unpacked once to see that it is sound and within the ratio; what is small is kept from that.
    """
    try:
        found = _checked(raw, kind, limits)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        return _bad(raw, kind, f"damaged: {str(error)[:120]}")
    if found is None:
        return _bad(raw, kind, f"unpacks to more than {limits.ratio} times its size")
    opened: Callable[[], BinaryIO] = (
        (lambda held=found.held: io.BytesIO(held)) if found.held is not None else (lambda: _stream(raw, kind))
    )  # type: ignore[misc]
    return Raw(name=_inner_name(raw.name, kind), size=found.size, open=opened)


def _bad(raw: Raw, kind: str, detail: str) -> Rejected:
    sha256 = sha256_of_stream(raw)
    return Rejected(reason=Reason.BAD_ARCHIVE, detail=detail, sha256=sha256, byte_count=raw.size, format=kind)


def _checked(raw: Raw, kind: str, limits: Limits) -> _Checked | None:
    most, size, pieces = raw.size * limits.ratio, 0, []
    with _stream(raw, kind) as stream:
        while block := stream.read(BLOCK_BYTES):
            size += len(block)
            if size > most:
                return None
            if size <= HELD_BYTES:
                pieces.append(block)
            else:
                pieces = []
    return _Checked(size, b"".join(pieces) if size <= HELD_BYTES else None)


def _stream(raw: Raw, kind: str) -> BinaryIO:
    if kind == "gzip":
        return gzip.GzipFile(fileobj=raw.open(), mode="rb")  # type: ignore[return-value]
    reader = zstandard.ZstdDecompressor().stream_reader(raw.open(), read_across_frames=True, closefd=True)
    return io.BufferedReader(reader, BLOCK_BYTES)  # type: ignore[arg-type]


def _inner_name(name: str, kind: str) -> str:
    lower = name.lower()
    for suffix in SUFFIXES[kind]:
        if lower.endswith(suffix):
            return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
    return name
