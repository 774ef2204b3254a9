"""What was tried, kept in a file line by line: a long run can be cut into parts, and what is done outlives a crash."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from judge import Failed
from spoiling import Corruption
from table import Tried

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SAID = tuple(field.name for field in fields(Corruption) if field.name != "spoil")


class Kept(NamedTuple):
    """What files of results hold together; of a corruption that was tried twice at a dose, the later."""

    tried: list[Tried]
    clean: int
    alarms: Counter[str]


def keep(file: Path | None, line: dict[str, Any]) -> None:
    """Add a line to a file of results, if there is one."""
    if file:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")


def line_of(tried: Tried) -> dict[str, Any]:
    """Give what was tried as a line."""
    said = {name: getattr(tried.corruption, name) for name in SAID}
    return {"corruption": said, "dose": tried.dose, "found": [list(failed) for failed in tried.found]}


def read(files: Iterable[Path]) -> Kept:
    """Read files of results, in order."""
    tried: dict[tuple[str, str, float], Tried] = {}
    clean, alarms = 0, Counter[str]()
    for line in (json.loads(text) for file in files for text in file.read_text(encoding="utf-8").splitlines()):
        if "clean" in line:
            clean += line["clean"]
            alarms.update(line["alarms"])
            continue
        said = {**line["corruption"], "caught_by": tuple(line["corruption"]["caught_by"])}
        corruption = Corruption(spoil=lambda frames, _dose, _chance: frames, **said)
        found = tuple(Failed(*failed) for failed in line["found"])
        tried[corruption.kind, corruption.name, line["dose"]] = Tried(corruption, line["dose"], found)
    return Kept(list(tried.values()), clean, alarms)
