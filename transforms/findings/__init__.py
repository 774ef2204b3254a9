"""Consistency checks of the content, one file per check or pair of checks; each gives rows of `findings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings import (
    dateline_dates,
    declared_figures,
    early_endings,
    rival_holders,
    rival_totals,
    shares,
    weekdays,
)
from transforms.findings.finding import frame_of

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKS = (dateline_dates, declared_figures, rival_holders, weekdays)
ON_WORDS = (early_endings, rival_totals, shares)
SENTENCE = ["document_id", "sentence_number"]


def findings(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give what every check found in the published tables."""
    candidates = [(check, check.candidates(tables)) for check in ON_WORDS]
    candidates = [(check, found) for check, found in candidates if found.rows.height]
    whole = [frame_of(check.check(tables)) for check in CHECKS]
    if not candidates:
        return pl.concat(whole)
    wanted = pl.concat([found.sentences.select(SENTENCE) for _, found in candidates]).unique()
    sentences = tables["sentences"].join(wanted.lazy(), on=SENTENCE, how="semi").collect()
    return pl.concat([*whole, *(frame_of(check.check(tables, found.rows, sentences)) for check, found in candidates)])
