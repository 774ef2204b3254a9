"""role_timeline: who held which title over time, with conflicts kept visible."""

from __future__ import annotations

import re

import polars as pl

from transforms.offices.lexicon import held_alone

HELD = ["person_id", "title", "organisation_id", "country_code"]
OFFICE = ["title", "organisation_id", "country_code"]
NO_LONGER = r"^(?:former|ex|late|then|one-time|onetime|retired|past|acting|interim|incoming|elect)\b"
SECOND = r"^(?:deputy|vice|assistant|associate|under|junior|joint|co)\b"
COMPLEMENT = r"^(.*?)(?:,? (?:of|at|for|to|in|with|on|from)\b.*)?$"


def role_timeline(roles: pl.LazyFrame) -> pl.LazyFrame:
    """Give each title of each person once.

    Reads: roles with entity ids. Adds: first_seen_date, last_seen_date, document_count, conflict. Rows: one for each
    person, title, organisation and country; none for titles that are no longer or not fully held (former, acting).
    Nulls: dates where no text is dated; conflict where nobody else is seen in the same office within the same time, or
    where several can hold the title (a spokesperson, a member).
    """
    held = (
        roles.drop_nulls("person_id")
        .filter(~pl.col("title").str.contains(NO_LONGER))
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
    dated = held.drop_nulls("first_seen_date").filter(is_held_alone())
    pairs = dated.join(dated, on=OFFICE, nulls_equal=True, suffix="_other").filter(
        pl.col("person_id") != pl.col("person_id_other"),
        pl.col("first_seen_date") <= pl.col("last_seen_date_other"),
        pl.col("first_seen_date_other") <= pl.col("last_seen_date"),
    )
    return pairs.group_by(HELD).agg(conflict=pl.col("person_id_other").min())


def is_held_alone() -> pl.Expr:
    """Whether one person at a time holds a title: a state's offices in a country, headships in an organisation."""
    head = pl.col("title").str.extract(COMPLEMENT)
    is_first = ~head.str.contains(SECOND) & (pl.col("title") != "minister")
    in_state = head.str.contains(_ends_in("office")) & (
        pl.col("organisation_id").is_not_null() | pl.col("country_code").is_not_null()
    )
    in_organisation = head.str.contains(_ends_in("headship")) & pl.col("organisation_id").is_not_null()
    return is_first & (in_state | in_organisation)


def _ends_in(kind: str) -> str:
    return rf"(?:^|[ -])(?:{'|'.join(map(re.escape, held_alone(kind)))})$"
