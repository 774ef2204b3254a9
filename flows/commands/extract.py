"""`dateline extract`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from flows.extract import extract
from flows.inert import inert
from flows.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def extract_and_show(raw: Sequence[Path], to: Path, **given: Any) -> None:
    """Extract, and say how many records were read and rejected."""
    settings = load_settings({**given, "raw": tuple(raw)})
    counts = extract(settings, to)
    sentence = f"Read {counts['read']:,} records, rejected {counts.get('rejected', 0):,}; the tables are in {to}."
    click.echo(inert(sentence))  # rich would take longer to load than a text to read
