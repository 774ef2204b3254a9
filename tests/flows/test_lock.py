"""One run at a time: the kernel's lock ends with its process, so it cannot go stale."""

import json
import os
import subprocess
import sys

import pytest

from flows.locks import OutputBusyError, holder, is_held, run_lock

HOLD = "import sys, time; from pathlib import Path; from flows.locks import run_lock\nwith run_lock(Path(sys.argv[1]), 'test'): print('held', flush=True); time.sleep(60)"


def test_a_second_run_is_told_who_holds_the_lock(tmp_path):
    lock = tmp_path / "lock"
    with run_lock(lock, "first"):
        assert holder(lock)["purpose"] == "first"
        assert is_held(lock)
        with pytest.raises(OutputBusyError, match=f"process {os.getpid()}"), run_lock(lock, "second"):
            pass
    assert not is_held(lock)
    with run_lock(lock, "third"):
        pass


def test_a_killed_holder_leaves_no_lock(tmp_path):
    lock = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(OutputBusyError), run_lock(lock, "second"):
            pass
        process.kill()
    with run_lock(lock, "third"):
        assert holder(lock)["purpose"] == "third"


def test_what_the_file_says_does_not_matter(tmp_path):
    lock = tmp_path / "lock"
    lock.write_text(json.dumps({"owner": os.getpid(), "heartbeat_at": "2999-01-01T00:00:00+00:00"}))
    with run_lock(lock, "after a reused process id"):
        assert holder(lock)["purpose"] == "after a reused process id"
    lock.write_text("\x00 not json")
    assert holder(lock) == {}
