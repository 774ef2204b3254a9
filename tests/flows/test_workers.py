"""Worker processes: one that dies or hangs costs its shard alone."""

import errno
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import poisons
import pytest

from flows import watch, workers
from flows.watch import LostError
from flows.workers import WorkerError, Workers
from transforms.errors import DatelineError


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def process_of(receipt):
    return int(receipt.split()[-1])


def test_shards_are_read_in_other_processes_that_go_on_to_the_next_and_end_with_the_block():
    with closing(Workers(poisons.read)) as pool:
        first, second = (process_of(pool.call(name)) for name in ("a", "b"))
        assert first == second != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


@pytest.mark.parametrize(
    ("poison", "what"),
    [("exit", "ended with status 3"), ("killed", "ended with status -9"), ("memory", "MemoryError: no more")],
)
def test_what_ends_a_worker_costs_one_shard(poison, what):
    with closing(Workers(poisons.read)) as pool, ThreadPoolExecutor(2) as threads:
        lost, read = threads.submit(pool.call, poison), threads.submit(pool.call, "a")
        with pytest.raises(LostError, match=what):
            lost.result()
        assert read.result().startswith("a by")
        assert pool.call("b").startswith("b by")


def test_one_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(watch, "SILENCE_SECONDS", 0.5)
    with closing(Workers(poisons.read)) as pool:
        with pytest.raises(LostError, match="no sign of life for 0 seconds"):
            pool.call("hang")
        assert pool.call("a").startswith("a by")


@pytest.mark.parametrize(
    ("poison", "error", "sentence"),
    [
        ("setting", DatelineError, "There is no such model."),
        ("bug", WorkerError, "A worker failed: KeyError: 'x'"),
        ("disk", OSError, "No space left on device"),
    ],
)
def test_what_no_document_is_to_blame_for_is_raised_where_the_run_waits(poison, error, sentence):
    with closing(Workers(poisons.read)) as pool:
        with pytest.raises(error, match=sentence) as raised:
            pool.call(poison)
        assert poison != "disk" or raised.value.errno == errno.ENOSPC
        assert pool.call("a").startswith("a by")


def test_a_worker_that_cannot_start_is_nobodys_poison(monkeypatch):
    monkeypatch.setattr(workers, "COMMAND", (sys.executable, "-c", "raise SystemExit(5)"))
    with closing(Workers(poisons.read)) as pool, pytest.raises(WorkerError, match=r"could not start \(status 5\)"):
        pool.call("a")


def test_a_worker_that_is_killed_while_it_starts_has_a_successor(monkeypatch, tmp_path):
    once = tmp_path / "once"
    code = f"import os, runpy, sys; from pathlib import Path; p = Path({str(once)!r}); first = not p.exists(); p.touch(); os._exit(9) if first else None; runpy.run_module('flows.workers', run_name='__main__')"
    monkeypatch.setattr(workers, "COMMAND", (sys.executable, "-c", code))
    with closing(Workers(poisons.read)) as pool:
        assert pool.call("a").startswith("a by")


def test_workers_end_with_the_process_that_started_them_however_it_ends():
    code = (
        "import os, poisons\nfrom flows.workers import Workers\n"
        "print(Workers(poisons.read).call('a').split()[-1], flush=True)\nos.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{killed.stdout.strip()}").exists() and time.monotonic() < deadline:
        if " Z " in Path(f"/proc/{killed.stdout.strip()}/stat").read_text():
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{killed.stdout.strip()}").exists()


def test_patience_grows_with_what_is_in_hand():
    assert watch.patience(0) == watch.SILENCE_SECONDS
    assert watch.patience(200_000) == watch.SILENCE_SECONDS + 10
