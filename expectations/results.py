"""What the gate found: one result for each rule, and the verdict over all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from transforms.tables.summaries import VALIDATION_RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from expectations.rules.rule import Severity

MOST_ROWS = 2**31 - 1
NEEDS_TEXTS = "not looked at: it needs the texts, which this release withholds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one rule says of this release.

    `violations` holds the rows that break it. `error` is set where the rule itself broke or looked at too little; such
    a rule has failed. `waits_for` names the failed rules on form without which it could not look.
    """

    rule_id: str
    family: str
    suite: str
    expectation: str
    table: str
    column: str
    severity: Severity
    success: bool
    sentence: str
    threshold: str
    evaluated: int = 0
    unexpected: int = 0
    observed: str = ""
    error: str | None = None
    waits_for: tuple[str, ...] = ()
    violations: pl.DataFrame | None = field(default=None, repr=False, compare=False)

    @property
    def share(self) -> float:
        """The share of rows that break the rule."""
        return min(1.0, self.unexpected / self.evaluated) if self.evaluated else float(not self.success)

    @property
    def row(self) -> tuple[object, ...]:
        """The row of `validation_results`."""
        observed = self.observed or f"{self.unexpected:,} of {self.evaluated:,} rows"
        detail = f"{self.sentence} {self.error}" if self.error else self.sentence
        column = None if self.column == "table" else self.column
        return (
            self.suite, self.expectation, self.rule_id, self.table, column, self.severity, self.success,
            min(self.evaluated, MOST_ROWS), min(self.unexpected, MOST_ROWS), self.share, observed, self.threshold, detail,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the release may be published, and why (not).

    `critical` are the failed rules that refuse it, those on form first; `waiting` are the critical rules that could not
    look because of them. `reason` says it in one sentence. Of a release that is cut into `slices`, `known_slices` had been
    judged before; `passed_slices` are the keys of those to be remembered, `slice_sums` what `expectations.sums` remembers.
    """

    passed: bool
    reason: str
    results: tuple[Result, ...]
    critical: tuple[Result, ...]
    waiting: tuple[Result, ...]
    warnings: tuple[Result, ...]
    report: Path
    validation_results: Path
    seconds: float = 0.0
    slices: int = 0
    known_slices: int = 0
    passed_slices: frozenset[str] = frozenset()
    slice_sums: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)

    def frame(self) -> pl.DataFrame:
        """Give the rows of `validation_results`."""
        return results_frame(self.results)


def results_frame(results: Iterable[Result]) -> pl.DataFrame:
    """Give the table `validation_results`."""
    rows = [result.row for result in results]
    return pl.DataFrame(rows, schema=VALIDATION_RESULTS.schema, orient="row").sort(VALIDATION_RESULTS.key)


def reason_of(results: Iterable[Result]) -> str:
    """Say in one sentence why the release passes or fails."""
    results = list(results)
    critical = [
        result for result in results if not result.success and result.severity == "critical" and not result.waits_for
    ]
    warned = sum(not result.success and result.severity == "warning" for result in results)
    if not critical:
        if warned:
            return f"No rule refuses it; {warned} of {len(results)} {'warns' if warned == 1 else 'warn'}."
        return f"All {len(results)} rules hold."
    first = critical[0]
    more = f", and {len(critical) - 1} more rules fail" if len(critical) > 1 else ""
    return f"{first.rule_id} fails: {first.sentence.rstrip('.')}; {_how_much(first)}{more}."


def _how_much(result: Result) -> str:
    if result.error:
        return result.error.rstrip(".")
    if result.observed:
        return result.observed
    return f"{result.unexpected:,} of {result.evaluated:,} rows break it"
