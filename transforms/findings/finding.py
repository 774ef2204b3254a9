"""What a consistency check gives back: one claim, what contradicts it, and a sentence that says why."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(NamedTuple):
    """A stretch of one document's text, in code points."""

    document_id: str
    start_char: int
    end_char: int
    surface: str


class Candidates(NamedTuple):
    """What a check on words looks into: its rows, and the sentences (document_id, sentence_number) whose words it needs.

    What all checks need is read once: to unpack the sentences costs more than to look for the rows.
    """

    rows: pl.DataFrame
    sentences: pl.DataFrame


class Finding(NamedTuple):
    """One contradiction or implausible claim."""

    check: str
    severity: str
    here: Place
    message: str
    there: Place | None = None

    @property
    def finding_id(self) -> str:
        """A hash of the check and both places, so that the same contradiction keeps its id."""
        places = [self.here[:3], self.there[:3] if self.there else None]
        return "fnd_" + hashlib.sha256(f"{self.check}\t{places}".encode()).hexdigest()[:16]


def of_documents(frame: pl.LazyFrame, ids: pl.Series) -> pl.LazyFrame:
    """Give the rows of these documents alone; without any, nothing is read."""
    return frame.filter(pl.col("document_id").is_in(ids.unique().sort().to_list())) if ids.len() else frame.clear()


def frame_of(findings: Iterable[Finding]) -> pl.LazyFrame:
    """Give findings as rows of the table `findings`, each once."""
    rows = {finding.finding_id: _row(finding) for finding in findings}
    return pl.LazyFrame(list(rows.values()), schema=BY_NAME["findings"].schema, orient="row")


def _row(finding: Finding) -> tuple[object, ...]:
    other = finding.there[:3] if finding.there else (None, None, None)
    return (finding.finding_id, finding.check, finding.severity, *finding.here, *other, finding.message)
