"""The long fault runs share the newsroom of tests/flows, and write what they found into docs/faults.md."""

import datetime
import os
import platform
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from faults_table import Table
from newsroom import data_hashes, quick, write_stories

from flows.output import Output


class Newsroom(NamedTuple):
    """Stories, what an undisturbed run makes of them, and how many seconds it takes."""

    raw: Path
    hashes: dict
    seconds: float


@pytest.fixture(scope="session")
def results():
    """Collects (fault, times, broken) and puts them into the table when the runs are done."""
    rows = []
    yield rows
    today, python = datetime.datetime.now(datetime.UTC).date(), platform.python_version()
    table = Table(Path(os.environ.get("DATELINE_FAULTS_TABLE", Table.PLACE)))
    table.update((fault, f"{times:,}", f"{broken:,}", f"{today}, Python {python}") for fault, times, broken in rows)


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory):
    raw, output = write_stories(tmp_path_factory.mktemp("faults") / "raw"), tmp_path_factory.mktemp("undisturbed")
    quick(raw, output / "warm")
    started = time.monotonic()
    finished = quick(raw, output / "output")
    assert finished.returncode == 0, finished.stderr
    return Newsroom(raw, data_hashes(Output(output / "output").release()), time.monotonic() - started)


@pytest.fixture(scope="session")
def stories(newsroom):
    return newsroom.raw


@pytest.fixture(scope="session")
def undisturbed(newsroom):
    return newsroom.hashes
