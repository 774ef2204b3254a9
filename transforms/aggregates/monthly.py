"""Counts by month: entity_months, country_pair_months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.enumerated import enum_of, in_full

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.aggregates.numbered import Numbered

# The classes of PLOVER's quad code: verbal and material, cooperation and conflict.
COOPERATIVE = ("agree", "consult", "support", "cooperate", "concede", "aid", "retreat")
CONFLICTUAL = ("request", "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault")


def dated(documents: pl.LazyFrame, key: str = "document_id") -> pl.LazyFrame:
    """Give each document's month by its `key`: only for dates that are known at least to the month."""
    known = documents.filter(pl.col("published_precision").is_in(["day", "month"]))
    return known.select(key, month=pl.col("published_date").dt.truncate("1mo"))


def entity_months(mentions: Numbered, statements: pl.LazyFrame, documents: pl.LazyFrame) -> pl.LazyFrame:
    """Give how much is written about each thing, month by month.

    Rows: one for each thing and month with at least one mention or statement. Undated documents are left out.
    """
    by = ["entity_id", "month"]
    months = dated(documents).collect().lazy()
    in_order = mentions.documents.to_frame("document_id").with_row_index("document").lazy()
    numbers = in_order.join(months, on="document_id").select("document", "month").collect().lazy()
    counted = pl.concat([_counted(part.lazy(), numbers).collect() for part in mentions.in_parts()])
    named = counted.lazy().group_by("thing", "month").agg(pl.col("document_count", "mention_count").sum())
    said = statements.filter(pl.col("form") != "attitude").select("document_id", entity_id="speaker_id")
    spoken = said.drop_nulls("entity_id").join(months, on="document_id").group_by(by).agg(statement_count=pl.len())
    joined = mentions.with_ids(named).join(spoken, on=by, how="full", coalesce=True)
    return joined.with_columns(pl.col("document_count", "mention_count", "statement_count").fill_null(0))


def _counted(mentions: pl.LazyFrame, months: pl.LazyFrame) -> pl.LazyFrame:
    """Give how many documents and mentions each thing has in each month; of numbered mentions and documents."""
    of_documents = mentions.group_by("thing", "document").agg(count=pl.len()).join(months, on="document")
    return of_documents.group_by("thing", "month").agg(document_count=pl.len(), mention_count=pl.col("count").sum())


def country_pair_months(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give how two countries appear together, month by month.

    Reads: documents, events, event_participants, entities. Rows: one for each pair and month with a document about
    both or a happening between them. A happening counts in the month in which it begins.
    """
    by = ["country_a", "country_b", "month"]
    documents = tables["documents"].with_row_index("document")
    lists = documents.select("document", code=pl.col("country_codes").list.unique())
    codes = lists.explode("code").drop_nulls("code")
    months = dated(documents, "document")
    pairs = pairs_of(_narrow(codes), "document").join(months, on="document")
    written = in_full(pairs.group_by(by).agg(document_count=pl.len()))
    joined = written.join(events_by_month(tables), on=by, how="full", coalesce=True)
    counts = ["document_count", "event_count", "cooperative_event_count", "conflictual_event_count"]
    return joined.with_columns(pl.col(counts).fill_null(0))


def pairs_of(codes: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """Give the pairs of different codes that share a key. Reads: each code of a key once."""
    left, right = codes.rename({"code": "country_a"}), codes.rename({"code": "country_b"})
    return left.join(right, on=key).filter(pl.col("country_a") < pl.col("country_b"))


def _narrow(codes: pl.LazyFrame) -> pl.LazyFrame:
    """Give codes as numbers: of the pairs there are many."""
    return codes.with_columns(pl.col("code").cast(enum_of(codes.select("code"))))


def events_by_month(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give the happenings between two countries, by pair and month of their beginning."""
    event = pl.col("event_id").hash()  # as wide as what an id says: of many ids, half the memory
    countries = tables["entities"].select("entity_id", code="country_code").drop_nulls("code")
    ids = tables["event_participants"].collect_schema()["entity_id"]
    known = _narrow(countries.with_columns(pl.col("entity_id").cast(ids, strict=False)))
    taking_part = tables["event_participants"].join(known, on="entity_id").select("code", event=event).unique()
    happened = tables["events"].filter(pl.col("status").is_in(["occurred", "ongoing"])).drop_nulls("begin_date")
    months = happened.select("plover_type", event=event, month=pl.col("begin_date").dt.truncate("1mo"))
    pairs = pairs_of(taking_part, "event").join(months, on="event").group_by("country_a", "country_b", "month")
    counted = pairs.agg(
        event_count=pl.len(),
        cooperative_event_count=pl.col("plover_type").is_in(COOPERATIVE).sum(),
        conflictual_event_count=pl.col("plover_type").is_in(CONFLICTUAL).sum(),
    )
    return in_full(counted)
