"""The long fault runs share the newsroom of tests/flows, and write what they found into docs/faults.md."""

import datetime
import platform
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flows"))

from newsroom import data_hashes, quick, write_stories

from flows.output import Output

TABLE = Path(__file__).parents[2] / "docs" / "faults.md"
HEAD = """# What a run survives

Made by `make faults`{when}. After every fault the invariants are checked: the published release matches its manifest, every raw
record has one row, nothing that was acknowledged is gone, nothing half-done is visible, and the next run gives what an
undisturbed run gives, byte for byte.

| fault | times | invariants broken |
|---|---:|---:|
"""


@pytest.fixture(scope="session")
def results():
    """Collects (fault, times, broken) and writes the table when all runs are done."""
    rows = []
    yield rows
    if rows:
        when = f" on {platform.system()} with Python {platform.python_version()}, {datetime.datetime.now(datetime.UTC).date()}"
        lines = [f"| {fault} | {times:,} | {broken:,} |" for fault, times, broken in rows]
        TABLE.write_text(HEAD.format(when=when) + "\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def stories(tmp_path_factory):
    return write_stories(tmp_path_factory.mktemp("faults") / "raw")


@pytest.fixture(scope="session")
def undisturbed(stories, tmp_path_factory):
    output = tmp_path_factory.mktemp("undisturbed") / "output"
    finished = quick(stories, output)
    assert finished.returncode == 0, finished.stderr
    return data_hashes(Output(output).release())
