"""Scheduled runs against a real server: they fire on their cron, skip or catch up, and what is killed with -9 leaves no trouble."""

import contextlib
import datetime
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
from newsroom import broken_invariants, dateline, quick, write_stories

from flows.locks import run_lock
from flows.output import Output
from flows.tethered import descendants

pytestmark = pytest.mark.slow
SERVE = "from flows.cli import main; main()"
NEVER = "0 0 29 2 *"
ADDRESS = re.compile(r"Watch\s+them\s+at\s+(http://127\.0\.0\.1:\d+)")


@contextlib.contextmanager
def serving(raw, output, log, cron="* * * * *", **environment):
    """Have `dateline serve` with a run every minute; give the API's address and the process."""
    command = [sys.executable, "-c", SERVE, "serve", str(raw), "--output", str(output), "--cron", cron]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATELINE_", "PREFECT_"))}
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=raw.parent, env={**kept, **environment}, stdout=stream, stderr=stream)
        try:
            yield within(400, lambda: ADDRESS.search(log.read_text()))[1] + "/api", process.pid
        finally:
            process.send_signal(signal.SIGINT)  # does nothing to one that was killed
            process.wait(timeout=180)


def within(seconds, look):
    """Look again and again until there is something to see."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(1)
    pytest.fail(f"Nothing to see within {seconds} seconds.")


def asked(api, path, question=None):
    request = urllib.request.Request(
        f"{api}{path}", json.dumps(question or {}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def scheduled_runs(api):
    """Give all runs of the deployment, as the server describes them."""
    return [run for run in asked(api, "/flow_runs/filter") if run["deployment_id"]]


def flow_runs(api):
    """Give (state, id) of all runs of the deployment."""
    return [(run["state_type"], run["id"]) for run in scheduled_runs(api)]


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


def is_alive(process):
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


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
        within(600, lambda: count(api, "COMPLETED") >= 2)
    assert broken_invariants(output) == []


def test_a_run_fires_twice_on_its_cron_with_sqlite(tmp_path):
    fires_twice(tmp_path)


def test_a_run_fires_twice_on_its_cron_with_postgresql(tmp_path, postgres):
    fires_twice(tmp_path, PREFECT_SERVER_DATABASE_CONNECTION_URL=postgres)


def test_a_killed_run_shows_as_crashed_after_the_next_start(tmp_path):
    raw, output, log = write_stories(tmp_path / "raw"), tmp_path / "output", tmp_path / "serve.log"
    with serving(raw, output, log) as (api, served):
        within(400, lambda: count(api, "RUNNING") == 1)
        os.kill(within(60, lambda: process_of_run(served)), signal.SIGKILL)
        within(600, lambda: count(api, "CRASHED") == 1 and count(api, "COMPLETED") >= 1)
    assert broken_invariants(output) == []


def test_a_run_that_is_due_while_another_is_at_work_is_skipped(tmp_path):
    raw, output, log = write_stories(tmp_path / "raw"), tmp_path / "output", tmp_path / "serve.log"
    with serving(raw, output, log, cron=NEVER) as (api, _):
        (deployment,) = asked(api, "/deployments/filter")
        for _ in range(2):
            asked(api, f"/deployments/{deployment['id']}/create_flow_run")
        within(600, lambda: count(api, "COMPLETED") == 1 and count(api, "CANCELLED") == 1)
    assert len(Output(output).names()) == 1


def test_a_killed_serve_leaves_nothing_and_missed_runs_are_caught_up_once(tmp_path):
    raw, output, log = write_stories(tmp_path / "raw"), tmp_path / "output", tmp_path / "serve.log"
    assert quick(raw, output).returncode == 0  # there is a last run; stand-ins made it, so that the next has work to do
    with serving(raw, output, log) as (api, served):
        within(400, lambda: count(api, "RUNNING") == 1)
        started = descendants(served)
        os.kill(served, signal.SIGKILL)
        killed_at = datetime.datetime.now(datetime.UTC)
        within(30, lambda: not any(is_alive(process) for process in started))
    time.sleep(75)  # with the start that follows at least two runs are due while nobody serves
    log.unlink()
    with serving(raw, output, log) as (api, _):
        restarted_at = datetime.datetime.now(datetime.UTC)
        within(400, lambda: count(api, "CRASHED") == 1 and count(api, "COMPLETED") >= 1)
        runs = scheduled_runs(api)
    begun = [run for run in runs if run["auto_scheduled"] and run["start_time"] and run["state_type"] != "CANCELLED"]
    due = [datetime.datetime.fromisoformat(run["expected_start_time"]) for run in begun]
    assert not [moment for moment in due if killed_at < moment < restarted_at - datetime.timedelta(seconds=60)]
    caught_up = [run for run in runs if not run["auto_scheduled"] and run["created"] > killed_at.isoformat()]
    assert len(caught_up) == 1
    assert broken_invariants(output) == []


def test_a_second_serve_for_the_same_folder_is_refused(tmp_path):
    raw, output, log = write_stories(tmp_path / "raw"), tmp_path / "output", tmp_path / "serve.log"
    with serving(raw, output, log, cron=NEVER):
        second = dateline("serve", raw, "--output", output)
    assert second.returncode == 4
    assert "Another 'dateline serve' is at work" in second.stderr


SAVE_BLOCK = "import sys; from prefect.blocks.webhook import Webhook; Webhook(url=sys.argv[1]).save('newsroom')"


def test_a_run_that_takes_too_long_is_ended_marked_as_crashed_and_told(tmp_path, hook):
    raw, output, log = write_stories(tmp_path / "raw"), tmp_path / "output", tmp_path / "serve.log"
    (tmp_path / "dateline.toml").write_text(
        'overlap = "wait"\ntime_limit_minutes = 1\nwebhook_block = "webhook/newsroom"\n'
    )
    with serving(raw, output, log, cron=NEVER) as (api, _), run_lock(output / ".state" / "lock", "test"):
        subprocess.run(
            [sys.executable, "-c", SAVE_BLOCK, hook[0]], env={**os.environ, "PREFECT_API_URL": api}, check=True
        )
        (deployment,) = asked(api, "/deployments/filter")
        asked(api, f"/deployments/{deployment['id']}/create_flow_run")
        within(600, lambda: count(api, "CRASHED") == 1)
        within(120, lambda: hook[1])
    assert "Crashed" in json.loads(hook[1][0])["text"]
    assert Output(output).latest_name() is None
