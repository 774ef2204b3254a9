"""Runs rules on staged tables: on the whole, or on groups of slices one beside the other, and adds up what they find."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from expectations.division import WHOLE
from expectations.results import NEEDS_TEXTS, Result
from expectations.staged import Staged
from transforms.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from expectations.division import Division
    from expectations.rules.rule import Checked, Rule

    Elsewhere = Callable[[str], str]

MOST_FAILING_ROWS = 100_000
LANES = 2  # rules at a time: while one holds Python's lock, another can leave it to Polars
FORM_CHECKS = (".table.present", ".table.schema")


class Looked(NamedTuple):
    """What a rule says of the tables that it was shown, and the numbers in what it observed, so that it can be added up."""

    result: Result
    observed: str = ""
    counts: Mapping[str, int] = {}


def run_form(staged: Staged, rules: Iterable[Rule]) -> list[Result]:
    """Run the rules on form, upon which all others wait."""
    with ThreadPoolExecutor(LANES) as threads:
        return list(threads.map(lambda rule: _run_rule(rule, staged).result, [r for r in rules if r.family == "form"]))


def run_rules(
    staged: Staged,
    rules: Sequence[Rule],
    *,
    form: Sequence[Result] | None = None,
    division: Division = WHOLE,
    elsewhere: Elsewhere | None = None,
) -> list[Result]:
    """Run rules as `results_of` does; give their results in the order of the rules, form first."""
    form = run_form(staged, rules) if form is None else form
    found = {result.rule_id: result for result in results_of(staged, rules, form, division, elsewhere)}
    rest = [rule.rule_id for rule in rules if rule.family != "form"]
    return [*form, *map(found.__getitem__, rest)]


def results_of(
    staged: Staged,
    rules: Sequence[Rule],
    form: Sequence[Result],
    division: Division = WHOLE,
    elsewhere: Elsewhere | None = None,
) -> Iterator[Result]:
    """Give the results of form, and of what it allows to be run, as they become known.

    Of a divided release, rules of single documents look at each group of slices, `elsewhere` (another process that runs
    `judge`) or here, and what they find is added up.
    """
    broken = broken_tables(form)
    rest = [rule for rule in rules if rule.family != "form"]
    apart = [rule for rule in rest if division and rule.by_document]
    first = [*apart, *(rule for rule in rest if division.groups and rule.beside)]  # these go with the first group
    here = [rule for rule in reversed(rest) if rule not in first]  # the longest stand last, and had better begin

    def in_turn(rule: Rule) -> Result:
        with division.taking_turns():
            return _run_rule(rule, staged, broken).result

    with ThreadPoolExecutor(LANES) as threads, ThreadPoolExecutor(division.lanes) as lanes:
        asked = [apart if number else first for number in range(len(division.groups))]
        groups = lanes.map(lambda rules, group: _judged(staged, rules, group, elsewhere), asked, division.groups)
        looked = threads.map(in_turn, here)
        yield from form
        yield from looked
        yield from _added_up(staged, first, division, list(groups))


def broken_tables(form: Iterable[Result]) -> dict[str, str]:
    """Give the tables without their declared form, each with the rule that says so."""
    return {
        result.table: result.rule_id for result in form if not result.success and result.rule_id.endswith(FORM_CHECKS)
    }


def _judged(
    staged: Staged, rules: Sequence[Rule], group: Sequence[str], elsewhere: Elsewhere | None
) -> dict[str, Looked]:  # fmt: skip
    """Let the rules look at a group of slices; those that find something there, or that could not look, do so here."""
    seen = staged.limited_to(group)
    answered = _answered(elsewhere, _job(seen, rules, group)) if elsewhere else {}
    return {
        rule.rule_id: _held(rule, *answered[rule.rule_id]) if rule.rule_id in answered else _run_rule(rule, seen)
        for rule in rules
    }


def _answered(elsewhere: Elsewhere, job: str) -> dict[str, Any]:
    try:
        return dict(json.loads(elsewhere(job)))
    except Exception:  # noqa: BLE001 - whatever happened there: the rules look here, and say what is wrong
        return {}


def _held(rule: Rule, evaluated: int, observed: str, counts: Mapping[str, int]) -> Looked:
    return Looked(_rule_result(rule, success=True, evaluated=evaluated), observed, counts)


def _job(staged: Staged, rules: Sequence[Rule], group: Sequence[str]) -> str:
    manifest = {key: staged.manifest[key] for key in ("settings", "slices") if key in staged.manifest}
    return json.dumps({
        "judge": list(group), "rules": [rule.rule_id for rule in rules], "manifest": manifest, "folder": str(staged.folder.absolute()),
        "aside": str(staged.aside.absolute()) if staged.aside else None, "same_software": staged.memo.get("same_software", True),
        "bytes": sum(part.stat().st_size for part in staged.parts("documents")),
    })  # fmt: skip


def judge(text: str) -> str:
    """Let rules of single documents look at a group of slices; the job and its answer are JSON.

    The answer gives, of each rule that holds, the number of rows it looked at and what it observed. Rules that do not hold
    are not in it: who asked lets them look again, to have the rows that break them.
    """
    from expectations.rules import rules_for  # noqa: PLC0415 - loads every extractor

    job = json.loads(text)
    aside = Path(job["aside"]) if job["aside"] else None
    staged = Staged(folder=Path(job["folder"]), aside=aside, manifest=job["manifest"], only=frozenset(job["judge"]))
    staged.memo["same_software"] = job["same_software"]
    wanted = set(job["rules"])
    looked = [_run_rule(rule, staged) for rule in rules_for(TABLES) if rule.rule_id in wanted]
    held = [one for one in looked if one.result.success]
    return json.dumps({one.result.rule_id: [one.result.evaluated, one.observed, dict(one.counts)] for one in held})


def _added_up(
    staged: Staged, rules: Sequence[Rule], division: Division, groups: Sequence[Mapping[str, Looked]]
) -> Iterator[Result]:
    """Give what each rule says of the whole release: of the groups judged now, and of the slices in which all was well before."""
    known = staged.limited_to(division.known) if division.known else None
    for rule in rules:
        yield _sum(rule, staged, known, [group[rule.rule_id] for group in groups if rule.rule_id in group])


def _sum(rule: Rule, staged: Staged, known: Staged | None, parts: Sequence[Looked]) -> Result:
    results = [part.result for part in parts]
    before = known.rows(rule.table) if known and rule.whole_table and rule.by_document else 0
    evaluated = before + sum(result.evaluated for result in results)
    frames = [frame for result in results if (frame := result.violations) is not None and frame.height]
    errors = [result.error for result in results if result.error]
    if rule.whole_table and not errors and evaluated != staged.rows(rule.table):
        errors = [f"It looked at {evaluated:,} of {staged.rows(rule.table):,} rows."]
    return _rule_result(
        _softened(rule, staged), success=not errors and all(result.success for result in results), evaluated=evaluated,
        unexpected=sum(result.unexpected for result in results), observed=_observed(parts), error=errors[0] if errors else None,
        violations=pl.concat(frames, how="diagonal_relaxed").head(MOST_FAILING_ROWS) if frames else None,
    )  # fmt: skip


def _observed(parts: Sequence[Looked]) -> str:
    """Fill what was observed with the sums of its numbers."""
    said = max((part.observed for part in parts), key=len, default="")
    names = dict.fromkeys(name for part in parts for name in part.counts)
    return said.format(**{name: sum(part.counts.get(name, 0) for part in parts) for name in names}) if names else said


def _run_rule(rule: Rule, staged: Staged, broken: Mapping[str, str] | None = None) -> Looked:
    waits_for = tuple(broken[name] for name in rule.reads if name in (broken or {})) if broken else ()
    if waits_for:
        return Looked(
            _rule_result(rule, success=False, waits_for=waits_for, observed=f"not looked at: {waits_for[0]} fails")
        )
    try:
        return _looked(_softened(rule, staged), staged, rule.look(staged))
    except pl.exceptions.ColumnNotFoundError as error:
        if staged.without_texts:
            return Looked(_rule_result(rule, success=True, observed=NEEDS_TEXTS))
        return Looked(_failed(rule, error))
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 - an error inside a rule is a failure
        return Looked(_failed(rule, error))


def _failed(rule: Rule, error: BaseException) -> Result:
    said = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return _rule_result(rule, success=False, error=f"The rule itself failed: {said}")


def _softened(rule: Rule, staged: Staged) -> Rule:
    """Let what other software extracted only warn where today's software reads it differently."""
    if rule.family in {"rederived", "reread", "rebuilt"} and not staged.memo.get("same_software", True):
        return replace(rule, severity="warning")
    return rule


def _looked(rule: Rule, staged: Staged, checked: Checked) -> Looked:
    violations = checked.violations.head(MOST_FAILING_ROWS + 1).collect(engine="streaming")
    count = violations.height
    if count > MOST_FAILING_ROWS:
        count = checked.violations.select(pl.len()).collect(engine="streaming").item()
    expected = staged.rows(rule.table) if rule.whole_table else checked.checked
    short = None if checked.checked == expected else f"It looked at {checked.checked:,} of {expected:,} rows."
    said = checked.observed or ""
    result = _rule_result(
        rule, success=not count and not short, evaluated=checked.checked, unexpected=count,
        observed=said.format(**checked.counts) if checked.counts else said, error=short, violations=violations.head(MOST_FAILING_ROWS),
    )  # fmt: skip
    return Looked(result, said, checked.counts)


def _rule_result(rule: Rule, **fields: Any) -> Result:
    return Result(
        rule_id=rule.rule_id, family=rule.family, suite=f"rules.{rule.family}", expectation="expect_no_violations",
        table=rule.table, column=rule.column, severity=rule.severity, sentence=rule.sentence, threshold=rule.threshold, **fields,
    )  # fmt: skip
