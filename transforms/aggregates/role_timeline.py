"""role_timeline: who held which title over time, with conflicts kept visible."""

from __future__ import annotations

import polars as pl

HELD = ["person_id", "title", "organisation_id", "country_code"]
OFFICE = ["title", "organisation_id", "country_code"]


def role_timeline(roles: pl.LazyFrame) -> pl.LazyFrame:
    """Give each title of each person once.

    Reads: roles with entity ids. Adds: first_seen_date, last_seen_date, document_count, conflict. Rows: one for each
    person, title, organisation and country. Nulls: dates where no text is dated; conflict where nobody else is seen in
    the same office, of one organisation or country, within the same time.
    """
    held = (
        roles.drop_nulls("person_id")
        .group_by(HELD)
        .agg(
            first_seen_date=pl.col("as_of_date").min(),
            last_seen_date=pl.col("as_of_date").max(),
            document_count=pl.col("document_id").n_unique(),
        )
    )
    rows = held.collect().sort(HELD, nulls_last=True)
    return rows.lazy().join(conflicts(rows.lazy()), on=HELD, how="left", nulls_equal=True)


def conflicts(held: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each holder, the first other one whose time in the same office overlaps."""
    office = held.filter(pl.col("organisation_id").is_not_null() | pl.col("country_code").is_not_null())
    dated = office.drop_nulls("first_seen_date")
    pairs = dated.join(dated, on=OFFICE, nulls_equal=True, suffix="_other").filter(
        pl.col("person_id") != pl.col("person_id_other"),
        pl.col("first_seen_date") <= pl.col("last_seen_date_other"),
        pl.col("first_seen_date_other") <= pl.col("last_seen_date"),
    )
    return pairs.group_by(HELD).agg(conflict=pl.col("person_id_other").min())
