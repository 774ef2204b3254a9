"""Kills at any moment, full disks, limits, several runs at once, readers during releases: nothing is lost, nothing is mixed."""

import os
import random  # noqa: TID251 - seeded, to choose moments
import resource
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from forked_runs import Runs
from newsroom import QUICK, broken_after, broken_invariants, broken_now, data_hashes, quick, quick_start, write_stories

from flows.files import CRASH_POINTS
from flows.output import Output
from flows.release import promote, write_manifest

pytestmark = pytest.mark.faults
KILLS = int(os.environ.get("DATELINE_FAULT_KILLS", "200"))
RELEASES = 200
READERS = 4
PART = 20  # kills of one test: `-k "later and 21-40"` asks for some of them
AT_ONCE = 2  # kills that are tried side by side


@pytest.fixture(scope="module")
def later(newsroom, tmp_path_factory):
    """A first release of some stories, all the stories, and what an undisturbed run makes of them after it."""
    folder = tmp_path_factory.mktemp("later")
    raw, before = write_stories(folder / "raw", ["bridge.txt", "rice.txt", "talks.txt"]), folder / "before"
    assert quick(raw, before, "series=news").returncode == 0
    write_stories(raw)
    shutil.copytree(before, folder / "undisturbed", symlinks=True)
    finished = quick(raw, folder / "undisturbed", "series=news")
    assert finished.stdout.startswith("published"), finished.stderr
    return raw, before, data_hashes(Output(folder / "undisturbed").release())


@pytest.mark.parametrize("part", [f"{first + 1}-{first + PART}" for first in range(0, KILLS // 2, PART)])
@pytest.mark.parametrize("what", ["first", "later"])
def test_kills_at_random_moments(newsroom, later, tmp_path, results, what, part):
    raw, before, undisturbed = later if what == "later" else (newsroom.raw, None, newsroom.hashes)
    first, last = map(int, part.split("-"))

    def kills(thread):
        """Kill one run after the other, each at a moment of the time that the last whole one took."""
        broken, runs, seconds, out = [], Runs(), newsroom.seconds, tmp_path / f"out{thread}"
        for number in range(first + thread, last + 1, AT_ONCE):
            output = tmp_path / str(number)
            if before:
                shutil.copytree(before, output, symlinks=True)
            moment = random.Random(f"{what} {number}").uniform(0, 1.1)  # of the time that a whole run takes
            runs.run(raw, output, "series=news", kill_after=moment * seconds, out=out)
            broken += broken_invariants(output)
            started = time.monotonic()
            status, said = runs.run(raw, output, "series=news", out=out)
            seconds = time.monotonic() - started if said.startswith("published") else seconds
            broken += broken_now(output, undisturbed) if status == 0 else [f"the next run failed: {said}"]
            shutil.rmtree(output)
        runs.close()
        return broken

    with ThreadPoolExecutor(AT_ONCE) as threads:
        broken = [one for found in threads.map(kills, range(AT_ONCE)) for one in found]
    results.append((f"kill -9 at a random moment of a {what} release, {part}", last - first + 1, len(broken)))
    assert broken == []


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_kills_at_every_named_point(stories, undisturbed, tmp_path, results, point):
    assert quick(stories, tmp_path, DATELINE_CRASH_AT=point).returncode == -9
    broken = broken_invariants(tmp_path) + broken_after(stories, tmp_path, undisturbed)
    results.append((f"kill -9 {point.replace('_', ' ')}", 1, len(broken)))
    assert broken == []


@pytest.mark.parametrize("count", [2, 4])
def test_runs_at_once(stories, undisturbed, tmp_path, results, count):
    runs = [quick_start(stories, tmp_path) for _ in range(count)]
    finished = [run.communicate_and_return() for run in runs]
    odd = [run.stderr for run in finished if run.returncode not in {0, 4}]
    broken = odd + broken_after(stories, tmp_path, undisturbed)
    results.append((f"{count} runs at once", 1, len(broken)))
    assert broken == []
    assert len(Output(tmp_path).names()) == 1


def test_a_full_disk_at_24_sizes(stories, undisturbed, tmp_path, results):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("mounting a small disk needs root")
    broken = []
    try:
        for step in range(1, 25):
            subprocess.run(["mount", "-o", f"remount,size={step * 48}k", str(disk)], check=True)
            finished = quick(stories, disk / "output")
            broken += broken_invariants(disk / "output")
            broken += ["a traceback"] if "Traceback" in finished.stderr else []
            if finished.returncode == 0:
                shutil.rmtree(disk / "output")
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        broken += broken_after(stories, disk / "output", undisturbed)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    results.append(("disk full, at 24 sizes", 24, len(broken)))
    assert broken == []


@pytest.mark.parametrize(
    ("limit", "value"), [(resource.RLIMIT_FSIZE, 4096), (resource.RLIMIT_NOFILE, 24), (resource.RLIMIT_AS, 400 << 20)]
)
def test_limits_of_the_system(stories, undisturbed, tmp_path, results, limit, value):
    name = {resource.RLIMIT_FSIZE: "file size", resource.RLIMIT_NOFILE: "open files", resource.RLIMIT_AS: "memory"}[
        limit
    ]
    command = [sys.executable, str(QUICK), str(stories), str(tmp_path), "runner=local", "as_of=2025-06-01"]
    limited = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(limit, (value, value)),
    )
    broken = [] if limited.returncode in {0, 1} else [f"ended with status {limited.returncode}"]
    broken += broken_invariants(tmp_path) + broken_after(stories, tmp_path, undisturbed)
    results.append((f"limit of {name} reached", 1, len(broken)))
    assert broken == []


def test_readers_during_releases(tmp_path, results):
    output, stop, trouble, reads = Output(tmp_path), threading.Event(), [], []

    def read():
        while not stop.is_set():
            try:
                release = output.latest.resolve(strict=True)
                numbers = {int(pl.read_parquet(release / f"{name}.parquet")["number"][0]) for name in "abc"}
            except Exception as error:  # noqa: BLE001 - any error is what is looked for
                trouble.append(repr(error))
            else:
                reads.append(1)
                trouble.extend([f"mixed: {numbers}"] if len(numbers) != 1 else [])

    def publish(number):
        staged = output.staging / f"r{number:04}"
        staged.mkdir(parents=True)
        for name in "abc":
            pl.DataFrame({"number": [number] * 1000}).write_parquet(staged / f"{name}.parquet")
        previous = output.latest_name()
        write_manifest(
            staged, {"release": staged.name, "previous": previous, "created_at": "2025-06-01T00:00:00+00:00"}
        )
        promote(output, staged, expected_previous=previous)

    publish(0)
    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(1, RELEASES + 1):
        publish(number)
    stop.set()
    for reader in readers:
        reader.join()
    results.append((f"{READERS} readers during {RELEASES} releases", len(reads), len(trouble)))
    assert trouble == []
    assert len(reads) >= RELEASES


@pytest.mark.parametrize("where", ["documents/part-00000.parquet", "release.json"])
def test_one_flipped_bit_is_found(stories, tmp_path, results, where):
    assert quick(stories, tmp_path).returncode == 0
    path = Path(Output(tmp_path).release(), where)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    found = broken_invariants_or_error(tmp_path)
    results.append((f"one flipped bit in {where.split('/')[0]}: found", 1, 0 if found else 1))
    assert found


def broken_invariants_or_error(output):
    try:
        return broken_invariants(output)
    except Exception as error:  # noqa: BLE001 - a file that cannot be read is found damage too
        return [repr(error)]
