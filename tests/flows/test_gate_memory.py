"""What the gate remembers from run to run: it comes back as it was, and whatever cannot be read counts for nothing."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from flows.gate_memory import FILE, remember, remembered
from flows.jobs import do

KEYS = frozenset({"a" * 64, "b" * 64})
SUMS = {"a" * 64: {"co_mentions": (3, 2**63 + 1, 5)}}


def test_what_is_remembered_comes_back(work):
    assert remembered(work).passed == frozenset()
    remember(work, SimpleNamespace(passed_slices=KEYS, slice_sums=SUMS))
    assert remembered(work).passed == KEYS
    assert remembered(work).sums == SUMS
    remember(work, SimpleNamespace(passed_slices=frozenset(), slice_sums={}))
    assert remembered(work).passed == frozenset()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"passed": 3}', '{"other": []}'])
def test_a_damaged_memory_is_none(work, content):
    remember(work, SimpleNamespace(passed_slices=KEYS, slice_sums=SUMS))
    (work.out.state / FILE).write_text(content)
    assert remembered(work).passed == frozenset()
    assert not remembered(work).sums


def test_a_verdict_is_one_of_the_software_that_made_the_rows_and_judged_them(work, monkeypatch):
    code = remembered(work).code
    assert remembered(work).code == code
    assert remembered(replace(work, made_by={"code": "2"})).code != code
    monkeypatch.setattr("flows.gate_memory.hash_of_files", lambda _: "other rules")
    assert remembered(work).code != code


def test_a_worker_reads_shards_and_judges_groups(monkeypatch):
    monkeypatch.setattr("flows.jobs.read_shard", lambda job: f"read {job}")
    monkeypatch.setattr("expectations.judging.judge", lambda job: f"judged {job}")
    assert do('{"number": 1}') == 'read {"number": 1}'
    assert do('{"judge": [], "bytes": 1}') == 'judged {"judge": [], "bytes": 1}'
