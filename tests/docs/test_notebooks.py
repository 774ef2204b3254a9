"""The notebooks run on a real release, and import nothing of ours."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

NOTEBOOKS = sorted(Path(__file__).parents[2].joinpath("notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_nothing_of_ours(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert not any(
        f"import {package}" in code or f"from {package}" in code for package in ("flows", "transforms", "expectations")
    )
    assert all(not cell.get("outputs") for cell in cells), "Clear the outputs before committing a notebook."


@pytest.fixture
def two_releases(sample_output, tmp_path):
    """The sample's output folder with an earlier release beside it: one document less, one quantity that read differently."""
    output = tmp_path / "output"
    after = output / "releases" / (sample_output / "latest").readlink().name
    shutil.copytree(sample_output / "latest", after)
    (output / "latest").symlink_to(after)
    before = output / "releases" / "20200101T000000Z-00000000"
    shutil.copytree(after, before)
    document = pl.read_parquet(after / "documents" / "*.parquet").sort("document_id")["document_id"][0]
    for path in before.glob("*/part-*.parquet"):
        frame = pl.read_parquet(path)
        if "document_id" in frame.columns:
            frame = frame.filter(pl.col("document_id") != document)
        if path.parent.name == "metrics":
            is_first = pl.int_range(pl.len()) == 0
            frame = frame.with_columns(value=pl.when(is_first).then(pl.lit(123456.5)).otherwise("value"))
        frame.write_parquet(path)
    return output


def run(path, output, monkeypatch):
    """Execute a notebook on an output folder; give all that it shows."""
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    monkeypatch.setenv("DATELINE_OUTPUT", str(output))
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(path.parent))
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert all(output["output_type"] != "error" for output in outputs)
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, sample_output, monkeypatch):
    assert run(path, sample_output, monkeypatch)


@pytest.mark.filterwarnings("default")
def test_two_releases_shows_what_came_and_what_reads_differently(two_releases, monkeypatch):
    path = next(path for path in NOTEBOOKS if path.stem == "two_releases")
    shown = run(path, two_releases, monkeypatch)
    assert "1 new, 0 gone" in shown
    assert "123456.5" in shown
