"""Scheduled runs against a real server: they fire on their cron, and a run killed with -9 shows as crashed after the next start."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from newsroom import broken_invariants, write_stories

pytestmark = pytest.mark.slow
SERVE = "from flows.cli import main; main()"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@contextlib.contextmanager
def serving(raw, output, log, **environment):
    """Have `dateline serve` with a run every minute; give the API's address and the process."""
    command = [sys.executable, "-c", SERVE, "serve", str(raw), "--output", str(output), "--cron", "* * * * *"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATELINE_", "PREFECT_"))}
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=raw.parent, env={**kept, **environment}, stdout=stream, stderr=stream)
        try:
            yield within(120, lambda: ADDRESS.search(log.read_text()))[0] + "/api", process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=90)


def within(seconds, look):
    """Look again and again until there is something to see."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(1)
    pytest.fail(f"Nothing to see within {seconds} seconds.")


def flow_runs(api):
    """Give (state, id, name of the flow) of all runs that a schedule started."""
    request = urllib.request.Request(
        f"{api}/flow_runs/filter", data=b"{}", headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        runs = json.load(answer)
    return [(run["state_type"], run["id"]) for run in runs if run["deployment_id"]]


def count(api, *states):
    return sum(state in states for state, _ in flow_runs(api))


def process_of_run(parent):
    """Give the id of the process that runs a scheduled flow, among those that `parent` started."""
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in children.read_text().split():
            command = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if b"prefect.engine" in command or b"prefect.flow_engine" in command or b"execute" in command:
                return int(child)
            if found := process_of_run(child):
                return found
    return None


@pytest.fixture
def postgres(tmp_path):
    """A PostgreSQL of Debian's package that ends with the test; skipped where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, programs = tmp_path / "postgres", found[-1].parent
    tmp_path.chmod(0o755)
    data.mkdir()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(data, "postgres")
        for parent in tmp_path.parents[:2]:
            parent.chmod(0o755)
    subprocess.run(
        [*as_user, programs / "initdb", "-D", data, "-U", "dateline", "-A", "trust"], check=True, capture_output=True
    )
    server = subprocess.Popen(
        [*as_user, programs / "postgres", "-D", data, "-p", str(port), "-k", data, "-h", "127.0.0.1"]
    )
    within(
        30,
        lambda: (
            subprocess.run(
                [programs / "pg_isready", "-h", "127.0.0.1", "-p", str(port)], check=False, capture_output=True
            ).returncode
            == 0
        ),
    )
    yield f"postgresql+asyncpg://dateline@127.0.0.1:{port}/postgres"
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it may have ended by itself
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
    server.wait(timeout=30)


def fires_twice(tmp_path, **environment):
    raw, output, log = write_stories(tmp_path / "raw"), tmp_path / "output", tmp_path / "serve.log"
    with serving(raw, output, log, **environment) as (api, _):
        within(300, lambda: count(api, "COMPLETED") >= 2)
    assert broken_invariants(output) == []


def test_a_run_fires_twice_on_its_cron_with_sqlite(tmp_path):
    fires_twice(tmp_path)


def test_a_run_fires_twice_on_its_cron_with_postgresql(tmp_path, postgres):
    fires_twice(tmp_path, PREFECT_SERVER_DATABASE_CONNECTION_URL=postgres)


def test_a_killed_run_shows_as_crashed_after_the_next_start(tmp_path):
    raw, output, log = write_stories(tmp_path / "raw"), tmp_path / "output", tmp_path / "serve.log"
    with serving(raw, output, log) as (api, served):
        within(120, lambda: count(api, "RUNNING") == 1)
        os.kill(within(30, lambda: process_of_run(served)), signal.SIGKILL)
        within(300, lambda: count(api, "CRASHED") == 1 and count(api, "COMPLETED") >= 1)
    assert broken_invariants(output) == []
