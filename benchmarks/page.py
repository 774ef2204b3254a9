"""The page about speed, benchmarks/README.md, and its plots, from what `run.py` has measured."""

from __future__ import annotations

import math
from html import escape
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, LABEL, BAR, GAP = 760, 300, 18, 8
BLUE, GREY, INK = "#2f6f9f", "#b9b9b9", "#222222"
TASKS = {
    "names": "names (typed, with sentences cut)",
    "quantities": "quantities",
    "dates": "dates and times",
    "statements": "statements and titles",
    "all": "all per-document work",
}
INTRO = """# How fast, and against whom

Written by `make bench` on {day}; nothing here is written by hand. {machine}; load {load}
(of much more than the number of cores, seconds are up to twice what they are on a machine with nothing else to do; ratios change less).
Processor seconds of one process unless it says otherwise; medians of {runs} runs, ± half of the distance between the least
and the greatest.
"""


def bars(rows: Sequence[tuple[str, float, str, bool]], *, unit: str, log: bool = False) -> str:
    """Give a bar chart as SVG; rows are label, value, what is written at the bar, and whether it is ours."""
    most = max(value for _, value, _, _ in rows)
    least = min(value for _, value, _, _ in rows if value > 0) / 2
    room = WIDTH - LABEL - 150
    height = len(rows) * (BAR + GAP) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="13" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
    ]
    for number, (label, value, written, is_ours) in enumerate(rows):
        share = math.log(max(value, least) / least) / math.log(most / least) if log else value / most
        top, length = 10 + number * (BAR + GAP), max(1, room * share)
        parts += [
            f'<text x="{LABEL - 8}" y="{top + 14}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{LABEL}" y="{top}" width="{length:.0f}" height="{BAR}" fill="{BLUE if is_ours else GREY}"/>',
            f'<text x="{LABEL + length + 6:.0f}" y="{top + 14}">{escape(written)}</text>',
        ]
    scale = f"{unit}, logarithmic scale" if log else unit
    parts.append(f'<text x="{LABEL}" y="{height - 8}" font-size="12">{escape(scale)}</text></svg>')
    return "\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give a Markdown table; all columns but the first are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _spread(taken: Sequence[float]) -> str:
    middle, least, greatest = taken
    return f"± {(greatest - least) / 2 / middle:.0%}" if middle else ""


def _stages(results: dict[str, Any], folder: Path) -> str:
    found, characters = results["stages"]["seconds"], results["stages"]["characters"]
    rows = [(stage, taken[0], f"{taken[0]:.2f} s", True) for stage, taken in found.items() if stage != "all"]
    (folder / "stages.svg").write_text(bars(rows, unit="processor seconds"), encoding="utf-8")
    lines = [
        [
            stage,
            f"{taken[0]:.2f}",
            _spread(taken),
            f"{taken[0] / found['all'][0]:.0%}",
            f"{characters / max(taken[0], 1e-9):,.0f}",
        ]
        for stage, taken in found.items()
    ]
    head = ("stage", "seconds", "", "share", "characters a second")
    return f"\n## Where the time goes\n\nOn {results['texts']}, {characters:,} characters.\n\n{table(head, lines)}\n![stages](stages.svg)\n"


def _peers(results: dict[str, Any], folder: Path) -> str:
    found = results["peers"]
    if not found["others"]:
        return "\n## Peers\n\nNone was measured: see `python benchmarks/run.py --help`.\n"
    lines, rows = [], []
    for task, title in TASKS.items():
        others = [peer for peer in found["others"] if peer["task"] == task]
        taken = found["seconds"][task]
        speed = found["characters"] / taken[0]
        if not others:
            continue
        lines.append([f"**{title}**: dateline", f"{speed:,.0f}", _spread(taken), ""])
        rows.append((f"{task}: dateline", speed, f"{speed:,.0f}", True))
        for peer in others:
            seconds = sorted(peer["seconds"])
            middle = seconds[len(seconds) // 2]
            rate = peer["characters"] / middle
            lines.append(
                [peer["name"], f"{rate:,.0f}", _spread((middle, seconds[0], seconds[-1])), f"{speed / rate:,.1f}"]
            )
            rows.append((peer["name"], rate, f"{rate:,.0f}", False))
    (folder / "peers.svg").write_text(bars(rows, unit="characters a second", log=True), encoding="utf-8")
    head = ("", "characters a second", "", "times as fast as this one")
    about = (
        "On the same texts and in the same run; slow peers on the first of them. What our statements and titles build on "
        "(sentences, names) is found beforehand, as it has rows of its own; textacy's pipeline counts."
    )
    return f"\n## Peers\n\n{about}\n\n{table(head, lines)}\n![peers](peers.svg)\n"


def _runs(results: dict[str, Any]) -> str:
    lines = [
        [
            one["name"], f"{one['characters']:,}", _clock(one), f"{one['core_seconds']:.0f}",
            f"{one['core_seconds'] / one['documents'] * 1000:.2f}", f"{one['peak'] / 2**20:,.0f}", f"{one['bytes'] / 2**20:,.1f}",
        ]
        for one in results["end_to_end"]
    ]  # fmt: skip
    head = (
        "documents",
        "characters",
        "seconds",
        "core-seconds",
        "core-ms a document",
        "peak MiB of the largest process",
        "release MiB",
    )
    stages = [
        [
            one["name"],
            *(
                f"{one['stages'].get(stage, 0):.1f}"
                for stage in ("ingest", "prefect", "extract", "assemble", "gate", "publish")
            ),
        ]
        for one in results["end_to_end"]
    ]
    start = [[name, f"{taken[0]:.2f}", _spread(taken)] for name, taken in results["start_up"].items()]
    return (
        "\n## From raw file to release\n\n`dateline run` with two workers, gate, publishing and Prefect's start included.\n\n"
        + table(head, lines)
        + "\nSeconds by stage:\n\n"
        + table(("documents", "ingest", "prefect", "extract", "assemble", "gate", "publish"), stages)
        + "\n## Start\n\n"
        + table(("command", "processor seconds", ""), start)
    )


def _clock(one: dict[str, Any]) -> str:
    """Give the seconds of a run, of several the middle one's with the least and the greatest."""
    runs = one.get("runs", ())
    return f"{one['seconds']:.0f}" + (f" ({runs[0]:.0f} to {runs[-1]:.0f})" if len(runs) > 1 else "")


def _one_more(results: dict[str, Any]) -> str:
    found = results["one_more"]
    if not found:
        return ""
    beyond = [more - start for more, start in zip(found["one more"], found["start"], strict=True)]
    rows = {
        "Prefect and Great Expectations, started to do nothing": found["start"],
        "run with one file more": found["one more"],
        "of it beyond that start": beyond,
        "run with nothing new": found["unchanged"],
    }
    lines = [[name, f"{median(taken):.1f}", f"{min(taken):.1f} to {max(taken):.1f}"] for name, taken in rows.items()]
    about = "A text of a line added to the corpus, which is published; by the clock."
    return f"\n## One file more\n\n{about}\n\n{table(('', 'seconds', 'least and greatest'), lines)}"


def _processes(results: dict[str, Any]) -> str:
    found = results["processes"]
    if not found:
        return ""
    first = found[0]
    lines = [
        [
            str(one["workers"]),
            f"{one['seconds']:.1f}",
            f"{first['seconds'] / one['seconds']:.2f}",
            f"{one['core_seconds']:.1f}",
            f"{one['busiest']:.1f}",
            f"{first['busiest'] / one['busiest']:.2f}",
        ]
        for one in found
    ]
    head = ("workers", "seconds", "times as fast", "core-seconds", "of the busiest", "times as fast")
    about = (
        "The per-document stage of the corpus, workers' start included; the clock tells how much faster several "
        "are where nothing else runs, the processor seconds of the busiest worker elsewhere."
    )
    return f"\n## Worker processes\n\n{about}\n\n{table(head, lines)}"


def write(results: dict[str, Any], folder: Path) -> None:
    """Write the page and its plots."""
    text = INTRO.format(**results) + _stages(results, folder) + _peers(results, folder) + _runs(results)
    text += _processes(results) + _one_more(results)
    (folder / "README.md").write_text(text, encoding="utf-8")
