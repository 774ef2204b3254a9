"""Files that are either wholly there or not at all: hashing, atomic writing, and the named points at which a test may crash us."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

CHUNK = 1 << 20
AT_A_TIME = 8
CRASH_POINTS = (
    "after_ingest",
    "after_first_shard",
    "during_cache_write",
    "after_shards",
    "after_tables",
    "after_gate",
    "after_manifest",
    "before_rename",
    "after_rename",
    "before_switch",
    "after_switch",
    "before_history",
    "after_history",
    "during_cleaning",
)


def crash_point(name: str) -> None:
    """Kill this process, as a power cut would, if DATELINE_CRASH_AT names this point; the fault tests loop over all of them."""
    if os.environ.get("DATELINE_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)


def sha256_of(path: Path) -> str:
    """Give the hash of a file's bytes, reading it in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
    return digest.hexdigest()


def sha256_of_text(text: str) -> str:
    """Give the hash of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_json(value: Any) -> str:
    """Give the one way in which we write a value as JSON, so that equal values have equal hashes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sync_file(path: Path) -> None:
    """Make sure that a file's bytes, or a folder's entries, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Make sure that everything below a folder, and the folder itself, is on the disk."""
    places = [Path(root, name) for root, _, names in os.walk(folder) for name in (*names, "")]
    with ThreadPoolExecutor(AT_A_TIME) as threads:  # the disk takes many at once in the time of a few
        list(threads.map(sync_file, places))


def write_text(path: Path, text: str) -> None:
    """Replace a file's content in one step: readers see the old text or the new one, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8")
        sync_file(new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    sync_file(path.parent)


def write_json(path: Path, value: Any) -> None:
    """As `write_text`, for a value that people may want to read."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def move_folder(source: Path, target: Path) -> None:
    """Give a folder another name on the same disk in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    sync_file(target.parent)
    if source.parent != target.parent:
        sync_file(source.parent)


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it; a path that is not there is fine."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    elif path.is_dir():
        shutil.rmtree(path)


def size_of(folder: Path) -> int:
    """Give the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
