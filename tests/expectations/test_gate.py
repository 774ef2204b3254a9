"""The gate as a whole, with Great Expectations: it passes what holds, refuses what does not, and says why."""

import json
import re
from html.parser import HTMLParser
from importlib import import_module

import examples
import polars as pl
import pytest

from expectations.gate import GATED, run_gate
from expectations.results import results_frame
from expectations.staged import Staged
from expectations.suites import declared_checks, suite_for
from transforms.tables.summaries import VALIDATION_RESULTS

HOSTILE = "</td><script>alert('x')</script><img src=http://evil.example/x onerror=alert(1)> {{ 7*7 }} \u202e\x1b[31m"


@pytest.fixture(scope="module")
def passed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("passed")
    return run_gate(examples.write(folder / "tables"), report_to=folder / "report")


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refused")
    tables = examples.frames()
    broken = tables["metrics"].with_columns(kind=pl.lit(HOSTILE), value=pl.col("value") * 100)
    inputs = tables["inputs"].with_columns(pl.col("source_path").replace("4.txt", HOSTILE))
    documents = tables["documents"].with_columns(publisher=pl.lit(HOSTILE))
    spoilt = {**tables, "metrics": broken, "inputs": inputs, "documents": documents}
    return run_gate(examples.write(folder / "tables", spoilt), report_to=folder / "report")


def test_tables_that_hold_pass(passed):
    assert passed.passed
    assert passed.critical == passed.waiting == passed.warnings == ()
    assert "hold" in passed.reason


def test_every_rule_is_a_row_of_validation_results(passed):
    frame = pl.read_parquet(passed.validation_results)
    assert frame.schema == VALIDATION_RESULTS.schema
    assert frame["rule_id"].to_list() == sorted(result.rule_id for result in passed.results)
    assert frame["rule_id"].is_unique().all()
    assert frame["success"].all()


def test_every_declared_check_ran_on_every_row(passed):
    ran = {result.rule_id: result.evaluated for result in passed.results}
    for table in GATED:
        rows = examples.frames()[table.name].height
        assert all(ran[check.rule_id] == rows for check in declared_checks(table))


def test_a_refusal_names_rules_and_rows(refused):
    assert not refused.passed
    ids = {result.rule_id for result in refused.critical}
    assert {"metrics.kind.one_of", "metrics.value.rederived"} <= ids
    rows = pl.read_parquet(refused.report.parent / "failing_rows" / "metrics.kind.one_of.parquet")
    assert rows.height == examples.frames()["metrics"].height
    assert "rule" in refused.reason


def test_great_expectations_and_polars_count_the_same(refused):
    counted = {result.rule_id: result.unexpected for result in refused.results}
    staged = Staged(folder=refused.report.parent.parent / "tables")
    for table in GATED:
        for check in declared_checks(table):
            broken = staged.scan(table.name).filter(check.broken).select(pl.len()).collect().item()
            assert counted[check.rule_id] == broken, check.rule_id


def test_no_table_at_all_is_a_failure(tmp_path):
    verdict = run_gate(tmp_path, report_to=tmp_path / "report")
    assert not verdict.passed
    assert all(
        result.rule_id.endswith(".table.present") or result.rule_id.endswith(".table.not_empty")
        for result in verdict.critical
    )


def test_great_expectations_own_results_lie_beside_the_report(passed):
    found = json.loads((passed.report.parent / "expectations.json").read_text(encoding="utf-8"))
    assert all(result["success"] for result in found)
    asserted = {rule_id for result in found for rule_id in result["expectation_config"]["meta"]["rules"]}
    assert asserted == {result.rule_id for result in passed.results if result.expectation == "expect_no_violations"}


@pytest.fixture
def runner():
    return import_module("expectations.runner")  # seconds to import


def test_great_expectations_says_which_rules_are_broken(runner):
    verdicts, raw = runner.assert_empty({"a.b.c": 0, "a.b.d": 3, "a.b.e": 0})
    assert verdicts == {"a.b.c": True, "a.b.d": False, "a.b.e": True}
    assert [result["success"] for result in raw] == [False]


def test_what_great_expectations_did_not_count_has_failed(monkeypatch, runner):
    monkeypatch.setattr(runner, "_error", lambda _info: "It could not.")
    assert runner.assert_empty({"a.b.c": 0})[0] == {"a.b.c": False}


def test_a_suite_is_derived_from_each_declaration():
    for table in GATED:
        assert len(suite_for(table).expectations) == len(declared_checks(table))


def test_the_results_frame_needs_no_gate():
    assert results_frame([]).schema == VALIDATION_RESULTS.schema


class Page(HTMLParser):
    """The tags of a page and where they point."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.events = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href", "srcset", "action"}]
        self.events += [name for name, _ in attrs if name.startswith("on") or name == "style"]


def test_the_report_is_inert_and_stands_alone(refused):
    text = refused.report.read_text(encoding="utf-8")
    page = Page(text)
    assert not {"script", "img", "iframe", "link", "object", "embed", "form"} & set(page.tags)
    assert not page.events
    assert all(address.startswith(("#", "failing_rows/")) for address in page.addresses)
    assert "default-src &#39;none&#39;" in text
    assert "49" not in re.findall(r"onerror=alert\(1\)&gt; (\S+)", text)
    assert "⟨U+202E⟩" in text
    assert "\x1b" not in text


def test_the_report_says_it_in_words_and_is_structured(refused, passed):
    text = refused.report.read_text(encoding="utf-8")
    assert "<title>Refused" in text
    assert "<title>Passed" in passed.report.read_text(encoding="utf-8")
    tags = Page(text).tags
    assert tags.count("h1") == 1
    assert {"main", "nav", "header", "footer", "mark", "table", "svg", "th"} <= set(tags)
