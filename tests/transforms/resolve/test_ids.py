"""Joining global ids onto tables of the first half, and following ids between releases."""

from __future__ import annotations

import polars as pl

from transforms.resolve.id_changes import Before, id_changes
from transforms.resolve.ids import with_entity_ids
from transforms.tables import BY_NAME

IDS = pl.LazyFrame(
    {"document_id": ["d1", "d1", "d2"], "entity_number": [0, 1, 0], "entity_id": ["iso:LA", "iso:CN", "iso:TH"]},
    schema_overrides={"entity_number": pl.Int32},
)


def test_numbers_become_ids_and_lists_keep_their_order():
    frame = pl.LazyFrame(
        {"document_id": ["d1", "d2", "d1"], "speaker_number": [1, None, 0], "speaker_numbers": [[1, 0], [], None]},
        schema={"document_id": pl.String, "speaker_number": pl.Int32, "speaker_numbers": pl.List(pl.Int32)},
    )
    rows = with_entity_ids(BY_NAME["statements"], frame, IDS).collect()
    assert rows["speaker_id"].to_list() == ["iso:CN", None, "iso:LA"]
    assert rows["speaker_ids"].to_list() == [["iso:CN", "iso:LA"], [], []]


def release(mentions):
    rows = [("d1", start, start + 3, entity) for start, entity in mentions.items()]
    frame = pl.LazyFrame(rows, schema=["document_id", "start_char", "end_char", "entity_id"], orient="row")
    return {"mentions": frame, "entities": frame.select("entity_id").unique()}


def changes(before, after):
    old, new = release(before), release(after)
    frame = id_changes(new, Before("r1", old["entities"], old["mentions"], new["mentions"])).sort("old_id").collect()
    return [tuple(row) for row in frame.select("old_id", "new_id", "kind").iter_rows()]


def test_linked_merged_split_retired_and_unchanged():
    assert changes({0: "local:person:a"}, {0: "wikidata:Q1"}) == [("local:person:a", "wikidata:Q1", "linked")]
    assert changes({0: "local:person:a", 9: "local:person:b"}, {0: "local:person:b", 9: "local:person:b"}) == [
        ("local:person:a", "local:person:b", "merged")
    ]
    assert ("local:person:a", "local:person:b", "split") in changes(
        {0: "local:person:a", 9: "local:person:a"}, {0: "local:person:a", 9: "local:person:b"}
    )
    assert changes({0: "local:person:a", 9: "iso:LA"}, {9: "iso:LA"}) == [("local:person:a", None, "retired")]
    assert changes({0: "iso:LA"}, {0: "iso:LA"}) == []


def test_mentions_that_are_alike_may_be_left_out_of_both():
    before, after = {0: "local:person:a", 9: "local:person:a"}, {0: "local:person:b", 9: "local:person:a"}
    old, new = release({0: before[0]}), release({0: after[0]})
    kept = pl.LazyFrame({"entity_id": ["local:person:a"]})
    known = Before("r1", release(before)["entities"], old["mentions"], new["mentions"], kept)
    assert changes(before, after) == [("local:person:a", "local:person:b", "split")]
    rows = id_changes(release(after), known).select("old_id", "new_id", "kind").collect().rows()
    assert rows == changes(before, after)


def test_a_first_release_has_no_changes():
    assert id_changes(release({0: "iso:LA"}), None).collect().is_empty()
