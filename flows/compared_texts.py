"""What earlier runs found of pairs of texts that may be copies, so that one more file asks for few texts to be read again.

Kept in the cache. It counts only for the same code, and only if it has the hash that it names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flows.files import canonical_json, sha256_of_text, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from flows.work import Work
    from transforms.resolve.copies import Verdicts

FILE = "compared_texts.json"


def compared_before(work: Work) -> Verdicts:
    """Give what is known; nothing where the file is not there, or is of other code, or damaged."""
    try:
        found = json.loads(_path(work).read_text(encoding="utf-8"))
        rows = found["pairs"] if found["hash"] == _hash(work, found["pairs"]) else []
        return {(one, other): bool(said) for one, other, said in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def keep_compared(work: Work, verdicts: Verdicts) -> None:
    """Keep what was found of the pairs of this run; what it did not ask for is forgotten."""
    rows: list[list[str | bool]] = [[*pair, said] for pair, said in sorted(verdicts.items())]
    work.out.cache.mkdir(parents=True, exist_ok=True)
    write_text(_path(work), canonical_json({"pairs": rows, "hash": _hash(work, rows)}))


def _path(work: Work) -> Path:
    return work.out.cache / FILE


def _hash(work: Work, rows: list[list[str | bool]]) -> str:
    return sha256_of_text(canonical_json([work.made_by, rows]))
