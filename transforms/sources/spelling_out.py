"""Characters that a terminal or a page obeys, in names of files and in what a record says of itself: shown, not obeyed."""

from __future__ import annotations

import re

# Control characters, line ends, and marks that turn the direction of writing.
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
# What would be taken for such a character spelled out.
LOOKALIKE = re.compile(r"\\(?=x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nrt])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def shown(name: str) -> str:
    r"""Give a file's name as text: characters that are obeyed, and bytes that are not UTF-8, are written out as escapes.

    >>> shown("red\x1b[31m.txt"), shown("caf\udce9.txt"), shown("a\nb"), shown(r"caf\xe9")
    ('red\\x1b[31m.txt', 'caf\\xe9.txt', 'a\\nb', 'caf\\x5cxe9')
    """
    text = name if name.isprintable() and "\\" not in name else LOOKALIKE.sub(r"\\x5c", name)
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return OBEYED.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def without_control(said: str) -> str:
    r"""Give what a record says of itself with its control characters, but for white space, written out as escapes.

    >>> without_control("Ferry\x1b[31m sinks")
    'Ferry\\x1b[31m sinks'
    """
    return CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), said)
