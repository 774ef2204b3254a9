"""Files that are held whole: read once, decoded strictly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.sources.encodings import codec, decoded
from transforms.sources.raw import About, Limits, Raw, Rejected, sha256_of, sha256_of_stream
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A file's bytes and their text."""

    content: bytes
    text: str
    encoding: str
    format: str

    def about(self) -> About:
        """Give what is known of the file as one record."""
        size = len(self.content)
        return About(
            number=0, sha256=sha256_of(self.content), byte_count=size, format=self.format, encoding=self.encoding
        )

    def about_slice(self, number: int, start: int, end: int) -> About:
        """Give what is known of the record that a slice of the text is, by its own bytes."""
        raw = self.text[start:end].encode(codec(self.encoding), "surrogatepass")
        return About(
            number=number, sha256=sha256_of(raw), byte_count=len(raw), format=self.format, encoding=self.encoding
        )


def whole(
    raw: Raw, kind: str, *, limits: Limits, declared: Callable[[bytes], str | None] = lambda _: None
) -> Whole | Rejected:
    """Give a file's text; or the reason why it cannot be had. `declared` finds the charset that the bytes declare."""
    if raw.size > limits.file_bytes:
        detail = f"{raw.size} bytes; a file that is held whole may have {limits.file_bytes}"
        sha256 = sha256_of_stream(raw)
        return Rejected(reason=Reason.TOO_LARGE, detail=detail, sha256=sha256, byte_count=raw.size, format=kind)
    with raw.open() as stream:
        content = stream.read(limits.file_bytes + 1)
    text, encoding, trouble = decoded(content, declared(content))
    if text is None or encoding is None:
        sha256, size = sha256_of(content), len(content)
        return Rejected(reason=Reason.UNDECODABLE, detail=trouble, sha256=sha256, byte_count=size, format=kind)
    return Whole(content=content, text=text, encoding=encoding, format=kind)
