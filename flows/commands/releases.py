"""`dateline releases`, `diff`, `rollback`, `verify`: what was published, what changed, the way back, the checksums."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from flows.changelog import changed_rows, changed_versions
from flows.console import console, say, table_of
from flows.locks import run_lock
from flows.mirror import check_folder, output_for_reading
from flows.output import Output, read_manifest
from flows.release import rows_by_table
from flows.settings import load_settings
from flows.shelf import shelf_of
from transforms.errors import ReleaseError

if TYPE_CHECKING:
    import polars as pl

    from flows.shelf import Shelf
    from transforms.tables import Table

SAMPLES = 3


def releases(**given: Any) -> None:
    """List the releases, oldest first."""
    shelf = shelf_of(load_settings(given))
    if not shelf.names():
        say(f"Nothing is published in {shelf.place}. 'dateline run' publishes.")
        return
    latest = shelf.latest_name()
    rows = [(name, *_facts(shelf, name), "← latest" if name == latest else "") for name in shelf.names()]
    console.print(table_of(("release", "as of", "documents", "gate", ""), rows, numbers=("documents",)))


def _facts(shelf: Shelf, name: str) -> tuple[object, ...]:
    try:
        manifest = shelf.manifest(name)
    except ReleaseError as error:
        return "?", "?", str(error)
    verdict = manifest.get("verdict", {})
    accepted = (
        f", accepted: {', '.join(entry['rule'] for entry in verdict['accepted'])}" if verdict.get("accepted") else ""
    )
    return manifest["as_of"], rows_by_table(manifest).get("documents", 0), f"{verdict.get('reason', '?')}{accepted}"


def diff(before: str, after: str, **given: Any) -> None:
    """Show what changed between two releases: rows by table and cause, with a few of each."""
    output = output_for_reading(load_settings(given), before, after)
    old, new = output.release(before), output.release(after)
    versions = changed_versions(read_manifest(old), read_manifest(new))
    say(f"{old.name} → {new.name}", "bold")
    if versions:
        say(f"Made by other {', '.join(versions)}.")
    differing = 0
    for table, rows in changed_rows(old, new, same_version=not versions):
        differing += _show_changes(table, rows.collect())
    if not differing:
        say("No row differs.")


def _show_changes(table: Table, rows: pl.DataFrame) -> int:
    for (change, cause), group in sorted(rows.partition_by("change", "cause", as_dict=True).items()):
        say(f"{table.name}: {group.height:,} {change} ({cause})", "bold")
        for row in group.head(SAMPLES).iter_rows(named=True):
            say(f"  {table.name}:{place_of(table, row)}  {shown(row)}")
    return rows.height


def place_of(table: Table, row: dict[str, Any]) -> str:
    """Give what `dateline explain` takes after the table's name."""
    if "document_id" in row and "start_char" in row:
        return f"{row['document_id']}:{row['start_char']}-{row['end_char']}"
    return str(row[table.key[0]])


def shown(row: dict[str, Any]) -> str:
    """Give the row's words in the text, else its first values."""
    if row.get("surface"):
        return str(row["surface"])[:100]
    return ", ".join(
        str(value)[:40]
        for key, value in row.items()
        if value not in (None, []) and key not in {"change", "cause", "text"}
    )[:100]


def rollback(name: str, **given: Any) -> None:
    """Point `latest` to an earlier release; every release stays.

    Errors: `ReleaseError` where there is no such release or it is damaged.
    """
    settings = load_settings(given)
    output = Output(settings.output)
    with run_lock(output.lock, "rollback"):
        check_folder(settings.store, output)
        target = shelf_of(settings).roll_back(name, at=datetime.datetime.now(datetime.UTC))
    say(f"'latest' points to {target} now.", "bold green")


def verify(name: str | None, **given: Any) -> None:
    """Check every file of a release, or of all, against its manifest.

    Errors: `ReleaseError` where a file is missing, extra or changed.
    """
    shelf = shelf_of(load_settings(given))
    names = [shelf.full_name(name)] if name else shelf.names()
    broken = []
    for release in names or [shelf.full_name("latest")]:
        problems = shelf.problems(release)
        say(
            f"{release}: {'every checksum holds' if not problems else f'{len(problems)} problems'}",
            "red" if problems else "green",
        )
        for problem in problems:
            say(f"  {problem}")
        broken += [release] if problems else []
    if broken:
        hint = "'dateline rollback' goes back to an earlier release; the next 'dateline run' publishes anew."
        raise ReleaseError(f"{len(broken)} of {len(names)} releases are damaged.", hint=hint)
