"""What becomes of each record that was read: published, duplicate, superseded or rejected.

A record's own id counts within its source: the record's `source`, else its file. Where no source is stated, the same id
in another file means the same only if the two texts open alike: half of the words of their first lines. Of two records with one id and
different texts the newer is kept: the one with the later published date, else the later in order. Of two records
with one text the first in order of path and number is published.
"""

from __future__ import annotations

import polars as pl

from transforms.sources.record_frames import DESCRIPTION, RECORD_SCHEMA
from transforms.tables.inputs import INPUTS, Outcome

PLACE = ("source_path", "record_number")
ALIKE = 0.5
JUDGED = ("row", "file_number", *PLACE, "own_id", "source", "document_id", "reason", "moment", "opening")
VERSIONS = ("id_source", "own_id")


def outcomes_of(seen: pl.LazyFrame, withdrawn: list[int], contested: pl.Series) -> pl.LazyFrame:
    """Give the outcome of every record.

    Reads: `JUDGED` of `SEEN_SCHEMA`; the rows of `contested_of`. Adds: outcome; document_id, for a superseded record that of what replaced it; note,
    the detail that only the other records can tell. Rows: those seen, but for files that were withdrawn because they
    changed while they were read.
    """
    read, refused = _read(seen, withdrawn), _kept(seen, withdrawn).filter(pl.col("reason").is_not_null())
    is_contested = pl.col("row").is_in(contested.implode())  # a join would hold all that was seen
    found = (
        refused.with_columns(outcome=pl.lit(Outcome.REJECTED.value), note=pl.lit(None, pl.String())),
        read.filter(~is_contested).with_columns(
            outcome=pl.lit(Outcome.PUBLISHED.value), note=pl.lit(None, pl.String())
        ),
        *_decided(read.filter(is_contested)),
    )
    return pl.concat([frame.select("row", "outcome", "document_id", "note") for frame in found])


def _kept(seen: pl.LazyFrame, withdrawn: list[int]) -> pl.LazyFrame:
    return seen.select(JUDGED).filter(~pl.col("file_number").is_in(withdrawn))


def _read(seen: pl.LazyFrame, withdrawn: list[int]) -> pl.LazyFrame:
    return _kept(seen, withdrawn).filter(pl.col("reason").is_null())


def contested_of(seen: pl.LazyFrame, withdrawn: list[int]) -> pl.Series:
    """Give the rows that share their text or their id with another: the few over which there is anything to decide.

    The one step that looks at every record at once; it holds two numbers of each.
    """
    read = _read(seen, withdrawn)
    own = pl.when(pl.col("own_id").is_not_null()).then(pl.col("own_id").hash())
    keys = read.select("row", text_key=pl.col("document_id").hash(), id_key=own)
    shared = pl.col("text_key").is_duplicated() | (pl.col("id_key").is_duplicated() & pl.col("id_key").is_not_null())
    return keys.filter(shared).select("row").collect(engine="streaming")["row"]


def _decided(contested: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Give the superseded records, and the others, published or duplicate."""
    versions = _with_newest(contested.sort(PLACE))
    old = (pl.col("newest_document") != pl.col("document_id")).fill_null(value=False)
    return _superseded(versions.filter(old)), _first_and_repeats(versions.filter(~old))


def _with_newest(read: pl.LazyFrame) -> pl.LazyFrame:
    """Add the document and place of the newest record with the same id from the same source."""
    read = _with_id_source(read)
    newest = (
        read.filter(pl.col("own_id").is_not_null())
        .sort("moment", *PLACE, nulls_last=False)
        .group_by(VERSIONS)
        .agg(newest_document=pl.col("document_id").last(), newest_place=_place().last())
    )
    return read.join(newest, on=VERSIONS, how="left").drop("id_source")


def _with_id_source(read: pl.LazyFrame) -> pl.LazyFrame:
    """Add within what a record's id counts: the stated source; the id alone among files that update one another; the file."""
    latest = _latest_of_several_files(read)
    updates = (pl.col("source_path") == pl.col("latest_path")) | (_likeness("opening", "latest_opening") >= ALIKE)
    place = pl.lit("file:") + pl.col("source_path")
    file = pl.when(updates).then(pl.lit("id:")).otherwise(place)
    stated = pl.lit("source:") + pl.col("source")
    found = read.join(latest, on="own_id", how="left").with_columns(id_source=pl.coalesce(stated, file))
    return found.drop("latest_path", "latest_opening", "files")


def _latest_of_several_files(read: pl.LazyFrame) -> pl.LazyFrame:
    """Give the newest record of each id that stands in several files, of those that state no source."""
    unsourced = read.filter(pl.col("own_id").is_not_null(), pl.col("source").is_null())
    latest = unsourced.sort("moment", *PLACE, nulls_last=False).group_by("own_id")
    paths = pl.col("source_path")
    found = latest.agg(latest_path=paths.last(), latest_opening=pl.col("opening").last(), files=paths.n_unique())
    return found.filter(pl.col("files") > 1)


def _likeness(one: str, other: str) -> pl.Expr:
    """Give the share of the words of two texts that both hold (Jaccard); null if either is null."""
    words, others = (pl.col(name).str.to_lowercase().str.extract_all(r"\w+") for name in (one, other))
    return words.list.set_intersection(others).list.len() / words.list.set_union(others).list.len()


def _place() -> pl.Expr:
    return pl.format("{} (record {})", "source_path", "record_number")


def _superseded(old: pl.LazyFrame) -> pl.LazyFrame:
    return old.with_columns(
        document_id="newest_document",
        note=pl.format("{} has newer text under the same id", "newest_place"),
        outcome=pl.lit(Outcome.SUPERSEDED.value),
    )


def _first_and_repeats(current: pl.LazyFrame) -> pl.LazyFrame:
    first = (
        current.sort(PLACE).group_by("document_id").agg(first_place=_place().first(), first_row=pl.col("row").first())
    )
    repeats = pl.col("row") != pl.col("first_row")
    return current.join(first, on="document_id", how="left").with_columns(
        note=pl.when(repeats).then(pl.format("the same text as {}", "first_place")),
        outcome=pl.when(repeats).then(pl.lit(Outcome.DUPLICATE.value)).otherwise(pl.lit(Outcome.PUBLISHED.value)),
    )


def inputs_of(seen: pl.LazyFrame, outcomes: pl.LazyFrame) -> pl.LazyFrame:
    """Give the published table `inputs`: what was seen, joined with its outcome."""
    found = seen.drop("document_id").join(outcomes, on="row", how="inner")
    return INPUTS.conform(found.with_columns(detail=pl.coalesce("note", "detail")))


def published_of(seen: pl.LazyFrame, outcomes: pl.LazyFrame) -> pl.LazyFrame:
    """Give the records that are published: one row per document, with all that its record says of it."""
    keep = [name for name in RECORD_SCHEMA if name not in ("text", "raw_sha256", "bucket")]
    rows = outcomes.filter(pl.col("outcome") == Outcome.PUBLISHED.value).select("row")
    return seen.join(rows, on="row", how="semi").select(*keep, raw_sha256="sha256")


def settled_part(part: pl.LazyFrame, published: pl.LazyFrame) -> pl.LazyFrame:
    """Give a part file with the records that are published, each described by the record that is.

    Rows: fewer than before where a text was superseded or its file withdrawn. Where the first record with a text was
    superseded, the next record with that text describes it.
    """
    texts = part.select("document_id", "text", "bucket")
    return texts.join(published, on="document_id", how="inner").select(*RECORD_SCHEMA).sort("bucket", "document_id")


def unsettled(parts: pl.LazyFrame, published: pl.LazyFrame) -> pl.LazyFrame:
    """Give the documents that stand in the part files otherwise than they are published.

    Reads: document_id and place of the records in the part files. Rows: one per document that must go or change.
    """
    key = ["document_id", *PLACE]
    return parts.select(key).join(published.select(key), on=key, how="anti", nulls_equal=True)


def counts_of(inputs: pl.LazyFrame) -> pl.LazyFrame:
    """Give the number of records by outcome and reason."""
    return inputs.group_by("outcome", "reason").agg(records=pl.len()).sort("outcome", "reason")


assert set(DESCRIPTION) <= set(RECORD_SCHEMA)
