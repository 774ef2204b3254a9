"""One file more: what a run on a corpus takes to which one text was added, beside what its libraries take to start.

    python benchmarks/one_more.py CORPUS [--runs N] [--in FOLDER]

Publishes the corpus, then as often as asked adds a text of a few lines to the raw folder and runs again; between two runs that
publish, one that finds nothing new. The start is `bare_start.py`. Seconds by the clock: run it where nothing else runs.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import end_to_end
import timing

START = [sys.executable, str(Path(__file__).with_name("bare_start.py"))]
TEXTS = (  # about different things: what resembles a text that is there already costs more
    "VIENTIANE, 4 May 2023 - Minister Anong Keo opened a bridge that cost 4 million dollars, officials said.",
    "HANOI, 9 June 2022 - Rice exports rose by 12 per cent in May, the ministry of trade said on Thursday.",
    "BANGKOK, 17 August 2021 - Nurses at three hospitals ended a strike after talks that took nine days.",
    "YANGON, 2 October 2020 - A flood closed the road to the port, and 1,400 people left their homes.",
    "PAKSE, 21 March 2019 - Two schools will share a library of 6,000 books, teachers told parents.",
)
MOMENT = 3  # seconds after which a file that was written counts as settled


def seconds(command: list[str]) -> float:
    """Give the seconds that a command takes."""
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - began


def measured(corpus: Path, runs: int, folder: Path) -> dict[str, list[float]]:
    """Give the seconds of starts, of runs with one file more, and of runs without anything new."""
    raw = folder / "raw"
    raw.mkdir()
    shutil.copy(corpus, raw)
    run = [*end_to_end.COMMAND, str(raw), "--output", str(folder / "output")]
    time.sleep(MOMENT)
    seconds(run)
    found: dict[str, list[float]] = {"start": [], "one more": [], "unchanged": []}
    for number in range(runs):
        found["start"].append(seconds(START))
        (raw / f"more-{number}.txt").write_text(TEXTS[number % len(TEXTS)], encoding="utf-8")
        time.sleep(MOMENT)
        found["one more"].append(seconds(run))
        found["unchanged"].append(seconds(run))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--runs", type=int, default=3, choices=range(1, len(TEXTS) + 1))
    parser.add_argument("--in", dest="below", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.below) as folder:
        found = measured(asked.corpus, asked.runs, Path(folder))
    print(timing.machine())
    for name, taken in found.items():
        median = sorted(taken)[len(taken) // 2]
        print(f"{name:>12} {median:6.1f} s ({min(taken):.1f} to {max(taken):.1f})")
    beyond = sorted(more - start for more, start in zip(found["one more"], found["start"], strict=True))
    print(f"{'beyond':>12} {beyond[len(beyond) // 2]:6.1f} s ({beyond[0]:.1f} to {beyond[-1]:.1f})")


if __name__ == "__main__":
    main()
