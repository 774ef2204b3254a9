"""Documents that kill, hang or starve whoever reads them: rejected with a reason, and the rest is published."""

import polars as pl
import pytest
from newsroom import STORIES, broken_invariants, leftovers, quick, write_stories

from flows.output import Output

MEMORY = {"swallows": "MemoryError: no more", "recurses": "RecursionError: maximum recursion depth exceeded"}
POISONS = {
    **MEMORY,
    "exits": "the process that read it ended with status 7",
    "hangs": "the process that read it gave no sign of life for 8 seconds",
}


def poisoned(folder, poisons):
    write_stories(folder)
    for poison in poisons:
        (folder / f"{poison}.txt").write_text(f"A ferry sank near Pakse. POISON {poison}\n")
    return folder


def crashed(release):
    inputs = pl.read_parquet(release / "inputs" / "*.parquet").filter(reason="crashed")
    return dict(inputs.select("source_path", "detail").iter_rows())


@pytest.mark.slow
def test_whatever_a_document_does_to_a_worker_the_rest_is_published(tmp_path):
    raw, clean = poisoned(tmp_path / "raw", POISONS), write_stories(tmp_path / "clean")
    finished = quick(raw, tmp_path / "out", "runner=process", "workers=2", SILENCE="8")
    assert finished.returncode == 0, finished.stderr
    assert quick(clean, tmp_path / "other").returncode == 0
    found = crashed(Output(tmp_path / "out").release())
    assert {path.removesuffix(".txt"): detail for path, detail in found.items()} == POISONS
    assert texts(tmp_path / "out") == texts(tmp_path / "other")
    assert len(texts(tmp_path / "out")) == len(STORIES)
    assert broken_invariants(tmp_path / "out") + leftovers(tmp_path / "out") == []


def test_what_memory_and_stack_run_out_over_is_rejected_in_process_too(tmp_path):
    finished = quick(poisoned(tmp_path / "raw", MEMORY), tmp_path / "out")
    assert finished.returncode == 0, finished.stderr
    assert set(crashed(Output(tmp_path / "out").release())) == {f"{poison}.txt" for poison in MEMORY}


def texts(output):
    return sorted(pl.read_parquet(Output(output).release() / "documents" / "*.parquet")["text"].to_list())
