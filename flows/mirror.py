"""The working folder of an output in an object store: what runs need of the store, on this machine's disk.

A run works in a local output folder as ever. Before it starts, the folder is made to say what the store says: the published
release, the history, what the gate compares with. When it publishes, the store comes first; the folder follows. So the store
is the only truth, and the folder may be lost at any time.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.files import move_folder, remove, sha256_of, sync_tree, write_json
from flows.locks import OutputBusyError, run_lock
from flows.output import MANIFEST, Output, read_manifest
from flows.release import drop_old, old_releases, problems_of, promote, published_event
from transforms.errors import ReleaseError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from flows.object_store import ObjectStore
    from flows.settings import Settings
    from flows.store_releases import Current

STATISTICS = "statistics.parquet"
DAMAGED = "'dateline verify' checks all releases, 'dateline rollback' goes back to an earlier one."


def store_of(output: Output) -> ObjectStore | None:
    """Give the store that an output folder works for; None if it is an output of its own."""
    address = _remembered(output).get("address")
    return store_at(address) if address else None


def store_at(address: str) -> ObjectStore:
    """Give the store at an address."""
    from flows.object_store import opened  # noqa: PLC0415 - most outputs are folders

    return opened(address)


def _remembered(output: Output) -> dict[str, Any]:
    try:
        found = json.loads(output.store_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def follow(address: str, output: Output) -> list[str]:
    """Make the working folder say what the store says, before a run; give what had to be done. Without a store do nothing.

    Call it while holding the lock. Errors: `ReleaseError` where the folder holds releases of its own or works for another
    store; `StoreError` where the store cannot be reached, ignores conditions, or does not hold what it should.
    """
    check_folder(address, output)
    if not address:
        return []
    from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders
    from flows.object_store import probe  # noqa: PLC0415

    store = store_at(address)
    probe(store)
    current = releases.read_current(store)
    notes = [*_bring_down(store, output, current), *_mended(store, output, current)]
    notes += [f"Removed {name} from the store, which was never published." for name in releases.clean(store, current)]
    _gather_past(store, output, current)
    return notes


def check_folder(address: str, output: Output) -> None:
    """Refuse a folder that works for another store, or that holds releases of its own where a store is asked for."""
    known = _remembered(output).get("address", "")
    if known and known != address:
        message = f"The folder {output.folder} is the working folder of {known}."
        raise ReleaseError(message, hint=f"Say --output {known}, or choose another folder.")
    if address and not known and output.names():
        message = f"The folder {output.folder} holds releases of its own and cannot be the working folder of {address}."
        raise ReleaseError(message, hint="Choose another folder: the setting 'output' names it.")


def _bring_down(store: ObjectStore, output: Output, current: Current) -> list[str]:
    """Make pointer and history those of the store; the published release is fetched where the folder has no intact copy."""
    notes, name = [], current.release
    write_json(output.store_file, {"address": store.address, "version": current.e_tag})
    if name is not None and problems_of(output.releases / name):
        fetch(store, output, name)
        notes.append(f"Fetched the release {name} from {store.address}.")
    write_json(output.history_file, list(current.events))
    if name is None:
        output.latest.unlink(missing_ok=True)
    elif output.latest_name() != name:
        output.point_to(name)
    return notes


def _mended(store: ObjectStore, output: Output, current: Current) -> list[str]:
    """Write again what the store has lost of the published release, of which the folder has an intact copy."""
    from flows.store_releases import mend  # noqa: PLC0415 - most outputs are folders

    if current.release is None:
        return []
    folder = output.releases / current.release
    lost = mend(store, folder, read_manifest(folder))
    return [f"Wrote again what the store had lost of {current.release}: {', '.join(lost)}."] if lost else []


def fetch(store: ObjectStore, output: Output, name: str) -> Path:
    """Copy a release from the store to its place in the working folder.

    Errors: `StoreError` where its objects are not what its manifest says.
    """
    from flows.object_store import StoreError  # noqa: PLC0415 - most outputs are folders

    folder = output.staging / f"fetched-{name}"
    _copy(store, name, folder, lambda _: True)
    if problems := problems_of(folder):
        remove(folder)
        raise StoreError(f"The release {name} in {store.address} is damaged: {problems[0]}", hint=DAMAGED)
    sync_tree(folder)
    remove(output.releases / name)
    move_folder(folder, output.releases / name)
    return output.releases / name


def _copy(store: ObjectStore, name: str, folder: Path, wanted: Callable[[str], bool]) -> None:
    from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders
    from flows.object_store import StoreError  # noqa: PLC0415

    manifest = releases.manifest_in_store(store, name)
    remove(folder)
    for file in [file for file in manifest["files"] if wanted(file["path"])]:
        path = folder / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            for piece in store.chunks(f"{releases.RELEASES}/{name}/{file['path']}", file["bytes"]):
                stream.write(piece)
        if sha256_of(path) != file["sha256"]:
            raise StoreError(
                f"The release {name} in {store.address} is damaged: {file['path']} has other sha256.", hint=DAMAGED
            )
    write_json(folder / MANIFEST, manifest)


def _gather_past(store: ObjectStore, output: Output, current: Current) -> None:
    """Have what the gate compares with: the newest release whole, of the others documents and statistics."""
    from expectations.history import MOST  # noqa: PLC0415 - only a run needs it
    from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders

    names = releases.present(store, current)[-MOST:]
    output.past.mkdir(parents=True, exist_ok=True)
    for entry in output.past.iterdir():
        if entry.name not in names or not entry.is_dir():
            remove(entry)
    for name in names:
        if (output.releases / name).is_dir():
            _link(output, name)
        elif name == names[-1]:
            fetch(store, output, name)
            _link(output, name)
        elif not (output.past / name).is_dir():
            _fetch_past(store, output, name)


def _link(output: Output, name: str) -> None:
    entry = output.past / name
    if not entry.is_symlink():
        remove(entry)
        entry.symlink_to(Path("..", "releases", name))


def _fetch_past(store: ObjectStore, output: Output, name: str) -> None:
    from flows.object_store import StoreError  # noqa: PLC0415 - most outputs are folders

    folder = output.staging / f"past-{name}"
    with contextlib.suppress(StoreError):  # a damaged old release must not stop a new one
        _copy(store, name, folder, lambda path: path == STATISTICS or path.startswith("documents/"))
        move_folder(folder, output.past / name)


def publish_release(output: Output, staged: Path, *, expected_previous: str | None) -> Path:
    """Publish a staged release: first in the store that the folder works for, if any, then in the folder; give its place.

    Errors: `ReleaseError` where another release was published meanwhile, or does not hold what was written.
    """
    store = store_of(output)
    if store is not None:
        _publish_in_store(store, output, staged)
    return promote(output, staged, expected_previous=expected_previous)


def _publish_in_store(store: ObjectStore, output: Output, staged: Path) -> None:
    from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders
    from flows.object_store import StoreError  # noqa: PLC0415

    manifest = read_manifest(staged)
    seen = releases.Current(tuple(output.history()), _remembered(output)["version"])
    releases.upload(store, staged, manifest)
    try:
        releases.switch(store, published_event(manifest), seen=seen)
    finally:
        with contextlib.suppress(StoreError):  # what is published is published; the next run clears up
            releases.clean(store, releases.read_current(store))


def retire(output: Output, *, keep: int, days: int, now: datetime.datetime) -> None:
    """Remove old releases, from the folder and from the store that it works for."""
    store = store_of(output)
    if store is not None and keep:
        from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders
        from flows.object_store import StoreError  # noqa: PLC0415

        with contextlib.suppress(StoreError):  # the next run tries again
            current = releases.read_current(store)
            names = releases.present(store, current)
            events = list(current.events)
            for name in old_releases(names, events, current.release, keep=keep, days=days, now=now):
                releases.remove_release(store, name)
    drop_old(output, keep=keep, days=days, now=now)


def roll_back_in_store(store: ObjectStore, output: Output, name: str, *, at: datetime.datetime) -> str:
    """Make an earlier release the published one, in the store and then in the folder; give its name.

    Errors: `ReleaseError` where there is no such release, it is damaged, or a run published meanwhile.
    """
    from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders

    seen = releases.read_current(store)
    target = name_in_store(store, seen, name)
    if problems := releases.problems_in_store(store, target):
        raise ReleaseError(
            f"The release {target} is damaged: {problems[0]}", hint="'dateline verify' checks all releases."
        )
    event = {
        "action": "rolled_back",
        "release": target,
        "previous": seen.release,
        "at": at.isoformat(timespec="seconds"),
    }
    releases.switch(store, event, seen=seen)
    _bring_down(store, output, releases.read_current(store))
    return target


def name_in_store(store: ObjectStore, current: Current, name: str) -> str:
    """Give the full name of a release by its beginning, or by 'latest'.

    Errors: `ReleaseError` if there is none, or the beginning fits several.
    """
    from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders

    wanted = current.release if name == "latest" else name
    names = releases.present(store, current)
    if current.release is None:
        raise ReleaseError(f"Nothing is published in {store.address}.", hint="Publish with 'dateline run'.")
    found = [known for known in names if wanted and known.startswith(wanted)]
    if wanted in found or len(found) == 1:
        return wanted if wanted in found and wanted else found[0]
    problem = "fits several releases" if found else "is no release"
    raise ReleaseError(f"'{name}' {problem} in {store.address}.", hint="'dateline releases' lists them.")


def output_for_reading(settings: Settings, *names: str) -> Output:
    """Give the output folder with the releases of these names in it; where they are in a store, they are fetched first.

    While a run is at work in the folder, it is given as it stands.
    """
    output = Output(settings.output)
    if settings.store:
        with contextlib.suppress(OutputBusyError), run_lock(output.lock, "fetch"):
            check_folder(settings.store, output)
            _fetch_named(store_at(settings.store), output, names)
    return output


def _fetch_named(store: ObjectStore, output: Output, names: Sequence[str]) -> None:
    from flows import store_releases as releases  # noqa: PLC0415 - most outputs are folders

    current = releases.read_current(store)
    _bring_down(store, output, current)
    for name in sorted({name_in_store(store, current, name) for name in names}):
        if problems_of(output.releases / name):
            fetch(store, output, name)


def place_in_store(output: Output, name: str) -> list[str]:
    """Give a sentence that says where in the store a release lies; none if there is no store."""
    address = _remembered(output).get("address")
    return [f"It lies in {address}/releases/{name}, and {address}/CURRENT names it."] if address else []
