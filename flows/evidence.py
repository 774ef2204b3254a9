"""Finds a row of a release by what a person would type, and what it rests on: sentence, document, inputs.

A row is named by its table and number (`metrics:17`, counted from 0 in the table's order), by its table, document and span
(`metrics:doc_0123456789abcdef:120-134`), by its table and the first part of its key (`entities:iso:LA`), or, where that is
enough, by its id alone (`doc_…`, `evt_…`, `fnd_…`, `iso:LA`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from transforms.errors import ReleaseError
from transforms.tables import BY_NAME, TABLES

if TYPE_CHECKING:
    from pathlib import Path

SPAN = re.compile(r"(doc_[0-9a-f]{1,16}):(\d{1,9})-(\d{1,9})")
IDS = {"doc_": "documents", "evt_": "events", "fnd_": "findings"}
ENTITY = re.compile(r"(iso|wikidata|geonames|local):.+")
HINT = (
    "A row is named as metrics:17, as metrics:doc_0123456789abcdef:120-134, or by an id such as doc_…, evt_… or iso:LA."
)
SURROUNDINGS = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row with what it rests on. A passage is (caption, text, start, end): the span within the text."""

    table: str
    number: int
    row: dict[str, Any]
    document: dict[str, Any] = field(default_factory=dict)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    passages: list[tuple[str, str, int, int]] = field(default_factory=list)


def find_row(release: Path, name: str) -> Evidence:
    """Give the row that `name` names, with its evidence.

    Errors: `ReleaseError` where the name is of no known form, or there is no such row.
    """
    table, rest = _split(name)
    rows = _scan(release, table).with_row_index("_number")
    found = _matching(rows, table, rest).head(1).collect()
    if found.is_empty():
        raise ReleaseError(f"There is no row {name} in the release {release.name}.", hint=HINT)
    row = found.row(0, named=True)
    number = row.pop("_number")
    return _with_evidence(release, Evidence(table, number, row))


def _split(name: str) -> tuple[str, str]:
    table, _, rest = name.partition(":")
    if table in {known.name for known in TABLES} and rest:
        return table, rest
    for start, known in IDS.items():
        if name.startswith(start):
            return known, name
    if ENTITY.fullmatch(name):
        return "entities", name
    raise ReleaseError(f"'{name}' does not name a row.", hint=HINT)


def _matching(rows: pl.LazyFrame, table: str, rest: str) -> pl.LazyFrame:
    if rest.isdecimal():
        return rows.slice(int(rest), 1)
    if span := SPAN.fullmatch(rest):
        columns = rows.collect_schema().names()
        if "start_char" not in columns:
            raise ReleaseError(f"The table '{table}' has no spans.", hint=HINT)
        return rows.filter(document_id=span[1], start_char=int(span[2]), end_char=int(span[3]))
    return rows.filter(**{BY_NAME[table].key[0]: rest})


def _with_evidence(release: Path, evidence: Evidence) -> Evidence:
    document_id = evidence.row.get("document_id")
    if document_id is None:
        return _with_mentions(release, evidence)
    document = _rows(release, "documents", document_id=document_id)
    inputs = _rows(release, "inputs", document_id=document_id)
    passages = (
        _passages(evidence, document[0]["text"], _rows(release, "sentences", document_id=document_id))
        if document and document[0]["text"] is not None  # else it was withheld
        else []
    )
    return Evidence(evidence.table, evidence.number, evidence.row, document[0] if document else {}, inputs, passages)


def _with_mentions(release: Path, evidence: Evidence) -> Evidence:
    """Give, for an entity or an event, the first places that speak of it."""
    for column, table in (("entity_id", "mentions"), ("event_id", "event_mentions")):
        if evidence.row.get(column):
            places = _scan(release, table).filter(**{column: evidence.row[column]}).head(3).collect().rows(named=True)
            found = [_with_evidence(release, Evidence(table, 0, place)) for place in places]
            passages = [
                (f"{row['document_id']}:{row['start_char']}-{row['end_char']}", *passage[1:])
                for row, one in zip(places, found, strict=True)
                for passage in one.passages[:1]
            ]
            return Evidence(evidence.table, evidence.number, evidence.row, passages=passages)
    return evidence


def _passages(evidence: Evidence, text: str, sentences: list[dict[str, Any]]) -> list[tuple[str, str, int, int]]:
    row = evidence.row
    spans = [
        (key.removesuffix("_start_char"), row[key], row[key.replace("start", "end")])
        for key in row
        if key.endswith("start_char")
    ]
    found = []
    for name, start, end in spans:
        if start is not None and end is not None and not name.startswith("other"):
            left, right = _around(text, sentences, start, end)
            caption = "The sentence" if name == "start_char" else f"Its {name.replace('_', ' ')}"
            found.append((caption, text[left:right], start - left, end - left))
    return found


def _around(text: str, sentences: list[dict[str, Any]], start: int, end: int) -> tuple[int, int]:
    for sentence in sentences:
        if sentence["start_char"] <= start < sentence["end_char"]:
            return sentence["start_char"], max(sentence["end_char"], end)
    left = max(text.rfind("\n", 0, start) + 1, start - SURROUNDINGS)
    stop = text.find("\n", end)
    return left, min(stop if stop >= 0 else len(text), end + SURROUNDINGS)


def _rows(release: Path, table: str, **wanted: str) -> list[dict[str, Any]]:
    return _scan(release, table).filter(**wanted).collect().rows(named=True)


def _scan(release: Path, table: str) -> pl.LazyFrame:
    return pl.scan_parquet(release / table / "*.parquet")
