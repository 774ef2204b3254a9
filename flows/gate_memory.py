"""What the gate remembers from run to run of slices, by the hash of all that it saw of them: whether all was well, and sums."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import expectations
from expectations.division import Memory
from flows.files import canonical_json, sha256_of_text, write_json
from flows.fingerprints import hash_of_files

if TYPE_CHECKING:
    from expectations.results import Verdict
    from flows.work import Work

FILE = "gate.json"
PACKAGE = Path(expectations.__file__).parent
# Beside what made the rows, which the work order names: another release of one of these can judge otherwise.
JUDGES = ("great-expectations", "pandas", "pyarrow")


def remembered(work: Work) -> Memory:
    """Give what was remembered; nothing where the file is not there or says something else."""
    code = sha256_of_text(
        canonical_json([work.made_by, hash_of_files(PACKAGE.rglob("*.py")), [version(name) for name in JUDGES]])
    )
    try:
        found = json.loads((work.out.state / FILE).read_text(encoding="utf-8"))
        passed = frozenset(map(str, found["passed"]))
        sums = {str(key): _numbers(named) for key, named in found["sums"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory(code=code)
    return Memory(code=code, passed=passed, sums=sums)


def _numbers(named: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {str(name): tuple(map(int, numbers)) for name, numbers in named.items()}


def remember(work: Work, verdict: Verdict) -> None:
    """Keep the slices that need not be judged again; what is not in this release is forgotten."""
    work.out.state.mkdir(parents=True, exist_ok=True)
    sums = {key: dict(named) for key, named in sorted(verdict.slice_sums.items())}
    write_json(work.out.state / FILE, {"passed": sorted(verdict.passed_slices), "sums": sums})
