"""Bytes → text, strictly: byte order mark, UTF-8, the declared charset, then what 64 kB of the bytes look like.

Nothing is ever replaced: bytes that are not text in any of these are undecodable.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from transforms.sources.raw import SAMPLE_BYTES

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What text in each encoding consists of, beside ASCII, and how many such characters are enough to tell.
CJK = "\u2010-\u2026\u2460-\u2473\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\u00b7\u00d7\u00b0\u2103"
MARKS_OF_ALL = "\u00a0\u00ab\u00bb\u2013\u2014\u2018-\u201e\u2026\u2116"
SCRIPTS = {
    "gb18030": (f"[{CJK}]", 2),
    "big5": (f"[{CJK}]", 10),
    "shift_jis": (f"[{CJK}]", 10),
    "euc_kr": (f"[{CJK}\uac00-\ud7a3]", 10),
    "cp1251": (f"[\u0401\u0410-\u044f\u0451{MARKS_OF_ALL}]", 20),
    "cp874": (f"[\u0e00-\u0e7f{MARKS_OF_ALL}]", 20),
}
COMMON = re.compile(rb"(?:[\xa1-\xa9\xb0-\xd7][\xa1-\xfe])+")
PAIR = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
PLAUSIBLE = frozenset("‘’‚“”„–—…•€£¥©®™°·½¼¾«»¡¿§×²³\xa0šŠžŽœŒŸƒ") | {chr(code) for code in range(0xC0, 0xFF)} - set(
    "ÐÞðþ×÷"
)
WELL_FORMED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
CUT = re.compile(rb"(?:[\xc2\xc3\xe2]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z")
CUT_AMID_UTF8 = re.compile(rb"[\xc2-\xf4]\Z")
MOSTLY, MOSTLY_PAIRS, MOSTLY_COMMON = 0.9, 0.7, 0.6
TWICE = "utf-8-twice"


class Decoded(NamedTuple):
    """Text and the encoding it was decoded with; `encoding` names the trouble where `text` is None."""

    text: str | None
    encoding: str | None
    trouble: str = ""


def decoded(raw: bytes, declared: str | None = None) -> Decoded:
    """Give the text of raw bytes without its byte order mark; no line end is translated."""
    for mark, marked in MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], marked)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _in_another_encoding(raw, declared, error)
    if "\0" in text and (encoding := _wide(raw)):
        return _strictly(raw, encoding)
    return Decoded(text, "utf-8")


def glimpse(head: bytes) -> str:
    """Give the first bytes of a file as text in which the signs of formats can be looked for; never what is published."""
    wide = wide_encoding(head)
    return head.decode(wide, "ignore") if wide else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def wide_encoding(head: bytes) -> str | None:
    """Tell encodings of two or four bytes a character, by their mark or by their zeros; None for all others."""
    for mark, marked in MARKS[1:]:
        if head.startswith(mark):
            return marked.removesuffix("-le").removesuffix("-be")
    return _wide(head)


def codec(encoding: str) -> str:
    """Give the codec that writes text back as the bytes of a file, without a mark."""
    return f"{encoding}-le" if encoding in ("utf-16", "utf-32") else encoding


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
    if b"\0" not in sample:
        return None
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
    ends_amid = CUT.search(raw) or (covered and CUT_AMID_UTF8.search(raw))
    if ends_amid and high - covered <= 3:  # noqa: PLR2004 - the longest unfinished character
        return "the text ends in the middle of a UTF-8 character"
    if covered >= high * MOSTLY:
        return f"byte {error.start} is not UTF-8: {error.reason}"
    return None


def _as_it_looks(raw: bytes, error: UnicodeDecodeError) -> Decoded:
    sample = raw if len(raw) <= SAMPLE_BYTES else raw[: raw.rfind(b"\n", 0, SAMPLE_BYTES) + 1 or SAMPLE_BYTES]
    encoding = "cp1252" if _is_western(sample) else _guessed(sample)
    found = _strictly(raw, encoding) if encoding else None
    if found is None or found.text is None:
        trouble = f"byte {error.start} is not UTF-8 ({error.reason}), and no other encoding fits"
        return Decoded(None, None, trouble)
    return found


def _is_western(sample: bytes) -> bool:
    """Tell Windows-1252: its few letters and marks stand alone, where those of two-byte encodings come in pairs."""
    high = len(HIGH.findall(sample))
    if sum(map(len, PAIR.findall(sample))) > high * MOSTLY_PAIRS:
        return False
    try:
        marks = [character for character in sample.decode("cp1252") if not character.isascii()]
    except UnicodeDecodeError:
        return False
    return sum(character in PLAUSIBLE for character in marks) >= len(marks) * MOSTLY


def _guessed(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most texts are UTF-8, and it takes a while to load

    matches = from_bytes(sample, cp_isolation=[*SCRIPTS], enable_fallback=False)
    return next(
        (match.encoding for match in matches if match.encoding in SCRIPTS and _fits(sample, match.encoding)), None
    )


def _fits(sample: bytes, encoding: str) -> bool:
    script, fewest = SCRIPTS[encoding]
    foreign = "".join(character for character in sample.decode(encoding, "ignore") if not character.isascii())
    if len(re.findall(script, foreign)) < max(fewest, len(foreign) * MOSTLY):
        return False
    return encoding != "gb18030" or _is_common(sample)


def _is_common(sample: bytes) -> bool:
    """Tell Chinese from bytes that happen to be valid: most of it is punctuation and the 3,755 commonest characters."""
    return sum(map(len, COMMON.findall(sample))) >= len(HIGH.findall(sample)) * MOSTLY_COMMON
