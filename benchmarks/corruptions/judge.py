"""The gate, asked again and again about tables that differ little: only what a change can touch is looked at anew.

Checks of single columns are run by their Polars twins, for speed; the tests hold both to the same answers.
"""

from __future__ import annotations

import datetime
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl
from releases import Frames, write

from expectations import rereading
from expectations.gate import GATED
from expectations.judging import run_rules
from expectations.rules import rederived, reread, rules_for
from expectations.staged import Staged
from expectations.suites import declared_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from expectations.history import Past
    from expectations.rules.rule import Rule

AS_OF = datetime.date(2030, 1, 1)
RULES = rules_for(GATED)
CHECKS = {table.name: declared_checks(table) for table in GATED}
# What rules remember, and the tables that it follows from.
REMEMBERED = {
    "facts": {"documents"}, "buckets": {"documents"}, "texts by id": {"documents"}, "documents read again": {"documents"},
    "read again": {"documents", "zones", "sentences"}, "headers read again": {"documents", "inputs", "zones"},
    "rederived metrics": {"documents", "metrics", "zones", "sentences"}, "rederived timexes": {"documents", "timexes", "zones", "sentences"},
    "events again": {"documents", "event_mentions", "entities"},
}  # fmt: skip


class Failed(NamedTuple):
    """A rule that failed."""

    rule_id: str
    family: str
    severity: str
    observed: str = ""


class Judge:
    """A clean release, on which no rule fails, and the verdicts on what becomes of it."""

    def __init__(self, clean: Frames, work: Path, past: Past, manifest: Mapping[str, Any] | None = None) -> None:
        work.mkdir(exist_ok=True)
        self.clean, self.work, self.past, self.manifest = clean, work, past, manifest or {}
        self.folder = write(clean, work / "clean")
        self.staged = self._staged(self.folder)
        self.alarms = list(failed(self.staged, RULES, CHECKS))

    def _staged(self, folder: Path) -> Staged:
        staged = Staged(folder=folder, as_of=AS_OF, manifest=self.manifest)
        staged.memo["past"] = self.past
        return staged

    def of(self, spoilt: Frames) -> list[Failed]:
        """Give the rules that fail on the spoilt tables; those that read only tables left alone fail no more than before."""
        changed = changed_tables(self.clean, spoilt)
        staged = self._staged(self._written(spoilt, changed))
        kept = {
            name: self.staged.memo[name]
            for name, sources in REMEMBERED.items()
            if name in self.staged.memo and not sources & changed
        }
        staged.memo.update(kept)
        rules = [rule for rule in RULES if rule.family == "form" or changed & {rule.table, *rule.reads}]
        return list(failed(staged, rules, changed & CHECKS.keys()))

    def _written(self, spoilt: Frames, changed: set[str]) -> Path:
        folder = self.work / "spoilt"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in self.clean:
            if name not in changed:
                (folder / f"{name}.parquet").hardlink_to(self.folder / f"{name}.parquet")
        for name in changed & spoilt.keys():
            spoilt[name].write_parquet(folder / f"{name}.parquet")
        return folder


def changed_tables(clean: Frames, spoilt: Frames) -> set[str]:
    """Name the tables that differ, in form, order of columns or rows."""
    return {
        name
        for name in clean
        if name not in spoilt
        or (spoilt[name] is not clean[name] and (spoilt[name].schema != clean[name].schema or not spoilt[name].equals(clean[name])))
    }  # fmt: skip


def failed(staged: Staged, rules: Sequence[Rule], tables: Iterable[str]) -> Iterator[Failed]:
    """Give the rules that fail, and the checks of single columns of these tables."""
    for result in run_rules(staged, rules):
        if not result.success and not result.waits_for:
            yield Failed(result.rule_id, result.family, result.severity, result.observed)
    for table in tables:
        yield from _columns(staged, table)


def _columns(staged: Staged, table: str) -> Iterator[Failed]:
    try:
        present = set(staged.scan(table).collect_schema().names())
        checks = [check for check in CHECKS[table] if check.column in present]
        broken = staged.scan(table).select(check.broken.any().alias(check.rule_id) for check in checks).collect()
    except Exception:  # noqa: BLE001 - a table without its form; the rules on form have said so
        return
    for check in checks:
        if broken[check.rule_id].any():
            yield Failed(check.rule_id, check.family, check.severity)


def remember_readings() -> None:
    """Read a document again only if its text, header, zones or sentences are others than before."""
    known: dict[tuple[str, int], dict[str, pl.DataFrame]] = {}

    def read_again(staged: Staged, ids: Sequence[str]) -> dict[str, pl.DataFrame]:
        prints = _prints(staged, ids)
        missing = [document for document in ids if (document, prints.get(document, 0)) not in known]
        if missing:
            found = rereading.read_again(staged, missing)
            parts = {name: frame.partition_by("document_id", as_dict=True) for name, frame in found.items()}
            for document in missing:
                known[document, prints.get(document, 0)] = {
                    name: parts[name].get((document,), frame.clear()) for name, frame in found.items()
                }
        if not ids:
            return rereading.read_again(staged, ids)
        readings = [known[document, prints.get(document, 0)] for document in ids]
        return {name: pl.concat([reading[name] for reading in readings]) for name in readings[0]}

    reread.read_again = rederived.read_again = read_again  # type: ignore[assignment]


def _prints(staged: Staged, ids: Sequence[str]) -> dict[str, int]:
    """Give a number for each document that changes with whatever is read of it."""
    columns = {
        "documents": ["text", *rereading.HEADER],
        "zones": ["zone", "start_char", "end_char", "value"],
        "sentences": ["sentence_number", "start_char", "end_char", "paragraph_number"],
    }
    prints: dict[str, int] = {}
    for table, names in columns.items():
        rows = staged.scan(table).filter(pl.col("document_id").is_in(list(ids))).select("document_id", *names).collect()
        marks = rows.select("document_id", mark=rows.drop("document_id").hash_rows())
        for document, mark in marks.iter_rows():
            prints[document] = hash((prints.get(document, 0), table, mark))
    return prints
