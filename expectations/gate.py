"""The gate: opens the staged tables again, runs every rule on them, and says whether they may be published."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from expectations.division import WHOLE, divided
from expectations.history import past_of
from expectations.judging import HERE, MOST_FAILING_ROWS, broken_tables, results_of, run_form
from expectations.results import Result, Verdict, reason_of, results_frame
from expectations.rules import rules_for
from expectations.rules.rule import of_documents
from expectations.staged import Staged
from expectations.statistics import FILE
from expectations.suites import Check, batch_columns, declared_checks
from expectations.sums import Sums
from transforms.redaction import quotes_nothing
from transforms.tables import BY_NAME, TABLES
from transforms.tables.spec import FULL

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from expectations.division import Division, Memory
    from expectations.judging import Processes
    from expectations.runner import Seen
    from transforms.tables import Table

BATCH_ROWS = 100_000
HEAVY_ROWS = {"documents": 16_384, "inputs": 50_000}  # whose rows hold texts
RULES_AT_A_TIME = 64  # asserted together
GATED = tuple(table for table in TABLES if table.name != "validation_results")


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
    memory: Memory | None = None,
    processes: Processes = HERE,
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
    Where the manifest says how the release is cut into slices, `memory` holds those that need not be judged again, and groups
    of slices are judged in other `processes`.
    Never raises for bad tables: what cannot be read is a failed rule.
    """
    started = time.perf_counter()
    staged = Staged(folder=tables, aside=aside, manifest=manifest or {}, as_of=as_of, without_texts=without_texts)
    staged.memo["past"] = past_of(history, series=series, this=tables)
    staged.memo["accept_removals"] = accept_removals
    staged.memo["expected_sources"] = tuple(expected_sources)
    staged.memo["same_software"] = made_by is None or staged.manifest.get("made_by", made_by) == made_by
    results, raw, division = _all_results(staged, declared, memory, processes)
    report_to.mkdir(parents=True, exist_ok=True)
    results = [_without_texts(result, staged.text_mode) for result in results]
    verdict = _verdict(results, division, report_to, time.perf_counter() - started)
    verdict = replace(verdict, slice_sums=staged.memo["sums"].known)
    _write(verdict, raw, staged.as_published, report_to)
    return verdict


def _all_results(
    staged: Staged, declared: tuple[Table, ...], memory: Memory | None, processes: Processes
) -> tuple[list[Result], list[dict[str, Any]], Division]:
    """Run the rules, let Great Expectations assert what they found, and let it run the checks of single columns."""
    rules = rules_for(declared)
    form = run_form(staged, rules)
    is_whole = staged.without_texts or any(not result.success for result in form)
    division = WHOLE if is_whole else divided(staged, memory, lanes=processes.lanes)
    staged.memo["sums"] = Sums.of(division, memory)
    broken = broken_tables(form)
    tables = [table.in_mode(staged.text_mode) if staged.without_texts else table for table in declared]
    with ThreadPoolExecutor(1) as threads:  # one: Great Expectations leaves nothing to do beside it
        rows = [threads.submit(_column_results, staged, table, broken.get(table.name), division) for table in tables]
        looked = batches(results_of(staged, rules, form, division, processes), RULES_AT_A_TIME)
        asserted = [threads.submit(_asserted, results) for results in looked]
        found = {result.rule_id: result for one in asserted for result in one.result()[0]}
        raw = [said for one in asserted for said in one.result()[1]]
        columns = list(chain.from_iterable(result.result() for result in rows))
    return [*(found[rule.rule_id] for rule in rules), *columns], raw, division


def batches(results: Iterator[Result], size: int) -> Iterator[list[Result]]:
    """Give the results in lists of at most `size`, as they come."""
    while batch := list(islice(results, size)):
        yield batch


def _asserted(results: list[Result]) -> tuple[list[Result], list[dict[str, Any]]]:
    """Let Great Expectations assert that each rule found nothing; a rule that it did not assert has failed."""
    from expectations.runner import assert_empty  # noqa: PLC0415 - seconds to import

    verdicts, raw = assert_empty({result.rule_id: _broken_count(result) for result in results})
    return [replace(result, success=verdicts.get(result.rule_id, False)) for result in results], raw


def _broken_count(result: Result) -> int:
    return result.unexpected or int(not result.success)


def _column_results(staged: Staged, table: Table, broken: str | None, division: Division = WHOLE) -> list[Result]:
    """Run the checks that follow from the table's declaration, in batches of bounded size, on what was not judged before."""
    checks = declared_checks(table)
    if broken:
        note = f"not looked at: {broken} fails"
        return [_check_result(check, success=False, waits_for=(broken,), observed=note) for check in checks]
    from expectations.runner import validate_batches  # noqa: PLC0415 - seconds to import

    columns = batch_columns(table)
    names = list(dict.fromkeys(check.column for check in checks))
    fresh = staged.limited_to(division.fresh) if division else staged
    rows = HEAVY_ROWS.get(table.name, BATCH_ROWS)
    batches = (batch.select(columns) for batch in fresh.batches(table.name, names, rows))
    with division.taking_turns():
        seen = validate_batches(checks, batches)
    known = staged.rows(table.name) - fresh.rows(table.name)
    return [_seen_result(check, seen.get(check.rule_id), fresh, known) for check in checks]


def _seen_result(check: Check, seen: Seen | None, staged: Staged, known: int) -> Result:
    rows = staged.rows(check.table)
    if seen is None:
        error = None if rows == 0 else "It was never run."
        return _check_result(check, success=rows == 0, error=error, evaluated=known)
    if seen.evaluated != rows and not seen.error:
        seen.error = f"It looked at {seen.evaluated:,} of {rows:,} rows."
    failing = None if seen.success else _failing(check, staged)
    return _check_result(
        check, success=seen.success and not seen.error, evaluated=known + seen.evaluated, unexpected=seen.unexpected,
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


def _verdict(results: Sequence[Result], division: Division, report_to: Path, seconds: float) -> Verdict:
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
        slices=len(division.known) + len(division.fresh),
        known_slices=len(division.known),
        passed_slices=division.passed(_wrong_documents(results)),
    )


def _wrong_documents(results: Sequence[Result]) -> set[str] | None:
    """Give the documents that break what is promised of single documents; None where a failed rule does not name them all."""
    by_document = {rule.rule_id for rule in rules_for(GATED) if rule.by_document}
    promised = (r for r in results if r.rule_id in by_document or (r.family == "declared" and of_documents(r.table)))
    wrong: set[str] = set()
    for result in promised:
        if result.success:
            continue
        rows = result.violations
        if (
            rows is None
            or "document_id" not in rows.columns
            or rows.height < result.unexpected
            or rows["document_id"].has_nulls()
        ):
            return None
        wrong |= set(rows["document_id"])
    return wrong


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
