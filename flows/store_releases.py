"""Releases in an object store: uploaded aside, read back, and published by one conditional switch of the object CURRENT.

Objects below releases/<name>/ are written once and never changed. CURRENT names the published release and holds the history of
all that was published before; what it does not name in its history was never published.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.files import crash_point
from flows.object_store import ObjectStore, StoreError, UnansweredError
from flows.output import MANIFEST, checksum_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CURRENT = "CURRENT"
RELEASES = "releases"
# Where a test may end the process, in the order of publishing.
CRASH_POINTS = ("before_upload", "after_claim", "after_upload", "before_store_switch", "after_store_switch")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
FILE = re.compile(r"(?:(?!\.{1,2}/)[^/\\\x00-\x1f]{1,200}/){0,10}(?!\.{1,2}$)[^/\\\x00-\x1f]{1,200}")


@dataclass(frozen=True, slots=True)
class Current:
    """What CURRENT says: all events so far, oldest first, and the tag of the version that was read (None: no object yet)."""

    events: tuple[dict[str, Any], ...] = ()
    e_tag: str | None = None

    @property
    def release(self) -> str | None:
        """The published release; None if nothing is published."""
        return str(self.events[-1]["release"]) if self.events else None

    @property
    def acknowledged(self) -> list[str]:
        """Every release that was ever published, by name."""
        return sorted({str(event["release"]) for event in self.events})

    def with_event(self, event: Mapping[str, Any]) -> bytes:
        """Give the object's next content."""
        content: dict[str, Any] = {"release": event["release"], "events": [*self.events, dict(event)]}
        content["checksum"] = checksum_of(content)
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_current(store: ObjectStore) -> Current:
    """Give what is published.

    Errors: `StoreError` where the object is damaged.
    """
    found = store.read(CURRENT)
    if found is None:
        return Current()
    try:
        content = json.loads(found.body)
        events = tuple(dict(event) for event in content["events"])
        names = [NAME.fullmatch(event["release"]) for event in events]
        intact = bool(events) and all(names) and content["checksum"] == checksum_of(content)
    except (ValueError, KeyError, TypeError):
        intact, events = False, ()
    if not intact:
        hint = "Restore an earlier version of that object; the releases themselves are unharmed."
        raise StoreError(f"The object {store.address}/{CURRENT} is damaged.", hint=hint)
    return Current(events, found.e_tag)


def switch(store: ObjectStore, event: dict[str, Any], *, seen: Current) -> None:
    """Make the event's release the published one, if CURRENT is still the version that was seen.

    Whatever the store answers, or if it does not, what happened is read back.
    Errors: `StoreError` where another run was faster, or no answer could be had.
    """
    crash_point("before_store_switch")
    content = seen.with_event(event)
    for _ in store.tries():
        with contextlib.suppress(UnansweredError):  # what came of it is read back, as of every answer
            store.write_if(CURRENT, content, seen.e_tag)
        now = read_current(store)
        if event in now.events:
            crash_point("after_store_switch")
            return
        if now.e_tag != seen.e_tag:
            message = f"Another release ({now.release}) was published in {store.address} while this run was at work."
            raise StoreError(message, hint="Start the run again; it builds on that release.")
    hint = "Start the run again: it first looks whether the release was published after all."
    raise StoreError(f"The object store {store.address} does not answer the switch to {event['release']}.", hint=hint)


def upload(store: ObjectStore, folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write a release's files into the store, its manifest first, which claims the name; then read every one back.

    Errors: `StoreError` where another release has that name, or what is read back is not what was written.
    """
    crash_point("before_upload")
    _claim(store, f"{RELEASES}/{manifest['release']}/{MANIFEST}", (folder / MANIFEST).read_bytes())
    crash_point("after_claim")
    for file in manifest["files"]:
        store.write(f"{RELEASES}/{manifest['release']}/{file['path']}", folder / file["path"])
    crash_point("after_upload")
    if problems := problems_in_store(store, str(manifest["release"])):
        message = f"The object store {store.address} does not hold what was written: {problems[0]}"
        raise StoreError(message, hint="Start the run again; what is published is unharmed.")


def _claim(store: ObjectStore, key: str, content: bytes) -> None:
    for _ in store.tries():
        with contextlib.suppress(UnansweredError):  # what came of it is read back
            store.write_if(key, content, None)
        found = store.read(key)
        if found is not None and found.body == content:
            return
        if found is not None:
            raise StoreError(f"Another run writes the object {store.address}/{key}.", hint="Start the run again.")
    raise StoreError(f"The object store {store.address} does not answer.", hint="Start the run again.")


def manifest_in_store(store: ObjectStore, name: str) -> dict[str, Any]:
    """Give a release's manifest.

    Errors: `StoreError` where it is missing or damaged, or names a file outside the release.
    """
    found = store.read(f"{RELEASES}/{name}/{MANIFEST}")
    try:
        manifest: dict[str, Any] = json.loads(found.body if found else b"")
        intact = manifest["checksum"] == checksum_of(manifest) and manifest["release"] == name
        intact = intact and all(FILE.fullmatch(file["path"]) for file in manifest["files"])
    except (ValueError, KeyError, TypeError):
        intact = False
    if not intact:
        hint = "'dateline verify' checks all releases, 'dateline rollback' goes back to an earlier one."
        raise StoreError(f"The manifest of the release {name} in {store.address} is missing or damaged.", hint=hint)
    return manifest


def problems_in_store(store: ObjectStore, name: str) -> list[str]:
    """Give what does not fit between a release's manifest and its objects, reading every one; empty if all is well."""
    try:
        manifest = manifest_in_store(store, name)
    except StoreError as error:
        return [str(error)]
    sizes = store.sizes(f"{RELEASES}/{name}")
    expected = {file["path"]: file for file in manifest["files"]}
    missing = [f"{path} is missing." for path in sorted(expected.keys() - sizes.keys())]
    extra = [f"{path} does not belong to the release." for path in sorted(sizes.keys() - expected.keys() - {MANIFEST})]
    present = sorted(expected.keys() & sizes.keys())
    changed = [problem for path in present if (problem := _difference(store, name, expected[path], sizes[path]))]
    return [*missing, *extra, *changed]


def _difference(store: ObjectStore, name: str, expected: Mapping[str, Any], size: int) -> str:
    if size != expected["bytes"]:
        return f"{expected['path']} has other bytes than the manifest says."
    digest = hashlib.sha256()
    for piece in store.chunks(f"{RELEASES}/{name}/{expected['path']}", size):
        digest.update(piece)
    return (
        ""
        if digest.hexdigest() == expected["sha256"]
        else f"{expected['path']} has other sha256 than the manifest says."
    )


def mend(store: ObjectStore, folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Write again what the store lost of a release of which there is an intact copy; give the files."""
    name = str(manifest["release"])
    sizes = store.sizes(f"{RELEASES}/{name}")
    lost = [file["path"] for file in manifest["files"] if sizes.get(file["path"]) != file["bytes"]]
    for path in [*lost, *([] if MANIFEST in sizes else [MANIFEST])]:
        store.write(f"{RELEASES}/{name}/{path}", folder / path)
    return lost


def present(store: ObjectStore, current: Current) -> list[str]:
    """Give the published and formerly published releases that the store still holds, oldest first."""
    return sorted(set(store.folders(RELEASES)) & set(current.acknowledged))


def clean(store: ObjectStore, current: Current) -> list[str]:
    """Remove what killed runs uploaded and can no longer publish, since CURRENT has moved on; give the releases' names.

    A release that builds on the published one stays: another run may be about to switch to it.
    """
    gone = []
    for name in sorted(set(store.folders(RELEASES)) - set(current.acknowledged)):
        try:
            is_dead = manifest_in_store(store, name)["previous"] != current.release
        except StoreError:
            continue  # not ours, or half removed by another run
        if is_dead:
            remove_release(store, name)
            gone.append(name)
    return gone


def remove_release(store: ObjectStore, name: str) -> None:
    """Remove a release, its manifest last, so that what a killed removal leaves is still known for what it is."""
    keys = sorted(store.sizes(f"{RELEASES}/{name}"), key=lambda key: (key == MANIFEST, key))
    for key in keys:
        store.remove(f"{RELEASES}/{name}/{key}")
