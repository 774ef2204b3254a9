"""What follows the reading begins as soon as all is read, once, and fails where reading fails."""

import os
import threading
from pathlib import Path

import poisons
import pytest

from flows.runners import Reader, alone, elsewhere, reading


def test_what_follows_begins_when_all_is_read_and_is_done_once():
    may_end, read, done = threading.Event(), [], []

    def read_slowly(shard):
        may_end.wait(10)
        read.append(shard)
        return shard

    reader = Reader(read_slowly, ["a", "b"], 2, begin=True)
    reader.then(lambda: done.append(len(read)) or "rows")
    assert not done
    may_end.set()
    assert reader.next(lambda: pytest.fail("It has begun already.")) == "rows"
    assert reader.next(lambda: pytest.fail("It has begun already.")) == "rows"
    assert done == [2]


def test_what_follows_does_not_begin_where_reading_fails():
    def fail(_shard):
        raise ValueError("It cannot be read.")

    reader = Reader(fail, ["a"], 1, begin=True)
    reader.then(lambda: pytest.fail("Nothing was read."))
    with pytest.raises(ValueError, match="cannot be read"):
        reader.next(lambda: pytest.fail("It has failed already."))


def test_with_nothing_to_read_it_begins_at_once():
    with reading("process", 1, str, []) as reader:
        reader.then(threading.get_ident)
        assert reader.next(str) != threading.get_ident()


def test_on_a_cluster_nothing_begins_here():
    with reading("dask", 1, str, ['{"buckets": []}']) as reader:
        reader.then(lambda: pytest.fail("The cluster has not read it yet."))
        assert reader.next(lambda: "now") == "now"


def test_the_run_does_not_end_before_what_has_begun():
    begun, ended = threading.Event(), []

    def work():
        begun.set()
        threading.Event().wait(0.1)
        ended.append(True)

    with reading("local", 1, str, []) as reader:
        reader.then(work)
        begun.wait(10)
    assert ended == [True]


def test_a_large_job_has_a_process_of_its_own(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with reading("process", 1, poisons.read, []):
        processes = {call("a").split()[-1] for call in (alone(), elsewhere())}
        assert len(processes - {str(os.getpid())}) == 2
    with reading("local", 1, str, []):
        assert alone() is elsewhere() is None
