"""The bytes: what lies on disk is what the writer says it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.rules.rule import Checked, Rule
from expectations.staged import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from expectations.staged import Staged
    from transforms.tables import Table

COLUMNS = ("path", "problem")


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rule on the bytes of the tables' files."""
    names = tuple(table.name for table in tables)

    def look(staged: Staged) -> Checked:
        written = {file["path"]: file for file in staged.manifest.get("files", ()) if _table(file["path"]) in names}
        present = [part for name in names for part in staged.parts(name)]
        found = list(_problems(staged, written, {part.relative_to(staged.folder).as_posix() for part in present}))
        found = found or [(name, "other rows") for name, rows in _rows(written).items() if rows != staged.rows(name)]
        frame = pl.LazyFrame(found, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
        return Checked(checked=len(present), violations=frame if written else frame.clear())

    return (
        Rule(
            rule_id="release.files.as_written", family="form", look=look, reads=(), whole_table=False,
            sentence="Every file of the tables has the bytes and rows that its manifest says, none is missing and none is extra.",
            threshold="no difference (the manifest of the release)",
        ),
    )  # fmt: skip


def _table(path: str) -> str:
    return path.split("/", maxsplit=1)[0].removesuffix(".parquet")


def _rows(written: Mapping[str, Any]) -> dict[str, int]:
    """Add up what the manifest says of the rows of each table, where it says so of all its files."""
    rows: dict[str, list[int | None]] = {}
    for path, file in written.items():
        rows.setdefault(_table(path), []).append(file.get("rows"))
    return {name: sum(filter(None, counts)) for name, counts in rows.items() if None not in counts}


def _problems(staged: Staged, written: Mapping[str, Any], present: set[str]) -> Iterator[tuple[str, str]]:
    yield from ((path, "missing") for path in sorted(written.keys() - present))
    yield from ((path, "not in the manifest") for path in sorted(present - written.keys()))
    for path in sorted(written.keys() & present):
        if sha256_of(staged.folder / path) != written[path]["sha256"]:
            yield path, "other bytes"
