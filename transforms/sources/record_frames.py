"""Records as frames: the parts that go on to be read, and what was seen of every record."""

from __future__ import annotations

import datetime
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from transforms.reading import Record
from transforms.sources.raw import RawRecord, sha256_of
from transforms.sources.record_fields import two_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.sources.raw import Rejected

DESCRIPTION = ("title", "published", "source", "author", "url", "language")
RECORD_FIELDS = tuple(field.name for field in fields(Record))
RECORD_SCHEMA = pl.Schema(
    {name: pl.Int32() if name == "record_number" else pl.String() for name in (*RECORD_FIELDS, "document_id", "bucket")}
)
OPENING = 500
TWO_DAYS = "published_date"  # begins the note on a date that may be one of two days
LARGEST = 2_147_483_647


class Seen(NamedTuple):
    """What is remembered of a record until its outcome is known: all but its text.

    `moment` orders versions by date; `opening` is kept where an id can only be told to mean the same by what it names.
    """

    file_number: int
    source_path: str
    record_number: int
    source_id: str
    own_id: str | None
    sha256: str | None
    byte_count: int
    format: str
    encoding: str | None
    document_id: str | None
    reason: str | None
    detail: str | None
    extra: str | None
    opening: str | None = None
    moment: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None


NUMBERS = ("file_number", "record_number", "byte_count")
SEEN_SCHEMA = pl.Schema({name: pl.Int32() if name in NUMBERS else pl.String() for name in Seen._fields})


def document_id_of(text: str) -> str:
    """Give the id of a text.

    >>> document_id_of("A bridge opened.")
    'doc_3166144ab13fd779'
    """
    return "doc_" + sha256_of(text.encode())[:16]


def seen_of(found: RawRecord | Rejected, *, file_number: int, source_path: str, stem: str) -> Seen:
    """Give what is remembered of a record."""
    size = found.byte_count
    detail = f"{size} bytes" if size > LARGEST else None
    about = (
        file_number,
        source_path,
        found.number,
        found.own_id or stem,
        found.own_id,
        found.sha256,
        min(size, LARGEST),
    )
    if not isinstance(found, RawRecord):
        return Seen(*about, found.format, found.encoding, None, found.reason.value, found.detail, found.extra)
    if days := two_days(found.published):
        detail = "; ".join(filter(None, (detail, f"{TWO_DAYS} {found.published} may be {' or '.join(days)}")))
    opening = found.text[:OPENING] if found.own_id and not found.source else None
    document_id, description = document_id_of(found.text), (getattr(found, name) for name in DESCRIPTION)
    return Seen(
        *about,
        found.format,
        found.encoding,
        document_id,
        None,
        detail,
        found.extra,
        opening,
        moment_of(found.published),
        *description,
    )


def moment_of(published: str | None) -> str | None:
    """Give an ISO date or time in a form that sorts by time: in UTC where a zone is stated; of one of two days, the first."""
    published = next(iter(two_days(published)), published)
    if published is None or len(published) <= len("2025-03-14"):
        return published
    stated = datetime.datetime.fromisoformat(published)
    return (stated.astimezone(datetime.UTC) if stated.tzinfo else stated).replace(tzinfo=None).isoformat()


def record_row(seen: Seen, text: str) -> tuple[Any, ...]:
    """Give the row of `RECORD_SCHEMA` for a record that becomes a document."""
    assert seen.document_id is not None
    assert seen.sha256 is not None
    record = (seen.source_path, seen.record_number, seen.source_id, seen.sha256, text, seen.format)
    description = (seen.title, seen.published, seen.source, seen.author, seen.url, seen.language)
    return (*record, *description, seen.document_id, seen.document_id[4:6])


def records_frame(rows: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    """Give records as a frame, sorted by bucket, document and place: the form of a part file."""
    return pl.DataFrame(rows, schema=RECORD_SCHEMA, orient="row").sort("bucket", "document_id")


def in_buckets(records: pl.LazyFrame, buckets: Sequence[str]) -> pl.LazyFrame:
    """Give the records of these buckets. Part files are sorted by bucket: what lies outside the range is not even read."""
    between = pl.col("bucket").is_between(pl.lit(min(buckets)), pl.lit(max(buckets)))
    return records.filter(between).join(pl.LazyFrame({"bucket": buckets}), on="bucket", how="semi")


def seen_frame(rows: Sequence[Seen], first_row: int) -> pl.DataFrame:
    """Give what was seen as a frame, its rows counted from `first_row`."""
    return pl.DataFrame(rows, schema=SEEN_SCHEMA, orient="row").with_row_index("row", first_row)
