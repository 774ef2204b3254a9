"""`dateline verify --raw`: every row of a release held against the raw files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.console import console, say, table_of
from flows.mirror import output_for_reading
from flows.proof import prove
from flows.settings import load_settings
from transforms.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.proof import Proof

SHOWN = 40
NUMBERS = ("rows", "not proven")


def prove_and_show(name: str, raw: Sequence[Path], **given: Any) -> None:
    """Prove a release's rows against the raw files, and show what was looked at and what fails.

    Errors: `ReleaseError` where a row is not what the raw files say; `RawDataError` where there are none.
    """
    settings = load_settings(given)
    release = output_for_reading(settings, name).release(name)
    proof = prove(release, raw, settings)
    rows = [(table, rows, proof.failed.get(table, 0)) for table, rows in proof.rows.items()]
    console.print(table_of(("table", *NUMBERS), rows, numbers=NUMBERS))
    _show_failures(proof, release.name)


def _show_failures(proof: Proof, release: str) -> None:
    failed = sum(proof.failed.values())
    if not failed:
        say(f"{release}: the raw files bear out every row.", "bold green")
        return
    for place, reason in proof.failures[:SHOWN]:
        say(f"  {place}: {reason}")
    if failed > SHOWN:
        say(f"  … and {failed - SHOWN:,} more")
    hint = "Give all raw files that the release was made of; 'dateline inputs' lists them."
    raise ReleaseError(f"{failed:,} rows of {release} are not borne out by the raw files.", hint=hint)
