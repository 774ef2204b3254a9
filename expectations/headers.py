"""Headers read again: what a text says of itself, together with what its record can have said of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from transforms.metadata import read_header
from transforms.reading import Header, Reading, Record, Zone
from transforms.spans import frame_of
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from expectations.staged import Staged

# Formats whose records say nothing beside their text, so that header and zones follow from the text alone.
FROM_TEXT = ("text", "markdown", "nexis", "proquest", "factiva", "wet")
HEADER = tuple(Header.__dataclass_fields__)
SAID = ("title", "url", "author", "language")
SOURCES = ("publisher", "agency", "publication")
MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
ISO = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


class Published(NamedTuple):
    """What a release says of one document: its row, its header, its zones, and the format of its record."""

    row: dict[str, Any]
    header: Header
    zones: list[Zone]
    format: str


def read_headers_again(staged: Staged, ids: Sequence[str]) -> tuple[list[str], pl.DataFrame, pl.DataFrame]:
    """Give the documents whose records are known, with their fields and zones read again.

    What a record said beside its text is not published as such. It must be what the document has: the header is read with
    and without each of those fields, and holds if any of these readings gives the row and its zones.
    """
    readings = {found.row["document_id"]: _read(found) for found in _published(staged, ids)}
    zones = frame_of(BY_NAME["zones"], ((d, r, r.zones) for d, r in readings.items()))
    schema = {"document_id": pl.String(), **{name: BY_NAME["documents"][name].dtype for name in HEADER}}
    headers = pl.DataFrame(
        [(d, *(getattr(r.header, name) for name in HEADER)) for d, r in readings.items()], schema=schema, orient="row"
    )
    return list(readings), headers, zones


def _published(staged: Staged, ids: Sequence[str]) -> Iterator[Published]:
    wanted = pl.col("document_id").is_in(list(ids))
    recorded = staged.scan("inputs").filter((pl.col("outcome") == "published") & wanted)
    formats = dict(recorded.select("document_id", "format").collect().iter_rows())
    names = dict.fromkeys(["document_id", "source_path", "source_id", "raw_sha256", "text", *HEADER])
    rows = staged.scan("documents").filter(wanted).select(*names).collect()
    zones: dict[str, list[Zone]] = {}
    columns = ("document_id", *Zone._fields)
    for document, *values in staged.scan("zones").filter(wanted).select(columns).collect().iter_rows():
        zones.setdefault(document, []).append(Zone(*values))
    for row in rows.to_dicts():
        if row["document_id"] in formats:
            header = Header(**{name: row[name] for name in HEADER})
            yield Published(row, header, sorted(zones.get(row["document_id"], [])), formats[row["document_id"]])


def _read(published: Published) -> Reading:
    """Give the first reading that is the published one, else the likeliest.

    Marks of direction that only the header holds are let pass: another rule warns of them.
    """
    reading, holds = _found(published)
    if holds or (plain := _without_marks(published)) is published:
        return reading
    found, holds = _found(plain)
    return replace(found, header=published.header) if holds else reading


def _without_marks(published: Published) -> Published:
    said = {name: value for name in HEADER if isinstance(value := published.row[name], str) and MARKS.search(value)}
    plain: dict[str, Any] = {name: MARKS.sub("", value) for name, value in said.items()}
    if not plain:
        return published
    return published._replace(row={**published.row, **plain}, header=replace(published.header, **plain))


def _found(published: Published) -> tuple[Reading, bool]:
    """Give the first reading that is the published one, else the likeliest, and which of both it is."""
    readings: list[Reading] = []
    for record in _records(published):
        header, zones = read_header(record)
        if record.published:
            header = replace(
                header, published_at=published.header.published_at, published_basis=published.header.published_basis
            )
        reading = Reading(text=record.text, header=header, zones=zones)
        if header == published.header and zones == published.zones:
            return reading, True
        readings.append(reading)
    return readings[0], False


def _records(published: Published) -> Iterator[Record]:
    """Give what the record can have been, the likeliest first."""
    row = published.row
    bare = Record(
        source_path=row["source_path"], record_number=0, source_id=row["source_id"], raw_sha256=row["raw_sha256"], text=row["text"], format=published.format
    )  # fmt: skip
    if published.format in FROM_TEXT:
        yield bare
        return
    bare = replace(bare, published=_day(published))
    said = {name: row[name] for name in SAID}
    sources = list(dict.fromkeys([*(row[name] for name in SOURCES if row[name]), None]))
    silent: list[tuple[str, ...]] = [(), *((name,) for name in SAID if said[name]), SAID]
    for left_out in silent:
        for source in sources:
            yield replace(bare, source=source, **{name: value for name, value in said.items() if name not in left_out})


def _day(published: Published) -> str | None:
    """Give the date that the record said; what a page declares is its header."""
    header = published.header
    own = ("record", "header") if published.format == "html" else ("record",)
    if header.published_basis not in own or not header.published_date or header.published_precision not in ISO:
        return None
    return header.published_date.strftime(ISO[header.published_precision])
