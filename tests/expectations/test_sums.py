"""What adds up over slices: the same verdict as on the whole, whatever is remembered of them."""

from types import SimpleNamespace

import examples
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_division import PARTS, cut, staged_in
from test_rules import RULES

from expectations.division import Memory, divided
from expectations.judging import run_rules
from expectations.rules.rebuilt import COUNTS, sums_of_counts
from expectations.sums import MODULUS, Sums, added_up

TABLES = ("co_mentions", "entity_months")
OWN = {table: [rule for rule in RULES if rule.rule_id == f"{table}.table.rebuilt"] for table in TABLES}
FIRST = pl.int_range(pl.len()) == 0
MORE = {
    "one more": lambda rows, count: rows.with_columns(pl.col(count) + FIRST.cast(pl.Int32)),
    "from one row to another": lambda rows, count: rows.with_columns(
        pl.col(count) + FIRST.cast(pl.Int32) - (pl.int_range(pl.len()) == 1).cast(pl.Int32)
    ),
    "a row less": lambda rows, _: rows.slice(1),
    "rows exchanged": lambda rows, _: rows.with_columns(pl.nth(0).reverse()),
}  # fmt: skip


def look(folder, table, known=None):
    """Run a table's rule with what is known of the slices; give its failing rows and the sums that were worked out."""
    staged = staged_in(folder)
    memory = Memory(code="1", sums=known or {})
    staged.memo["sums"] = Sums.of(divided(staged, memory), memory)
    (result,) = run_rules(staged, OWN[table])
    assert result.error is None
    return result.unexpected, staged.memo["sums"].known


@pytest.mark.parametrize("table", TABLES)
def test_what_slices_gave_is_remembered_and_wrong_memories_refuse_nothing(table, tmp_path):
    folder = cut(tmp_path)
    unexpected, known = look(folder, table)
    assert unexpected == 0
    assert len(known) == len(PARTS)
    assert all(table in named for named in known.values())
    assert look(folder, table, known) == (0, known)
    forgotten = dict(list(known.items())[1:])
    assert look(folder, table, forgotten) == (0, known)
    wrong = {key: {table: tuple(number + 1 for number in named[table])} for key, named in known.items()}
    assert look(folder, table, wrong)[0] == 0


@pytest.mark.parametrize("remembered", [False, True])
@pytest.mark.parametrize("change", MORE)
@pytest.mark.parametrize(
    ("table", "count"), [("co_mentions", "sentence_count"), *(("entity_months", name) for name in COUNTS)]
)
def test_whatever_is_wrong_with_a_table_is_found(table, count, change, remembered, tmp_path):
    tables = examples.frames()
    known = look(cut(tmp_path / "right"), table)[1] if remembered else {}
    spoilt = MORE[change](tables[table], count)
    assert not spoilt.equals(tables[table])
    assert look(cut(tmp_path / "wrong", {**tables, table: spoilt}), table, known)[0] > 0


def test_a_month_that_counts_nothing_is_found(tmp_path):
    tables = examples.frames()
    more = (
        tables["entity_months"]
        .head(1)
        .with_columns(pl.lit("iso:ZZ").alias("entity_id"), *(pl.lit(0, pl.Int32).alias(name) for name in COUNTS))
    )
    spoilt = {**tables, "entity_months": pl.concat([tables["entity_months"], more])}
    assert look(cut(tmp_path, spoilt), "entity_months")[0] == 1


counted = st.lists(st.tuples(st.sampled_from("abc"), st.dates(), *[st.integers(0, 9)] * len(COUNTS)), max_size=8)
MONTHS = {"entity_id": pl.String, "month": pl.Date, **dict.fromkeys(COUNTS, pl.Int32)}


@settings(deadline=None, max_examples=50)
@given(counted, counted)
def test_counts_of_parts_add_up(one, other):
    parts = [pl.DataFrame(rows, schema=MONTHS, orient="row") for rows in (one, other)]
    whole = pl.concat(parts).group_by("entity_id", "month").agg(pl.col(COUNTS).sum())
    sums = [sums_of_counts(part.lazy())[1:] for part in parts]
    assert sums_of_counts(whole.lazy())[1:] == tuple(sum(pair) % MODULUS for pair in zip(*sums, strict=True))


def test_an_uncut_release_is_one_part():
    assert added_up(SimpleNamespace(memo={}), "any", lambda _: [1, 2]) == (1, 2)
