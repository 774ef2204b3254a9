"""One office of one state or organisation with two holders at one time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Offices that only one person holds at a time.
SINGLE = (
    "president",
    "prime minister",
    "premier",
    "foreign minister",
    "defence minister",
    "defense minister",
    "chancellor",
    "general secretary",
    "king",
    "queen",
    "pope",
)
OFFICE = ["title", "country_code"]


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each pair of persons who hold one single office within one time.

    Compared are spells: from the first to the last day as of which a person is seen in the office. A person seen on one
    day only conflicts with another whose spell holds that day.
    """
    held = tables["roles"].filter(pl.col("title").is_in(SINGLE)).drop_nulls(["person_id", "country_code", "as_of_date"])
    seen = held.sort("as_of_date", "document_id", "start_char").group_by(*OFFICE, "person_id").agg(
        first=pl.col("as_of_date").min(),
        last=pl.col("as_of_date").max(),
        place=pl.struct("document_id", "start_char", "end_char", "surface").first(),
    )  # fmt: skip
    pairs = seen.join(seen, on=OFFICE, suffix="_other").filter(
        pl.col("person_id") < pl.col("person_id_other"),
        pl.col("first") <= pl.col("last_other"),
        pl.col("first_other") <= pl.col("last"),
    )
    names = dict(tables["entities"].select("entity_id", "name").collect().iter_rows())
    for row in pairs.sort(*OFFICE, "person_id", "person_id_other").collect().iter_rows(named=True):
        here, there = Place(**row["place"]), Place(**row["place_other"])
        who = f"{names.get(row['person_id'])} and {names.get(row['person_id_other'])}"
        yield Finding(
            "rival_holders",
            "warning",
            here,
            f"{who} are both {row['title']} ({row['country_code']}) within one time.",
            there,
        )
