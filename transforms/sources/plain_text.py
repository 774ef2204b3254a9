"""Files that are one text: plain text and Markdown, whole. Front matter is part of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.sources.encodings import decoded
from transforms.sources.raw import Raw, RawRecord, Rejected, sha256_of, sha256_of_stream
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.sources.raw import Limits


def text_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the one record that a text file is, or its exact reason."""
    if raw.size > limits.file_bytes:
        yield too_large(raw, limits)
        return
    with raw.open() as stream:
        content = stream.read()
    sha256, size, kind = sha256_of(content), len(content), text_kind(raw.name)
    text, encoding, trouble = decoded(content)
    if text is None:
        yield Rejected(reason=Reason.UNDECODABLE, detail=trouble, sha256=sha256, byte_count=size, format=kind)
        return
    yield RawRecord(number=0, sha256=sha256, byte_count=size, format=kind, encoding=encoding, text=text)


def too_large(raw: Raw, limits: Limits) -> Rejected:
    """Reject a file by its size, without holding it."""
    detail = f"{raw.size} bytes; a file that is held whole may have {limits.file_bytes}"
    return Rejected(
        reason=Reason.TOO_LARGE,
        detail=detail,
        sha256=sha256_of_stream(raw),
        byte_count=raw.size,
        format=text_kind(raw.name),
    )


def text_kind(name: str) -> str:
    """Tell Markdown from plain text by the name: the content of both is text."""
    return "markdown" if name.lower().endswith((".md", ".markdown", ".mdown")) else "text"
