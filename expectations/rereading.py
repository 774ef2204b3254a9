"""Documents of a release read again with the shipped extractors, from nothing but what the release publishes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from transforms.extractors import EXTRACTORS
from transforms.first_half import extract
from transforms.reading import Header, Reading, Sentence, Zone
from transforms.spans import frame_of
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from expectations.staged import Staged
    from transforms.tables import Table

REREAD = ("timexes", "mentions", "metrics", "roles", "statements", "event_mentions")
READS = ("documents", "zones", "sentences")


def compared_columns(table: Table) -> list[str]:
    """Give the columns that one document alone decides: no ids, which the whole corpus decides, and no confidence."""
    return [c.name for c in table.columns if c.in_document is None and not c.across and c.name != "confidence"]


def read_again(staged: Staged, ids: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Give the rows that the extractors find in these documents, by table, in the columns of `compared_columns`.

    Header, zones and sentences are the published ones, so that only the extractors are put to the test.
    """
    readings = _readings(staged, ids)
    extract(list(readings.values()))
    tables = {extractor.table: extractor.name for extractor in EXTRACTORS}
    return {name: _frame(BY_NAME[name], tables[name], readings) for name in REREAD if name in tables}


def _frame(table: Table, extractor: str, readings: dict[str, Reading]) -> pl.DataFrame:
    found = ((document, reading, reading.found.get(extractor, ())) for document, reading in readings.items())
    return frame_of(table, found).select(compared_columns(table))


def _readings(staged: Staged, ids: Sequence[str]) -> dict[str, Reading]:
    zones = _grouped(staged, "zones", ids, Zone)
    sentences = _grouped(staged, "sentences", ids, Sentence)
    columns = ["document_id", "text", *Header.__dataclass_fields__]
    frame = staged.scan("documents").filter(pl.col("document_id").is_in(list(ids))).select(columns).collect()
    return {
        row.pop("document_id"): Reading(
            text=row.pop("text"),
            zones=zones.get(document, ()),
            sentences=sentences.get(document, ()),
            header=Header(**row),
        )
        for document, row in zip(frame["document_id"], frame.to_dicts(), strict=True)
    }


def _grouped(staged: Staged, table: str, ids: Sequence[str], kind: type[Any]) -> dict[str, list[Any]]:
    fields = kind._fields  # type: ignore[attr-defined] - kind is a named tuple
    frame = staged.scan(table).filter(pl.col("document_id").is_in(list(ids))).select("document_id", *fields).collect()
    grouped: dict[str, list[Any]] = {}
    for document, *values in frame.sort("document_id", "start_char").iter_rows():
        grouped.setdefault(document, []).append(kind(*values))
    return grouped
