"""What several folders of tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory):
    """The output folder of one real run on the sample documents: Prefect, the gate and all (half a minute, once)."""
    output = tmp_path_factory.mktemp("sample") / "output"
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "raw/sample", "--output", str(output)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DATELINE_", "PREFECT_"))}
    finished = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert finished.returncode == 0, finished.stderr
    return output
