"""gzip and Zstandard: checked whole before anything in them is read, so that a damaged file gives nothing."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import zstandard

from transforms.sources.raw import BLOCK_BYTES, MEBIBYTE, Limits, Raw, Rejected, sha256_of_stream
from transforms.sources.zstandard_frames import check_frames
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

HELD_BYTES = 32 * MEBIBYTE
SUFFIXES = {"gzip": (".gz", ".gzip", ".tgz"), "zstd": (".zst", ".zstd", ".tzst")}
DAMAGE = (OSError, EOFError, zlib.error, zstandard.ZstdError)


class Bomb(Exception):  # noqa: N818 - what it is
    """More comes out than may."""


def unpacked(raw: Raw, kind: str, *, limits: Limits) -> Raw | Rejected:
    """Give the bytes inside, to be opened as often as needed; or why they cannot be had."""
    inner = Raw(name=_inner_name(raw.name, kind), size=-1, open=lambda: _stream(raw, kind))
    try:
        if kind == "zstd":
            check_frames(raw)
        return sound(inner, most=raw.size * limits.ratio)
    except Bomb:
        return _bad(raw, kind, f"unpacks to more than {limits.ratio} times its size")
    except DAMAGE as error:
        return _bad(raw, kind, f"damaged: {str(error)[:120]}")


def sound(raw: Raw, *, most: int) -> Raw:
    """Read raw bytes to the end, to see that they are sound and no more than `most`, and keep them if they are few.

    Errors: `Bomb`, as soon as there are more; whatever reading them raises.
    """
    size, pieces = 0, []
    with raw.open() as stream:
        while block := stream.read(BLOCK_BYTES):
            size += len(block)
            if size > most:
                raise Bomb
            pieces.append(block)
            if size > HELD_BYTES:
                pieces = []
    held = b"".join(pieces)
    opened: Callable[[], BinaryIO] = (lambda: io.BytesIO(held)) if size <= HELD_BYTES else raw.open
    return Raw(name=raw.name, size=size, open=opened)


def _bad(raw: Raw, kind: str, detail: str) -> Rejected:
    sha256 = sha256_of_stream(raw)
    return Rejected(reason=Reason.BAD_ARCHIVE, detail=detail, sha256=sha256, byte_count=raw.size, format=kind)


def _stream(raw: Raw, kind: str) -> BinaryIO:
    if kind == "gzip":
        return cast("BinaryIO", _Gzip(raw.open()))
    reader = zstandard.ZstdDecompressor().stream_reader(raw.open(), read_across_frames=True, closefd=True)
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", reader), BLOCK_BYTES))


class _Gzip(gzip.GzipFile):
    """A gzip stream that closes the file below it."""

    def __init__(self, below: BinaryIO) -> None:
        super().__init__(fileobj=below, mode="rb")
        self.myfileobj = cast("Any", below)  # what GzipFile closes with itself


def _inner_name(name: str, kind: str) -> str:
    lower = name.lower()
    for suffix in SUFFIXES[kind]:
        if lower.endswith(suffix):
            return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
    return name
