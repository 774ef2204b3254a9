"""A release that is cut into slices is judged as a whole one is, wherever its slices are judged and whatever is remembered."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import examples
import polars as pl
import pytest
from test_rules import AS_OF, RULES, SPOILT

from expectations.division import Division, Memory, divided, sliced
from expectations.gate import GATED, run_gate
from expectations.judging import TOLD_FAMILIES, Processes, judge, run_form, run_rules
from expectations.staged import Staged
from expectations.sums import Sums
from transforms.tables import OF_DOCUMENTS

LOWS = ["doc_0", sorted(examples.IDS)[1], sorted(examples.IDS)[2]]
PARTS = [f"part-{number:05}.parquet" for number in range(3)]
BY_DOCUMENT = {rule.rule_id for rule in RULES if rule.by_document}
FAULTS = [(spoil, rule_id) for spoil, rule_id in SPOILT if rule_id in BY_DOCUMENT]


def cut(folder, tables=None):
    """Write the example as a release of three slices."""
    return examples.write(folder, tables, lows=LOWS)


def staged_in(folder, **fields):
    return Staged(folder=folder, as_of=AS_OF, manifest={"slices": LOWS, **fields})


def answers(job):
    """Judge as another process would, of which nothing but JSON comes back."""
    return json.dumps(json.loads(judge(json.dumps(json.loads(job)))))


def failing(results):
    return {result.rule_id: result.unexpected for result in results if not result.success and not result.waits_for}


def test_slices_are_those_that_lie_in_the_files(tmp_path):
    staged = staged_in(cut(tmp_path))
    assert sliced(staged) == PARTS
    assert divided(staged, lanes=2).groups == (tuple(PARTS),)  # few documents are one group


@pytest.mark.parametrize("lows", [[], ["doc_0"], LOWS[:2], ["doc_0", "doc_1", "doc_2"], LOWS[::-1]])
def test_what_the_manifest_says_is_not_believed(lows, tmp_path):
    assert sliced(Staged(folder=cut(tmp_path), manifest={"slices": lows})) == []


@pytest.mark.parametrize("where", ["absolute", "relative"])
def test_a_row_in_the_slice_of_another_document_leaves_the_release_whole(where, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = cut(tmp_path / "tables" if where == "absolute" else Path("tables"))
    assert sliced(staged_in(folder)) == PARTS
    first, last = folder / "metrics" / PARTS[0], folder / "metrics" / PARTS[2]
    rows = pl.concat([pl.read_parquet(first), pl.read_parquet(last)])
    rows.write_parquet(first)
    rows.clear().write_parquet(last)
    assert sliced(staged_in(folder)) == []
    assert "metrics.table.sorted" in failing(run_rules(staged_in(folder), RULES))


@pytest.mark.parametrize("elsewhere", [None, answers], ids=["here", "elsewhere"])
def test_a_whole_release_and_its_slices_hold_alike(elsewhere, tmp_path):
    whole = run_rules(Staged(folder=examples.write(tmp_path / "whole"), as_of=AS_OF), RULES)
    staged = staged_in(cut(tmp_path / "cut"))
    results = run_rules(staged, RULES, division=divided(staged), processes=Processes(elsewhere))
    assert [(r.rule_id, r.success, r.evaluated, r.observed) for r in results if r.family != "form"] == [
        (r.rule_id, r.success, r.evaluated, r.observed) for r in whole if r.family != "form"
    ]


@pytest.mark.parametrize(("spoil", "rule_id"), FAULTS, ids=[rule_id for _, rule_id in FAULTS])
def test_a_fault_fails_its_rule_in_slices_too(spoil, rule_id, tmp_path):
    rules = [rule for rule in RULES if rule.rule_id == rule_id]
    tables = spoil(examples.frames())
    whole = run_rules(Staged(folder=examples.write(tmp_path / "whole", tables), as_of=AS_OF), rules)
    staged = staged_in(cut(tmp_path / "cut", tables))
    found = failing(run_rules(staged, rules, division=divided(staged), processes=Processes(answers)))
    assert found.keys() == failing(whole).keys()
    assert found == failing(whole) or rule_id.endswith(".sorted")  # a table that is cut is in order from slice to slice


def test_a_job_that_comes_to_no_end_elsewhere_is_done_here(tmp_path):
    def lost(job):
        raise OSError(job)

    staged = staged_in(cut(tmp_path))
    assert not failing(run_rules(staged, RULES, division=divided(staged), processes=Processes(lost)))


LARGE = Division(groups=tuple((part,) for part in PARTS), lanes=1)
OF_WHOLE = [
    (spoil, rule_id)
    for spoil, rule_id in SPOILT
    if rule_id not in BY_DOCUMENT
    and not any(rule.rule_id == rule_id and (rule.beside or rule.family in {"form", *TOLD_FAMILIES}) for rule in RULES)
]


def looked_at_alone(folder, rules, memory=None):
    """Give the staged release, what the rules say of it as a large one, and the jobs that were done alone with their answers."""
    jobs = []

    def alone(job):
        jobs.append((json.loads(job), json.loads(answers(job))))
        return json.dumps(jobs[-1][1])

    staged = staged_in(folder, previous="20250101T000000Z-0000")
    staged.memo["sums"] = Sums.of(divided(staged, memory), memory)
    with patch("expectations.division.MANY_GROUPS", 1):
        return staged, run_rules(staged, rules, division=LARGE, processes=Processes(answers, 1, alone)), jobs


def test_of_a_large_release_what_asks_nothing_but_its_tables_is_looked_at_alone(tmp_path):
    whole = run_rules(staged_in(cut(tmp_path / "whole"), previous="20250101T000000Z-0000"), RULES)
    _, results, [(job, answer)] = looked_at_alone(cut(tmp_path / "large"), RULES)
    assert [(r.rule_id, r.success, r.evaluated) for r in results] == [
        (r.rule_id, r.success, r.evaluated) for r in whole
    ]
    assert job["judge"] is None
    asked = [rule for rule in RULES if rule.rule_id in job["rules"]]
    assert not TOLD_FAMILIES & {rule.family for rule in asked}
    left = {rule.rule_id for rule in asked} - answer["held"].keys()
    assert left - failing(whole).keys() == {"id_changes.table.rebuilt"}  # it asks for the release before


def test_a_process_that_was_not_told_of_the_past_does_not_take_it_for_none(tmp_path):
    staged = Staged(folder=tmp_path, knows_tables_only=True)
    with pytest.raises(LookupError, match="past"):
        staged.told("past")
    assert staged_in(tmp_path).told("past") is None


@pytest.mark.parametrize(("spoil", "rule_id"), OF_WHOLE, ids=[rule_id for _, rule_id in OF_WHOLE])
def test_a_fault_fails_its_rule_alone_too(spoil, rule_id, tmp_path):
    rules = [rule for rule in RULES if rule.rule_id == rule_id]
    tables = spoil(examples.frames())
    whole = run_rules(staged_in(cut(tmp_path / "whole", tables), previous="20250101T000000Z-0000"), rules)
    _, results, _ = looked_at_alone(cut(tmp_path / "large", tables), rules)
    assert failing(results) == failing(whole)


def test_sums_of_slices_come_back_from_where_they_were_worked_out(tmp_path):
    rules = [rule for rule in RULES if rule.rule_id == "co_mentions.table.rebuilt"]
    staged, _, _ = looked_at_alone(cut(tmp_path), rules, Memory(code="1"))
    known = staged.memo["sums"].known
    assert {len(named["co_mentions"]) for named in known.values()} == {3}
    again, _, [(job, _)] = looked_at_alone(tmp_path, rules, Memory(code="1", sums=known))
    assert job["sums"][1] == json.loads(json.dumps(known))
    assert again.memo["sums"].known == known


def keys(folder, code="1", passed=(), **fields):
    staged = staged_in(folder, **fields)
    return divided(staged, Memory(code=code, passed=frozenset(passed)))


def test_a_slice_is_known_again_by_all_that_its_verdict_is_a_function_of(tmp_path):
    files = [{"path": f"{table}/{part}", "sha256": f"{table} {part}"} for table in OF_DOCUMENTS for part in PARTS]
    folder = cut(tmp_path)
    known = keys(folder, files=files).keys
    assert keys(folder, files=files, passed=known.values()).known == tuple(PARTS)
    changed = [{**file, "sha256": "other"} if file["path"] == f"roles/{PARTS[1]}" else file for file in files]
    again = keys(folder, files=changed, passed=known.values())
    assert (again.known, again.fresh) == ((PARTS[0], PARTS[2]), (PARTS[1],))
    assert keys(folder, "2", files=files, passed=known.values()).known == ()
    assert keys(folder, files=files, passed=known.values(), settings={"text": "none"}).known == ()


def test_what_is_said_of_a_record_is_part_of_its_documents_slice(tmp_path):
    tables = examples.frames()
    known = keys(cut(tmp_path / "one")).keys
    other = tables["inputs"].with_columns(
        format=pl.when(pl.col("document_id") == sorted(examples.IDS)[2])
        .then(pl.lit("nexis"))
        .otherwise(pl.col("format"))
    )
    again = keys(cut(tmp_path / "two", {**tables, "inputs": other}), passed=known.values())
    assert again.fresh == (PARTS[2],)


def test_only_slices_with_nothing_wrong_are_remembered(tmp_path):
    tables = examples.frames()
    wrong = pl.col("document_id") == sorted(examples.IDS)[1]
    spoilt = tables["timexes"].with_columns(
        surface=pl.when(wrong).then(pl.lit("tomorrow")).otherwise(pl.col("surface"))
    )
    folder = cut(tmp_path / "tables", {**tables, "timexes": spoilt})
    verdict = run_gate(folder, report_to=tmp_path / "report", manifest={"slices": LOWS}, memory=Memory(code="1"))
    assert not verdict.passed
    found = keys(folder)
    assert verdict.passed_slices == {found.keys[PARTS[0]], found.keys[PARTS[2]]}


def test_what_is_remembered_is_counted_but_not_looked_at(tmp_path):
    folder = cut(tmp_path / "tables")
    first = run_gate(folder, report_to=tmp_path / "first", manifest={"slices": LOWS}, memory=Memory(code="1"))
    memory = Memory(code="1", passed=first.passed_slices)
    again = run_gate(folder, report_to=tmp_path / "again", manifest={"slices": LOWS}, memory=memory)
    assert (first.slices, first.known_slices, again.slices, again.known_slices) == (3, 0, 3, 3)
    assert first.passed
    assert again.passed
    assert again.passed_slices == first.passed_slices
    rows = {table.name: examples.frames()[table.name].height for table in GATED}
    assert all(
        result.evaluated == rows[result.table]
        for result in again.results
        if result.rule_id.endswith((".not_null", ".finite", ".slice"))
    )
    assert "judged before" in again.report.read_text(encoding="utf-8")


def test_rules_on_form_look_at_every_file_whatever_is_remembered(tmp_path):
    staged = staged_in(cut(tmp_path))
    (tmp_path / "roles" / PARTS[1]).write_bytes(b"PAR1 this is no Parquet PAR1")
    assert "roles.table.schema" in failing(run_form(staged, RULES))


def test_of_a_large_release_one_step_at_a_time_holds_its_rows():
    large = Division(groups=(("a",),) * 5, lanes=1)
    with large.taking_turns(), ThreadPoolExecutor(1) as threads:
        assert threads.submit(large.lock.acquire, blocking=False).result() is False
    small = Division(groups=(("a",),) * 4, lanes=1)
    with small.taking_turns(), small.taking_turns():
        pass
