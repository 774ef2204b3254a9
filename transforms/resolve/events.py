"""The same happening across sentences and documents joined: event_mentions, events, event_participants.

Two reports are of one happening if they have one type, share participants, and their days overlap. A person is in one
place at a time, so one shared person is enough for visits, calls and the like; everything else takes two shared
participants. An undated report joins the only dated happening that it can belong to.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa

from transforms.enumerated import enum_of
from transforms.resolve.copies import united
from transforms.tables.events import EVENT_MENTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# What one person can do only once at a time.
EXCLUSIVE = frozenset({"visit", "phone_call", "summit", "appointment", "congress", "election"})
LONGEST_DAYS = 31  # a longer period says too little to join two reports by it
NEAR_DAYS = 60  # an undated report belongs to a happening within this distance of its document's date
MOST_PARTICIPANTS = 8  # of one report whose pairs are looked at
LARGEST_BLOCK = 5_000  # reports; a larger block shares nothing telling
TOGETHER = 100_000  # reports in memory at a time, unless one type has more
REPORTED = (
    *EVENT_MENTIONS.key, "plover_type", "place_id", "begin_date", "end_date", "status", "initiator_ids", "counterpart_ids",
)  # fmt: skip
DECIDED = ("occurred", "ongoing")
OFTEN = ["event_type", "plover_type", "status"]
SIDES = ["initiator_ids", "counterpart_ids"]
ROLES = pl.Enum(["counterpart", "initiator"])
ORDER = ["published_date", "document_id", "start_char", "end_char", "event_type"]
UNKNOWN = -(2**31)  # day


class Report(NamedTuple):
    """One row of event_mentions, as far as joining needs it; its document is a number, its days are days since 1970 or UNKNOWN."""

    row: int
    document: int
    begin: int
    end: int
    published: int

    @property
    def is_dated(self) -> bool:
        """Whether it has days, and few enough to tell."""
        return UNKNOWN not in (self.begin, self.end) and self.end - self.begin <= LONGEST_DAYS


def resolve_events(
    mentions: pl.LazyFrame,
    documents: pl.LazyFrame,
    entities: pl.LazyFrame,
    reported: Callable[[pl.LazyFrame], pl.DataFrame] | None = None,
) -> dict[str, pl.DataFrame]:
    """Give event_ids (the key of event_mentions and its event_id), events and event_participants; of events their numbers.

    Reads: event_mentions with entity ids, or whatever `reported` turns into `narrow` rows; documents: document_id,
    published_date, copy_cluster_id; entities: entity_id, entity_type. Rows of event_ids: as many as reports. An event's id is
    that of its earliest mention, `with_event_ids` writes it. Reports of different types are never of one happening: of many
    reports, a few types are in memory.
    """
    reported = reported or _as_they_are(mentions)
    about = documents.select("document_id", "published_date", pl.col("copy_cluster_id").rank("dense")).collect().lazy()
    persons = entities.filter(pl.col("entity_type") == "person").select("entity_id").collect()

    def rows_of(types: list[str]) -> pl.DataFrame:
        reports = reported(mentions.filter(pl.col("event_type").is_in(types))).select(REPORTED)
        own = about.with_columns(pl.col("document_id").cast(reports.schema["document_id"], strict=False))
        return reports.lazy().join(own, on="document_id", how="left", maintain_order="left").collect()

    found = [_of_types(rows_of(types), persons) for types in types_together(mentions)]
    return {name: pl.concat([part[name] for part in found]) for name in found[0]}


def _as_they_are(mentions: pl.LazyFrame) -> Callable[[pl.LazyFrame], pl.DataFrame]:
    """Give what makes reports that have entity ids narrow."""
    documents = enum_of(mentions.select("document_id"))
    sides = [mentions.select(pl.col(name).explode(empty_as_null=False)) for name in SIDES]
    things = enum_of(mentions.select("place_id"), *sides)
    ids = [pl.col("place_id").cast(things), pl.col(SIDES).cast(pl.List(things))]
    return lambda some: narrow(some.select(REPORTED).with_columns(ids), documents)


def narrow(reports: pl.LazyFrame, documents: pl.Enum) -> pl.DataFrame:
    """Read reports with what they say often as numbers: of many rows, a fifth of the memory."""
    return reports.with_columns(pl.col("document_id").cast(documents), pl.col(OFTEN).cast(pl.Categorical)).collect(
        engine="streaming"
    )


def types_together(mentions: pl.LazyFrame) -> list[list[str]]:
    """Give the types of events in lists, each of as many reports as may be TOGETHER, or of one type; at least one list."""
    counts = mentions.group_by("event_type").len().sort("len", "event_type").collect()
    lists: list[list[str]] = [[]]
    number = 0
    for event_type, count in counts.iter_rows():
        if lists[-1] and number + count > TOGETHER:
            lists.append([])
            number = 0
        lists[-1].append(event_type)
        number += count
    return lists


def _of_types(rows: pl.DataFrame, persons: pl.DataFrame) -> dict[str, pl.DataFrame]:
    roots = united(same_events(rows, persons))
    groups = pl.DataFrame({"row": list(roots), "group": list(roots.values())}, {"row": pl.UInt32, "group": pl.UInt32})
    reports = rows.drop(SIDES).with_columns(key=_keys(rows)).with_row_index("row")
    told_again = reports.join(groups, on="row").sort(ORDER, nulls_last=True)  # few: the others are what they are
    told_again = told_again.with_columns(event_id=pl.col("key").first().over("group"))
    named = told_again.select("row", again="event_id").lazy()
    numbered = reports.lazy().join(named, on="row", how="left", maintain_order="left").select(
        *EVENT_MENTIONS.key, event_id=pl.coalesce("again", "key")
    ).collect()  # fmt: skip
    told_once = reports.join(groups, on="row", how="anti", maintain_order="left").with_columns(event_id="key")
    sides = rows.lazy().select(SIDES).with_columns(numbered["event_id"])
    told, taking_part = pl.collect_all([
        pl.concat([once(told_once.lazy()), events(told_again.lazy())]), participants(sides)
    ])  # fmt: skip
    return {"event_ids": numbered, "events": told, "event_participants": taking_part}


def _keys(rows: pl.DataFrame) -> pl.Series:
    places = rows.select("document_id", "start_char", "end_char", "event_type").iter_rows()
    return pl.Series("key", np.fromiter((event_number(*place) for place in places), np.uint64, rows.height))


def event_number(document_id: str, start: int, end: int, event_type: str) -> int:
    """Give the number that an event takes from its earliest mention's key: its id in hex digits, 64 bits."""
    key = f"{document_id}\t{start}\t{end}\t{event_type}"
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")


def with_event_ids(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Write the numbers of events (`event_id`) as their ids."""
    return frame.with_columns(pl.col("event_id").map_batches(_written, pl.String, is_elementwise=True))


def _written(numbers: pl.Series) -> pl.Series:
    """Give the ids of events: evt_ and 16 hex digits."""
    digits = numbers.to_numpy().astype(">u8").tobytes().hex().encode()
    fixed = pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(numbers), [None, pa.py_buffer(digits)])
    return "evt_" + pl.Series(numbers.name, pl.Series(fixed.cast(pa.large_binary()))).cast(pl.String)


def same_events(reports: pl.DataFrame, persons: pl.DataFrame) -> Iterator[tuple[int, int]]:
    """Give pairs of row numbers of reports of one happening. Reads: of persons, entity_id."""
    days = [reports[name].to_physical().fill_null(UNKNOWN) for name in ("begin_date", "end_date", "published_date")]
    documents = reports["document_id"].to_physical().cast(pl.Int32)
    columns = [column.to_numpy().data for column in (documents, *days)]  # small, and they give Python's numbers
    for event_type, numbers in blocks_of(reports, persons).iter_rows():
        block = [Report(number, *(column[number] for column in columns)) for number in numbers]
        yield from joined(block, across_documents=event_type in EXCLUSIVE)


def blocks_of(reports: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Give the reports (event_type, their row numbers in order) that share type and participants, where there are several."""
    both = pl.concat_list("initiator_ids", "counterpart_ids").list.unique().list.sort()
    taking_part = reports.lazy().select("event_type", one=both).with_row_index("row")
    some = taking_part.with_columns(pl.col("one").list.head(MOST_PARTICIPANTS)).explode("one").drop_nulls("one")
    pairs = some.join(some.select("row", other="one"), on="row").filter(pl.col("one") < pl.col("other"))
    alone = taking_part.filter(pl.col("event_type").is_in(EXCLUSIVE)).explode("one").drop_nulls("one")
    known = persons.lazy().select(pl.col("entity_id").cast(reports.schema["place_id"], strict=False))
    alone = alone.join(known, left_on="one", right_on="entity_id", how="semi")
    blocks = [
        frame.group_by("event_type", *shared).agg(rows=pl.col("row").sort())
        for frame, shared in ((pairs, ("one", "other")), (alone, ("one",)))
    ]
    size = pl.col("rows").list.len()
    found = [block.filter(size > 1, size <= LARGEST_BLOCK).select("event_type", "rows").unique() for block in blocks]
    return pl.concat(found).collect()


def joined(block: Sequence[Report], *, across_documents: bool) -> Iterator[tuple[int, int]]:
    """Give pairs of reports in a block whose days overlap, and each undated one with what it must belong to.

    What is said or agreed without a date is joined within its own document only: two states do that all the time.
    """
    spans = overlapping([report for report in block if report.is_dated])
    for span in spans:
        yield from ((one.row, other.row) for one, other in pairwise(span))
    undated: dict[int, list[Report]] = defaultdict(list)
    for report in block:
        if report.begin == UNKNOWN:
            undated[report.document].append(report)
    begins = [span[0].begin for span in spans]
    told_in: dict[int, set[int]] = defaultdict(set)
    for number, span in enumerate(spans):
        for report in span:
            told_in[report.document].add(number)
    for document, same_document in undated.items():
        yield from ((one.row, other.row) for one, other in pairwise(same_document))
        near = _near(same_document[0], begins) if across_documents else range(0)
        candidates = told_in[document].union(near) if len(near) <= 1 else ()
        for number in candidates if len(candidates) == 1 else ():
            yield same_document[0].row, spans[number][0].row


def overlapping(reports: Sequence[Report]) -> list[list[Report]]:
    """Give groups of dated reports whose days overlap one after the other."""
    groups: list[list[Report]] = []
    last = UNKNOWN
    for report in sorted(reports, key=lambda report: (report.begin, report.end, report.row)):
        if groups and report.begin <= last:
            groups[-1].append(report)
        else:
            groups.append([report])
            last = UNKNOWN
        last = max(last, report.end)
    return groups


def _near(undated: Report, begins: Sequence[int]) -> range:
    """Give the numbers of the spans that begin near the day on which an undated report was published: all if nobody knows it."""
    if undated.published == UNKNOWN:
        return range(len(begins))
    return range(
        bisect_left(begins, undated.published - NEAR_DAYS), bisect_right(begins, undated.published + NEAR_DAYS)
    )


def once(reports: pl.LazyFrame) -> pl.LazyFrame:
    """Give each happening that one report tells of, as `events` gives the others."""
    one = pl.lit(1, pl.UInt32)
    return reports.select(
        "event_id", "event_type", "plover_type", "place_id", "begin_date", "end_date", "status",
        document_count=one, independent_source_count=one, first_reported="published_date", last_reported="published_date",
    )  # fmt: skip


def events(numbered: pl.LazyFrame) -> pl.LazyFrame:
    """Give each happening once.

    Days are those of the shortest dated report, the status that of the latest report, decided ones before planned.
    """
    length = (pl.col("end_date") - pl.col("begin_date")).dt.total_days()
    shortest = [
        pl.col(name).sort_by(length, pl.col("key"), nulls_last=True).first() for name in ("begin_date", "end_date")
    ]
    decided = pl.col("status").is_in(DECIDED)
    status = pl.col("status").sort_by(decided, pl.col("published_date"), pl.col("key"), nulls_last=False).last()
    return numbered.group_by("event_id").agg(
        pl.col("event_type").first(),
        pl.col("plover_type").drop_nulls().first(),
        pl.col("place_id").drop_nulls().first(),
        *shortest,
        status,
        document_count=pl.col("document_id").n_unique(),
        independent_source_count=pl.col("copy_cluster_id").n_unique(),
        first_reported=pl.col("published_date").min(),
        last_reported=pl.col("published_date").max(),
    )


def participants(numbered: pl.LazyFrame) -> pl.LazyFrame:
    """Give who takes part in each happening, once for each side."""
    sides = [
        numbered.select("event_id", entity_id=column, role=pl.lit(role, ROLES))
        .explode("entity_id")
        .drop_nulls("entity_id")
        for column, role in (("initiator_ids", "initiator"), ("counterpart_ids", "counterpart"))
    ]
    return pl.concat(sides).unique()
