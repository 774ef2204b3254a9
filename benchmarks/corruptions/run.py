"""Measure how much of what can go wrong the gate stops, and whether it stays silent where nothing is wrong.

    python benchmarks/corruptions/run.py CORPUS.jsonl [--documents 60] [--history 20] [--clean 200] [--doses row 0.05 1]

Batches of documents are drawn from the corpus and from invented news; the first of them make the history of a series, the
next ones are clean releases on which the gate must not object, and one is spoilt in every way of the catalogues.
`--into docs/gate.md` writes the tables there, between the marks. A run can be cut into parts (`--part 1/3 --clean 67 --results one.jsonl`), which
`run.py CORPUS --add-up one.jsonl two.jsonl three.jsonl --into docs/gate.md` puts together.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from around import OWN_LEXICONS, UNREAD, around, judge_at_odds, seldom
from catalogue import LISTED
from declared import declared
from drifting import drifting
from further import further
from judge import Judge, changed_tables, remember_readings
from kept import Kept, keep, line_of, read
from on_disk import spoilt_files
from outside import OUTSIDE
from releases import Series
from spoiling import ALL, ROW, Corruption
from table import Tried, into, tables_of

from expectations.history import past_of
from expectations.rules import reread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releases import Frames

SEED = 7


def main() -> None:
    """Run the benchmark, or read what parts of it left, and print what it shows."""
    options = _options()
    if options.add_up:
        _show(read(options.add_up), options)
        return
    chance = np.random.default_rng(SEED)
    remember_readings()
    reread.SMALL = options.read_again or reread.SMALL
    started = time.perf_counter()
    series = Series(options.corpus, options.most, options.documents, chance)
    print(f"{len(series.records)} documents read in {time.perf_counter() - started:.0f} s", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (last,) = series.history(work / "history", options.history)
        past = past_of(work / "history", series=None, this=work / "clean")
        judge = Judge(series.draw(), work, past)
        tried = _tried(judge, series, last, options, chance)
        series.chance = np.random.default_rng([SEED, options.part[0]])
        alarms = _alarms(series, work, judge, options.clean)
    keep(options.results, {"clean": options.clean, "alarms": alarms})
    _show(Kept(tried, options.clean, alarms), options)
    print(f"{time.perf_counter() - started:.0f} s")


def _show(found: Kept, options: argparse.Namespace) -> None:
    text = tables_of(found.tried, found.clean, found.alarms, history=options.history, documents=options.most)
    print(text)
    if options.into:
        into(options.into, text)


def _tried(
    judge: Judge, series: Series, last: Frames, options: argparse.Namespace, chance: np.random.Generator
) -> list[Tried]:
    tried = _spoilt(judge, [*LISTED, *further(last), *OUTSIDE, *declared()], options, chance)
    tried += _spoilt(judge_at_odds(judge.work / "odds"), seldom(), options, chance)
    tried += _spoilt(Judge(judge.clean, judge.work / "own", judge.past, OWN_LEXICONS), UNREAD, options, chance)
    drifted = drifting(judge, series, lambda corruption: _is_asked(corruption, options))
    apart = (one for one in chain(around(judge, series), spoilt_files(judge)) if _is_asked(one.corruption, options))
    for one in chain(drifted, apart):
        tried.append(one)
        _say(one, options)
    return tried


def _is_asked(corruption: Corruption, options: argparse.Namespace) -> bool:
    part, parts = options.part
    own = crc32(corruption.name.encode()) % parts == part - 1
    return own and (not options.only or re.search(options.only, corruption.name) is not None)


def _spoilt(
    judge: Judge, corruptions: Sequence[Corruption], options: argparse.Namespace, chance: np.random.Generator
) -> list[Tried]:
    tried: list[Tried] = []
    for corruption in corruptions:
        if not _is_asked(corruption, options):
            continue
        for dose in _doses(corruption, options.doses):
            try:
                spoilt = corruption.spoil(judge.clean, dose, chance)
            except Exception as error:  # noqa: BLE001 - a corruption that cannot be made is a fault of the benchmark
                print(f"  NOT MADE {corruption.name}: {error!r}", flush=True)
                break
            if corruption.caught_by and not changed_tables(judge.clean, spoilt):
                print(f"  changes nothing here: {corruption.name}", flush=True)
                break
            found = judge.of(spoilt)
            tried.append(Tried(corruption, dose, tuple(found)))
            _say(tried[-1], options)
    return tried


def _doses(corruption: Corruption, asked: list[str]) -> list[float]:
    if getattr(corruption.spoil, "whole", False) or corruption.kind == "declared":
        return [max(corruption.least, ALL if getattr(corruption.spoil, "whole", False) else ROW)]
    doses = (ROW if name == "row" else float(name) for name in asked)
    return list(dict.fromkeys(max(corruption.least, dose) for dose in doses))


def _say(tried: Tried, options: argparse.Namespace) -> None:
    keep(options.results, line_of(tried))
    if not (tried.right and tried.named):
        found = sorted(failed.rule_id for failed in tried.found)[:6]
        print(
            f"  MISSED {tried.corruption.kind}: {tried.corruption.name} at {tried.dose or 'one row'}: found {found}",
            flush=True,
        )


def _alarms(series: Series, work: Path, judge: Judge, batches: int) -> Counter[str]:
    alarms = Counter(f"{failed.severity} {failed.rule_id}" for failed in judge.alarms)
    for number in range(batches - 1):
        clean = Judge(series.draw(), work / f"clean-{number}", judge.past)
        for failed in clean.alarms:
            alarms[f"{failed.severity} {failed.rule_id}"] += 1
            print(
                f"  FALSE ALARM in clean batch {number}: {failed.severity} {failed.rule_id} {failed.observed}",
                flush=True,
            )
    return alarms


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=60, help="documents in a batch, on average")
    parser.add_argument("--history", type=int, default=20)
    parser.add_argument("--clean", type=int, default=200)
    parser.add_argument("--most", type=int, default=1_000, help="documents to read from the corpus")
    parser.add_argument("--doses", nargs="+", default=["row", "0.01", "0.05", "0.3", "1"])
    parser.add_argument("--only", help="only corruptions whose names match this pattern")
    parser.add_argument(
        "--read-again", type=int, help="characters that are read again, to see what a large release shows"
    )
    parser.add_argument("--part", type=_part, default=(1, 1), help="such as 2/3: the second third of the corruptions")
    parser.add_argument("--results", type=Path, help="a file to add what is found to, line by line")
    parser.add_argument("--add-up", type=Path, nargs="+", help="only read such files, and show them together")
    parser.add_argument("--into", type=Path, help="a page to write the tables into")
    return parser.parse_args()


def _part(said: str) -> tuple[int, int]:
    part, parts = map(int, said.split("/"))
    return part, parts


if __name__ == "__main__":
    main()
