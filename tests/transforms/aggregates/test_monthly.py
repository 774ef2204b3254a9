"""Counts by sentence and month."""

from __future__ import annotations

import datetime

import polars as pl

from transforms.aggregates.co_mentions import co_mentions
from transforms.aggregates.monthly import country_pair_months, entity_months
from transforms.aggregates.numbered import numbered
from transforms.aggregates.role_timeline import role_timeline
from transforms.tables import BY_NAME

MARCH = datetime.date(2025, 3, 1)


def documents(**changes):
    columns = {
        "document_id": ["d1"],
        "published_date": [datetime.date(2025, 3, 14)],
        "published_precision": ["day"],
        "country_codes": [["LA", "CN"]],
    }
    return pl.LazyFrame(columns | changes, schema_overrides={"published_date": pl.Date})


def mentions(*rows):
    schema = {"document_id": pl.String, "sentence_number": pl.Int32, "entity_id": pl.String}
    return numbered(pl.LazyFrame(list(rows), schema=schema, orient="row"))


STATEMENTS = pl.LazyFrame({"document_id": ["d1", "d1"], "speaker_id": ["p", "p"], "form": ["direct", "attitude"]})


def test_a_pair_counts_once_a_sentence():
    found = co_mentions(
        mentions(("d1", 0, "b"), ("d1", 0, "a"), ("d1", 0, "a"), ("d1", 1, "a"), ("d1", 1, "b"), ("d1", None, "c"))
    ).collect()
    assert found.rows() == [("a", "b", "d1", 2)]


def test_months_count_documents_mentions_and_statements_without_attitudes():
    found = entity_months(mentions(("d1", 0, "a"), ("d1", 1, "a")), STATEMENTS, documents()).sort("entity_id").collect()
    assert found.select("entity_id", "month", "document_count", "mention_count", "statement_count").rows() == [
        ("a", MARCH, 1, 2, 0),
        ("p", MARCH, 0, 0, 1),
    ]


def test_months_are_the_same_however_many_mentions_are_counted_at_a_time(monkeypatch):
    def found():
        rows = mentions(*((f"d{number % 3 + 1}", number, "ab"[number % 2]) for number in range(12)))
        days = [MARCH, datetime.date(2025, 3, 14), datetime.date(2025, 4, 1)]
        fields = {"published_date": days, "published_precision": ["day"] * 3, "country_codes": [[]] * 3}
        dated = documents(document_id=["d1", "d2", "d3"], **fields)
        return entity_months(rows, STATEMENTS, dated).sort("entity_id", "month").collect()

    at_once = found()
    monkeypatch.setattr("transforms.aggregates.numbered.AT_A_TIME", 1)
    assert found().equals(at_once)


def test_a_date_known_to_the_year_has_no_month():
    found = entity_months(mentions(("d1", 0, "a")), STATEMENTS, documents(published_precision=["year"])).collect()
    assert found.is_empty()


def test_country_pairs_count_documents_and_happenings():
    tables = {
        "documents": documents(),
        "entities": pl.LazyFrame({"entity_id": ["iso:CN", "iso:LA"], "country_code": ["CN", "LA"]}),
        "events": pl.LazyFrame(
            {
                "event_id": ["e1", "e2"],
                "status": ["occurred", "planned"],
                "plover_type": ["aid", "aid"],
                "begin_date": [MARCH, MARCH],
            }
        ),
        "event_participants": pl.LazyFrame(
            {"event_id": ["e1", "e1", "e2", "e2"], "entity_id": ["iso:CN", "iso:LA"] * 2}
        ),
    }
    found = country_pair_months(tables).collect()
    assert found.rows() == [("CN", "LA", MARCH, 1, 1, 1, 0)]


def roles(*rows):
    schema = {
        name: BY_NAME["roles"].schema[name]
        for name in ("document_id", "person_id", "title", "organisation_id", "country_code", "as_of_date")
    }
    return pl.LazyFrame(list(rows), schema=schema, orient="row")


def test_a_timeline_follows_holders_and_shows_conflicts():
    day = datetime.date
    found = (
        role_timeline(
            roles(
                ("d1", "p:a", "foreign minister", None, "LA", day(2023, 1, 1)),
                ("d2", "p:a", "foreign minister", None, "LA", day(2024, 7, 26)),
                ("d3", "p:b", "foreign minister", None, "LA", day(2025, 3, 14)),
                ("d4", "p:c", "president", None, "LA", day(2024, 1, 1)),
                ("d5", "p:d", "president", None, "LA", day(2024, 1, 1)),
            )
        )
        .sort("person_id")
        .collect()
    )
    assert found.select("person_id", "first_seen_date", "last_seen_date", "document_count", "conflict").rows() == [
        ("p:a", day(2023, 1, 1), day(2024, 7, 26), 2, None),
        ("p:b", day(2025, 3, 14), day(2025, 3, 14), 1, None),
        ("p:c", day(2024, 1, 1), day(2024, 1, 1), 1, "p:d"),
        ("p:d", day(2024, 1, 1), day(2024, 1, 1), 1, "p:c"),
    ]
