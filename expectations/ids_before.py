"""What became of ids since the release before, found out again from that release's own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from expectations.arrivals import release_before
from expectations.history import manifest_of
from expectations.staged import Staged, sha256_of
from transforms.resolve.id_changes import PLACE, Before, id_changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NEEDED = ("mentions", "entities")


class Again(NamedTuple):
    """The rows of id_changes built again, or why that cannot be done."""

    rows: pl.LazyFrame | None
    why_not: str = ""


def id_changes_again(staged: Staged) -> Again:
    """Compare with the release that the manifest names as the one before, in so far as its tables are still at hand."""
    if "previous" not in staged.manifest:
        return Again(None, "not looked at: nothing says which release was before")
    name, last = staged.manifest["previous"], release_before(staged)
    if name is None:
        return Again(id_changes({}, None))
    if last is None:
        return Again(None, f"not looked at: {name} is not at hand")
    before = Staged(folder=last.folder.parent / name, manifest=manifest_of(last.folder.parent / name))
    if not all(before.has(table) for table in NEEDED):
        return Again(None, f"not looked at: {name} is not at hand whole")
    try:
        return Again(_again(staged, before).collect().lazy())
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 - a damaged old release must not stop a new one
        return Again(None, f"not looked at: {name} cannot be read")


def _again(staged: Staged, before: Staged) -> pl.LazyFrame:
    """Leave out the files that both have alike; what ids they hold matters only where some id changed."""
    old, new = _parts(before), _parts(staged)
    alike = {part for digest, part in new.items() if digest in old}
    sides = ([part for digest, part in one.items() if digest not in other] for one, other in ((old, new), (new, old)))
    both = [_mentions(parts, known) for parts, known in zip(sides, (old, new), strict=True)]
    moved = both[0].join(both[1], on=PLACE, suffix="_now").filter(pl.col("entity_id") != pl.col("entity_id_now"))
    known = {}
    if alike and moved.head(1).collect().height:
        known = {"unchanged": pl.scan_parquet(sorted(alike)).select("entity_id").unique()}
    told = Before(before.folder.name, before.scan("entities"), *both, **known)
    return id_changes({"entities": staged.scan("entities")}, told)


def _mentions(parts: list[Path], known: Mapping[str, Path]) -> pl.LazyFrame:
    """Open the files, or where there are none, any of the table's without its rows."""
    found = pl.scan_parquet(parts) if parts else pl.scan_parquet(list(known.values())[:1]).clear()
    return found.select(*PLACE, "entity_id")


def _parts(staged: Staged) -> dict[str, Path]:
    """Give the files of mentions by their hashes, as the manifest has them; a file that it does not name is hashed."""
    known = _hashes(staged)
    parts = staged.parts("mentions")
    return {known.get(str(part.relative_to(staged.folder))) or sha256_of(part): part for part in parts}


def _hashes(staged: Staged) -> Mapping[str, str]:
    return {file["path"]: file["sha256"] for file in staged.manifest.get("files") or ()}


def is_intact(staged: Staged) -> bool:
    """Whether the release before, if it is at hand, has the bytes that its manifest names: a damaged one is never compared with."""
    last, name = release_before(staged), staged.manifest.get("previous")
    if last is None or name is None:
        return True
    folder = last.folder.parent / name
    known = _hashes(Staged(folder=folder, manifest=manifest_of(folder)))
    return all((folder / path).is_file() and sha256_of(folder / path) == digest for path, digest in known.items())
