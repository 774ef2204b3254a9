"""Sample rows with the words they come from: the sentence, and the span within it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from expectations.results import Result
    from expectations.staged import Staged

SAMPLES = 3
AROUND = 160
MOST_FACTS = 8
TELLING = ("derived_", "in_text", "difference")
MOST_CHARACTERS = 240
NOT_SHOWN = frozenset({"text", "rule", "confidence", "sentence_number", "paragraph_number", "surface"})
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A row: its words in their sentence (empty if it has none), and the values that matter."""

    before: str
    marked: str
    after: str
    facts: list[tuple[str, str]]

    @property
    def has_words(self) -> bool:
        """Whether there is a text to show."""
        return bool(self.before or self.marked or self.after)


def shown(value: object) -> str:
    """Give a value as a person may safely see it: cut, and with invisible characters made visible."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    text = text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"
    return INVISIBLE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def samples_of(result: Result, texts: Mapping[str, str]) -> list[Sample]:
    """Give the first rows that break a rule, each with its words."""
    if result.violations is None:
        return []
    return [sample_of(row, texts, first=result.column) for row in result.violations.head(SAMPLES).to_dicts()]


def sample_of(row: Mapping[str, Any], texts: Mapping[str, str], *, first: str = "") -> Sample:
    """Give one row with its words; the column `first` leads its facts."""
    text = texts.get(str(row.get("document_id")), "")
    before, marked, after = _around(text, row.get("start_char"), row.get("end_char"))
    names = sorted(
        (name for name in row if name not in NOT_SHOWN or name == first),
        key=lambda name: (name != first, not name.startswith(TELLING)),
    )
    facts = [
        (name, "null" if row[name] is None else shown(row[name]))
        for name in names
        if row[name] is not None or name == first
    ]
    return Sample(before=before, marked=marked, after=after, facts=facts[:MOST_FACTS])


def _around(text: str, start: object, end: object) -> tuple[str, str, str]:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        return "", "", ""
    left, right = _sentence_start(text, start), _sentence_end(text, end)
    cut = shown(text[start:end]) if end - start > MOST_CHARACTERS else _visible(text[start:end])
    return _visible(text[left:start].lstrip()), cut, _visible(text[end:right])


def _sentence_start(text: str, start: int) -> int:
    low = max(0, start - AROUND)
    return max(text.rfind("\n", low, start), text.rfind(". ", low, start) + 1, low)


def _sentence_end(text: str, end: int) -> int:
    high = min(len(text), end + AROUND)
    stops = [place for place in (text.find("\n", end, high), text.find(". ", end, high) + 1) if place > 0]
    return min([*stops, high])


def _visible(text: str) -> str:
    return INVISIBLE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def texts_for(staged: Staged, frames: Iterable[pl.DataFrame | None]) -> dict[str, str]:
    """Give the texts of the documents that the first rows of these frames come from."""
    ids = sorted({document for frame in frames for document in _documents(frame)})
    if not ids:
        return {}
    try:
        found = (
            staged.scan("documents").filter(pl.col("document_id").is_in(ids)).select("document_id", "text").collect()
        )
    except Exception:  # noqa: BLE001 - documents itself may be what is broken
        return {}
    return {document: text or "" for document, text in found.iter_rows()}


def _documents(frame: pl.DataFrame | None) -> Sequence[str]:
    if frame is None or "document_id" not in frame.columns or frame.schema["document_id"] != pl.String:
        return []
    return [
        document
        for document in frame["document_id"].head(frame.height if "message" in frame.columns else SAMPLES)
        if document
    ]
