"""Fails where a stage has become slower by a fifth, or memory greater, than `budget.toml` records.

    python benchmarks/budget.py [--runs 5] [--record]

A stage's time is the median over the runs of its ratio to the reference workload (`reference.py`), which is run before and
after each; never seconds. The texts are invented and always the same. Memory is the most that one process holds after the
per-document half of so many documents, in MiB. `--record` writes what is measured as the new budget: review it as a diff.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
import tomllib
from pathlib import Path

import invented_news
import stages
from reference import workload

FILE = Path(__file__).with_name("budget.toml")
DOCUMENTS = 600
MAY_GROW = 1.2
LEAST = 0.05  # what takes less than this share of the reference is not judged by itself
HEAD = """# What each stage of the per-document half may take on {documents} invented documents, in multiples of the reference workload;
# memory in MiB. Written by `python benchmarks/budget.py --record`; a fifth more than this fails `make budget`.
"""


def seconds_of_reference() -> float:
    """Give the processor time of the reference workload."""
    began = time.process_time()
    workload()
    return time.process_time() - began


def measured(runs: int) -> dict[str, float]:
    """Give every stage's ratio to the reference, their sum, and the memory held."""
    texts = [record["text"] for record in invented_news.documents(DOCUMENTS, seed=3)]
    stages.one_run(texts[:5])
    ratios: dict[str, list[float]] = {}
    for _ in range(runs):
        before = seconds_of_reference()
        run = stages.one_run(texts)
        reference = (before + seconds_of_reference()) / 2
        for stage, seconds in {**run, "all": sum(run.values())}.items():
            ratios.setdefault(stage, []).append(seconds / reference)
    found = {stage: statistics.median(values) for stage, values in ratios.items()}
    return {**found, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def overruns(found: dict[str, float], allowed: dict[str, float]) -> list[str]:
    """Say what is greater than the budget by more than a fifth, and what has no budget."""
    said = [f"{stage}: no budget is recorded" for stage in found if stage not in allowed]
    for stage, most in allowed.items():
        now = found.get(stage)
        if now is None:
            said.append(f"{stage}: is no longer measured")
        elif now > most * MAY_GROW and now > LEAST:
            said.append(f"{stage}: {now:.2f}, recorded {most:.2f} ({now / most - 1:+.0%})")
    return said


def main() -> None:
    """Measure, print, and record or judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    found = measured(asked.runs)
    for stage, ratio in found.items():
        print(f"{stage:20} {ratio:8.2f}")
    if asked.record:
        lines = [f'"{stage}" = {ratio:.3f}' for stage, ratio in found.items()]
        FILE.write_text(HEAD.format(documents=DOCUMENTS) + "\n".join(lines) + "\n", encoding="utf-8")
        return
    said = overruns(found, tomllib.loads(FILE.read_text(encoding="utf-8")))
    print("\n".join(["Over budget:", *said]) if said else "Within budget.")
    sys.exit(bool(said))


if __name__ == "__main__":
    main()
