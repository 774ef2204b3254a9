"""Which format raw bytes have: by their content first, by their name where the content leaves it open."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.tables.inputs import Reason

UNREAD = {
    b"%PDF-": "a PDF", b"{\\rtf": "rich text (RTF)", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"PAR1": "Parquet", b"ARROW1": "Arrow", b"SQLite format 3\0": "an SQLite database", b"\x04\x22\x4d\x18": "LZ4",
}  # fmt: skip
BINARY = {
    b"\x89PNG\r\n": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF87a": "a GIF image", b"GIF89a": "a GIF image",
    b"II*\0": "a TIFF image", b"MM\0*": "a TIFF image", b"\x7fELF": "a program (ELF)", b"\xca\xfe\xba\xbe": "a program (Mach-O or Java)",
    b"\xcf\xfa\xed\xfe": "a program (Mach-O)", b"ID3": "audio (MP3)", b"OggS": "audio or video (Ogg)", b"fLaC": "audio (FLAC)",
    b"\0asm": "a program (WebAssembly)", b"wOFF": "a font", b"wOF2": "a font", b"\0\0\1\0": "an icon",
}  # fmt: skip
CODE = re.compile(
    r"\.(?:py|ipynb|js|mjs|ts|css|ya?ml|toml|ini|cfg|sh|bat|ps1|sql|java|c|h|cpp|rs|go|rb|php|lock|tex|bib)\Z",
    re.IGNORECASE,
)
LINES = re.compile(r"\.(?:jsonl|ndjson|jsonlines)\Z", re.IGNORECASE)
JSON = re.compile(r"\.json\Z", re.IGNORECASE)
OBJECT_LINE = re.compile(rb'\s*\{\s*"[^"\r\n]{1,200}"\s*:')


class Kind(NamedTuple):
    """A format by its name in `inputs`; or why it is not read."""

    name: str
    reason: Reason | None = None
    detail: str = ""


def kind_of(head: bytes, name: str) -> Kind:
    """Give the format of raw bytes from their first 64 kB and their name."""
    return _packed(head) or _unread(head, name) or Kind(_text_form(head, name))


def _packed(head: bytes) -> Kind | None:
    if head.startswith(b"\x1f\x8b"):
        return Kind("gzip")
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return Kind("zstd")
    return None


def _unread(head: bytes, name: str) -> Kind | None:
    for signs, reason in ((UNREAD, Reason.UNSUPPORTED_FORMAT), (BINARY, Reason.BINARY)):
        for sign, what in signs.items():
            if head.startswith(sign):
                return Kind("unknown", reason, f"the content is {what}")
    if CODE.search(name):
        return Kind("unknown", Reason.UNSUPPORTED_FORMAT, f"files named {CODE.search(name)[0]} are not read")  # type: ignore[index]
    return None


def _text_form(head: bytes, name: str) -> str:
    if LINES.search(name) or OBJECT_LINE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "jsonl"
    return "text"
