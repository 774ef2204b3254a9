"""Ids as places in a sorted list compare as the ids do."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.enumerated import bounds, enum_in, enum_of

ids = st.lists(st.one_of(st.none(), st.text("abc_", max_size=4)), max_size=12)


@settings(deadline=None)
@given(ids, ids)
def test_places_are_in_the_order_of_the_ids(some, others):
    kind = enum_of(*(pl.LazyFrame({"id": values}, schema={"id": pl.String}) for values in (some, others)))
    assert kind.categories.to_list() == sorted({*some, *others} - {None})
    column = pl.Series("id", some, pl.String)
    assert column.cast(kind).sort().cast(pl.String).to_list() == column.sort().to_list()


@settings(deadline=None)
@given(st.sets(st.text("abc_", max_size=4)), st.text("abc_", max_size=4), st.text("abc_", max_size=4))
def test_bounds_are_those_of_the_ids_between(values, low, high):
    names = pl.Series(sorted(values), dtype=pl.String)
    start, end = bounds(names, low, high)
    assert names[start : max(start, end)].to_list() == [name for name in sorted(values) if low <= name < high]


def test_a_column_of_text_is_no_enum():
    with pytest.raises(TypeError, match="id is no Enum"):
        enum_in(pl.DataFrame({"id": ["a"]}), "id")
