"""The output folder: which releases there are, which one is published, and what happened to them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.files import canonical_json, sha256_of_text, sync_file, write_json
from transforms.errors import ReleaseError

MANIFEST = "release.json"


@dataclass(frozen=True, slots=True)
class Output:
    """The parts of an output folder. Only `releases` and `latest` are for readers."""

    folder: Path

    @property
    def releases(self) -> Path:
        """One immutable folder per release."""
        return self.folder / "releases"

    @property
    def latest(self) -> Path:
        """The pointer to the published release: a symbolic link."""
        return self.folder / "latest"

    @property
    def staging(self) -> Path:
        """What a run is working on; the next run clears it."""
        return self.folder / ".staging"

    @property
    def refused(self) -> Path:
        """What the gate refused last, kept for review until the next run."""
        return self.folder / ".refused"

    @property
    def cache(self) -> Path:
        """The bucket cache of the first half."""
        return self.folder / ".cache"

    @property
    def state(self) -> Path:
        """Lock, history and Prefect's own files."""
        return self.folder / ".state"

    @property
    def lock(self) -> Path:
        """Held by the one run that may write here."""
        return self.state / "lock"

    @property
    def store_file(self) -> Path:
        """Which object store this folder works for, and the version of it that a run builds on; absent: none."""
        return self.state / "store.json"

    @property
    def past(self) -> Path:
        """The former releases that the gate compares with; of a store, what was fetched of them."""
        return self.folder / ".past" if self.store_file.is_file() else self.releases

    @property
    def history_file(self) -> Path:
        """What was published, rolled back and refused, oldest first."""
        return self.state / "history.json"

    @property
    def tag(self) -> str:
        """The tag that Prefect's runs into this folder carry."""
        return f"output-{sha256_of_text(str(self.folder.absolute()))[:12]}"

    def latest_name(self) -> str | None:
        """Give the name of the release that `latest` points to; None if nothing is published."""
        try:
            return self.latest.readlink().name
        except OSError:
            return None

    def names(self) -> list[str]:
        """Give the names of all releases, oldest first."""
        return sorted(path.name for path in self.releases.glob("*") if path.is_dir())

    def release(self, name: str = "latest") -> Path:
        """Give the folder of a release by its name, the beginning of its name, or 'latest'.

        Errors: `ReleaseError` if there is none, or the beginning fits several.
        """
        wanted = self.latest_name() if name == "latest" else name
        found = [known for known in self.names() if wanted and known.startswith(wanted)]
        if wanted in found:
            found = [wanted]
        if len(found) == 1:
            return self.releases / found[0]
        if not self.names():
            raise ReleaseError(f"Nothing is published in {self.folder}.", hint="Publish with 'dateline run'.")
        problem = "fits several releases" if found else "is no release"
        raise ReleaseError(f"'{name}' {problem} in {self.folder}.", hint="'dateline releases' lists them.")

    def history(self) -> list[dict[str, Any]]:
        """Give what happened here, oldest first: action, release, at, and what belongs to the action."""
        try:
            events = json.loads(self.history_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return events if isinstance(events, list) else []

    def remember(self, event: dict[str, Any]) -> None:
        """Add an event to the history."""
        write_json(self.history_file, [*self.history(), event])

    def point_to(self, name: str) -> None:
        """Switch `latest` in one step: a reader sees the old release or the new one."""
        new = self.folder / ".latest.new"
        new.unlink(missing_ok=True)
        new.symlink_to(Path("releases", name))
        new.replace(self.latest)
        sync_file(self.folder)


def read_manifest(release: Path) -> dict[str, Any]:
    """Give a release's manifest.

    Errors: `ReleaseError` if it is missing, is not JSON, or is not what was written.
    """
    path = release / MANIFEST
    hint = "'dateline verify' checks a release, 'dateline rollback' goes back to an earlier one."
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        intact = manifest["checksum"] == checksum_of(manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"The manifest {path} cannot be read: {error}.", hint=hint) from error
    if not intact:
        raise ReleaseError(f"The manifest {path} is damaged: its checksum does not hold.", hint=hint)
    return manifest


def checksum_of(manifest: dict[str, Any]) -> str:
    """Give the hash of all that a manifest says but the checksum itself."""
    return sha256_of_text(canonical_json({key: value for key, value in manifest.items() if key != "checksum"}))
