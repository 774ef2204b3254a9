"""Bytes → text, strictly: byte order mark, UTF-8, the declared charset, then what 64 kB of the bytes look like.

Nothing is ever replaced: bytes that are not text in any of these are undecodable.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from transforms.sources.raw import SAMPLE_BYTES

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSES = ["gb18030", "cp1252", "big5", "shift_jis", "euc_kr", "cp1251", "cp1250", "cp1254", "cp874"]
WELL_FORMED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
CUT = re.compile(rb"(?:[\xc2\xc3\xe2]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z")
CUT_AMID_UTF8 = re.compile(rb"[\xc2-\xf4]\Z")
MOSTLY = 0.9
TWICE = "utf-8-twice"


class Decoded(NamedTuple):
    """Text and the encoding it was decoded with; `encoding` names the trouble where `text` is None."""

    text: str | None
    encoding: str | None
    trouble: str = ""


def decoded(raw: bytes, declared: str | None = None) -> Decoded:
    """Give the text of raw bytes without its byte order mark; no line end is translated."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _in_another_encoding(raw, declared, error)
    if "\0" in text and (encoding := _wide(raw)):
        return _strictly(raw, encoding)
    return Decoded(text, "utf-8")


def _strictly(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding.removesuffix("-le").removesuffix("-be"))
    except UnicodeDecodeError as error:
        return Decoded(None, None, f"byte {error.start} is not {encoding.upper()}: {error.reason}")


def _in_another_encoding(raw: bytes, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    if encoding := _wide(raw):
        return _strictly(raw, encoding)
    if declared and (found := _as_declared(raw, declared)):
        return found
    if trouble := _broken_utf8(raw, error):
        return Decoded(None, None, trouble)
    return _as_it_looks(raw, error)


def _wide(raw: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zeros, which stand in every second place."""
    sample = raw[:SAMPLE_BYTES]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) / 2
    if len(raw) % 2 or max(even, odd) < half * 0.4 or min(even, odd) > half * 0.02:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _as_declared(raw: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name
        # Browsers read what calls itself Latin-1 or GB2312 as the larger set, and so do the pages' authors.
        name = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
        return Decoded(raw.decode(name), name)
    except (LookupError, UnicodeDecodeError):
        return None


def _broken_utf8(raw: bytes, error: UnicodeDecodeError) -> str | None:
    """Say what is wrong where the bytes are UTF-8 but for some; None where they are not UTF-8 at all."""
    high = len(HIGH.findall(raw))
    covered = sum(map(len, WELL_FORMED.findall(raw)))
    if CUT.search(raw) or (covered and CUT_AMID_UTF8.search(raw)):
        if high - covered <= 3:  # noqa: PLR2004 - the longest unfinished character
            return "the text ends in the middle of a UTF-8 character"
    if covered >= high * MOSTLY:
        return f"byte {error.start} is not UTF-8: {error.reason}"
    return None


def _as_it_looks(raw: bytes, error: UnicodeDecodeError) -> Decoded:
    sample = raw if len(raw) <= SAMPLE_BYTES else raw[: raw.rfind(b"\n", 0, SAMPLE_BYTES) + 1 or SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=GUESSES, enable_fallback=False).best()
    trouble = f"byte {error.start} is not UTF-8 ({error.reason}), and no other encoding fits"
    if best is None:
        return Decoded(None, None, trouble)
    found = _strictly(raw, best.encoding)
    return found if found.text is not None else Decoded(None, None, trouble)
