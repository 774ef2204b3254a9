"""Consistency checks of the content, one file per check; each gives rows of `findings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings import (
    dateline_dates,
    declared_figures,
    early_endings,
    implausible_values,
    remainders,
    rival_holders,
    rival_totals,
    weekdays,
)
from transforms.findings.finding import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from transforms.findings.finding import Finding

CHECKS: tuple[Callable[[Mapping[str, pl.LazyFrame]], Iterator[Finding]], ...] = (
    dateline_dates.check,
    declared_figures.check,
    early_endings.check,
    implausible_values.check,
    remainders.check,
    rival_holders.check,
    rival_totals.check,
    weekdays.check,
)


def findings(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give what every check found in the published tables."""
    return pl.concat([frame_of(check(tables)) for check in CHECKS])
