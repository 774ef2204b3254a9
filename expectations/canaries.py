"""The canaries: known documents read with the shipped lexicons, and the rows that they must give.

`python -m expectations.canaries` writes the rows anew, as a difference for a person to review.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.rereading import REREAD, compared_columns
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER = "transforms.canaries"
EXPECTED = "rows.jsonl"
TABLES = ("sentences", "zones", *REREAD)


def expected_rows() -> list[str] | None:
    """Give the rows that the canaries must give, as lines of JSON; None where nobody has written them yet."""
    path = files(FOLDER) / EXPECTED
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else None


def rows_now() -> list[str]:
    """Read the canaries, and give their rows as sorted lines of JSON (confidence aside)."""
    tables = read_documents(_records())
    return [line for name in TABLES for line in _lines(name, tables[name])]


def _records() -> list[tuple[str, Record]]:
    texts = sorted((path for path in files(FOLDER).iterdir() if path.name.endswith(".txt")), key=lambda path: path.name)
    return [_record(path) for path in texts]


def _record(path: Traversable) -> tuple[str, Record]:
    text = path.read_text(encoding="utf-8")
    digest = sha256(text.encode()).hexdigest()
    record = Record(source_path=path.name, record_number=0, source_id=path.name, raw_sha256=digest, text=text)
    return f"doc_{digest[:16]}", record


def _lines(name: str, frame: Any) -> list[str]:
    rows = frame.select(compared_columns(BY_NAME[name])).sort("document_id", "start_char", "end_char").to_dicts()
    kept = [{"table": name, **{key: value for key, value in row.items() if value is not None}} for row in rows]
    return sorted(json.dumps(row, ensure_ascii=False, default=str, sort_keys=False) for row in kept)


def main() -> None:
    """Write the rows anew beside the texts."""
    path = Path(str(files(FOLDER) / EXPECTED))
    before = set(expected_rows() or ())
    now = rows_now()
    path.write_text("\n".join(now) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{len(now)} rows; {len(set(now) - before)} new, {len(before - set(now))} gone. Review the difference of {path.name}."
        "\n"
    )


if __name__ == "__main__":
    main()
