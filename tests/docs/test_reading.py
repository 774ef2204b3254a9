"""The recipes of docs/reading.md, as they stand there, on a real release; R's is not run."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
RECIPES = dict(
    re.findall(r"^## ([^\n]+)\n+```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
)


@pytest.fixture
def rows(sample_output, monkeypatch):
    """Run a recipe beside the output folder; give (value, surface, text, start, end) of the metrics that it opened."""
    monkeypatch.chdir(sample_output.parent)

    def run(title, read):
        names = {}
        exec(RECIPES[title].replace("open_release()", f"open_release({sample_output.name!r})"), names)
        return read(names["tables"]), len(names["metrics"])

    return run


def expected(sample_output):
    import polars as pl

    metrics = pl.read_parquet(Path(sample_output, "latest").resolve() / "metrics" / "*.parquet")
    return metrics.height, metrics.filter(pl.col("unit") == "%").height


def test_polars(rows, sample_output):
    assert rows("Polars", lambda tables: tables["metrics"].collect().height) == expected(sample_output)


def test_pandas_and_pyarrow(rows, sample_output):
    assert rows("pandas and pyarrow", lambda tables: tables["metrics"].num_rows) == expected(sample_output)


def test_duckdb_and_its_substring(rows, sample_output):
    pytest.importorskip("duckdb")
    query = """select count(*), sum((substring(text, start_char + 1, end_char - start_char) = surface)::int)
               from metrics join documents using (document_id)"""
    (count, holding), wanted = rows("DuckDB", lambda tables: tables.sql(query).fetchall()[0])
    assert (count, wanted) == expected(sample_output)
    assert holding == count
