"""What came in since the release before: a large past must not hide a bad day, nor be warned of for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

if TYPE_CHECKING:
    from expectations.staged import Staged

ENOUGH = 20
RECORD = ("source_path", "record_number", "sha256", "outcome", "reason")


class Arrivals(NamedTuple):
    """The documents that the release before did not have (`document_id`), and the share of its own that are still there."""

    documents: pl.DataFrame
    kept_share: float | None


def release_before(staged: Staged) -> Staged | None:
    """Give the release before, if the gate was told of one."""
    last = getattr(staged.told("past"), "last", None)
    return last if last is not None and last.has("documents") else None


def arrivals(staged: Staged) -> Arrivals | None:
    """Give what came in since the release before; None where there is none, or none that can be read."""
    return staged.once("arrivals", lambda: _arrivals(staged))


def _arrivals(staged: Staged) -> Arrivals | None:
    last = release_before(staged)
    if last is None:
        return None
    try:
        before = last.scan("documents").select("document_id").collect()
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 - a damaged old release must not stop a new one
        return None
    now = staged.scan("documents").select("document_id").collect()
    kept = before.join(now, on="document_id", how="semi").height
    return Arrivals(now.join(before, on="document_id", how="anti"), kept / before.height if before.height else None)


def arrived_documents(staged: Staged) -> pl.LazyFrame:
    """Give the rows of documents that are new; all where there is no release before, or so few are new that they say nothing."""
    found = arrivals(staged)
    rows = staged.scan("documents")
    return rows if found is None or found.documents.height < ENOUGH else only_new(staged, rows)


def only_new(staged: Staged, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Give the rows of documents that the release before did not have; all where there is none."""
    found = arrivals(staged)
    return rows if found is None else rows.join(found.documents.lazy(), on="document_id", how="semi")


def arrived_inputs(staged: Staged) -> pl.LazyFrame:
    """Give the rows of inputs that are new or have another outcome; all as for documents."""
    return staged.once("arrived inputs", lambda: _arrived_inputs(staged)).lazy()


def _arrived_inputs(staged: Staged) -> pl.DataFrame:
    last, rows = release_before(staged), staged.scan("inputs").collect()
    if last is None or not last.has("inputs"):
        return rows
    try:
        before = last.scan("inputs").select(RECORD).collect()
        new = rows.join(before, on=RECORD, how="anti", nulls_equal=True)
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 - a damaged old release must not stop a new one
        return rows
    return new if new.height >= ENOUGH else rows
