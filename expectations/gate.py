"""The gate: opens the staged tables again, runs every rule on them, and says whether they may be published."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.history import past_of
from expectations.results import NEEDS_TEXTS, Result, Verdict, reason_of, results_frame
from expectations.rules import rules_for
from expectations.staged import Staged
from expectations.statistics import FILE
from expectations.suites import Check, batch_columns, declared_checks
from transforms.redaction import quotes_nothing
from transforms.tables import BY_NAME, TABLES
from transforms.tables.spec import FULL

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from expectations.rules.rule import Checked, Rule
    from expectations.runner import Seen
    from transforms.tables import Table

BATCH_ROWS = 250_000
MOST_FAILING_ROWS = 100_000
GATED = tuple(table for table in TABLES if table.name != "validation_results")
OF_TEXTS = frozenset({"conservation", "slices", "rederived", "reread", "canaries"})
FORM_CHECKS = (".table.present", ".table.schema")


def run_gate(
    tables: Path,
    *,
    report_to: Path,
    aside: Path | None = None,
    history: Path | None = None,
    series: str | None = None,
    manifest: Mapping[str, Any] | None = None,
    as_of: datetime.date | None = None,
    accept_removals: bool = False,
    expected_sources: Sequence[str] = (),
    made_by: Mapping[str, Any] | None = None,
    without_texts: bool = False,
    declared: tuple[Table, ...] = GATED,
) -> Verdict:
    """Run every rule on the tables in `tables` and write what was found into `report_to`.

    Reads: `tables`, holding `<table>/*.parquet` or `<table>.parquet`; `aside`, the columns that a release without its texts
    withholds, which no file written here repeats; `history`, a folder of former releases.
    Writes: `validation_results.parquet`, `statistics.parquet` (which belongs into the release: later ones learn from it),
    `failing_rows/<rule>.parquet`, `report.html`, `expectations.json`.
    `manifest` is what the writer says it wrote (`release.json`); without it the files' own footers count. `made_by` is what
    the software of today would write there: rows that other software made are derived again, but only warn. `without_texts`
    is for a release that was published without its texts, whose rules need not and cannot be run that ask for them.
    Never raises for bad tables: what cannot be read is a failed rule.
    """
    started = time.perf_counter()
    staged = Staged(folder=tables, aside=aside, manifest=manifest or {}, as_of=as_of, without_texts=without_texts)
    staged.memo["past"] = past_of(history, series=series, this=tables)
    staged.memo["accept_removals"] = accept_removals
    staged.memo["expected_sources"] = tuple(expected_sources)
    staged.memo["same_software"] = made_by is None or staged.manifest.get("made_by", made_by) == made_by
    results, raw = _all_results(staged, declared)
    report_to.mkdir(parents=True, exist_ok=True)
    results = [_without_texts(result, staged.text_mode) for result in results]
    verdict = _verdict(results, report_to, time.perf_counter() - started)
    _write(verdict, raw, staged.as_published, report_to)
    return verdict


def _all_results(staged: Staged, declared: tuple[Table, ...]) -> tuple[list[Result], list[dict[str, Any]]]:
    """Run the rules, let Great Expectations assert what they found, and let it run the checks of single columns."""
    looked = run_rules(staged, rules_for(declared))
    broken = _broken_tables(looked)
    tables = [table.in_mode(staged.text_mode) if staged.without_texts else table for table in declared]
    columns = [result for table in tables for result in _column_results(staged, table, broken.get(table.name))]
    asserted, raw = _asserted(looked)
    return [*asserted, *columns], raw


def run_rules(staged: Staged, rules: Sequence[Rule]) -> list[Result]:
    """Run rules: those on form first, then whatever the form allows, in two lanes.

    Rules that read texts hold Python's lock, the others leave it to Polars most of the time: so neither lane waits long.
    """
    form = [_run_rule(rule, staged) for rule in rules if rule.family == "form"]
    broken = _broken_tables(form)
    rest = [rule for rule in rules if rule.family != "form"]

    lanes = [[rule for rule in rest if (rule.family in OF_TEXTS) == of_texts] for of_texts in (True, False)]
    with ThreadPoolExecutor(len(lanes)) as threads:
        results = threads.map(lambda lane: [_run_rule(rule, staged, broken) for rule in lane], lanes)
        found = {result.rule_id: result for result in chain.from_iterable(results)}
    return [*form, *(found[rule.rule_id] for rule in rest)]


def _broken_tables(form: Iterable[Result]) -> dict[str, str]:
    """Give the tables without their declared form, each with the rule that says so."""
    return {
        result.table: result.rule_id for result in form if not result.success and result.rule_id.endswith(FORM_CHECKS)
    }


def _run_rule(rule: Rule, staged: Staged, broken: Mapping[str, str] | None = None) -> Result:
    waits_for = tuple(broken[name] for name in rule.reads if name in (broken or {})) if broken else ()
    if waits_for:
        return _rule_result(rule, success=False, waits_for=waits_for, observed=f"not looked at: {waits_for[0]} fails")
    try:
        return _looked(_softened(rule, staged), staged, rule.look(staged))
    except pl.exceptions.ColumnNotFoundError as error:
        if staged.without_texts:
            return _rule_result(rule, success=True, observed=NEEDS_TEXTS)
        return _rule_result(rule, success=False, error=f"The rule itself failed: {_short(error)}")
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 - an error inside a rule is a failure
        return _rule_result(rule, success=False, error=f"The rule itself failed: {_short(error)}")


def _softened(rule: Rule, staged: Staged) -> Rule:
    """Let what other software extracted only warn where today's software reads it differently."""
    if rule.family in {"rederived", "reread", "rebuilt"} and not staged.memo.get("same_software", True):
        return replace(rule, severity="warning")
    return rule


def _looked(rule: Rule, staged: Staged, checked: Checked) -> Result:
    violations = checked.violations.head(MOST_FAILING_ROWS + 1).collect(engine="streaming")
    count = violations.height
    if count > MOST_FAILING_ROWS:
        count = checked.violations.select(pl.len()).collect(engine="streaming").item()
    expected = staged.rows(rule.table) if rule.whole_table else checked.checked
    short = None if checked.checked == expected else f"It looked at {checked.checked:,} of {expected:,} rows."
    return _rule_result(
        rule, success=not count and not short, evaluated=checked.checked, unexpected=count,
        observed=checked.observed or "", error=short, violations=violations.head(MOST_FAILING_ROWS),
    )  # fmt: skip


def _rule_result(rule: Rule, **fields: Any) -> Result:
    return Result(
        rule_id=rule.rule_id, family=rule.family, suite=f"rules.{rule.family}", expectation="expect_no_violations",
        table=rule.table, column=rule.column, severity=rule.severity, sentence=rule.sentence, threshold=rule.threshold, **fields,
    )  # fmt: skip


def _asserted(results: list[Result]) -> tuple[list[Result], list[dict[str, Any]]]:
    """Let Great Expectations assert that each rule found nothing; a rule that it did not assert has failed."""
    from expectations.runner import assert_empty  # noqa: PLC0415 - seconds to import

    verdicts, raw = assert_empty({result.rule_id: _broken_count(result) for result in results})
    return [replace(result, success=verdicts.get(result.rule_id, False)) for result in results], raw


def _broken_count(result: Result) -> int:
    return result.unexpected or int(not result.success)


def _column_results(staged: Staged, table: Table, broken: str | None) -> list[Result]:
    """Run the checks that follow from the table's declaration, in batches of bounded size."""
    checks = declared_checks(table)
    if broken:
        note = f"not looked at: {broken} fails"
        return [_check_result(check, success=False, waits_for=(broken,), observed=note) for check in checks]
    from expectations.runner import validate_batches  # noqa: PLC0415 - seconds to import

    columns = batch_columns(table)
    names = list(dict.fromkeys(check.column for check in checks))
    batches = (batch.select(columns) for batch in staged.batches(table.name, names, BATCH_ROWS))
    seen = validate_batches(checks, batches)
    return [_seen_result(check, seen.get(check.rule_id), staged) for check in checks]


def _seen_result(check: Check, seen: Seen | None, staged: Staged) -> Result:
    rows = staged.rows(check.table)
    if seen is None:
        error = None if rows == 0 else "It was never run."
        return _check_result(check, success=rows == 0, error=error)
    if seen.evaluated != rows and not seen.error:
        seen.error = f"It looked at {seen.evaluated:,} of {rows:,} rows."
    failing = None if seen.success else _failing(check, staged)
    return _check_result(
        check, success=seen.success and not seen.error, evaluated=seen.evaluated, unexpected=seen.unexpected,
        error=seen.error, violations=failing,
    )  # fmt: skip


def _failing(check: Check, staged: Staged) -> pl.DataFrame:
    return staged.scan(check.table).filter(check.broken).head(MOST_FAILING_ROWS).collect(engine="streaming")


def _check_result(check: Check, **fields: Any) -> Result:
    return Result(
        rule_id=check.rule_id, family=check.family, suite=check.table, expectation=check.expectation, table=check.table,
        column=check.column, severity=check.severity, sentence=check.sentence, threshold=check.threshold, **fields,
    )  # fmt: skip


def _without_texts(result: Result, mode: str) -> Result:
    """Give the result without the passages that a release of this text mode does not hold: its failing rows are published."""
    if mode == FULL or result.violations is None:
        return result
    rows = quotes_nothing(BY_NAME[result.table], result.violations, mode) if result.table in BY_NAME else None
    return replace(result, violations=rows)


def _verdict(results: Sequence[Result], report_to: Path, seconds: float) -> Verdict:
    failed = [result for result in results if not result.success]
    critical = [result for result in failed if result.severity == "critical"]
    looked = any(result.evaluated for result in results)
    return Verdict(
        passed=looked and not critical,
        reason=reason_of(results) if looked else "No rule looked at anything, and that is never a pass.",
        results=tuple(results),
        critical=tuple(result for result in critical if not result.waits_for),
        waiting=tuple(result for result in critical if result.waits_for),
        warnings=tuple(result for result in failed if result.severity == "warning"),
        report=report_to / "report.html",
        validation_results=report_to / "validation_results.parquet",
        seconds=seconds,
    )


def _write(verdict: Verdict, raw: list[dict[str, Any]], staged: Staged, report_to: Path) -> None:
    results_frame(verdict.results).write_parquet(verdict.validation_results)
    (report_to / "expectations.json").write_text(json.dumps(raw, default=str, indent=1), encoding="utf-8")
    if "statistics" in staged.memo:
        staged.memo["statistics"].write_parquet(report_to / FILE)
    rows = report_to / "failing_rows"
    for result in verdict.results:
        if result.violations is not None and not result.violations.is_empty():
            rows.mkdir(exist_ok=True)
            result.violations.write_parquet(rows / f"{result.rule_id}.parquet")
    from expectations.report.page import write_report  # noqa: PLC0415 - Jinja2 is only needed here

    write_report(verdict, staged, verdict.report)


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]
