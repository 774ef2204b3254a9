"""The real thing: one run on the sample with Prefect and the gate, as people start it, and what is left of it afterwards."""

import sqlite3
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from newsroom import broken_invariants, dateline, last_run, leftovers

from flows.output import Output, read_manifest

PROJECT = Path(__file__).parents[2]
BESIDE_THE_TABLES = (
    "release.json",
    "report.html",
    "CHANGELOG.md",
    "DICTIONARY.md",
    "datapackage.json",
    "croissant.json",
)


def open_release(output="output"):
    """The recipe of the README: resolve `latest` once, and read every table from there."""
    release = Path(output, "latest").resolve()
    return {
        table.name: pl.scan_parquet(table / "*.parquet")
        for table in release.iterdir()
        if any(table.glob("part-*.parquet"))
    }


def test_the_sample_is_published_whole(sample_output):
    release = Output(sample_output).release()
    assert broken_invariants(sample_output) == []
    assert leftovers(sample_output) == []
    assert [name for name in BESIDE_THE_TABLES if not (release / name).is_file()] == []
    manifest = read_manifest(release)
    assert manifest["verdict"]["passed"]
    assert manifest["verdict"]["rules"] > 100
    assert last_run(sample_output)["outcome"] == "published"


def test_the_same_input_again_starts_no_server(sample_output):
    again = dateline("run", "raw/sample", "--output", sample_output, cwd=PROJECT)
    assert again.returncode == 0, again.stderr
    assert "Nothing is new since the release" in again.stdout
    assert "prefect" not in again.stdout


def test_prefect_keeps_its_state_in_the_output_folder_and_the_verdict_as_an_artifact(sample_output):
    database = sqlite3.connect(sample_output / ".state" / "prefect" / "prefect.db")
    artifacts = database.execute("select key, data from artifact").fetchall()
    states = database.execute("select distinct state_type from flow_run").fetchall()
    database.close()
    assert {key for key, _ in artifacts} == {"dateline-verdict"}
    assert "report" in artifacts[0][1]
    assert states == [("COMPLETED",)]


def test_readers_find_the_same_rows_with_polars_and_pyarrow(sample_output):
    tables = open_release(sample_output)
    folder = Path(sample_output, "latest").resolve()
    for name in ("documents", "metrics", "mentions"):
        assert tables[name].collect().height == pq.read_table(folder / name).num_rows
    documents = tables["documents"].select("document_id", "text")
    rows = (
        tables["metrics"]
        .join(documents, on="document_id")
        .select("text", "start_char", "end_char", "surface")
        .collect()
        .rows()
    )
    assert rows
    assert all(text[start:end] == surface for text, start, end, surface in rows)
