"""`dateline run`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.console import Shown, console, say, table_of
from flows.run import RunResult, run
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.progress import Progress


def run_and_show(**given: Any) -> None:
    """Run, and say what was read, rejected and published, how long each stage took, and where the report lies."""
    settings = load_settings(given)
    progress = Shown()
    show(run(settings, progress), progress)


def show(result: RunResult, progress: Progress) -> None:
    """Print what a run did."""
    for note in result.notes:
        say(note, "dim")
    counts = result.inputs
    others = ", ".join(
        f"{counts.get(name, 0):,} {name}" for name in ("published", "duplicate", "superseded", "rejected")
    )
    say(f"Read {counts['read']:,} records: {others}.")
    if result.rejected:
        console.print(table_of(("rejected for", "records"), result.rejected.items(), numbers=("records",)))
    if result.outcome == "unchanged":
        say(f"Nothing is new since the release {result.release}: nothing was published.", "bold")
        return
    console.print(table_of(("table", "rows"), result.tables.items(), numbers=("rows",)))
    seconds = [(stage, f"{taken:.1f}") for stage, taken in progress.seconds.items()]
    console.print(table_of(("stage", "seconds"), seconds, numbers=("seconds",)))
    say(f"Published the release {result.release}.", "bold green")
    say(f"Report: {result.report}")
