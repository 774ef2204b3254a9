"""From a text and its record to document fields and zones: each value with its place in the text and the rule that read it."""

from __future__ import annotations

from transforms.metadata.figures import find_figures
from transforms.metadata.header import read_header
from transforms.metadata.language import find_language

__all__ = ["find_figures", "find_language", "read_header"]
