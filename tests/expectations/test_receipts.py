"""A table has no hole: documents without rows do not follow one another."""

import examples
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.rules import receipts
from expectations.staged import Staged
from transforms.tables import TABLES

RULE = next(rule for rule in receipts.rules(TABLES) if rule.rule_id == "documents.metric_count.no_gap")


def gap(counts, folder):
    row = examples.frames()["documents"].head(1)
    ids = pl.Series([f"doc_{n:016}" for n in range(len(counts))])
    documents = pl.concat([row] * len(counts)).with_columns(
        document_id=ids, metric_count=pl.Series(counts, dtype=pl.Int32)
    )
    staged = Staged(folder=examples.write(folder, {**examples.frames(), "documents": documents}, release=False))
    return RULE.look(staged).violations.collect().height


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([3] * 60 + [0] * 10, 10),  # the end of the table is cut off
        ([3] * 30 + [0] * 12 + [2] * 30, 12),  # a worker gave nothing
        ([3, 0] * 40, 0),  # half of the documents have none, each by itself
        ([0] * 60, 0),  # nobody has any: for other rules to say
        ([3] * 60 + [0] * 3, 0),
        ([5], 0),
    ],
)
def test_a_stretch_without_rows_is_seen(counts, found, tmp_path):
    assert gap(counts, tmp_path) == found


@settings(deadline=None, max_examples=20)
@given(st.floats(0.0, 1.0), st.integers(0, 2**31))
def test_what_chance_gives_is_let_pass(tmp_path_factory, share, seed):
    chance = np.random.default_rng(seed)
    counts = [int(chance.random() < share) for _ in range(300)]
    assert gap(counts, tmp_path_factory.mktemp("release")) == 0
