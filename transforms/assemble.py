"""The cross-document half: first-half tables in, published tables out; columnar, lazy, never cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.aggregates.monthly import co_mentions, country_pair_months, entity_months
from transforms.aggregates.role_timeline import role_timeline
from transforms.due import not_due, without
from transforms.findings import findings
from transforms.resolve.copies import copy_clusters
from transforms.resolve.entities import resolve_entities
from transforms.resolve.events import resolve_events
from transforms.resolve.id_changes import id_changes
from transforms.resolve.ids import with_entity_ids
from transforms.tables import BY_NAME
from transforms.tables.inputs import Outcome, Reason

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from transforms.reading import OwnNames

SPAN_TABLES = ("mentions", "roles", "metrics", "timexes", "statements")
AS_FOUND = ("zones", "document_metrics", "sentences", "timexes")


def assemble(
    first: Mapping[str, pl.LazyFrame],
    inputs: pl.LazyFrame,
    *,
    previous: Mapping[str, pl.LazyFrame] | None = None,
    since: str = "",
    as_of: datetime.date | None = None,
    own_names: OwnNames = (),
) -> dict[str, pl.LazyFrame]:
    """Give every published table but `validation_results`, in its published form.

    Reads: the tables of `first_half.read_documents`, scanned over all buckets; `inputs` as ingested; the tables of the
    previous release, if there is one, for `id_changes`, which names that release as `since`. Documents that are dated
    after `as_of` are in no table; their inputs are rejected. `own_names` are the user's rows of names, as in the first half.
    """
    first, refused = _due(first, as_of)
    entities, ids = resolve_entities(first["document_entities"], first["mentions"], first["documents"], own_names)
    entities, ids = (frame.collect().lazy() for frame in (entities, ids))  # joined many times: small, and computed once
    tables = {name: with_entity_ids(BY_NAME[name], first[name], ids) for name in (*SPAN_TABLES, *AS_FOUND)}
    tables["inputs"] = with_refused(inputs, refused)
    tables["documents"] = with_copies(first)
    tables["entities"] = entities
    mentions_of_events = with_entity_ids(BY_NAME["event_mentions"], first["event_mentions"], ids)
    tables |= resolve_events(mentions_of_events, tables["documents"], entities)
    tables["role_timeline"] = role_timeline(tables["roles"])
    tables["id_changes"] = id_changes(tables, previous, release=since)
    tables["co_mentions"] = co_mentions(tables["mentions"])
    tables["entity_months"] = entity_months(tables["mentions"], tables["statements"], tables["documents"])
    tables["country_pair_months"] = country_pair_months(tables)
    tables["findings"] = findings(tables)
    return {name: BY_NAME[name].conform(frame) for name, frame in tables.items()}


def with_copies(first: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give `documents` with each one's cluster of copies."""
    clusters = copy_clusters(first["signatures"], first["documents"])
    return first["documents"].join(clusters, on="document_id", how="left", maintain_order="left")


def _due(
    first: Mapping[str, pl.LazyFrame], as_of: datetime.date | None
) -> tuple[dict[str, pl.LazyFrame], pl.LazyFrame]:
    """Give the tables without what is not due, and the documents that are refused: `document_id`, `reason`, `detail`."""
    crashed = first["crashes"].with_columns(reason=pl.lit(str(Reason.CRASHED)))
    columns = ("document_id", "reason", "detail")
    if as_of is None:
        return dict(first), crashed.select(columns)
    late = not_due(first["documents"], as_of)
    return without(first, late), pl.concat([crashed.select(columns), late.lazy().select(columns)])


def with_refused(inputs: pl.LazyFrame, refused: pl.LazyFrame) -> pl.LazyFrame:
    """Turn the inputs of refused documents (`document_id`, `reason`, `detail`) into rejected ones."""
    named = refused.select("document_id", _reason="reason", _detail="detail")
    joined = inputs.join(named, on="document_id", how="left", maintain_order="left")
    hit = pl.col("_reason").is_not_null()
    return joined.with_columns(
        outcome=pl.when(hit).then(pl.lit(str(Outcome.REJECTED))).otherwise(pl.col("outcome")),
        reason=pl.when(hit).then(pl.col("_reason")).otherwise(pl.col("reason")),
        detail=pl.when(hit).then(pl.col("_detail")).otherwise(pl.col("detail")),
        document_id=pl.when(hit).then(None).otherwise(pl.col("document_id")),
    ).drop("_reason", "_detail")
