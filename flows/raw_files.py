"""Walks the RAW arguments safely: every file once, in order, none outside, none that is not a file."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import signal
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from transforms.errors import RawDataError
from transforms.sources import Raw, Rejected, is_passed_over, shown
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

READ_AT_ONCE = 1 << 20
RECENT_SECONDS = 600.0  # a file that was last changed longer ago is not being written, even if a program has it open
OPEN_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A file to read; or, where `trouble` says so, one that cannot be; or one to pass over (`skipped`)."""

    source_path: str
    path: Path
    trouble: Rejected | None = None
    skipped: bool = False


def raw_files(raw: Sequence[Path]) -> Iterator[RawFile]:
    """Give every file of the RAW arguments in order of its source path.

    Hidden files and what editors and systems leave behind are given as skipped. Links to files within the argument
    are followed; a link to a folder within it is skipped, since its files are read at their own place.
    """
    roots = _distinct(raw)
    for prefix, root in sorted(zip(_prefixes(roots), roots, strict=True)):
        if root.is_dir():
            yield from _walk(root, prefix, root.resolve())
        else:
            yield _entry(root, prefix or root.name, root.resolve().parent)


def _distinct(raw: Sequence[Path]) -> list[Path]:
    roots: dict[Path, Path] = {}
    for path in raw:
        _check_presence(path)
        roots.setdefault(path.resolve(), path)
    if not roots:
        raise RawDataError("No raw file or folder was named.", hint="Name at least one, for example raw/.")
    return list(roots.values())


def check_raw(paths: Sequence[Path]) -> None:
    """Refuse raw paths that are not there or cannot be looked at."""
    for path in paths:
        _check_presence(path)


def _check_presence(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        hint = "Check the path; raw texts lie in raw/ unless another is given."
        raise RawDataError(f"There is no file or folder {path}.", hint=hint) from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise RawDataError(f"'{path}' cannot be read: {reason}.", hint="Check the path and who may read it.") from error


def _prefixes(roots: Sequence[Path]) -> list[str]:
    """Give what source paths begin with: nothing for one argument, its name for several, as much of its path as tells it apart."""
    if len(roots) == 1:
        return [""]
    parts = [path.resolve().parts[1:] or ("root",) for path in roots]
    for length in range(1, max(map(len, parts)) + 1):
        names = ["/".join(part[-length:]) for part in parts]
        if len(set(names)) == len(names):
            break
    return names


def _walk(folder: Path, prefix: str, root: Path) -> Iterator[RawFile]:
    try:
        with os.scandir(folder) as found:
            entries = sorted((_sort_name(entry), entry.name) for entry in found)
    except OSError as error:
        yield _unreadable(folder, prefix or folder.name, error)
        return
    for sort_name, name in entries:
        path, source_path = folder / name, f"{prefix}/{shown(name)}" if prefix else shown(name)
        if is_passed_over(name):
            yield RawFile(source_path=source_path, path=path, skipped=True)
        elif sort_name.endswith("/"):
            yield from _walk(path, source_path, root)
        else:
            yield _entry(path, source_path, root)


def _sort_name(entry: os.DirEntry[str]) -> str:
    """Give the name that puts a folder's files where their paths belong among the files beside it."""
    return f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name


def _entry(path: Path, source_path: str, root: Path) -> RawFile:
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return _link(path, source_path, root)
    except OSError as error:
        return _unreadable(path, source_path, error)
    if not stat.S_ISREG(status.st_mode):
        return _unsafe(path, source_path, "not a file but a pipe, a socket or a device")
    return RawFile(source_path=source_path, path=path)


def _link(path: Path, source_path: str, root: Path) -> RawFile:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return _unsafe(path, source_path, "a link that loops or leads nowhere")
    if not target.is_relative_to(root):
        return _unsafe(path, source_path, "a link that leaves the folder")
    if target.is_dir():
        loops = path.parent.resolve().is_relative_to(target)
        return (
            _unsafe(path, source_path, "a link that loops")
            if loops
            else RawFile(source_path=source_path, path=path, skipped=True)
        )
    return _entry(target, source_path, root)


def _unsafe(path: Path, source_path: str, detail: str) -> RawFile:
    return RawFile(source_path=source_path, path=path, trouble=Rejected(reason=Reason.UNSAFE_PATH, detail=detail))


def _unreadable(path: Path, source_path: str, error: OSError) -> RawFile:
    return RawFile(source_path=source_path, path=path, trouble=unreadable(error))


def unreadable(error: OSError) -> Rejected:
    """Give the reason for a file that could not be opened or read."""
    return Rejected(reason=Reason.UNREADABLE, detail=error.strerror or type(error).__name__)


class OpenedFile:
    """A file as raw bytes, and whether it stayed as it was while it was read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._opened() as stream:
            self._status = os.fstat(stream.fileno())
            is_recent = time.time() - self._status.st_mtime < RECENT_SECONDS
            self.is_being_written = is_recent and _has_writer(stream)
            small = self._status.st_size <= READ_AT_ONCE
            self._content = stream.read(READ_AT_ONCE + 1) if small else None

    def _opened(self) -> BinaryIO:
        return os.fdopen(os.open(self._path, OPEN_FLAGS), "rb")

    @property
    def raw(self) -> Raw:
        """The bytes; a small file is read once, a large one each time it is opened."""
        content = self._content
        opened = self._opened if content is None else lambda: io.BytesIO(content)
        return Raw(name=shown(self._path.name), size=self._status.st_size, open=opened)

    def changed(self) -> bool:
        """Whether the file is another than the one that was opened."""
        try:
            now = self._path.lstat()
        except OSError:
            return True
        return any(getattr(now, name) != getattr(self._status, name) for name in ("st_size", "st_mtime_ns", "st_ino"))


def _has_writer(stream: BinaryIO) -> bool:
    """Whether some program has the file open for writing, as far as the system can tell: Linux, own files, local disks.

    A read lease is refused exactly then. It is given back at once; a writer that comes in between waits for that, and
    the signal that the kernel sends us meanwhile is one that does nothing.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        fcntl.fcntl(stream, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False
