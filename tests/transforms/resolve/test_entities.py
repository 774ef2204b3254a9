"""Stable ids for things across documents."""

from __future__ import annotations

import datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.aggregates.numbered import numbered
from transforms.enumerated import in_full
from transforms.names.identity import identified, slug
from transforms.names.lexicon import load_lexicon
from transforms.reading import EntityRow
from transforms.resolve.entities import resolve_entities, slugs, with_mention_counts
from transforms.resolve.ids import with_entity_ids
from transforms.tables.names import DOCUMENT_ENTITIES, ENTITIES, MENTIONS

A, B, C = (f"doc_{letter * 16}" for letter in "abc")


def resolved(*rows):
    """Resolve (document, number, type, name, lexicon id, country) rows, each mentioned once."""
    things = pl.LazyFrame(
        [(document, *identified(EntityRow(*row, [row[2]]), load_lexicon())) for document, *row in rows],
        schema=DOCUMENT_ENTITIES.document_schema,
        orient="row",
    )
    mentions = things.select("document_id", "entity_number")
    missing = {
        name: kind for name, kind in MENTIONS.document_schema.items() if name not in {"document_id", "entity_number"}
    }
    mentions = mentions.with_columns(pl.lit(None, kind).alias(name) for name, kind in missing.items())
    days = {A: datetime.date(2024, 1, 5), B: datetime.date(2024, 3, 1), C: None}
    documents = pl.LazyFrame({"document_id": list(days), "published_date": list(days.values())})
    entities, narrow = resolve_entities(things, documents)
    ids = in_full(narrow.lazy())
    entities = with_mention_counts(entities, numbered(with_entity_ids(MENTIONS, mentions, ids)))
    return entities.collect(), [row[2] for row in ids.collect().iter_rows()]


def test_lexicon_things_keep_their_ids_and_points():
    entities, ids = resolved((A, 0, "country", "Laos", "iso:LA", "LA"), (B, 0, "country", "Laos", "iso:LA", "LA"))
    assert ids == ["iso:LA", "iso:LA"]
    row = entities.row(0, named=True)
    assert (row["latitude"], row["longitude"], row["geonames_id"]) == (18.0, 105.0, "1655842")
    assert (row["first_date"], row["last_date"]) == (datetime.date(2024, 1, 5), datetime.date(2024, 3, 1))
    assert (row["document_count"], row["mention_count"], row["in_lexicon"]) == (2, 2, True)


def test_local_ids_are_functions_of_type_and_folded_name():
    _, ids = resolved(
        (A, 0, "organisation", "Center for River Labor", None, None),
        (B, 0, "organisation", "Centre for River Labour", None, None),
    )
    assert ids == ["local:organisation:centre-for-river-labour"] * 2


def test_same_name_in_two_countries_is_told_apart():
    rows = ((A, 0, "person", "Khamla Souvanna", None, "LA"), (B, 0, "person", "Khamla Souvanna", None, "TH"))
    assert resolved(*rows)[1] == ["local:person:khamla-souvanna:la", "local:person:khamla-souvanna:th"]
    assert resolved(rows[0])[1] == ["local:person:khamla-souvanna"]


def test_what_is_named_for_a_place_stands_on_the_map():
    entities, _ = resolved(
        (A, 0, "facility", "Luang Prabang Ferry Terminal", None, "LA"), (A, 1, "person", "Paris Dupont", None, None)
    )
    by_name = {row["name"]: row for row in entities.iter_rows(named=True)}
    assert round(by_name["Luang Prabang Ferry Terminal"]["latitude"]) == 20
    assert by_name["Paris Dupont"]["latitude"] is None


def test_rows_have_the_published_form_and_no_documents_give_no_rows():
    entities, ids = resolved((C, 0, "event", "!!!", None, None))
    assert ids == ["local:event:21-21-21"]
    assert ENTITIES.conform(entities.lazy()).collect().columns == [column.name for column in ENTITIES.columns]
    assert resolved()[0].is_empty()


WORDS = st.sampled_from(
    [
        "The",
        "an",
        "A",
        "Center",
        "labor",
        "Programs",
        "Laos-China",
        "Railway",
        "U.S.",
        "Ltd.,",
        "&",
        "O'Neill",
        "Côte",
        "R_2",
        "…",
    ]
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=4).map(" ".join), max_size=5))
def test_names_are_folded_together_as_they_are_one_by_one(names):
    found = dict(slugs(pl.LazyFrame({"name": names}, schema={"name": pl.String})).collect().iter_rows())
    assert found == {name: slug(name) for name in names}
