"""A change of the tables' form is told before it is published."""

from dataclasses import replace

import examples
import polars as pl
import pytest

from expectations.history import Past
from expectations.rules import migrated
from expectations.staged import Staged
from transforms.tables import BY_NAME, TABLES
from transforms.tables.migrations import Change, changes, shape_of, shape_told

DECLARED = tuple(BY_NAME[name] for name in examples.frames())


def test_a_changed_declaration_is_told():
    hint = f'add an entry to transforms/tables/migrations.toml, and set shape = "{shape_of(TABLES)}"'
    assert shape_told() == shape_of(TABLES), hint


def changed(table, **columns):
    """Give the table with some columns' declarations changed."""
    new = tuple(replace(column, **columns.get(column.name, {})) for column in table.columns)
    return replace(table, columns=new)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (changed(BY_NAME["metrics"]), []),
        (replace(BY_NAME["metrics"], columns=BY_NAME["metrics"].columns[:-1]), [Change("metrics", "confidence", "added")]),
        (changed(BY_NAME["metrics"], unit={"name": "measure"}), [Change("metrics", "measure", "removed"), Change("metrics", "unit", "added")]),
        (changed(BY_NAME["metrics"], value={"dtype": pl.Float32()}), [Change("metrics", "value", "type")]),
        (changed(BY_NAME["metrics"], unit={"nullable": False}), [Change("metrics", "unit", "nulls")]),
        (changed(BY_NAME["metrics"], kind={"one_of": ("count",)}), [Change("metrics", "kind", "values")]),
        (changed(BY_NAME["metrics"], kind={"description": "Another sentence."}), []),
    ],
)  # fmt: skip
def test_a_change_is_seen(before, expected):
    assert sorted(changes(BY_NAME["metrics"], before.arrow_schema)) == expected


@pytest.fixture
def look(tmp_path):
    last = Staged(folder=examples.write(tmp_path / "last"))

    def with_last(change=lambda folder: None):
        change(last.folder)
        now = Staged(folder=tmp_path)
        now.memo["past"] = Past(names=("last",), last=last)
        (rule,) = migrated.rules(DECLARED)
        return rule.look(now).violations.collect().rows()

    return with_last


def rewrite(folder, **columns):
    table = changed(BY_NAME["metrics"], **columns)
    frame = examples.frames()["metrics"].cast({c.name: c.dtype for c in table.columns})
    frame.lazy().sink_parquet(folder / "metrics" / "part-00000.parquet", arrow_schema=table.arrow_schema)


def test_the_same_form_is_no_change(look):
    assert look() == []


def test_a_change_that_is_not_told_is_named(look):
    assert look(lambda folder: rewrite(folder, value={"dtype": pl.Float32()})) == [("metrics", "value", "type")]


def test_a_change_that_is_told_passes(look, monkeypatch):
    monkeypatch.setattr(migrated, "told", lambda: frozenset({Change("metrics", "value", "type")}))
    assert look(lambda folder: rewrite(folder, value={"dtype": pl.Float32()})) == []


def test_tables_that_come_and_go_are_changes(look):
    def rename(folder):
        (folder / "roles").rename(folder / "offices")

    assert look(rename) == [("offices", "", "removed"), ("roles", "", "added")]


def test_a_damaged_last_release_stops_no_new_one(look):
    assert look(lambda folder: (folder / "roles" / "part-00000.parquet").write_bytes(b"no Parquet")) == []
