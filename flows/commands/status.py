"""`dateline status`: what is published, what the last run did, and whether one is at work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flows.console import console, say, table_of
from flows.files import size_of
from flows.locks import holder, is_held
from flows.mirror import output_for_reading, place_in_store
from flows.output import read_manifest
from flows.release import rows_by_table
from flows.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from flows.output import Output

MEGABYTE = 1e6


def status(**given: Any) -> None:
    """Show the state of the output folder."""
    output = output_for_reading(load_settings(given))
    _show_release(output)
    _show_last_run(_read(output.state / "last_run.json"))
    _show_refused(_read(output.refused / "verdict.json"))
    if is_held(output.lock):
        owner = holder(output.lock)
        say(f"A run is at work: process {owner.get('owner')} since {owner.get('started_at')}.", "bold")


def _show_release(output: Output) -> None:
    name = output.latest_name()
    if name is None:
        say(f"Nothing is published in {output.folder}. 'dateline run' publishes.")
        return
    manifest = read_manifest(output.release(name))
    say(f"Published: {name}", "bold green")
    facts = {
        "series": manifest["series"],
        "as of": manifest["as_of"],
        "published at": manifest["created_at"],
        "release before": manifest["previous"] or "none",
        "gate": manifest.get("verdict", {}).get("reason", "?"),
        "releases kept": f"{len(output.names())}, {size_of(output.releases) / MEGABYTE:,.1f} MB",
        "cache": f"{size_of(output.cache) / MEGABYTE:,.1f} MB",
        "report": output.release(name) / "report.html",
    }
    console.print(table_of(("", ""), list(facts.items())))
    for sentence in place_in_store(output, name):
        say(sentence)
    console.print(table_of(("table", "rows"), list(rows_by_table(manifest).items()), numbers=("rows",)))


def _show_last_run(last: dict[str, Any]) -> None:
    if last:
        rejected = sum(last.get("rejected", {}).values())
        read = last.get("inputs", {}).get("read", 0)
        say(f"Last run: {last['outcome']} at {last['at']}, {read:,} records read, {rejected:,} rejected.")


def _show_refused(refused: dict[str, Any]) -> None:
    if refused:
        say(f"Refused and waiting for review: {refused['release']}.", "bold red")
        say(f"{refused['reason']} Report: {refused['report']}")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
