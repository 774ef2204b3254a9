"""Where releases stand, a folder or an object store, as the commands see it: list, read, verify, roll back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from flows.mirror import name_in_store, roll_back_in_store, store_at
from flows.output import Output, read_manifest
from flows.release import problems_of, roll_back

if TYPE_CHECKING:
    import datetime

    from flows.object_store import ObjectStore
    from flows.settings import Settings
    from flows.store_releases import Current


class Shelf(Protocol):
    """What folder and store have in common. Errors of all: `ReleaseError`."""

    @property
    def place(self) -> str:
        """What to call it."""

    def names(self) -> list[str]:
        """Give the names of the releases, oldest first."""

    def latest_name(self) -> str | None:
        """Give the name of the published release."""

    def full_name(self, beginning: str) -> str:
        """Give the name of a release by its beginning, or by 'latest'."""

    def manifest(self, name: str) -> dict[str, Any]:
        """Give a release's manifest."""

    def problems(self, name: str) -> list[str]:
        """Give what does not fit between a release's manifest and its files."""

    def roll_back(self, beginning: str, *, at: datetime.datetime) -> str:
        """Make an earlier release the published one; give its name."""


@dataclass(frozen=True)
class FolderShelf:
    """An output folder."""

    output: Output

    @property
    def place(self) -> str:
        """Give the folder's path."""
        return str(self.output.folder)

    def names(self) -> list[str]:
        """Give the folders of releases."""
        return self.output.names()

    def latest_name(self) -> str | None:
        """Give where `latest` points to."""
        return self.output.latest_name()

    def full_name(self, beginning: str) -> str:
        """Give the one folder that begins so."""
        return self.output.release(beginning).name

    def manifest(self, name: str) -> dict[str, Any]:
        """Read release.json."""
        return read_manifest(self.output.releases / name)

    def problems(self, name: str) -> list[str]:
        """Open every file again."""
        return problems_of(self.output.releases / name)

    def roll_back(self, beginning: str, *, at: datetime.datetime) -> str:
        """Point `latest` to it."""
        return roll_back(self.output, self.full_name(beginning), at=at)


@dataclass(frozen=True)
class StoreShelf:
    """An object store, as CURRENT said when it was looked at."""

    output: Output
    store: ObjectStore
    current: Current

    @property
    def place(self) -> str:
        """Give the store's address."""
        return self.store.address

    def names(self) -> list[str]:
        """Give the releases in CURRENT's history that are still there."""
        from flows.store_releases import present  # noqa: PLC0415 - most outputs are folders

        return present(self.store, self.current)

    def latest_name(self) -> str | None:
        """Give the release that CURRENT names."""
        return self.current.release

    def full_name(self, beginning: str) -> str:
        """Give the one release that begins so."""
        return name_in_store(self.store, self.current, beginning)

    def manifest(self, name: str) -> dict[str, Any]:
        """Read the object release.json."""
        from flows.store_releases import manifest_in_store  # noqa: PLC0415 - most outputs are folders

        return manifest_in_store(self.store, name)

    def problems(self, name: str) -> list[str]:
        """Read every object back."""
        from flows.store_releases import problems_in_store  # noqa: PLC0415 - most outputs are folders

        return problems_in_store(self.store, name)

    def roll_back(self, beginning: str, *, at: datetime.datetime) -> str:
        """Switch CURRENT to it."""
        return roll_back_in_store(self.store, self.output, beginning, at=at)


def shelf_of(settings: Settings) -> Shelf:
    """Give where the settings say that releases stand.

    Errors: `StoreError` where the store cannot be reached.
    """
    output = Output(settings.output)
    if not settings.store:
        return FolderShelf(output)
    from flows.store_releases import read_current  # noqa: PLC0415 - most outputs are folders

    store = store_at(settings.store)
    return StoreShelf(output, store, read_current(store))
