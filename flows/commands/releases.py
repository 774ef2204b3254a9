"""`dateline releases`, `diff`, `rollback`, `verify`: what was published, what changed, the way back, the checksums."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from flows.changelog import changed_rows, changed_versions
from flows.console import console, say, table_of
from flows.locks import run_lock
from flows.output import Output, read_manifest
from flows.release import problems_of, roll_back, rows_by_table
from flows.settings import load_settings
from transforms.errors import ReleaseError

if TYPE_CHECKING:
    import polars as pl

    from transforms.tables import Table

SAMPLES = 3


def _output(given: dict[str, Any]) -> Output:
    return Output(load_settings(given).output)


def releases(**given: Any) -> None:
    """List the releases, oldest first."""
    output = _output(given)
    if not output.names():
        say(f"Nothing is published in {output.folder}. 'dateline run' publishes.")
        return
    latest = output.latest_name()
    rows = [(name, *_facts(output, name), "← latest" if name == latest else "") for name in output.names()]
    console.print(table_of(("release", "as of", "documents", "gate", ""), rows, numbers=("documents",)))


def _facts(output: Output, name: str) -> tuple[object, ...]:
    try:
        manifest = read_manifest(output.releases / name)
    except ReleaseError as error:
        return "?", "?", str(error)
    verdict = manifest.get("verdict", {})
    accepted = (
        f", accepted: {', '.join(entry['rule'] for entry in verdict['accepted'])}" if verdict.get("accepted") else ""
    )
    return manifest["as_of"], rows_by_table(manifest).get("documents", 0), f"{verdict.get('reason', '?')}{accepted}"


def diff(before: str, after: str, **given: Any) -> None:
    """Show what changed between two releases: rows by table and cause, with a few of each."""
    output = _output(given)
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
    output = _output(given)
    with run_lock(output.lock, "rollback"):
        target = roll_back(output, output.release(name).name, at=datetime.datetime.now(datetime.UTC))
    say(f"'latest' points to {target} now.", "bold green")


def verify(name: str | None, **given: Any) -> None:
    """Check every file of a release, or of all, against its manifest.

    Errors: `ReleaseError` where a file is missing, extra or changed.
    """
    output = _output(given)
    names = [output.release(name).name] if name else output.names()
    broken = []
    for release in names or [output.release().name]:
        problems = problems_of(output.releases / release)
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
