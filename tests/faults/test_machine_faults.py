"""What a machine does beside dying: workers lost, clocks set, bits flipped, locks left behind."""

import contextlib
import datetime
import json
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from newsroom import broken_after, broken_invariants, hashes_below, leftovers, quick, quick_start, write_stories

from flows.output import Output
from flows.proof import prove
from flows.settings import Settings

pytestmark = pytest.mark.faults


def workers_of(process):
    """Give the ids of a run's worker processes."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == process and b"--worker" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def test_a_killed_worker_is_replaced(stories, undisturbed, tmp_path, results):
    started = quick_start(stories, tmp_path, "runner=process", "workers=2")
    deadline, killed = time.monotonic() + 60, []
    while not killed and started.poll() is None and time.monotonic() < deadline:
        killed = workers_of(started.pid)[:1]
        time.sleep(0.02)
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    finished = started.communicate_and_return()
    broken = [] if killed and finished.returncode == 0 else [f"no worker was replaced: {finished.stderr}"]
    broken += broken_after(stories, tmp_path, undisturbed)
    results.append(("a worker killed", 1, len(broken)))
    assert broken == []


@pytest.mark.parametrize("owner", ["of a process that is gone", "with a process id that is used again"])
def test_a_lock_left_behind_stops_nobody(stories, undisturbed, tmp_path, results, owner):
    lock = Output(tmp_path).lock
    lock.parent.mkdir(parents=True)
    number = os.getpid() if "again" in owner else 2**22 - 1
    now = datetime.datetime.now(datetime.UTC).isoformat()
    lock.write_text(json.dumps({"owner": number, "host": socket.gethostname(), "started_at": now, "heartbeat_at": now}))
    broken = broken_after(stories, tmp_path, undisturbed)
    results.append((f"a lock {owner}", 1, len(broken)))
    assert broken == []


@pytest.mark.parametrize(
    ("clock", "environment"),
    [
        ("two days back", {"CLOCK_DAYS": "-2"}),
        ("400 days on", {"CLOCK_DAYS": "400"}),
        ("stepped two days back during a run", {"CLOCK_DAYS": "-2", "CLOCK_STEPS_AT": "5"}),
    ],
)
def test_a_clock_that_was_set_loses_nothing(tmp_path, results, clock, environment):
    raw, output = write_stories(tmp_path / "raw"), tmp_path / "output"
    today = ["as_of=", "keep_releases=1", "keep_days=7"]
    runs = [quick(raw, output, *today)]
    for number, given in enumerate([environment, {}]):
        (raw / f"later{number}.txt").write_text(f"Clinic {number + 1} opened in Sam Neua on Monday.")
        before = Output(output).latest_name()
        runs.append(quick(raw, output, *today, **given))
    broken = [run.stderr or run.stdout for run in runs if run.returncode or not run.stdout.startswith("published")]
    broken += leftovers(output) + (
        [] if Output(output).latest_name() > before else ["a later release has an earlier name"]
    )
    broken += [] if before in Output(output).names() else ["a release that a reader may hold is gone"]
    broken += broken_invariants(output) if clock != "400 days on" else []  # there the first release is old enough to go
    results.append((f"clock {clock}", 1, len(broken)))
    assert broken == []


def test_a_flipped_bit_in_a_staged_file_publishes_nothing(stories, undisturbed, tmp_path, results):
    finished = quick(stories, tmp_path, FLIP="documents/part-00000.parquet")
    broken = (
        [] if finished.returncode == 1 and "does not hold what was written" in finished.stderr else [finished.stderr]
    )
    broken += [] if Output(tmp_path).latest_name() is None else ["latest was switched"]
    broken += broken_after(stories, tmp_path, undisturbed)
    results.append(("one flipped bit in a staged file: refused", 1, len(broken)))
    assert broken == []


def test_a_flipped_bit_in_the_pointer_is_mended(stories, undisturbed, tmp_path, results):
    assert quick(stories, tmp_path).returncode == 0
    latest = Output(tmp_path).latest
    target = str(latest.readlink())
    latest.unlink()
    latest.symlink_to(target[:-1] + chr(ord(target[-1]) ^ 1))
    broken = broken_after(stories, tmp_path, undisturbed)
    results.append(("one flipped bit in the pointer: mended", 1, len(broken)))
    assert broken == []


def test_a_flipped_bit_in_a_raw_file_is_found(tmp_path, results):
    raw, output = write_stories(tmp_path / "raw"), tmp_path / "output"
    assert quick(raw, output).returncode == 0
    release, story = Output(output).release(), raw / "rice.txt"
    sound = prove(release, [raw], Settings())
    content = bytearray(story.read_bytes())
    content[20] ^= 1
    story.write_bytes(content)
    before = hashes_below(raw)
    broken = ["the sound files were not proven"] if sound.failed else []
    broken += [] if prove(release, [raw], Settings()).failed else ["nothing was noticed"]
    again = quick(raw, output)
    broken += [] if again.stdout.startswith("published") else [f"not read again: {again.stderr}"]
    broken += broken_invariants(output) + ([] if hashes_below(raw) == before else ["raw was changed"])
    results.append(("one flipped bit in a raw file: found, and read anew", 1, len(broken)))
    assert broken == []
