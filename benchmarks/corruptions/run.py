"""Measure how much of what can go wrong the gate stops, and whether it stays silent where nothing is wrong.

    python benchmarks/corruptions/run.py CORPUS.jsonl [--documents 60] [--history 20] [--clean 200] [--doses row 0.05 1]

Batches of documents are drawn from the corpus; the first of them make the history of a series, the next ones are clean
releases on which the gate must not object, and one is spoilt in every way of the catalogue. Column checks are run by
their Polars twins here, for speed; the tests hold both to the same answers.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from catalogue import CORRUPTIONS, ROW, Corruption

from expectations.gate import GATED, run_rules
from expectations.history import past_of
from expectations.rules import rules_for
from expectations.staged import Staged
from expectations.statistics import FILE, statistics_of
from expectations.suites import declared_checks
from transforms.assemble import assemble
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

Frames = dict[str, pl.DataFrame]
AS_OF = datetime.date(2030, 1, 1)
SEED = 7


def records_of(corpus: Path, most: int) -> list[tuple[str, Record]]:
    """Read the corpus: JSON lines with id, text and perhaps published_date and title."""
    found: dict[str, Record] = {}
    for number, line in enumerate(corpus.read_text(encoding="utf-8").splitlines()[:most], start=1):
        row = json.loads(line)
        key = f"doc_{sha256(row['text'].encode()).hexdigest()[:16]}"
        raw = sha256(line.encode()).hexdigest()
        about = {
            "title": row.get("title"),
            "published": row.get("published_date"),
            "source": row.get("source"),
            "format": "jsonl",
        }
        found.setdefault(
            key,
            Record(
                source_path="corpus.jsonl",
                record_number=number,
                source_id=str(row["id"]),
                raw_sha256=raw,
                text=row["text"],
                **about,
            ),
        )
    return list(found.items())


def inputs_of(records: list[tuple[str, Record]]) -> pl.DataFrame:
    """Give the inputs table of these records, all of them published."""
    table = BY_NAME["inputs"]
    rows = [
        {"source_path": r.source_path, "record_number": r.record_number, "source_id": r.source_id, "sha256": r.raw_sha256, "byte_count": len(r.text),
         "format": "jsonl", "encoding": "utf-8", "outcome": "published", "document_id": key}
        for key, r in records
    ]  # fmt: skip
    return pl.DataFrame([{name: row.get(name) for name in table.names} for row in rows], schema=table.schema).sort(
        table.key
    )


def release_of(first: Frames, records: list[tuple[str, Record]]) -> Frames:
    """Give the tables of a release of these documents."""
    ids = pl.DataFrame({"document_id": [key for key, _ in records]})
    part = {
        name: frame.join(ids, on="document_id", how="semi", maintain_order="left").lazy()
        for name, frame in first.items()
    }
    return {name: frame.collect() for name, frame in assemble(part, inputs_of(records).lazy()).items()}


def write(frames: Frames, folder: Path) -> Path:
    """Write the tables as plain files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def failed(folder: Path, history: Path, past: dict[str, object]) -> dict[str, str]:
    """Give the rules that fail on these tables, each with its severity."""
    staged = Staged(folder=folder, as_of=AS_OF)
    staged.memo["past"] = past.setdefault("past", past_of(history, series=None, this=folder))
    results = {r.rule_id: r.severity for r in run_rules(staged, rules_for(GATED)) if not r.success and not r.waits_for}
    return {**results, **dict(_columns(staged))}


def _columns(staged: Staged) -> Iterator[tuple[str, str]]:
    for table in GATED:
        for check in declared_checks(table):
            try:
                broken = staged.scan(table.name).filter(check.broken).head(1).collect().height
            except pl.exceptions.PolarsError:
                continue
            if broken:
                yield check.rule_id, check.severity


def main() -> None:
    """Run the benchmark and print what it shows."""
    options = _options()
    chance = np.random.default_rng(SEED)
    records = records_of(options.corpus, options.most)
    started = time.perf_counter()
    first = read_documents(records)
    print(f"{len(records)} documents read in {time.perf_counter() - started:.0f} s")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for number in range(options.history):
            kept = write(
                release_of(first, _draw(records, options.documents, chance)), work / "history" / f"release-{number:03}"
            )
            statistics_of(Staged(folder=kept)).write_parquet(kept / FILE)
        past: dict[str, object] = {}
        clean = [release_of(first, _draw(records, options.documents, chance)) for _ in range(1)]
        _spoilt(clean[0], work, past, options.doses, chance)
        alarms = Counter[str]()
        for number in range(options.clean):
            kept = write(release_of(first, _draw(records, options.documents, chance)), work / f"clean-{number}")
            for rule_id, severity in failed(kept, work / "history", past).items():
                alarms[f"{severity} {rule_id}"] += 1
                print(f"  false alarm in clean batch {number}: {severity} {rule_id}", flush=True)
            shutil.rmtree(kept)
        print(f"clean batches: {options.clean}, false alarms: {sum(alarms.values())} {dict(alarms)}")


def _draw(records: list[tuple[str, Record]], number: int, chance: np.random.Generator) -> list[tuple[str, Record]]:
    size = int(number * chance.uniform(0.7, 1.4))
    return [records[index] for index in sorted(chance.choice(len(records), min(size, len(records)), replace=False))]


def _spoilt(clean: Frames, work: Path, past: dict[str, object], doses: list[str], chance: np.random.Generator) -> None:
    tried: list[tuple[Corruption, float, bool, bool]] = []
    fired: Counter[str] = Counter()
    for corruption in CORRUPTIONS:
        for dose in dict.fromkeys(max(corruption.least, ROW if name == "row" else float(name)) for name in doses):
            spoilt = corruption.spoil(clean, dose, chance)
            if all(spoilt[name].equals(clean[name]) for name in clean) and corruption.caught_by:
                continue
            found = failed(write(spoilt, work / "spoilt"), work / "history", past)
            fired.update(found.keys())
            tried.append((corruption, dose, *_judged(corruption, found, dose)))
    _print(tried, fired)


def _judged(corruption: Corruption, found: dict[str, str], dose: float) -> tuple[bool, bool]:
    """Give whether the action was right, and whether the right rule was named."""
    refused = "critical" in found.values()
    right = (
        refused
        if corruption.caught_by and corruption.refuses
        else not refused and bool(found) == bool(corruption.caught_by)
    )
    named = not corruption.caught_by or any(rule_id.startswith(corruption.caught_by) for rule_id in found)
    if not (right and named):
        print(
            f"  MISSED {corruption.kind}: {corruption.name} at {dose or 'one row'}: found {sorted(found)[:6]}",
            flush=True,
        )
    return right, named


def _print(tried: list[tuple[Corruption, float, bool, bool]], fired: Counter[str]) -> None:
    for kind in dict.fromkeys(c.kind for c, *_ in tried):
        own = [(right, named) for c, _, right, named in tried if c.kind == kind]
        print(
            f"{kind:14} {len(own):4} tried, right action {sum(r for r, _ in own) / len(own):7.1%}, right rule named {sum(n for _, n in own) / len(own):7.1%}"
        )
    right, named = (sum(row[at] for row in tried) / len(tried) for at in (2, 3))
    print(
        f"{'all':14} {len(tried):4} tried, right action {right:7.1%}, right rule named {named:7.1%}; {len(fired)} rules fired"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=60, help="documents in a batch, on average")
    parser.add_argument("--history", type=int, default=20)
    parser.add_argument("--clean", type=int, default=200)
    parser.add_argument("--most", type=int, default=100_000, help="documents to read from the corpus")
    parser.add_argument("--doses", nargs="+", default=["row", "0.01", "0.05", "0.3", "1"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
