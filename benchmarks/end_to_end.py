"""`dateline run` from raw file to release on so many invented documents, or on a corpus: cost, memory, stages.

    python benchmarks/end_to_end.py 1000 10000 [100000 …] [--corpus FILE] [--workers N] [--in FOLDER] [--json FILE]

Processor seconds are those of all processes of the run; the peak is that of the largest of them. Everything that is
made is removed again.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from operator import itemgetter
from pathlib import Path
from typing import Any

import invented_news
import timing

STAGE = re.compile(r"^(ingest|prefect|extract|assemble|gate|publish)\s+([\d.]+)\s*$", re.MULTILINE)
COMMAND = [sys.executable, "-c", "from flows.cli import main; main()", "run"]


def family(number: int) -> set[int]:
    """Give a process and all below it."""
    found = {number}
    for task in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found |= family(int(child))
    return found


def peak_of(number: int) -> int:
    """Give the most memory that a process has held, in bytes; 0 if it has ended."""
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def measured(raw: Path, folder: Path, workers: int) -> dict[str, Any]:
    """Run once on a raw file or folder; give what it took."""
    before, began, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    options = ["--output", str(folder / "output"), "--series", "bench", "--workers", str(workers)]
    with (folder / "log").open("w+", encoding="utf-8") as log:
        run = subprocess.Popen([*COMMAND, str(raw), *options], stdout=log, stderr=log)
        while run.poll() is None:
            peak = max(peak, *map(peak_of, family(run.pid)))
            time.sleep(0.1)
        log.seek(0)
        said = log.read()
    if run.returncode:
        raise SystemExit(said)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    stages = {stage: float(taken) for stage, taken in STAGE.findall(said)}
    release = (folder / "output" / "latest").resolve()
    size = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
    return {"core_seconds": spent, "seconds": time.monotonic() - began, "peak": peak, "stages": stages, "bytes": size}


def write_news(path: Path, count: int) -> int:
    """Write so many invented documents; give how many characters their texts have."""
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for record in invented_news.documents(count):
            characters += len(record["text"])
            file.write(json.dumps(record) + "\n")
    return characters


def on_news(count: int, workers: int, below: Path | None) -> dict[str, Any]:
    """Measure a run on so many invented documents."""
    with tempfile.TemporaryDirectory(dir=below) as folder:
        raw = Path(folder, "news.jsonl")
        characters = write_news(raw, count)
        return {
            "name": f"{count:,} invented",
            "documents": count,
            "characters": characters,
            "workers": workers,
        } | measured(raw, Path(folder), workers)


def on_corpus(corpus: Path, workers: int, below: Path | None, runs: int = 1) -> dict[str, Any]:
    """Measure runs on a corpus, each into an empty folder: what the middle one took, and the seconds of them all."""
    texts = timing.texts_of(corpus)
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=below) as folder:
            raw = Path(folder, corpus.name)
            shutil.copy(corpus, raw)
            found.append(measured(raw, Path(folder), workers))
    found.sort(key=itemgetter("seconds"))
    about = {"name": corpus.name, "documents": len(texts), "characters": sum(map(len, texts)), "workers": workers}
    return about | found[(runs - 1) // 2] | {"runs": [one["seconds"] for one in found]}


def shown(found: dict[str, Any]) -> str:
    """Give one line of the report."""
    each, stages = found["core_seconds"] / found["documents"] * 1000, found["stages"]
    spent = ", ".join(f"{stage} {taken:.1f}" for stage, taken in stages.items())
    return (
        f"{found['name']:>24} {found['characters']:13,d} characters {found['seconds']:8.1f} s {found['core_seconds']:8.1f} core-s "
        f"{each:6.2f} ms/document  peak {found['peak'] / 2**20:7,.0f} MiB  release {found['bytes'] / 2**20:7,.1f} MiB  ({spent})"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=1, help="of the corpus")
    parser.add_argument("--in", dest="below", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = [on_news(count, asked.workers, asked.below) for count in asked.counts]
    if asked.corpus:
        found.append(on_corpus(asked.corpus, asked.workers, asked.below, asked.runs))
    print(timing.machine())
    for one in found:
        print(shown(one))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
