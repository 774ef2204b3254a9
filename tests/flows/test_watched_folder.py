"""Files may be dropped into the raw folder at any time: a run takes what is whole, and the next one the rest."""

import time

import polars as pl
import pytest
from newsroom import quick, quick_start

from flows.output import Output

LATER = "A clinic opened in Sam Neua on Monday."


def outcomes(output):
    inputs = pl.read_parquet(Output(output).release() / "inputs" / "*.parquet")
    return {
        path: reason or outcome for path, reason, outcome in inputs.select("source_path", "reason", "outcome").rows()
    }


def test_a_file_that_is_still_being_written_is_left_for_the_next_run(raw, output):
    with (raw / "later.txt").open("w") as writer:
        writer.write(LATER[:20])
        writer.flush()
        assert quick(raw, output).returncode == 0
        assert outcomes(output)["later.txt"] == "changed_while_read"
        assert outcomes(output)["bridge.txt"] == "published"
        writer.write(LATER[20:])
    assert quick(raw, output).stdout.startswith("published")
    assert outcomes(output)["later.txt"] == "published"


@pytest.mark.slow
def test_a_file_that_was_left_is_taken_though_nothing_was_written_to_it_since(raw, output):
    with (raw / "later.txt").open("w") as writer:
        writer.write(LATER)
        writer.flush()
        time.sleep(2.1)  # old enough for the folder to be remembered
        assert quick(raw, output).returncode == 0
    assert quick(raw, output).stdout.startswith("published")
    assert outcomes(output)["later.txt"] == "published"
    assert quick(raw, output).stdout.startswith("unchanged")


@pytest.mark.slow
def test_files_dropped_during_a_run_are_in_the_next(raw, output):
    started, names = quick_start(raw, output), []
    while started.poll() is None:
        names.append(f"later{len(names)}.txt")
        (raw / names[-1]).write_text(f"{LATER} It has {len(names) + 10} beds.")
        time.sleep(0.1)
    assert started.communicate_and_return().returncode == 0
    before = outcomes(output)
    assert quick(raw, output).stdout.startswith("published")
    assert {outcomes(output)[name] for name in names} == {"published"}
    assert any(name not in before for name in names)
