"""Runs rules on staged tables: on the whole, or on groups of slices one beside the other, and adds up what they find."""

from __future__ import annotations

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from expectations.division import WHOLE
from expectations.results import NEEDS_TEXTS, Result
from expectations.staged import Staged
from expectations.sums import Sums
from transforms.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from expectations.division import Division
    from expectations.rules.rule import Checked, Rule

    Elsewhere = Callable[[str], str]

# What their rules ask no table says: former releases, what the user expects. They look where that is known.
TOLD_FAMILIES = frozenset({"history", "sources"})
OF_GROUPS = ("settings", "slices")  # of the manifest, what rules of single documents read
MOST_FAILING_ROWS = 100_000
LANES = 2  # rules at a time: while one holds Python's lock, another can leave it to Polars
FORM_CHECKS = (".table.present", ".table.schema")


class Looked(NamedTuple):
    """What a rule says of the tables that it was shown, and the numbers in what it observed, so that it can be added up."""

    result: Result
    observed: str = ""
    counts: Mapping[str, int] = {}


class Processes(NamedTuple):
    """Where rules look: `elsewhere` runs `judge` in one of `lanes` processes, `alone` in one beside them; None for in this one."""

    elsewhere: Elsewhere | None = None
    lanes: int = 1
    alone: Elsewhere | None = None


HERE = Processes()


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
    processes: Processes = HERE,
) -> list[Result]:
    """Run rules as `results_of` does; give their results in the order of the rules, form first."""
    form = run_form(staged, rules) if form is None else form
    found = {result.rule_id: result for result in results_of(staged, rules, form, division, processes)}
    rest = [rule.rule_id for rule in rules if rule.family != "form"]
    return [*form, *map(found.__getitem__, rest)]


def results_of(
    staged: Staged,
    rules: Sequence[Rule],
    form: Sequence[Result],
    division: Division = WHOLE,
    processes: Processes = HERE,
) -> Iterator[Result]:
    """Give the results of form, and of what it allows to be run, as they become known.

    Of a divided release, rules of single documents look at each group of slices, `elsewhere` or here, and what they find is
    added up. Of a large one, rules that ask nothing but its tables look at the whole of it `alone`, or here.
    """
    broken = broken_tables(form)
    rest = [rule for rule in rules if rule.family != "form"]
    apart = [rule for rule in rest if division and rule.by_document]
    first = [*apart, *(rule for rule in rest if division.groups and rule.beside)]  # these go with the first group
    left = [rule for rule in reversed(rest) if rule not in first]  # the longest stand last, and had better begin
    may_leave = processes.alone is not None and division.is_large and not broken
    whole = [rule for rule in left if may_leave and rule.family not in TOLD_FAMILIES]
    here = [rule for rule in left if rule not in whole]

    def in_turn(rule: Rule) -> Looked:
        with division.taking_turns():
            return _run_rule(rule, staged, broken)

    def in_group(number: int) -> dict[str, Looked]:
        seen = staged.limited_to(division.groups[number])
        return _judged(seen, apart if number else first, processes.elsewhere, lambda rule: _run_rule(rule, seen))

    with (
        ThreadPoolExecutor(LANES) as threads,
        ThreadPoolExecutor(division.lanes) as lanes,
        ThreadPoolExecutor(1) as single,
    ):
        judged = single.submit(_judged, staged, whole, processes.alone, in_turn)
        groups = lanes.map(in_group, range(len(division.groups)))
        looked = threads.map(in_turn, here)
        yield from form
        yield from (one.result for one in looked)
        yield from (one.result for one in judged.result().values())
        yield from _added_up(staged, first, division, list(groups))


def broken_tables(form: Iterable[Result]) -> dict[str, str]:
    """Give the tables without their declared form, each with the rule that says so."""
    return {
        result.table: result.rule_id for result in form if not result.success and result.rule_id.endswith(FORM_CHECKS)
    }


def _judged(
    seen: Staged, rules: Sequence[Rule], judge: Elsewhere | None, look: Callable[[Rule], Looked]
) -> dict[str, Looked]:  # fmt: skip
    """Let another process look with rules that have their tables; those that find something, or that could not look, do so here."""
    answered = _answered(judge, _job(seen, rules)) if judge and rules else {}
    held = answered.get("held", {})
    if isinstance(sums := seen.memo.get("sums"), Sums):
        sums.learn(answered.get("sums", {}))
    return {rule.rule_id: _held(rule, *held[rule.rule_id]) if rule.rule_id in held else look(rule) for rule in rules}


def _answered(elsewhere: Elsewhere, job: str) -> dict[str, Any]:
    try:
        return dict(json.loads(elsewhere(job)))
    except Exception:  # noqa: BLE001 - whatever happened there: the rules look here, and say what is wrong
        return {}


def _held(rule: Rule, evaluated: int, observed: str, counts: Mapping[str, int]) -> Looked:
    return Looked(_rule_result(rule, success=True, evaluated=evaluated), observed, counts)


def _job(seen: Staged, rules: Sequence[Rule]) -> str:
    sums = seen.memo.get("sums")
    return json.dumps({
        "judge": None if seen.only is None else sorted(seen.only),
        "rules": [rule.rule_id for rule in rules],
        "manifest": {key: value for key, value in seen.manifest.items() if seen.only is None or key in OF_GROUPS},
        "folder": str(seen.folder.absolute()),
        "aside": str(seen.aside.absolute()) if seen.aside else None,
        "as_of": seen.as_of.isoformat() if seen.as_of else None,
        "same_software": seen.memo.get("same_software", True),
        "sums": [dict(sums.keys), sums.known] if isinstance(sums, Sums) else None,
        "bytes": sum(part.stat().st_size for part in seen.parts("documents")),
    })  # fmt: skip


def judge(text: str) -> str:
    """Let rules look at a group of slices, or at a whole release; the job and its answer are JSON.

    The answer gives (`held`), of each rule that holds, the number of rows it looked at and what it observed; and the `sums`
    of slices by key. Rules that do not hold are not in it: who asked lets them look again, to have the rows that break them.
    """
    from expectations.rules import rules_for  # noqa: PLC0415 - loads every extractor

    job = json.loads(text)
    staged = _asked(job)
    wanted = set(job["rules"])
    looked = [_run_rule(rule, staged) for rule in rules_for(TABLES) if rule.rule_id in wanted]
    held = [one for one in looked if one.result.success]
    sums = staged.memo.get("sums")
    return json.dumps({
        "held": {one.result.rule_id: [one.result.evaluated, one.observed, dict(one.counts)] for one in held},
        "sums": sums.known if isinstance(sums, Sums) else {},
    })  # fmt: skip


def _asked(job: Mapping[str, Any]) -> Staged:
    staged = Staged(
        folder=Path(job["folder"]),
        aside=Path(job["aside"]) if job["aside"] else None,
        manifest=job["manifest"],
        only=None if job["judge"] is None else frozenset(job["judge"]),
        as_of=datetime.date.fromisoformat(job["as_of"]) if job["as_of"] else None,
        knows_tables_only=True,
    )
    staged.memo["same_software"] = job["same_software"]
    if job["sums"] is not None:
        staged.memo["sums"] = Sums(job["sums"][0])
        staged.memo["sums"].learn(job["sums"][1])
    return staged


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
