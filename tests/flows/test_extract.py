"""`dateline extract`: every text's rows as plain files, wherever the texts are read."""

import polars as pl
import pytest
from newsroom import write_stories
from polars.testing import assert_frame_equal

from flows.extract import extract
from flows.settings import load_settings
from transforms.tables import BY_NAME

ROWS_IN = ("documents", "sentences", "mentions", "entities", "zones", "document_metrics")


def extracted(raw, to, **given):
    extract(load_settings({"raw": [str(raw)], "as_of": "2025-06-01", **given}), to)
    return {path.stem: pl.read_parquet(path) for path in to.glob("*.parquet")}


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    return write_stories(tmp_path_factory.mktemp("stories") / "raw")


def test_every_text_that_came_in_has_its_rows(raw, tmp_path):
    tables = extracted(raw, tmp_path / "tables", runner="local")
    published = tables["inputs"].filter(outcome="published")
    assert set(tables["documents"]["document_id"]) == set(published["document_id"])
    assert all(tables[name].height for name in ROWS_IN)
    assert set(tables["sentences"]["document_id"]) <= set(tables["documents"]["document_id"])


@pytest.mark.parametrize("few_workers", [8, 0])
def test_worker_processes_give_the_same_rows(raw, tmp_path, monkeypatch, few_workers):
    monkeypatch.setattr("flows.extract.FEW_WORKERS", few_workers)
    here = extracted(raw, tmp_path / "here", runner="local")
    apart = extracted(raw, tmp_path / "apart", runner="process", workers="2")
    assert (
        here.keys()
        == apart.keys()
        == {name for name, table in BY_NAME.items() if table.published} - {"validation_results"}
    )
    for name, frame in here.items():
        assert_frame_equal(frame, apart[name])
