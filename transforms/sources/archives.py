"""What archives have in common: the paths of members that are safe, and the depth to which they may lie in one another."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from transforms.sources.compressed import DAMAGE, Bomb, sound
from transforms.sources.raw import Found, Limits, PassedOver, Raw, Rejected, sha256_of_stream
from transforms.sources.spelling_out import shown
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

DRIVE = re.compile(r"[A-Za-z]:")
LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", "Icon\r"})


class Reader(Protocol):
    """What reads a member: the same that read the archive."""

    def __call__(self, raw: Raw, *, limits: Limits, depth: int) -> Iterator[Found]:
        """Give everything that raw bytes hold."""
        ...


def is_passed_over(name: str) -> bool:
    """Tell hidden files and folders and what editors and systems leave behind, by one part of a path.

    >>> is_passed_over(".DS_Store"), is_passed_over("~$draft.txt"), is_passed_over("bridge.txt")
    (True, True, False)
    """
    return name.startswith((".", "~$")) or name in LEFT_BEHIND


def unsafe_name(name: str) -> str | None:
    """Say why a member's path is not one to follow; None for a path that stays where it belongs.

    >>> unsafe_name("a/../../b")
    'the path climbs out of the archive'
    """
    if name.startswith("/") or DRIVE.match(name):
        return "the path is absolute"
    if "\\" in name or "\0" in name:
        return "the path holds a backslash or a NUL"
    return "the path climbs out of the archive" if ".." in name.split("/") else None


def bad_archive(raw: Raw, kind: str, detail: str) -> Rejected:
    """Reject a whole archive."""
    sha256 = sha256_of_stream(raw)
    return Rejected(reason=Reason.BAD_ARCHIVE, detail=detail, sha256=sha256, byte_count=raw.size, format=kind)


class Members:
    """Reads members of one archive, each under a path of its own."""

    def __init__(self, read: Reader, *, limits: Limits, depth: int) -> None:
        self._read, self._limits, self._depth = read, limits, depth
        self._names: Counter[str] = Counter()

    def name(self, name: str) -> str:
        """Give the path that stands in `inputs`; a second member of the same path is told apart by its number."""
        path = shown(name)
        self._names[path] += 1
        return path if self._names[path] == 1 else f"{path}~{self._names[path]}"

    def found(self, path: str, raw: Raw) -> Iterator[Found]:
        """Give what a member holds; a damaged member is rejected whole, before anything of it is read."""
        if any(is_passed_over(part) for part in path.split("/")):
            yield PassedOver(member=path)
            return
        try:
            inner = sound(raw, most=raw.size)
        except Bomb:
            yield member_trouble(path, Reason.BAD_ARCHIVE, "damaged: it holds more than it declares")
        except (*DAMAGE, zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError) as error:
            yield member_trouble(path, Reason.BAD_ARCHIVE, f"damaged: {str(error)[:120]}")
        else:
            for found in self._read(inner, limits=self._limits, depth=self._depth + 1):
                yield replace(found, member=f"{path}!/{found.member}" if found.member else path)


def member_trouble(path: str, reason: Reason, detail: str) -> Rejected:
    """Reject a member that is not read."""
    return Rejected(reason=reason, detail=detail, member=path)
