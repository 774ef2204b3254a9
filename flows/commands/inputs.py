"""`dateline inputs`: what came in, what became of it, and a second try for what was rejected."""

from __future__ import annotations

from typing import Any

import polars as pl

from flows.console import console, say, table_of
from flows.mirror import output_for_reading
from flows.output import read_manifest
from flows.replay import replay as replayed
from flows.settings import load_settings
from transforms.errors import DatelineError
from transforms.tables.inputs import Reason


def inputs(*, rejected: bool, replay: bool, release: str, **given: Any) -> None:
    """List the inputs of a release by outcome, with every rejected record and its reason.

    Where nothing is published yet, and a release was refused, its inputs are shown.
    """
    output = output_for_reading(load_settings(given), release)
    not_published = [path.parent for path in sorted(output.refused.glob("*/inputs"))]
    if release == "latest" and output.latest_name() is None and not_published:
        folder = not_published[-1]
        say(f"Nothing is published yet; this is what the refused release {folder.name} read.", "dim")
    else:
        folder = output.release(release)
    frame = pl.read_parquet(folder / "inputs" / "*.parquet")
    outcomes = frame["outcome"].value_counts(sort=True).rows()
    if not rejected and not replay:
        console.print(table_of(("outcome", "records"), outcomes, numbers=("records",)))
    refused = frame.filter(outcome="rejected")
    if replay:
        _show_replay(refused, read_manifest(folder), given)
        return
    if refused.is_empty():
        say("Nothing was rejected.")
        return
    rows = [
        (*row[:4], sentence_of(row[3]))
        for row in refused.select("source_path", "record_number", "sha256", "reason").iter_rows()
    ]
    details = refused["detail"].to_list()
    shown = [
        (path, number, reason, detail or sentence)
        for (path, number, _, reason, sentence), detail in zip(rows, details, strict=True)
    ]
    console.print(table_of(("file", "record", "reason", "what exactly"), shown))


def sentence_of(reason: str) -> str:
    """Give the sentence that a reason stands for."""
    return next((known.sentence for known in Reason if known == reason), reason)


def _show_replay(refused: pl.DataFrame, manifest: dict[str, Any], given: dict[str, Any]) -> None:
    settings = load_settings({**given, "raw": tuple(manifest["settings"]["raw"])})
    now = replayed(refused, settings)
    rows = [(path, number, before, after) for path, number, before, after in now.iter_rows()]
    if not rows:
        raise DatelineError("Nothing was rejected: there is nothing to replay.")
    console.print(table_of(("file", "record", "was", "would be now"), rows))
    taken = sum(after == "published" for *_, after in rows)
    say(f"{taken:,} of {len(rows):,} would be published now; 'dateline run' takes them in.")
