"""Which format raw bytes have: by their content first, by their name where the content leaves it open."""

from __future__ import annotations

import re
import tarfile
from typing import NamedTuple

from transforms.sources.agency_xml import is_agency_xml
from transforms.sources.comma_separated import is_header
from transforms.sources.encodings import glimpse
from transforms.sources.factiva import is_factiva
from transforms.sources.feeds import is_feed
from transforms.sources.mail import is_mail
from transforms.sources.nexis import is_nexis
from transforms.sources.proquest import is_proquest
from transforms.tables.inputs import Reason

UNREAD = {
    b"%PDF-": "a PDF", b"{\\rtf": "rich text (RTF)", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"PAR1": "Parquet", b"ARROW1": "Arrow", b"SQLite format 3\0": "an SQLite database", b"\x04\x22\x4d\x18": "LZ4",
}  # fmt: skip
BINARY = {
    b"\x89PNG\r\n": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF87a": "a GIF image", b"GIF89a": "a GIF image",
    b"II*\0": "a TIFF image", b"MM\0*": "a TIFF image", b"\x7fELF": "a program (ELF)", b"\xca\xfe\xba\xbe": "a program (Mach-O or Java)",
    b"\xcf\xfa\xed\xfe": "a program (Mach-O)", b"MZ": "a program (Windows)", b"ID3": "audio (MP3)", b"RIFF": "audio, video or an image (RIFF)",
    b"OggS": "audio or video (Ogg)", b"fLaC": "audio (FLAC)", b"\0asm": "a program (WebAssembly)", b"wOFF": "a font", b"wOF2": "a font",
    b"\0\0\1\0": "an icon", b"BM": "a bitmap image",
}  # fmt: skip
TEXTUAL = (b"%PDF-", b"{\\rtf")
PACKED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip"}
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MANY = 0.1
TAR_SIGN, TAR_PLACE, TAR_HEADER = b"ustar", 257, 512
CODE = re.compile(
    r"\.(?:py|ipynb|js|mjs|ts|css|ya?ml|toml|ini|cfg|sh|bat|ps1|sql|java|c|h|cpp|rs|go|rb|php|lock|tex|bib)\Z",
    re.IGNORECASE,
)
LINES = re.compile(r"\.(?:jsonl|ndjson|jsonlines)\Z", re.IGNORECASE)
TABLE = re.compile(r"\.(?:csv|tsv)\Z", re.IGNORECASE)
PAGE = re.compile(r"\.x?html?\Z", re.IGNORECASE)
BLANK = re.compile(r"\s*")
PAGE_SIGN = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*|<!--[^>]{0,1000}-->\s*)?(?:<!doctype\s+html\b|<html\b|<head\b|<body\b"
    r"|<(?:article|section|main|div|p|h1|title|meta|table|span)(?:\s[^<>]{0,500})?>)",
    re.IGNORECASE,
)
TAG = re.compile(r"</?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
XML_SIGN = re.compile(
    r"<\?xml\b|<!doctype\b|<(?:rss|feed|rdf:rdf|svg|nitf|newsml|newsmessage|newsitem|tei)\b", re.IGNORECASE
)
ENTITY = re.compile(r"<!entity\b", re.IGNORECASE)
ONE_LINE_OBJECT = re.compile(r"\{[^\n]*(?:\}[ \t\r]*(?:\n|\Z)|\Z)")
OBJECT = re.compile(r'\{\s*(?:"[^"\n]{1,200}"\s*:|\})')
OBJECTS = re.compile(r'\[\s*\{\s*(?:"[^"\n]{1,200}"\s*:|\})')
WET_SIGN = re.compile(r"WARC/\d\.\d\r?\n")
WET_TEXT = re.compile(r"^WARC-Type:\s*conversion\b", re.IGNORECASE | re.MULTILINE)


class Kind(NamedTuple):
    """A format by its name in `inputs`; or why it is not read."""

    name: str
    reason: Reason | None = None
    detail: str = ""


def kind_of(head: bytes, name: str) -> Kind:
    """Give the format of raw bytes from their first 64 kB and their name."""
    return _packed(head, name) or _binary(head) or _by_name(name) or _textual(glimpse(head), name)


def _packed(head: bytes, name: str) -> Kind | None:
    for sign, kind in PACKED.items():
        if head.startswith(sign):
            return Kind(kind)
    if head[TAR_PLACE:].startswith(TAR_SIGN) or (name.lower().endswith(".tar") and _is_old_tar(head)):
        return Kind("tar")
    return None


def _is_old_tar(head: bytes) -> bool:
    """Tell a tar archive from before the sign was agreed on, by the checksum of its first header."""
    if not head.strip(b"\0"):
        return True  # an archive of nothing
    try:
        tarfile.TarInfo.frombuf(head[:TAR_HEADER], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _binary(head: bytes) -> Kind | None:
    no_text = NO_TEXT.search(head)
    for signs, reason in ((UNREAD, Reason.UNSUPPORTED_FORMAT), (BINARY, Reason.BINARY)):
        for sign, what in signs.items():
            if head.startswith(sign) and (no_text or sign in TEXTUAL):
                return Kind("unknown", reason, f"the content is {what}")
    if no_text and len(NO_LETTERS.findall(glimpse(head))) > len(head) * MANY:
        return Kind("unknown", Reason.BINARY, "one byte in ten or more is none that text has")
    return None


def _by_name(name: str) -> Kind | None:
    code = CODE.search(name)
    return Kind("unknown", Reason.UNSUPPORTED_FORMAT, f"files named {code[0]} are not read") if code else None


def _textual(head: str, name: str) -> Kind:
    start = BLANK.match(head).end()  # type: ignore[union-attr]
    return _marked_up(head, start, name) or Kind(_json_form(head, start, name) or _export_form(head, start, name))


def _marked_up(head: str, start: int, name: str) -> Kind | None:
    page = PAGE_SIGN.match(head, start) or (PAGE.search(name) and TAG.search(head))
    if not page and not XML_SIGN.match(head, start):
        return None
    if ENTITY.search(head):
        return Kind(
            "html" if page else "unknown",
            Reason.UNSUPPORTED_FORMAT,
            "the markup declares entities, which are not expanded",
        )
    if page:
        return Kind("html")
    for kind, is_kind in (("feed", is_feed), ("newsml", is_agency_xml)):
        if is_kind(head[start:]):
            return Kind(kind)
    return Kind("unknown", Reason.UNSUPPORTED_FORMAT, "the content is XML that is neither page, feed nor agency copy")


def _json_form(head: str, start: int, name: str) -> str | None:
    if LINES.search(name):
        return "jsonl"
    if OBJECT.match(head, start):
        return "jsonl" if ONE_LINE_OBJECT.match(head, start) else "json"
    return "json" if OBJECTS.match(head, start) or name.lower().endswith(".json") else None


def _export_form(head: str, start: int, name: str) -> str:
    if WET_SIGN.match(head, start) and WET_TEXT.search(head):
        return "wet"
    for kind, is_kind in (("nexis", is_nexis), ("proquest", is_proquest), ("factiva", is_factiva), ("mail", is_mail)):
        if is_kind(head):
            return kind
    return "csv" if TABLE.search(name) or is_header(head[start:].split("\n", 1)[0]) else "text"
