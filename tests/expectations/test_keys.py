"""The order of keys: told part by part as of the whole, nulls first."""

from itertools import pairwise

import examples
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from expectations.rules import keys
from expectations.staged import Staged
from transforms.tables import TABLES

KEYS = st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.integers(0, 3)), max_size=8)


def order(rows, sizes=()):
    frame = pl.DataFrame(rows, schema={"name": pl.String(), "number": pl.Int64()}, orient="row")
    ends = [0, *sorted(min(size, frame.height) for size in sizes), frame.height]
    parts = [frame.slice(start, end - start) for start, end in pairwise(ends)]
    return keys.order_of(parts, frame.columns)


@given(KEYS, st.lists(st.integers(0, 8), max_size=3))
def test_order_is_told_part_by_part_as_of_the_whole(rows, sizes):
    sortable = [(name or "", number) for name, number in rows]
    pairs = list(pairwise(sortable))
    expected = (any(one > other for one, other in pairs), any(one == other for one, other in pairs))
    assert order(rows, sizes) == order(rows) == expected


def test_a_large_table_is_looked_at_in_parts(tmp_path, monkeypatch):
    metrics = examples.frames()["metrics"]
    staged = Staged(folder=examples.write(tmp_path, {**examples.frames(), "metrics": metrics.reverse()}))
    monkeypatch.setattr(keys, "ROWS_AT_A_TIME", 2)
    tables = tuple(table for table in TABLES if staged.has(table.name))
    broken = {rule.rule_id for rule in keys.rules(tables) if rule.look(staged).violations.collect().height}
    assert broken == {"metrics.table.sorted"}
