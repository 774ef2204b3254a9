"""A release without its texts is proven against them all the same, and holds none of them."""

import datetime as dt

import examples
import polars as pl
import pytest

from expectations.gate import GATED, run_gate
from expectations.judging import run_rules
from expectations.results import NEEDS_TEXTS
from expectations.rules import rules_for
from expectations.staged import Staged
from flows.release import stage_tables
from transforms.tables import BY_NAME

AS_OF = dt.date(2025, 6, 30)
RULES = rules_for(GATED)
MODES = ("spans", "none")


def staged(folder, mode, change=lambda tables: tables):
    tables = change(dict(examples.frames()))
    stage_tables(
        {name: frame.lazy() for name, frame in tables.items()}, folder / "release", text=mode, aside=folder / "aside"
    )
    return Staged(folder=folder / "release", aside=folder / "aside", manifest={"settings": {"text": mode}}, as_of=AS_OF)


def failing(release):
    return {result.rule_id for result in run_rules(release, RULES) if not result.success}


@pytest.mark.parametrize("mode", MODES)
def test_every_rule_holds_of_a_release_without_its_texts(tmp_path, mode):
    assert failing(staged(tmp_path, mode)) == set()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("table", ["mentions", "statements", "sentences"])
def test_one_shifted_span_is_caught_where_no_text_is_published(tmp_path, mode, table):
    def shift(tables):
        first = pl.int_range(pl.len()) == 0
        rows = tables[table].with_columns(
            pl.when(first).then(pl.col(name) + 1).otherwise(pl.col(name)) for name in ("start_char", "end_char")
        )
        return {**tables, table: rows}

    assert f"{table}.surface.slice" in failing(staged(tmp_path, mode, shift))


@pytest.mark.parametrize(
    ("mode", "table", "column"), [("spans", "documents", "text"), ("none", "statements", "surface")]
)
def test_a_text_that_slipped_into_the_release_is_caught(tmp_path, mode, table, column):
    release = staged(tmp_path, mode)
    part = tmp_path / "release" / table / "part-00000.parquet"
    rows = pl.read_parquet(part).with_columns(pl.lit("a passage").alias(column))
    rows.lazy().sink_parquet(part, arrow_schema=BY_NAME[table].in_mode(mode).arrow_schema)
    assert "release.texts.withheld" in failing(release)


def test_nulls_in_a_release_that_says_it_is_full_are_caught(tmp_path):
    staged(tmp_path, "spans")
    form = [rule for rule in RULES if rule.rule_id == "documents.table.schema"]
    (result,) = run_rules(Staged(folder=tmp_path / "release", as_of=AS_OF), form)
    assert result.violations["name"].to_list() == ["text"]


def test_what_was_set_aside_of_other_rows_is_no_proof(tmp_path):
    release = staged(tmp_path, "none")
    part = tmp_path / "aside" / "statements" / "part-00000.parquet"
    pl.read_parquet(part).head(1).write_parquet(part)
    assert "statements.surface.slice" in failing(release)


def test_nothing_that_the_gate_writes_quotes_a_withheld_text(tmp_path):
    def distort(tables):
        return {**tables, "statements": tables["statements"].with_columns(pl.col("end_char") - 1)}

    release = staged(tmp_path, "none", distort)
    verdict = run_gate(
        release.folder, report_to=tmp_path / "gate", aside=release.aside, manifest=release.manifest, as_of=AS_OF
    )
    assert "statements.surface.slice" in {result.rule_id for result in verdict.critical}
    written = [path for path in (tmp_path / "gate").rglob("*") if path.is_file()]
    assert any("failing_rows" in path.parts for path in written)
    passages = [text[start : start + 40] for text in examples.TEXTS for start in range(0, len(text) - 40, 20)]
    for path in written:
        said = str(pl.read_parquet(path).rows()) if path.suffix == ".parquet" else path.read_text()
        assert not [passage for passage in passages if passage in said], path


@pytest.mark.parametrize("mode", MODES)
def test_a_release_whose_texts_nobody_has_is_judged_by_the_rules_that_do_without(tmp_path, mode):
    release = staged(tmp_path, mode)
    verdict = run_gate(
        release.folder, report_to=tmp_path / "gate", manifest=release.manifest, as_of=AS_OF, without_texts=True
    )
    assert verdict.passed
    looked = {result.rule_id for result in verdict.results if result.observed != NEEDS_TEXTS}
    assert {"metrics.table.unique", "entity_months.table.rebuilt", "metrics.kind.one_of"} <= looked
    assert not {"documents.document_id.hash", "mentions.surface.slice", "statements.table.reread"} & looked
