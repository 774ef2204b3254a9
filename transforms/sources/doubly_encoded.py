"""UTF-8 that was read as Windows-1252 and written as UTF-8 again: found and turned back."""

from __future__ import annotations

import re

# What Windows-1252 makes of the bytes 80-9F; the five it leaves open come out as the control characters themselves.
SPECIAL = {
    bytes([code]).decode("cp1252"): code for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
AS_BYTE = SPECIAL | {chr(code): code for code in range(0x80, 0x100)}
FOLLOWING = "[\x80-\xbf" + re.escape("".join(SPECIAL)) + "]"
RUN = re.compile(f"[\xc2-\xdf]{FOLLOWING}|[\xe0-\xef]{FOLLOWING}{{2}}|[\xf0-\xf4]{FOLLOWING}{{3}}")
HIGH = re.compile(r"[^\x00-\x7f]")
MOSTLY = 0.9


def repaired(text: str) -> str | None:
    """Give the text as it was before it was encoded twice; None if it was not.

    >>> repaired("The caf\u00c3\u00a9 in Vientiane")
    'The café in Vientiane'
    >>> repaired("São Paulo") is None
    True
    """
    if (
        text.isascii() or b"\xc3" not in text.encode() or RUN.search(text) is None
    ):  # the first letters of runs all hold it
        return None
    high, covered = len(HIGH.findall(text)), sum(map(len, RUN.findall(text)))
    if covered < high * MOSTLY:
        return None
    try:
        return RUN.sub(_turned_back, text)
    except UnicodeDecodeError:
        return None


def _turned_back(match: re.Match[str]) -> str:
    return bytes(AS_BYTE[character] for character in match[0]).decode("utf-8")
