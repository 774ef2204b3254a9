"""Stage, verify, promote: a release is written aside, checked as the bytes that it is, and published by one switch."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.files import (
    canonical_json,
    crash_point,
    move_folder,
    remove,
    sha256_of,
    sha256_of_text,
    sync_tree,
    write_json,
)
from flows.output import MANIFEST, Output, checksum_of, read_manifest
from flows.table_files import pieces, write_parts
from transforms.assemble import IN_ORDER
from transforms.errors import ReleaseError
from transforms.tables import BY_NAME
from transforms.tables.spec import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import polars as pl


AT_A_TIME = 2  # tables or files: while one is computed or read, another is packed or hashed
# Tables whose bytes may differ between two runs on the same input: they carry times and history.
WITH_HISTORY = frozenset({"validation_results"})


class DamagedReleaseError(ReleaseError):
    """What was read back is not what was written: the machine's fault, not the user's."""

    exit_code = 1


def stage_tables(
    frames: Mapping[str, pl.LazyFrame], folder: Path, *, text: str = FULL, aside: Path | None = None
) -> dict[str, int]:
    """Write whole tables of a release below `folder`, AT_A_TIME in memory; give the numbers of rows.

    What the text mode withholds is null; it is written below `aside`, for the gate alone.
    """

    def stage(name: str) -> int:
        below = aside / name if aside is not None else None
        rows = pieces(frames[name]) if name in IN_ORDER else [frames[name].collect()]
        return write_parts(BY_NAME[name], rows, folder / name, text=text, aside=below)

    with ThreadPoolExecutor(AT_A_TIME) as threads:
        return dict(zip(frames, threads.map(stage, frames), strict=True))


def files_of(folder: Path, known: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Give path, sha256, bytes and (of a table) rows of every file of a release but its manifest.

    `known` are files of which that was said when they were written: a change since then must show, so they are not read again.
    """
    said = {file["path"]: dict(file) for file in known}
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    names = [path.relative_to(folder).as_posix() for path in paths]
    return [said.get(name) or _file(path, name) for path, name in zip(paths, names, strict=True)]


def _file(path: Path, name: str) -> dict[str, Any]:
    found = {"path": name, "sha256": sha256_of(path), "bytes": path.stat().st_size}
    return {**found, "rows": pq.read_metadata(path).num_rows} if path.suffix == ".parquet" else found


def schema_version() -> str:
    """Give a short hash of what the published tables look like: names, types, units, closed lists."""
    tables = {
        name: [[column.name, str(column.dtype), column.nullable, column.metadata] for column in table.columns]
        for name, table in sorted(BY_NAME.items())
        if table.published
    }
    return sha256_of_text(canonical_json(tables))[:12]


def name_of(files: Iterable[Mapping[str, Any]], *, about: dict[str, Any], after: str | None) -> str:
    """Give a release's name: UTC time and a hash of its tables. Later releases have later names, also if the clock was set back."""
    hashes = [(file["path"], file["sha256"]) for file in files if file["path"].split("/")[0] not in WITH_HISTORY]
    short = sha256_of_text(canonical_json([hashes, about]))[:8]
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    if after is not None and stamp <= after[:16]:
        moment = datetime.datetime.strptime(after[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
        stamp = (moment + datetime.timedelta(seconds=1)).strftime("%Y%m%dT%H%M%SZ")
    return f"{stamp}-{short}"


def write_manifest(folder: Path, about: Mapping[str, Any], known: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Write release.json: what `about` says, every file with its hash (that of `known` ones as given), and its own checksum."""
    manifest = {**about, "schema_version": schema_version(), "files": files_of(folder, known)}
    manifest["checksum"] = checksum_of(manifest)
    write_json(folder / MANIFEST, manifest)
    return manifest


def rows_by_table(manifest: Mapping[str, Any]) -> dict[str, int]:
    """Give how many rows each table of a release has."""
    rows: dict[str, int] = {}
    for file in manifest["files"]:
        table = file["path"].split("/")[0]
        if table in BY_NAME and "rows" in file:
            rows[table] = rows.get(table, 0) + file["rows"]
    return rows


def problems_of(release: Path) -> list[str]:
    """Give what does not fit between a release's manifest and its files, opening every one again; empty if all is well."""
    try:
        manifest = read_manifest(release)
    except ReleaseError as error:
        return [str(error)]
    expected = {file["path"]: file for file in manifest["files"]}
    present = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()} - {MANIFEST}
    missing = [f"{path} is missing." for path in sorted(expected.keys() - present)]
    extra = [f"{path} does not belong to the release." for path in sorted(present - expected.keys())]
    here = [expected[path] for path in sorted(expected.keys() & present)]
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        found = threads.map(lambda file: _difference(release, file), here)
        return [*missing, *extra, *filter(None, found)]


def _difference(release: Path, expected: Mapping[str, Any]) -> str:
    path = release / expected["path"]
    try:
        found = _file(path, expected["path"])
    except (OSError, pa.ArrowException) as error:
        return f"{expected['path']} cannot be opened: {error}."
    wrong = [key for key in ("bytes", "sha256", "rows") if found.get(key) != expected.get(key)]
    return f"{expected['path']} has other {', '.join(wrong)} than the manifest says." if wrong else ""


def promote(output: Output, staged: Path, *, expected_previous: str | None) -> Path:
    """Publish a staged release: to its final place, checked there, then one switch of `latest`.

    Errors: `ReleaseError` if another release was published meanwhile, or the files are not what the manifest says.
    """
    manifest = read_manifest(staged)
    name, target = str(manifest["release"]), output.releases / str(manifest["release"])
    if output.latest_name() != expected_previous:
        message = f"Another release ({output.latest_name()}) was published while this run was at work."
        raise ReleaseError(message, hint="Start the run again; it builds on that release.")
    sync_tree(staged)
    crash_point("before_rename")
    move_folder(staged, target)
    crash_point("after_rename")
    if problems := problems_of(target):
        remove(target)
        raise DamagedReleaseError(
            f"The release does not hold what was written: {problems[0]}", hint="Check the disk and start again."
        )
    crash_point("before_switch")
    output.point_to(name)
    crash_point("after_switch")
    remember_published(output, manifest)
    return target


def remember_published(output: Output, manifest: Mapping[str, Any]) -> None:
    """Write into the history that a release is published: from now on it is acknowledged."""
    crash_point("before_history")
    output.remember(published_event(manifest))
    crash_point("after_history")


def published_event(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the history says of a published release."""
    return {
        "action": "published",
        "release": manifest["release"],
        "previous": manifest["previous"],
        "at": manifest["created_at"],
        "checksum": manifest["checksum"],
    }


def roll_back(output: Output, name: str, *, at: datetime.datetime) -> str:
    """Point `latest` to an earlier release; give its name.

    Errors: `ReleaseError` where that release is damaged.
    """
    if problems := problems_of(output.releases / name):
        raise ReleaseError(
            f"The release {name} is damaged: {problems[0]}", hint="'dateline verify' checks all releases."
        )
    event = {"action": "rolled_back", "release": name, "previous": output.latest_name()}
    output.remember({**event, "at": at.isoformat(timespec="seconds")})
    output.point_to(name)
    return name


def recover(output: Output) -> list[str]:
    """Put an output folder in order after a run that was killed; say what was done.

    Staged files go; a release that was switched to but not yet in the history is acknowledged; one that was never switched
    to goes; a pointer that is lost or damaged is set to the last acknowledged release.
    """
    done = []
    half_written = sorted(output.state.glob(".*.new"))  # the lock is held, so nobody else is writing them
    for leftover in (output.staging, output.folder / ".latest.new", *half_written):
        if leftover.is_symlink() or leftover.exists():
            remove(leftover)
            done.append(f"Removed {leftover.name}, which an earlier run left behind.")
    crash_point("during_cleaning")
    done += _acknowledge_switched(output)
    known = {event["release"] for event in output.history()}
    for name in output.names():
        if name not in known:
            remove(output.releases / name)
            done.append(f"Removed the release {name}, which was never published.")
    return done + _mend_pointer(output)


def _acknowledge_switched(output: Output) -> list[str]:
    name = output.latest_name()
    known = {event["release"] for event in output.history()}
    if name is None or name in known or not (output.releases / name).is_dir():
        return []
    remember_published(output, read_manifest(output.releases / name))
    return [f"Acknowledged the release {name}, whose run was interrupted after the switch."]


def _mend_pointer(output: Output) -> list[str]:
    name = output.latest_name()
    if name is not None and (output.releases / name).is_dir():
        return []
    acknowledged = [event["release"] for event in output.history() if event["action"] in {"published", "rolled_back"}]
    present = [name for name in acknowledged if (output.releases / name).is_dir()]
    if not present:
        return []
    output.point_to(present[-1])
    return [f"Pointed 'latest' to {present[-1]} again."]


def drop_old(output: Output, *, keep: int, days: int, now: datetime.datetime) -> list[str]:
    """Remove the releases that `old_releases` names; give their names."""
    old = old_releases(output.names(), output.history(), output.latest_name(), keep=keep, days=days, now=now)
    for name in old:
        move_folder(output.releases / name, output.staging / name)  # gone in one step, then taken apart
        remove(output.staging / name)
    return old


def old_releases(
    names: list[str],
    history: list[dict[str, Any]],
    published: str | None,
    *,
    keep: int,
    days: int,
    now: datetime.datetime,
) -> list[str]:
    """Give the releases beyond the `keep` newest that were replaced more than `days` ago.

    The published one always stays. With keep = 0 all stay.
    """
    replaced = _replaced_at(history)
    limit = (now - datetime.timedelta(days=days)).isoformat()
    old = names[:-keep] if keep else []
    return [name for name in old if name != published and replaced.get(name, limit) < limit]


def _replaced_at(history: list[dict[str, Any]]) -> dict[str, str]:
    published = [event for event in history if event["action"] in {"published", "rolled_back"}]
    return {one["release"]: other["at"] for one, other in pairwise(published)}
