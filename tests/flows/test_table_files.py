"""Tables as files: the same bytes however the rows came, in files of bounded size."""

from itertools import pairwise

import examples
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import table_files
from flows.table_files import write_parts, write_table
from transforms.tables import BY_NAME

TABLE = BY_NAME["co_mentions"]


@pytest.fixture(autouse=True, scope="module")
def _small_groups():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_files, "ROW_GROUP", 10)
        patch.setattr(table_files, "GROUPS_PER_FILE", 3)
        yield


def rows(count):
    one = dict(examples.frames())["co_mentions"].head(1)
    return TABLE.conform(
        pl.concat([one] * count if count else [one.clear()])
        .with_row_index()
        .with_columns(document_id=pl.format("doc_{}", "index"))
        .lazy()
    ).collect()


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


@settings(max_examples=25, deadline=None)
@given(count=st.integers(0, 75), cuts=st.lists(st.integers(0, 75), max_size=4))
def test_where_frames_begin_and_end_leaves_no_trace(count, cuts, tmp_path_factory):
    folder, frame = tmp_path_factory.mktemp("parts"), rows(count)
    ends = sorted({min(cut, count) for cut in cuts} | {0, count})
    pieces = [frame.slice(start, end - start) for start, end in pairwise(ends)] or [frame]
    assert write_parts(TABLE, pieces, folder / "cut") == write_parts(TABLE, [frame], folder / "whole") == count
    assert files(folder / "cut") == files(folder / "whole")
    assert pl.read_parquet(folder / "cut" / "part-*.parquet").equals(frame)
    sizes = [pq.read_metadata(path).num_rows for path in sorted((folder / "cut").glob("*.parquet"))]
    assert sizes == ([30] * ((count - 1) // 30) + [count - (count - 1) // 30 * 30] if count else [0])


def test_a_small_table_is_one_file_with_the_bytes_of_a_plain_one(tmp_path):
    frame = rows(7)
    write_table(TABLE, frame, tmp_path / "plain.parquet")
    write_parts(TABLE, [frame], tmp_path / "parts")
    assert files(tmp_path / "parts") == {"part-00000.parquet": (tmp_path / "plain.parquet").read_bytes()}
    assert pq.read_schema(tmp_path / "plain.parquet").field("document_id").metadata[b"description"]
