"""This release beside those before it: lines over the last releases, and the shares that the last one had."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.past import past_in

if TYPE_CHECKING:
    from expectations.staged import Staged

MOST = 24
SHOWN = (
    ("documents", "rows", "Documents"),
    ("sentences", "log_rows_per_document", "Sentences per document"),
    ("mentions", "log_rows_per_document", "Names per document"),
    ("metrics", "log_rows_per_document", "Quantities per document"),
    ("timexes", "log_rows_per_document", "Times per document"),
    ("statements", "log_rows_per_document", "Statements per document"),
    ("event_mentions", "log_rows_per_document", "Happenings per document"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One number over the last releases; the last of `values` is this release's."""

    title: str
    values: list[float]

    @property
    def now(self) -> float:
        """The number of this release."""
        return self.values[-1]


def trends_of(staged: Staged) -> list[Trend]:
    """Give the numbers that the report follows, where there is a past and the tables could be counted."""
    past, now = past_in(staged), staged.memo.get("statistics")
    if not past.names or now is None:
        return []
    table = pl.concat([past.statistics, now.with_columns(release=pl.lit("~this"))], how="diagonal")
    found = [(title, _values(table, name, statistic)) for name, statistic, title in SHOWN]
    return [Trend(title=title, values=values) for title, values in found if values]


def _values(table: pl.DataFrame, name: str, statistic: str) -> list[float]:
    rows = table.filter((pl.col("table") == name) & (pl.col("statistic") == statistic)).sort("release").tail(MOST)
    return [math.expm1(value) if statistic.startswith("log_") else value for value in rows["value"]]


def shares_before(staged: Staged, table: str, column: str) -> dict[str, float]:
    """Give the share of each value of a column in the last release; empty without one."""
    past = past_in(staged)
    if not past.names:
        return {}
    own = (pl.col("table") == table) & (pl.col("column") == column) & (pl.col("statistic") == "share")
    rows = past.statistics.filter(own & (pl.col("release") == past.names[-1]))
    return dict(rows.select("part", "value").iter_rows())
