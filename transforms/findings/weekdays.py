"""A weekday that is not the weekday of the date it stands with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STATED = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
# The year must be stated: a date without one was resolved with the weekday's or the anchor's help.
WITH_YEAR = r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{1,20}\b\d{4}\b"


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each full date whose stated weekday differs from the calendar's."""
    full = pl.col("value").str.contains(r"^\d{4}-\d\d-\d\d") & pl.col("surface").str.contains(WITH_YEAR)
    for row in tables["timexes"].filter(full).drop_nulls("begin_date").collect().iter_rows(named=True):
        stated = STATED.search(row["surface"])
        actual = DAYS[row["begin_date"].weekday()]
        if stated and not actual.lower().startswith(stated[1].lower()):
            here = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
            yield Finding(
                "weekdays",
                "warning",
                here,
                f"{row['begin_date']:%d %B %Y} was a {actual}, not a {stated[0].capitalize()}.",
            )
