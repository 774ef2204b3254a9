"""Hostile text made harmless: a terminal shows it and never obeys it."""

from __future__ import annotations

import re

# Control characters, and those that change the direction of a text or join it up: a terminal obeys them.
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def inert(value: object) -> str:
    r"""Give a text with every character that a terminal obeys spelled out.

    >>> inert("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return OBEYED.sub(lambda match: match[0].encode("unicode_escape").decode(), str(value))
