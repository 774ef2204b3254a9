"""Consistency checks of the content, one file per check; each gives rows of `findings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CHECKS: tuple[Callable[[Mapping[str, pl.LazyFrame]], pl.LazyFrame], ...] = ()


def findings(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give what every check found in the published tables."""
    empty = pl.LazyFrame(schema=BY_NAME["findings"].schema)
    return pl.concat([empty, *(check(tables) for check in CHECKS)])
