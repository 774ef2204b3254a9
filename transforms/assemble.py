"""The cross-document half: first-half tables in, published tables out; columnar, lazy, never cached."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from transforms.aggregates.co_mentions import co_mentions
from transforms.aggregates.monthly import country_pair_months, entity_months
from transforms.aggregates.numbered import numbered
from transforms.aggregates.role_timeline import role_timeline
from transforms.due import not_due, without
from transforms.enumerated import bounds, enum_in, in_full
from transforms.findings import findings
from transforms.resolve.copies import find_copies
from transforms.resolve.entities import resolve_entities, with_mention_counts
from transforms.resolve.events import REPORTED, narrow, resolve_events, with_event_ids
from transforms.resolve.id_changes import id_changes
from transforms.resolve.ids import with_entity_ids
from transforms.tables import BY_NAME
from transforms.tables.inputs import Outcome, Reason

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from transforms.aggregates.numbered import Numbered
    from transforms.reading import OwnNames
    from transforms.resolve.copies import Verdicts
    from transforms.resolve.id_changes import Before

# Tables whose rows belong to one document each, and are given in its order.
SPAN_TABLES = ("mentions", "roles", "metrics", "timexes", "statements", "event_mentions")
IN_ORDER = ("events", "event_participants", "co_mentions")  # whose rows are made already: they can be taken in pieces
AS_FOUND = ("zones", "document_metrics", "sentences")
EVENT_KEY = list(BY_NAME["event_mentions"].key)
REPORTS_AT_A_TIME = 50_000
ABOUT = ("document_id", "published_date", "published_basis", "body_end_char")  # read by all that looks across documents
END = "e"  # after every document id: they begin with "doc_"


def assembly(
    first: Mapping[str, pl.LazyFrame],
    inputs: pl.LazyFrame,
    *,
    as_of: datetime.date | None = None,
    own_names: OwnNames = (),
    compared: Verdicts | None = None,
) -> Assembly:
    """Work out what only the corpus as a whole can say.

    Reads: the tables of `first_half.read_documents`, scanned over all buckets; `inputs` as ingested. Documents that are dated
    after `as_of` are in no table; their inputs are rejected. `own_names` are the user's rows of names, as in the first half.
    `compared` is what a former run found of pairs of texts.
    """
    documents = first["documents"].select(ABOUT).collect()
    late, refused = _refused(first, documents, as_of)
    first, documents = without(first, late), documents.join(late, on="document_id", how="anti", maintain_order="left")
    things, known = _things(first["document_entities"], documents.lazy(), own_names)
    copies = find_copies(first["signatures"], documents.lazy(), first["documents"], compared)
    clusters = copies.clusters.sort("document_id").collect()
    events = resolve_events(
        first["event_mentions"],
        documents.join(clusters, on="document_id", how="left").lazy(),
        things.lazy(),
        lambda some: _reports(some, known),
    )
    event_ids = events.pop("event_ids")
    return Assembly(
        first,
        documents,
        with_refused(inputs, refused),
        late,
        things,
        known,
        clusters,
        event_ids.sort(EVENT_KEY),
        {name: frame.sort(BY_NAME[name].key).lazy() for name, frame in events.items()},
        copies.verdicts,
    )


def _things(
    document_entities: pl.LazyFrame, documents: pl.LazyFrame, own_names: OwnNames
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give what `resolve_entities` gives; what it took to find them is let go."""
    things, ids = resolve_entities(document_entities, documents, own_names)
    return things.collect(), ids


def _reports(event_mentions: pl.LazyFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """Give what `resolve_events` reads of the reports, some of them at a time: to join lists of ids takes much memory."""
    table = BY_NAME["event_mentions"]
    numbers = [column.in_documents()[0] for column in table.columns if column.name in REPORTED]
    rows = narrow(event_mentions.select(numbers), enum_in(ids, "document_id"))
    found = []
    for part in [rows.clear(), *rows.iter_slices(REPORTS_AT_A_TIME)]:
        place = pl.col("document_id").to_physical()
        first, last = part.select(first=place.min().fill_null(0), last=place.max().fill_null(0)).row(0)
        own = _between(ids, first, last + 1)
        found.append(with_entity_ids(table, part.lazy(), own.lazy()).collect())
    return pl.concat(found)


class Said(NamedTuple):
    """What the corpus as a whole says of the documents from `low` up to, and without, `high`: their rows of the other fields.

    With the first half's tables, these are all that `Assembly.of_documents` reads.
    """

    low: str
    high: str
    ids: pl.DataFrame
    event_ids: pl.DataFrame
    clusters: pl.DataFrame
    late: pl.DataFrame


@dataclass(frozen=True)
class Assembly:
    """What the corpus as a whole says, and the published tables that follow: all but `validation_results`.

    `documents` are those in the tables (ABOUT), `late` those that are in none because they are not due; `ids`, `clusters` and `event_ids` are sorted by document. The tables that the
    methods give are in their published form.
    """

    first: Mapping[str, pl.LazyFrame]
    documents: pl.DataFrame
    inputs: pl.LazyFrame
    late: pl.DataFrame
    entities: pl.DataFrame
    ids: pl.DataFrame
    clusters: pl.DataFrame
    event_ids: pl.DataFrame
    events: Mapping[str, pl.LazyFrame]
    compared: Verdicts

    def of_documents(
        self, said: Said | None = None, first: Mapping[str, pl.LazyFrame] | None = None
    ) -> dict[str, pl.LazyFrame]:
        """Give OF_DOCUMENTS, with the rows of the documents that something is `said` of; otherwise of all.

        Reads: `first`, of which no more than these documents needs to be there; otherwise all there is.
        """
        known = self.first if first is None else without(first, self.late)
        said = self.said_of("", END) if said is None else said
        between = pl.col("document_id").is_between(pl.lit(said.low), pl.lit(said.high), closed="left")
        own = {name: frame.filter(between) for name, frame in known.items()}
        ids, event_ids, clusters = said.ids.lazy(), said.event_ids.lazy(), said.clusters.lazy()
        tables = {name: with_entity_ids(BY_NAME[name], own[name], ids) for name in (*SPAN_TABLES, *AS_FOUND)}
        tables["documents"] = own["documents"].join(clusters, on="document_id", how="left", maintain_order="left")
        reports = tables["event_mentions"].join(event_ids, on=EVENT_KEY, how="left", maintain_order="left")
        tables["event_mentions"] = reports
        return {name: BY_NAME[name].conform(frame) for name, frame in tables.items()}

    def said_of(self, low: str, high: str) -> Said:
        """Give what the corpus as a whole says of the documents from `low` up to, and without, `high`."""
        start, end = bounds(enum_in(self.ids, "document_id").categories, low, high)
        ids, event_ids = (_between(frame, start, end).lazy() for frame in (self.ids, self.event_ids))
        narrow_ones = (in_full(frame).collect() for frame in (ids, with_event_ids(event_ids)))
        return Said(low, high, *narrow_ones, *(_within(frame, low, high) for frame in (self.clusters, self.late)))

    def across(
        self, tables: Mapping[str, pl.LazyFrame], mentions: Numbered, before: Before | None = None
    ) -> dict[str, pl.LazyFrame]:
        """Give the other tables but `together`, from OF_DOCUMENTS as they are published, wherever they lie now.

        `mentions` are those of the table by number; `before` is what `id_changes` compares with, None if there is no
        release before.
        """
        entities = with_mention_counts(self.entities.lazy(), mentions).collect()
        found = {"inputs": self.inputs, "entities": entities.lazy()}
        found = {name: BY_NAME[name].conform(frame) for name, frame in found.items()}
        told = {name: BY_NAME[name].conform_rows(with_event_ids(frame)) for name, frame in self.events.items()}
        known = {**tables, **found, **told}
        found["role_timeline"] = role_timeline(known["roles"])
        found["id_changes"] = id_changes(known, before)
        found["entity_months"] = entity_months(mentions, known["statements"], known["documents"])
        found["country_pair_months"] = country_pair_months({**known, **self.events})
        found["findings"] = findings(known)
        conformed = {name: BY_NAME[name].conform(frame) for name, frame in found.items()}
        return {**conformed, **told}

    @cached_property
    def tables(self) -> dict[str, pl.LazyFrame]:
        """Every table, as of a first release."""
        tables = self.of_documents()
        mentions = numbered(tables["mentions"])
        return {**tables, **self.across(tables, mentions), **together(mentions)}


def together(mentions: Numbered) -> dict[str, pl.LazyFrame]:
    """Give `co_mentions`, the largest table across documents: what the others hold can be let go before."""
    return {"co_mentions": BY_NAME["co_mentions"].conform_rows(co_mentions(mentions))}


def _between(frame: pl.DataFrame, start: int, end: int) -> pl.DataFrame:
    """Give the rows of the documents of these places, of a frame that is sorted by the Enum of documents."""
    places = frame["document_id"].to_physical()
    first, last = (int(places.search_sorted(place, side="left")) for place in (start, end))
    return frame.slice(first, last - first)


def _within(frame: pl.DataFrame, low: str, high: str) -> pl.DataFrame:
    """Give the rows of the documents from `low` up to, and without, `high`, of a frame that is sorted by document."""
    start, end = bounds(frame["document_id"], low, high)
    return frame.slice(start, end - start)


def cuts(count: int) -> list[str]:
    """Give where each of so many slices (at most 256) begins: a document belongs to the last one that is not after its id.

    >>> cuts(4)
    ['doc_00', 'doc_40', 'doc_80', 'doc_c0']
    """
    return [f"doc_{256 * number // count:02x}" for number in range(count)]


def _refused(
    first: Mapping[str, pl.LazyFrame], documents: pl.DataFrame, as_of: datetime.date | None
) -> tuple[pl.DataFrame, pl.LazyFrame]:
    """Give the documents that are not due, and all that are refused: `document_id`, `reason`, `detail`."""
    columns = ("document_id", "reason", "detail")
    crashed = first["crashes"].with_columns(reason=pl.lit(str(Reason.CRASHED))).select(columns)
    late = not_due(documents.lazy(), as_of)
    return late, pl.concat([crashed, late.lazy().select(columns)])


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
