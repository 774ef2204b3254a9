"""The declarations themselves: every promise that the tables share, over all tables."""

from __future__ import annotations

import json
import re
from collections import defaultdict

import polars as pl
import pyarrow.parquet as pq
import pytest

from transforms import reading
from transforms.errors import TableError
from transforms.tables import BY_NAME, TABLES
from transforms.tables.inputs import Reason

COLUMNS = [(table, column) for table in TABLES for column in table.columns]
NAMES = [f"{table.name}.{column.name}" for table, column in COLUMNS]
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
every_column = pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMES)
INTEGER_ENDINGS = ("_char", "_count", "_number")
FLOAT_NAMES = {"value", "value_high", "si_value", "declared", "computed", "latitude", "longitude", "confidence"}


@every_table
def test_keys_exist_and_are_not_null_but_where_null_has_a_meaning(table):
    columns = {column.name: column for column in table.columns}
    assert set(table.key) <= set(columns)
    assert not columns[table.key[0]].nullable


@every_table
def test_names_are_unique_and_lower_snake_case(table):
    assert len(set(table.names)) == len(table.names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in table.names)


@every_table
def test_description_and_grain_are_words(table):
    assert table.description.endswith(".")
    assert table.grain
    assert not table.grain.endswith(".")


@every_column
def test_every_description_is_a_sentence(table, column):
    assert column.description[0].isupper() or ":" in column.description.split()[0]
    assert column.description.endswith("."), f"End the description of {table.name}.{column.name} with a full stop."


@every_column
def test_every_number_has_a_unit(table, column):
    if column.dtype.is_numeric():
        assert column.unit, f"Give {table.name}.{column.name} a unit ('1' for a bare number)."


@every_column
def test_types_follow_the_names(table, column):
    if column.name.endswith(INTEGER_ENDINGS):
        assert column.dtype == pl.Int32
    if column.name.endswith("_date") or column.name == "month":
        assert column.dtype == pl.Date
    if column.name.endswith("_at"):
        assert column.dtype == pl.Datetime("us", "UTC")
    if column.name in FLOAT_NAMES and table.name not in {"zones", "timexes"}:
        assert column.dtype == pl.Float64
    if column.name.endswith(("_ids", "_codes")) or column.name == "aliases":
        assert column.dtype == pl.List(pl.String)


@every_column
def test_references_name_a_key(table, column):
    if column.refers_to:
        target, name = column.refers_to.split(".")
        assert BY_NAME[target].key == (name,)


@every_column
def test_closed_lists_are_lower_snake_case_or_timex3(table, column):
    assert all(re.fullmatch(r"[a-z][a-z_0-9]*|[A-Z_]+", value) for value in column.one_of)


def test_one_name_means_one_thing_everywhere():
    types = defaultdict(set)
    for _, column in COLUMNS:
        types[column.name].add(str(column.dtype))
    differing = {name for name, found in types.items() if len(found) > 1}
    assert differing <= {"value"}, (
        "A value is a number in metrics and text in timexes and zones; nothing else may differ."
    )


ROW_TYPES = {
    "zones": reading.Zone,
    "sentences": reading.Sentence,
    "timexes": reading.TimexRow,
    "mentions": reading.MentionRow,
    "document_entities": reading.EntityRow,
    "metrics": reading.MetricRow,
    "roles": reading.RoleRow,
    "statements": reading.StatementRow,
    "event_mentions": reading.EventRow,
    "document_metrics": reading.FigureRow,
}


@pytest.mark.parametrize("name", ROW_TYPES)
def test_row_types_have_the_columns_of_their_table(name):
    added = {"document_id", "sentence_number", "surface"}
    assert set(ROW_TYPES[name]._fields) == set(BY_NAME[name].document_schema) - added


@every_table
def test_descriptions_and_units_travel_inside_the_file(table, tmp_path):
    path = tmp_path / "table.parquet"
    pl.LazyFrame(schema=table.schema).sink_parquet(path, arrow_schema=table.arrow_schema)
    schema = pq.read_schema(path)
    for column in table.columns:
        metadata = schema.field(column.name).metadata
        assert metadata[b"description"].decode() == column.description
        if column.one_of:
            assert json.loads(metadata[b"one_of"]) == list(column.one_of)


def test_conform_names_the_missing_columns():
    with pytest.raises(TableError, match="lacks paragraph_number, start_char, end_char, surface"):
        BY_NAME["sentences"].conform(pl.LazyFrame({"document_id": ["doc_0"], "sentence_number": [0]}))


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence(reason):
    assert reason.sentence.endswith(".")
    assert str(reason) == reason.value
