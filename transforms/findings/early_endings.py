"""A numbered congress, summit or session that one text calls over before another says that it was held."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from transforms.findings.finding import Candidates, Finding, Place, of_documents

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

SENTENCE = ["document_id", "sentence_number"]
KINDS = ("congress", "summit", "session", "plenum", "conference", "assembly", "games", "olympics")
LITERALS = [form for kind in KINDS for form in (kind, kind.capitalize())]
NUMBERED = r"\d(?:st|nd|rd|th)\b"
NAME = re.compile(rf"\b(\d{{1,3}}(?:st|nd|rd|th))\s(?:[\w'’-]{{1,20}}\s){{0,4}}({'|'.join(KINDS)})\b", re.IGNORECASE)
OVER = re.compile(r"\b(?:successful|successfully|concluded|ended|closed|achieved|was held|after the)\b", re.IGNORECASE)
HELD = re.compile(r"\b(?:held|holds?|convened|opened|took place|was held|met)\b", re.IGNORECASE)
LONGEST_DAYS = 62  # a longer period does not say when it was held


class Meeting(NamedTuple):
    """A numbered meeting named in a sentence; `bodies` are the organisations named in the document (or sentence)."""

    place: Place
    key: tuple[str, str]
    sentence: str
    published: datetime.date | None
    bodies: frozenset[str]
    in_sentence: frozenset[str]
    names: frozenset[str]  # of the organisations in the sentence, as written
    begin: datetime.date | None


def candidates(tables: Mapping[str, pl.LazyFrame]) -> Candidates:
    """Give the sentences that name a meeting of some kind."""
    named = tables["mentions"].filter(pl.col("surface").str.contains_any(LITERALS))
    found = named.select(SENTENCE).drop_nulls().unique().collect()
    return Candidates(found, found)


def check(tables: Mapping[str, pl.LazyFrame], candidates: pl.DataFrame, sentences: pl.DataFrame) -> Iterator[Finding]:
    """Give one finding for each text that tells of a meeting's end before the day on which another says it was held."""
    meetings = list(_meetings(tables, _named(candidates, sentences)))
    dated: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        if meeting.begin is not None and HELD.search(meeting.sentence):
            dated[meeting.key].append(meeting)
    seen: set[tuple[str, str]] = set()
    for over in meetings:
        for held in dated[over.key]:
            pair = over.place.document_id, held.place.document_id
            if pair not in seen and _contradict(over, held):
                seen.add(pair)
                message = f"Over by {over.published} in one text, held from {held.begin} on in another."
                yield Finding("early_endings", "warning", over.place, message, held.place)


def _contradict(over: Meeting, held: Meeting) -> bool:
    return (
        over.place.document_id != held.place.document_id
        and over.published is not None
        and held.begin is not None
        and over.published < held.begin
        and OVER.search(over.sentence) is not None
        and (bool(over.bodies & held.in_sentence) or any(name in over.sentence for name in held.names))
    )


def _named(candidates: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Give the sentences with a numbered meeting of which one text says that it is over, another that it was held."""
    told = sentences.join(candidates, on=SENTENCE, how="semi")  # the pattern is not tried on the rest
    numbered = told.filter(pl.col("surface").str.contains(NUMBERED)).rename({"surface": "told"})
    keys = [{_key(name) for name in NAME.finditer(sentence)} for sentence in numbered["told"]]
    over, held = (
        {
            key
            for named, sentence in zip(keys, numbered["told"], strict=True)
            if pattern.search(sentence)
            for key in named
        }
        for pattern in (OVER, HELD)
    )
    return numbered.filter(pl.Series([not over.isdisjoint(key & held) for key in keys], dtype=pl.Boolean))


def _key(name: re.Match[str]) -> tuple[str, str]:
    return name[1].lower(), name[2].lower()


def _meetings(tables: Mapping[str, pl.LazyFrame], named: pl.DataFrame) -> Iterator[Meeting]:
    if named.is_empty():
        return
    documents, mentions, timexes = (
        of_documents(tables[name], named["document_id"]) for name in ("documents", "mentions", "timexes")
    )
    published = pl.when(pl.col("published_precision") == "day").then(pl.col("published_date"))
    dates = documents.select("document_id", published=published)
    organisations = mentions.filter(pl.col("entity_type") == "organisation").select(*SENTENCE, "entity_id", "surface")
    organisations = organisations.collect().lazy()
    everywhere = _bodies(organisations, ["document_id"]).select("document_id", everywhere="bodies")
    rows = (
        named.lazy()
        .join(dates, on="document_id")
        .join(everywhere, on="document_id", how="left")
        .join(_bodies(organisations, SENTENCE), on=SENTENCE, how="left")
        .join(_begins(timexes), on=SENTENCE, how="left")
        .sort("document_id", "start_char")
    )
    for row in rows.collect().iter_rows(named=True):
        yield from _meeting(row)


def _meeting(row: Mapping[str, Any]) -> Iterator[Meeting]:
    for name in NAME.finditer(row["told"]):
        start = row["start_char"] + name.start()
        place = Place(row["document_id"], start, start + len(name[0]), name[0])
        bodies = frozenset(row["everywhere"] or ()), frozenset(row["bodies"] or ())
        names = frozenset(row["names"] or ())
        yield Meeting(place, _key(name), row["told"], row["published"], *bodies, names, row["begin"])


def _bodies(organisations: pl.LazyFrame, by: list[str]) -> pl.LazyFrame:
    return (
        organisations.drop_nulls(["entity_id", *by])
        .group_by(by)
        .agg(bodies=pl.col("entity_id").unique().sort(), names=pl.col("surface").unique().sort())
    )


def _begins(timexes: pl.LazyFrame) -> pl.LazyFrame:
    length = (pl.col("end_date") - pl.col("begin_date")).dt.total_days()
    short = timexes.filter(length <= LONGEST_DAYS).drop_nulls("sentence_number")
    return short.group_by("document_id", "sentence_number").agg(begin=pl.col("begin_date").min())
