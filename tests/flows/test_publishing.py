"""What a run publishes, when it does not, and what it says."""

import json

import polars as pl
import pyarrow.parquet as pq
import pytest
from newsroom import broken_invariants, data_hashes, last_run, leftovers, quick, quick_start, write_stories

from flows.output import Output, read_manifest
from flows.release import problems_of
from transforms.tables import BY_NAME, OF_DOCUMENTS


def test_every_record_has_its_row_and_every_file_its_checksum(raw, output):
    assert quick(raw, output).returncode == 0
    release = Output(output).release()
    inputs = pl.read_parquet(release / "inputs" / "*.parquet")
    assert inputs["outcome"].value_counts().sort("outcome").rows() == [("published", 6), ("rejected", 2)]
    assert broken_invariants(output) == []
    assert leftovers(output) == []
    manifest = read_manifest(release)
    assert (manifest["series"], manifest["as_of"], manifest["previous"]) == ("raw", "2025-06-01", None)


def test_the_parts_of_single_documents_are_cut_at_the_same_ids(raw, output):
    assert quick(raw, output, SLICE_DOCUMENTS="2").returncode == 0
    release = Output(output).release()
    lows = read_manifest(release)["slices"]
    assert len(lows) == 4  # of six documents
    for table in OF_DOCUMENTS:
        parts = sorted((release / table).glob("*.parquet"))
        assert len(parts) == len(lows)
        for part, low, high in zip(parts, lows, [*lows[1:], "e"], strict=True):
            assert all(low <= document < high for document in pl.read_parquet(part)["document_id"])
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    assert quick(raw, output).returncode == 0
    assert read_manifest(Output(output).release())["slices"] == lows


def test_descriptions_and_units_travel_inside_the_files(raw, output):
    assert quick(raw, output).returncode == 0
    schema = pq.read_schema(Output(output).release() / "metrics" / "part-00000.parquet")
    assert schema.equals(BY_NAME["metrics"].arrow_schema, check_metadata=True)


def test_unchanged_input_publishes_nothing(raw, output):
    quick(raw, output)
    again = quick(raw, output, "as_of=2025-06-09")
    assert (again.returncode, again.stdout.split()[0]) == (0, "unchanged")
    assert len(Output(output).names()) == 1
    assert last_run(output)["outcome"] == "unchanged"


def test_a_damaged_release_is_published_anew(raw, output):
    quick(raw, output)
    damaged = Output(output).release()
    table = damaged / "documents" / "part-00000.parquet"
    table.write_bytes(table.read_bytes()[:-9] + b"x" + table.read_bytes()[-8:])
    assert quick(raw, output).stdout.split()[0] == "published"
    assert broken_invariants(output) == []


def test_added_and_deleted_files_change_their_own_bucket_only(raw, output):
    quick(raw, output)
    cache = Output(output).cache
    entries = {path: path.stat().st_mtime_ns for path in cache.glob("[0-9a-f][0-9a-f]/*")}
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    (raw / "rice.txt").unlink()
    assert quick(raw, output).stdout.split()[0] == "published"
    now = {path: path.stat().st_mtime_ns for path in cache.glob("[0-9a-f][0-9a-f]/*")}
    assert len(now.keys() - entries.keys()) == 1
    assert all(now[path] == entries[path] for path in now.keys() & entries.keys())
    changelog = (Output(output).release() / "CHANGELOG.md").read_text()
    assert "| documents | added | 1 | new text |" in changelog
    assert "| documents | removed | 1 | text removed |" in changelog


def test_a_damaged_cache_entry_is_read_again(raw, output, undisturbed):
    quick(raw, output)
    entry = next(Output(output).cache.glob("*/*/documents.parquet"))
    entry.write_bytes(b"PAR1")
    Output(output).latest.unlink()
    Output(output).history_file.unlink()
    assert quick(raw, output).returncode == 0
    assert data_hashes(Output(output).release()) == undisturbed


def test_a_refused_release_changes_nothing_that_is_published(raw, output):
    quick(raw, output)
    first = Output(output).latest_name()
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    refused = quick(raw, output, GATE="refuse")
    assert refused.returncode == 3
    assert "The gate refused the release" in refused.stderr
    assert Output(output).latest_name() == first
    assert broken_invariants(output) == []
    aside = next(Output(output).refused.glob("*/release.json")).parent
    assert problems_of(aside) == []
    assert last_run(output)["outcome"] == "refused"
    assert leftovers(output) == []
    assert quick(raw, output).returncode == 0
    assert not Output(output).refused.exists()


def test_raw_files_of_which_none_comes_in_are_listed_and_refused(tmp_path, output):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "blank.txt").write_text(" \n")
    ended = quick(tmp_path / "raw", output, GATE="refuse")
    assert ended.returncode == 3, ended.stderr
    (refused,) = (output / ".refused").glob("*/release.json")
    assert pl.read_parquet(refused.parent / "inputs" / "*.parquet")["reason"].to_list() == ["empty"]
    assert not (output / "latest").exists()


def test_another_series_is_refused_before_any_work(raw, output, tmp_path):
    quick(raw, output)
    state = sorted(output.rglob("*"))
    other = write_stories(tmp_path / "other", ["rice.txt"])
    finished = quick(other, output)
    assert finished.returncode == 2
    assert "holds the series 'raw'" in finished.stderr
    assert "--series raw" in finished.stderr
    assert sorted(output.rglob("*")) == state


def test_of_two_runs_at_once_one_wins_and_the_other_says_so(raw, output):
    runs = [quick_start(raw, output) for _ in range(2)]
    finished = [run.communicate_and_return() for run in runs]
    assert sorted(run.returncode for run in finished) in ([0, 4], [0, 0])  # or one began after the other had ended
    if loser := next((run for run in finished if run.returncode == 4), None):
        assert "Another run is writing into this output folder" in loser.stderr
    assert broken_invariants(output) == []
    assert len(Output(output).names()) == 1


@pytest.mark.parametrize("options", [["runner=process", "workers=2"], ["runner=local", "workers=1"]])
def test_the_same_bytes_whatever_the_workers_and_the_order_of_files(tmp_path, undisturbed, options):
    raw = write_stories(
        tmp_path / "raw", ["talks.txt", "records.jsonl", "rail.md", "empty.txt", "rice.txt", "bridge.txt"]
    )
    finished = quick(raw, tmp_path / "output", *options)
    assert finished.returncode == 0, finished.stderr
    assert data_hashes(Output(tmp_path / "output").release()) == undisturbed


def test_a_clock_set_back_still_gives_later_names_and_days(raw, output):
    quick(raw, output, "as_of=2025-06-03")
    first = Output(output).latest_name()
    future = Output(output).releases / first.replace(first[:4], "2999", 1)
    Output(output).releases.joinpath(first).rename(future)
    Output(output).point_to(future.name)
    history = json.loads(Output(output).history_file.read_text())
    Output(output).history_file.write_text(json.dumps([{**history[0], "release": future.name}]))
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    earlier = quick(raw, output, "as_of=2025-06-01")
    assert earlier.returncode == 2
    assert "the last release is as of 2025-06-03" in earlier.stderr
    assert quick(raw, output, "as_of=2025-06-03").returncode == 0
    assert Output(output).latest_name() > future.name


def test_where_there_are_worker_processes_the_tables_are_assembled_in_another_one(raw, output, tmp_path):
    assert quick(raw, output).returncode == 0
    assert quick(raw, tmp_path / "processes", "runner=process").returncode == 0
    here, apart = (data_hashes(Output(folder).release()) for folder in (output, tmp_path / "processes"))
    assert here == apart


def test_assembly_that_dies_is_told_and_nothing_is_published(raw, output):
    died = quick(raw, output, "runner=process", DATELINE_CRASH_AT="after_tables")
    assert died.returncode == 1
    assert "The tables could not be assembled, since the process" in died.stderr
    assert Output(output).latest_name() is None
    assert quick(raw, output, "runner=process").stdout.split()[0] == "published"
