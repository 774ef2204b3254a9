"""The user's own rows of names: CSV files in the folders that the setting `lexicons` names."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from transforms.errors import LexiconError
from transforms.names.lexicon import CURATED, overlay, thing_of
from transforms.tables.common import ENTITY_TYPES
from transforms.tables.names import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from transforms.reading import OwnNames

HINT = f"A folder of lexicons holds {', '.join(CURATED)}, with the columns target_id, entity_type, name, forms …"


def own_names(folders: Sequence[Path]) -> OwnNames:
    """Give the rows of every file in these folders, in the order of folders and names.

    Raises `LexiconError` with path, line, value and expected form.
    """
    return overlay(row for folder in folders for path in files_in(folder) for row in rows_in(path))


def files_in(folder: Path) -> list[Path]:
    """Give the lexicon files of a folder; any other CSV file is an error, since it would be read over."""
    if not folder.is_dir():
        raise LexiconError(f"There is no folder of lexicons at {folder}.", hint=HINT)
    found = sorted(folder.glob("*.csv"))
    if unknown := [path.name for path in found if path.name not in CURATED]:
        raise LexiconError(f"{folder}: no lexicon is called {', '.join(unknown)}.", hint=HINT)
    return found


def rows_in(path: Path) -> Iterator[dict[str, str]]:
    """Give the rows of one file, each checked."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path} cannot be read: {error}.", hint="Save it as UTF-8.") from error
    for row in (reader := csv.DictReader(lines)):
        try:
            _check(row)
        except LexiconError as error:
            raise LexiconError(f"{path}, line {reader.line_num}: {error}.", hint=HINT) from error
        yield row


def _check(row: dict[str, str]) -> None:
    if None in row or None in row.values():
        raise LexiconError("the row has another number of fields than the header")
    thing = thing_of(row)
    if thing.entity_type not in ENTITY_TYPES:
        raise LexiconError(f"entity_type is '{thing.entity_type}', and must be one of {', '.join(ENTITY_TYPES)}")
    if not re.fullmatch(ID_PATTERN, thing.target_id):
        raise LexiconError(
            f"target_id is '{thing.target_id}', and must be wikidata:Q…, iso:LA, geonames:… or local:<type>:<name>"
        )
