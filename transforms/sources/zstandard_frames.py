"""Whether a Zstandard file is whole: the library's stream takes one that was cut short for one that ends there.

The layout of frames and blocks is that of RFC 8878, sections 3.1.1 and 3.1.2.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import zstandard

from transforms.sources.raw import BLOCK_BYTES

if TYPE_CHECKING:
    from transforms.sources.raw import Raw

SKIPPABLE = range(0x184D2A50, 0x184D2A60)
LONGEST_HEADER = 18
REPEATED_BYTE, RESERVED = 1, 3


def check_frames(raw: Raw) -> None:
    """Walk over the frames and blocks without unpacking any. Errors: `EOFError`, `ZstdError`."""
    with raw.open() as below, _buffered(below) as stream:
        while head := stream.peek(LONGEST_HEADER)[:LONGEST_HEADER]:
            if int.from_bytes(head[:4], "little") in SKIPPABLE:
                _skip(stream, 8 + int.from_bytes(head[4:8], "little"))
            else:
                _check_frame(stream, head)


def _buffered(below: BinaryIO) -> io.BufferedReader[Any]:
    return io.BufferedReader(cast("io.RawIOBase", below), BLOCK_BYTES)


def _check_frame(stream: io.BufferedReader[Any], head: bytes) -> None:
    parameters = zstandard.get_frame_parameters(head)
    _skip(stream, zstandard.frame_header_size(head))
    last = False
    while not last:
        block = int.from_bytes(_read(stream, 3), "little")
        last, kind, size = bool(block & 1), block >> 1 & 3, block >> 3
        if kind == RESERVED:
            raise zstandard.ZstdError("a block has no kind")
        _skip(stream, 1 if kind == REPEATED_BYTE else size)
    _skip(stream, 4 if parameters.has_checksum else 0)


def _read(stream: io.BufferedReader[Any], count: int) -> bytes:
    found = stream.read(count)
    if len(found) < count:
        raise EOFError("it is cut short")
    return found


def _skip(stream: io.BufferedReader[Any], count: int) -> None:
    while count > 0:
        count -= len(_read(stream, min(count, BLOCK_BYTES)))
