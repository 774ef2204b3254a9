"""What the raw files looked like when a run last read them, so that an unchanged folder is known without reading it.

A file counts as unchanged if its place, size, inode and times of change are what they were. The kernel sets the time of
change of status, and no program can set it back; a file that changed within a moment before the look could change again
within the same tick of the clock, so a folder that holds one is not remembered. The day of the run belongs to what is
remembered: the first run of each day reads everything, and finds what a disk changed by itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flows.files import canonical_json, sha256_of_text, write_json
from flows.fingerprints import everything, hash_of_files
from flows.raw_files import raw_files

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from flows.output import Output
    from flows.raw_files import RawFile
    from flows.settings import Settings

FILE = "raw_seen.json"
MOMENT_NS = 2_000_000_000


class Look(NamedTuple):
    """What was seen before any file was read.

    `digest` is a hash of all that decides what a run would read, None if that cannot be told now; `about` of all of it
    but the files; `places` maps the source path of each file that can be trusted to stay recognisable to its identity.
    """

    digest: str | None
    about: str
    places: Mapping[str, str]


def look(settings: Settings, *, series: str, as_of: datetime.date) -> Look:
    """Look at the raw files without opening one."""
    moment = time.time_ns() - MOMENT_NS
    seen = [_seen(file) for file in raw_files(settings.raw)]
    given = [as_of.isoformat(), series, settings.text, settings.max_file_bytes, settings.max_record_bytes]
    code = hash_of_files(Path(__file__).parent.glob("*.py"))
    software = [everything(settings.lexicons, settings.spacy_model), version("dateline"), code, os.geteuid()]
    about = sha256_of_text(canonical_json([given, software]))
    settled = [times is not None and max(times[-1], times[-2]) < moment for *_, times in seen]
    digest = sha256_of_text(canonical_json([seen, about])) if seen and all(settled) else None
    places = {row[0]: canonical_json(row) for row, is_settled in zip(seen, settled, strict=True) if is_settled}
    return Look(digest, about, places)


def _seen(file: RawFile) -> tuple[Any, ...]:
    """Give a raw file's place, its trouble, and its size, device, inode and times of change (None if it is gone)."""
    trouble = [str(file.trouble.reason), file.trouble.detail] if file.trouble else None
    place = (file.source_path, os.fsencode(file.path.absolute()).hex(), trouble, file.skipped)
    try:
        status = file.path.lstat()
    except OSError:
        return (*place, None)
    return (*place, (status.st_size, status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns))


def is_as_remembered(output: Output, seen: str | None) -> bool:
    """Whether the published release was made of exactly what was seen."""
    if seen is None:
        return False
    try:
        known = json.loads((output.state / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(known == {"seen": seen, "release": output.latest_name()})


def remember(output: Output, seen: str | None) -> None:
    """Keep what was seen before the files were read. A full disk must not spoil a run that has ended well."""
    with contextlib.suppress(OSError):
        (output.state / FILE).unlink(missing_ok=True)
        if seen is not None:
            write_json(output.state / FILE, {"seen": seen, "release": output.latest_name()})
