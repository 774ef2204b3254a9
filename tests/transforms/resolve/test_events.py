"""Reports of one happening are joined; others stay apart."""

from __future__ import annotations

import datetime
import hashlib

import polars as pl

from transforms.resolve.events import resolve_events, with_event_ids
from transforms.tables import BY_NAME

DAY = datetime.date(2025, 3, 12)
LATER = datetime.timedelta(days=1)


def report(document, start, kind="visit", sides=(["person:a"], ["iso:CN"]), days=(DAY, DAY), status="occurred"):
    return {
        "document_id": document, "sentence_number": 0, "start_char": start, "end_char": start + 5, "surface": "visit", "event_type": kind,
        "plover_type": "consult", "plover_mode": None, "cameo_code": None, "initiator_ids": sides[0], "counterpart_ids": sides[1],
        "place_id": None, "begin_date": days[0], "end_date": days[1], "status": status, "rule": "event_mentions.verb", "confidence": 0.7,
    }  # fmt: skip


def resolved(reports, published):
    schema = {name: dtype for name, dtype in BY_NAME["event_mentions"].schema.items() if name != "event_id"}
    documents = pl.LazyFrame(
        {
            "document_id": list(published),
            "published_date": list(published.values()),
            "copy_cluster_id": list(published),
        },
        schema={"document_id": pl.String, "published_date": pl.Date, "copy_cluster_id": pl.String},
    )
    entities = pl.LazyFrame(
        {
            "entity_id": ["person:a", "person:b", "iso:CN", "iso:LA"],
            "entity_type": ["person", "person", "country", "country"],
        }
    )
    found = resolve_events(pl.LazyFrame(reports, schema=schema), documents, entities)
    tables = {name: with_event_ids(frame.lazy()).collect() for name, frame in found.items()}
    ids = tables.pop("event_ids")
    return {"event_ids": ids, **{name: BY_NAME[name].conform(frame.lazy()).collect() for name, frame in tables.items()}}


def test_planned_and_realised_visit_are_one_event_with_two_documents():
    tables = resolved(
        [report("d1", 0, days=(None, None), status="planned"), report("d2", 9, days=(DAY, DAY + 3 * LATER))],
        {"d1": None, "d2": DAY + 2 * LATER},
    )
    assert tables["events"].height == 1
    row = tables["events"].row(0, named=True)
    assert (row["document_count"], row["status"], row["begin_date"], row["end_date"]) == (
        2,
        "occurred",
        DAY,
        DAY + 3 * LATER,
    )


def test_other_days_other_people_and_other_types_stay_apart():
    tables = resolved(
        [
            report("d1", 0),
            report("d2", 0, days=(DAY + 30 * LATER, DAY + 30 * LATER)),
            report("d3", 0, sides=(["person:b"], ["iso:CN"])),
            report("d4", 0, kind="meeting"),
        ],
        dict.fromkeys(("d1", "d2", "d3", "d4"), DAY),
    )
    assert tables["events"].height == 4


def test_two_pledges_of_one_person_on_one_day_need_the_same_counterpart():
    tables = resolved(
        [report("d1", 0, kind="pledge"), report("d1", 50, kind="pledge", sides=(["person:a"], ["iso:LA"]))], {"d1": DAY}
    )
    assert tables["events"].height == 2


def test_participants_and_ids_refer_to_events():
    tables = resolved([report("d1", 0), report("d1", 60)], {"d1": DAY})
    assert (
        set(tables["event_participants"]["event_id"])
        == set(tables["events"]["event_id"])
        == set(tables["event_ids"]["event_id"])
    )
    assert tables["event_participants"].height == 2


def test_no_reports_give_empty_tables():
    assert all(frame.is_empty() for frame in resolved([], {"d1": DAY}).values())


def test_an_events_id_is_the_hash_of_its_earliest_mentions_key():
    tables = resolved([report("d1", 40), report("d2", 9)], {"d1": DAY, "d2": DAY + LATER})
    own = "evt_" + hashlib.sha256(b"d1\t40\t45\tvisit").hexdigest()[:16]
    assert tables["events"]["event_id"].to_list() == [own]
    assert tables["event_ids"]["event_id"].to_list() == [own, own]


def test_ids_are_written_with_all_their_digits():
    numbers = pl.LazyFrame({"event_id": [0, 255, 2**64 - 1]}, schema={"event_id": pl.UInt64})
    assert with_event_ids(numbers).collect()["event_id"].to_list() == [
        "evt_0000000000000000",
        "evt_00000000000000ff",
        "evt_ffffffffffffffff",
    ]
    assert with_event_ids(numbers.clear()).collect().is_empty()
