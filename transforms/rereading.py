"""Documents read again by some extractors only: what the others found comes from the tables that they filled before."""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import polars as pl

from transforms.extractors import EXTRACTORS
from transforms.first_half import ABOUT_NAMES, BASE_TABLES, RECEIPTS, Document, Own, batches, country_codes, extract
from transforms.reading import (
    EntityRow,
    EventRow,
    Header,
    MentionRow,
    MetricRow,
    Reading,
    RoleRow,
    Sentence,
    StatementRow,
    TimexRow,
    Zone,
)
from transforms.spans import frame_of
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from transforms.names.document import NameFinder
    from transforms.reading import OwnNames, Record

HEADER = tuple(field.name for field in fields(Header))
ROWS: Mapping[str, Any] = {
    "zones": Zone,
    "sentences": Sentence,
    "timexes": TimexRow,
    "mentions": MentionRow,
    "document_entities": EntityRow,
    "roles": RoleRow,
    "metrics": MetricRow,
    "statements": StatementRow,
    "event_mentions": EventRow,
}


def reread(
    records: Iterable[tuple[str, Record]],
    known: Mapping[str, pl.DataFrame],
    stale: Collection[str],
    own_names: OwnNames = (),
    name_finder: NameFinder | None = None,
) -> dict[str, pl.DataFrame]:
    """Give the tables that `read_documents` would give, running only the extractors that `stale` names.

    Reads: `known`, the tables of these documents as `read_documents` gave them, with no crashes among them. Errors:
    whatever an extractor raises; the caller then reads the documents from the start.
    """
    running = [extractor for extractor in EXTRACTORS if extractor.name in stale]
    needed = {name for extractor in running for name in extractor.needs} - {extractor.name for extractor in running}
    own = Own(own_names, name_finder)
    new: dict[str, list[pl.DataFrame]] = {extractor.table: [] for extractor in running}
    counted = []
    for batch in batches(records):
        documents = _opened(batch, known, needed, own)
        extract([document.reading for document in documents], running)
        for extractor in running:
            rows = ((d.document_id, d.reading, d.reading.found.get(extractor.name, ())) for d in documents)
            new[extractor.table].append(frame_of(BY_NAME[extractor.table], rows))
        counted += [_counted(document, [extractor.name for extractor in running]) for document in documents]
    kept = {name: known[name] for name in (*BASE_TABLES, *(e.table for e in EXTRACTORS)) if name not in new}
    found = {
        name: pl.concat(parts) if parts else BY_NAME[name].document_schema.to_frame() for name, parts in new.items()
    }
    return {**kept, **found, "documents": _updated(known["documents"], counted)}


def _opened(
    batch: Sequence[tuple[str, Record]], known: Mapping[str, pl.DataFrame], needed: Collection[str], own: Own
) -> list[Document]:
    """Give the documents with all that was known of them and is needed now."""
    ids = [document_id for document_id, _ in batch]
    headers = {row[0]: row[1:] for row in _of(known["documents"], ids).select("document_id", *HEADER).iter_rows()}
    zones, sentences = (_rows_by_document(known[name], name, ids) for name in ("zones", "sentences"))
    tables = {extractor.name: extractor.table for extractor in EXTRACTORS if extractor.name in needed}
    found = {name: _rows_by_document(known[table], table, ids) for name, table in tables.items()}
    documents = []
    for document_id, record in batch:
        reading = Reading(
            text=record.text,
            header=Header(**dict(zip(HEADER, headers[document_id], strict=True))),
            zones=zones.get(document_id, []),
            sentences=tuple(sentences.get(document_id, ())),
            own_names=own.names,
            name_finder=own.finder,
            found={name: rows.get(document_id, []) for name, rows in found.items()},
        )
        documents.append(Document(document_id, record, reading))
    return documents


def _of(frame: pl.DataFrame, ids: Sequence[str]) -> pl.DataFrame:
    return frame.filter(pl.col("document_id").is_in(ids)) if len(ids) < frame.height else frame


def _rows_by_document(frame: pl.DataFrame, table: str, ids: Sequence[str]) -> dict[str, list[Any]]:
    """Give the rows of each document as the tuples that were found, in their order."""
    row = ROWS[table]
    rows = _of(frame, ids).select("document_id", *row._fields).iter_rows()
    return {document: [row(*one[1:]) for one in found] for document, found in groupby(rows, key=itemgetter(0))}


def _counted(document: Document, ran: Collection[str]) -> dict[str, Any]:
    """Give what changes on the document's own row."""
    found = document.reading.found
    counts = {column: len(found.get(name, ())) for column, name in RECEIPTS.items() if name in ran}
    about = {"country_codes": country_codes(document.reading)} if ABOUT_NAMES & set(ran) else {}
    return {"document_id": document.document_id, **counts, **about}


def _updated(documents: pl.DataFrame, counted: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    if not counted:
        return documents
    schema = {name: dtype for name, dtype in documents.schema.items() if name in counted[0]}
    return documents.update(pl.DataFrame(counted, schema=schema), on="document_id", maintain_order="left")
