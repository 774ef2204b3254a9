"""What a release changes against another one: counts by table and cause, and CHANGELOG.md of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from flows.output import read_manifest
from transforms.changes import changes, counted, text_changes, with_causes
from transforms.tables import TABLES
from transforms.tables.spec import FULL, TEXT_MODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from transforms.tables import Table

# Says nothing about the texts: what the gate said, and what this comparison itself is about.
NOT_COMPARED = frozenset({"validation_results", "id_changes"})
VERSIONS = ("code", "lexicons", "models", "libraries")


def tables_of(release: Path) -> dict[str, pl.LazyFrame]:
    """Open a release's tables lazily."""
    present = (table.name for table in TABLES if (release / table.name).is_dir())
    return {name: pl.scan_parquet(release / name / "*.parquet") for name in present}


def changed_rows(before: Path, after: Path, *, same_version: bool) -> Iterator[tuple[Table, pl.LazyFrame]]:
    """Give for each table the rows that differ between two releases, with `change` and `cause`."""
    old, new = tables_of(before), tables_of(after)
    texts = text_changes(old, new).collect().lazy()
    mode = _stricter(before, after)
    for table in TABLES:
        if table.name not in NOT_COMPARED and table.name in old and table.name in new:
            rows = changes(table, old[table.name], new[table.name], withheld=table.withheld(mode))
            yield table, with_causes(rows, texts, same_version=same_version)


def _stricter(before: Path, after: Path) -> str:
    """Give the text mode of the one of two releases that withholds more: what it withholds cannot be compared."""
    modes = [str(read_manifest(release)["settings"].get("text", FULL)) for release in (before, after)]
    return max(modes, key=TEXT_MODES.index)


def changelog(before: Path, after: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Give CHANGELOG.md: what came, went and changed against the release before, and why."""
    versions = changed_versions(old, new)
    lines = [f"# What changed since {old['release']}", ""]
    lines += [f"- The {name} changed: {old['made_by'][name][:12]} → {new['made_by'][name][:12]}." for name in versions]
    lines += [
        "" if versions else "Made by the same code, lexicons, models and libraries.",
        "",
        "| table | change | rows | cause |",
        "|---|---|---:|---|",
    ]
    for table, rows in changed_rows(before, after, same_version=not versions):
        lines += [
            f"| {table.name} | {change} | {count:,} | {cause} |" for change, cause, count in counted(rows).iter_rows()
        ]
    return "\n".join(lines) + "\n"


def first_changelog(release: str) -> str:
    """Give CHANGELOG.md of a release that has none before it."""
    return f"# {release}\n\nThere is no release before it to compare with.\n"


def changed_versions(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Name what two releases were made by differently."""
    return [name for name in VERSIONS if old["made_by"].get(name) != new["made_by"].get(name)]
