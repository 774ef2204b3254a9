"""The cross-document half: first-half tables in, published tables out; columnar, lazy, never cached."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

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
from transforms.tables import BY_NAME, OF_DOCUMENTS
from transforms.tables.inputs import Outcome, Reason

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from transforms.reading import OwnNames

# Tables whose rows belong to one document each, and are given in its order.
SPAN_TABLES = ("mentions", "roles", "metrics", "timexes", "statements")
AS_FOUND = ("zones", "document_metrics", "sentences", "timexes")


def assembly(
    first: Mapping[str, pl.LazyFrame],
    inputs: pl.LazyFrame,
    *,
    previous: Mapping[str, pl.LazyFrame] | None = None,
    since: str = "",
    as_of: datetime.date | None = None,
    own_names: OwnNames = (),
) -> Assembly:
    """Give every published table but `validation_results`, in its published form.

    Reads: the tables of `first_half.read_documents`, scanned over all buckets; `inputs` as ingested; the tables of the
    previous release, if there is one, for `id_changes`, which names that release as `since`. Documents that are dated
    after `as_of` are in no table; their inputs are rejected. `own_names` are the user's rows of names, as in the first half.
    """
    first, refused = _due(first, as_of)
    entities, ids = resolve_entities(first["document_entities"], first["mentions"], first["documents"], own_names)
    entities, ids = (frame.collect().lazy() for frame in (entities, ids))  # joined many times: small, and computed once
    clusters = copy_clusters(first["signatures"], first["documents"]).collect().lazy()
    tables = _of_documents(first, ids, clusters)
    tables["inputs"] = with_refused(inputs, refused)
    tables["entities"] = entities
    mentions_of_events = with_entity_ids(BY_NAME["event_mentions"], first["event_mentions"], ids)
    tables |= resolve_events(mentions_of_events, tables["documents"], entities)
    tables["role_timeline"] = role_timeline(tables["roles"])
    tables["id_changes"] = id_changes(tables, previous, release=since)
    tables["co_mentions"] = co_mentions(tables["mentions"])
    tables["entity_months"] = entity_months(tables["mentions"], tables["statements"], tables["documents"])
    tables["country_pair_months"] = country_pair_months(tables)
    tables["findings"] = findings(tables)
    conformed = {name: BY_NAME[name].conform(frame) for name, frame in tables.items()}
    return Assembly(conformed, first, ids, clusters)


class Assembly(NamedTuple):
    """Every published table; and what those of single documents are made of, so that they can be made in slices."""

    tables: dict[str, pl.LazyFrame]
    first: Mapping[str, pl.LazyFrame]
    ids: pl.LazyFrame
    clusters: pl.LazyFrame

    def slices(self, count: int) -> dict[str, list[pl.LazyFrame]]:
        """Give the tables of single documents (OF_DOCUMENTS) cut into so many slices, at `cuts(count)`.

        Rows: joined in their order, the slices of a table are its rows in `tables`, in the same order.
        """
        if count == 1:
            return {name: [self.tables[name]] for name in OF_DOCUMENTS}
        found: dict[str, list[pl.LazyFrame]] = {}
        for low, high in pairwise([*cuts(count), "e"]):  # every id begins with "doc_"
            between = pl.col("document_id").is_between(pl.lit(low), pl.lit(high), closed="left")
            first = {name: frame.filter(between) for name, frame in self.first.items()}
            tables = _of_documents(first, self.ids.filter(between), self.clusters.filter(between))
            tables["event_mentions"] = self.tables["event_mentions"].filter(between)
            for name in OF_DOCUMENTS:
                found.setdefault(name, []).append(BY_NAME[name].conform(tables[name]))
        return found


def cuts(count: int) -> list[str]:
    """Give where each of so many slices (at most 256) begins: a document belongs to the last one that is not after its id.

    >>> cuts(4)
    ['doc_00', 'doc_40', 'doc_80', 'doc_c0']
    """
    return [f"doc_{256 * number // count:02x}" for number in range(count)]


def _of_documents(
    first: Mapping[str, pl.LazyFrame], ids: pl.LazyFrame, clusters: pl.LazyFrame
) -> dict[str, pl.LazyFrame]:
    """Give the tables whose rows depend on one document each, its ids and its cluster of copies."""
    tables = {name: with_entity_ids(BY_NAME[name], first[name], ids) for name in (*SPAN_TABLES, *AS_FOUND)}
    documents = first["documents"].join(clusters, on="document_id", how="left", maintain_order="left")
    return {**tables, "documents": documents}


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
