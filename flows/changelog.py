"""What a release changes against another one: counts by table and cause, and CHANGELOG.md of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from flows.files import sha256_of
from flows.output import MANIFEST, read_manifest
from transforms.changes import changes, counted, text_changes, with_causes
from transforms.resolve.id_changes import Before
from transforms.tables import TABLES
from transforms.tables.spec import FULL, TEXT_MODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from transforms.tables import Table

# Says nothing about the texts: what the gate said, and what this comparison itself is about.
NOT_COMPARED = frozenset({"validation_results", "id_changes"})
VERSIONS = ("code", "lexicons", "models", "libraries")


class Compared(NamedTuple):
    """A table in two releases, without the files that both have alike."""

    before: pl.LazyFrame
    after: pl.LazyFrame
    alike: tuple[Path, ...]
    differs: bool


def compared(table: str, before: Path, after: Path) -> Compared:
    """Open a table of two releases where its files differ."""
    old, new = (_parts_by_hash(release, table) for release in (before, after))
    left, right = (
        [path for digest, path in one.items() if digest not in other] for one, other in ((old, new), (new, old))
    )
    alike = tuple(path for digest, path in new.items() if digest in old)
    return Compared(_scan(left, old), _scan(right, new), alike, bool(left or right))


def _parts_by_hash(release: Path, table: str) -> dict[str, Path]:
    """Give a table's files in order; what the manifest does not name yet is hashed."""
    known = (
        {file["path"]: file["sha256"] for file in read_manifest(release)["files"]}
        if (release / MANIFEST).is_file()
        else {}
    )
    parts = sorted((release / table).glob("*.parquet"))
    return {known.get(f"{table}/{part.name}") or sha256_of(part): part for part in parts}


def _scan(parts: list[Path], known: Mapping[str, Path]) -> pl.LazyFrame:
    """Open the files, or where there are none, any of the table's without its rows."""
    return pl.scan_parquet(parts) if parts else pl.scan_parquet(list(known.values())[:1]).clear()


def ids_before(before: Path, after: Path) -> Before:
    """Give what entity ids are compared with: the release before, and the mentions staged in `after`."""
    mentions = compared("mentions", before, after)
    same = [pl.scan_parquet(part).select("entity_id").unique() for part in mentions.alike]
    unchanged = {"unchanged": pl.concat(same)} if same else {}
    entities = pl.scan_parquet(before / "entities" / "*.parquet")
    return Before(before.name, entities, mentions.before, mentions.after, **unchanged)


def changed_rows(before: Path, after: Path, *, same_version: bool) -> Iterator[tuple[Table, pl.LazyFrame]]:
    """Give for each table that differs between two releases the rows that do, with `change` and `cause`."""
    both = [table for table in TABLES if table.name not in NOT_COMPARED and _have(table.name, before, after)]
    tables = {table.name: compared(table.name, before, after) for table in both}
    old = {name: found.before for name, found in tables.items()}
    new = {name: found.after for name, found in tables.items()}
    texts = text_changes(old, new).collect().lazy()
    mode = _stricter(before, after)
    for table in both:
        if tables[table.name].differs:
            rows = changes(table, old[table.name], new[table.name], withheld=table.withheld(mode))
            yield table, with_causes(rows, texts, same_version=same_version)


def _have(table: str, *releases: Path) -> bool:
    return all(any((release / table).glob("*.parquet")) for release in releases)


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
