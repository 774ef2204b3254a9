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
NEAR_DAYS = 45  # between two sightings that enclose another holder's


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each pair of persons who hold one single office within one time.

    A person contradicts another who is seen in the office on the same day, or both shortly before and shortly after:
    an office that changes hands is no contradiction. Only titles that name their state count (Lao Foreign Minister):
    bare ones are also given to those who held the office once. Left out are names of one word and pairs that share a
    name, which may be one person.
    """
    for row in _rivals(tables).collect().iter_rows(named=True):
        here, there = Place(**row["place"]), Place(**row["place_other"])
        message = (
            f"{row['name']} and {row['name_other']} are both {row['title']} ({row['country_code']}) within one time."
        )
        yield Finding("rival_holders", "warning", here, message, there)


def _rivals(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give each pair of rivals once: title, country_code, name, place and the same of the other."""
    named = tables["entities"].filter(pl.col("name").str.contains(" ")).select(person_id="entity_id", name="name")
    held = _of_states(tables).join(named, on="person_id").sort("as_of_date", "document_id", "start_char")
    place = pl.struct("document_id", "start_char", "end_char", "surface").first()
    seen = held.group_by(*OFFICE, "person_id", "name", "as_of_date", maintain_order=True).agg(place=place)
    days = (pl.col("as_of_date_other") - pl.col("as_of_date")).dt.total_days()
    shared = pl.col("name").str.split(" ").list.set_intersection(pl.col("name_other").str.split(" ")).list.len()
    near = seen.join(seen, on=OFFICE, suffix="_other").with_columns(days=days).filter(
        pl.col("person_id") != pl.col("person_id_other"), days.abs() <= NEAR_DAYS, shared == 0
    )  # fmt: skip
    pair = [*OFFICE, "person_id", "person_id_other", "as_of_date"]
    enclosed = near.filter(pl.col("days").min().over(pair) <= 0, pl.col("days").max().over(pair) >= 0)
    once = pl.concat_str(
        pl.min_horizontal("person_id", "person_id_other"), pl.max_horizontal("person_id", "person_id_other")
    )
    return (
        enclosed.sort(*pair, "as_of_date_other")
        .with_columns(_pair=once)
        .unique([*OFFICE, "_pair"], keep="first", maintain_order=True)
    )


def _of_states(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Give the present holders of single offices whose title as written names the state: Lao Foreign Minister."""
    past = pl.col("surface").str.contains(r"(?i)\b(?:former|ex|then|acting|interim)\b")
    held = tables["roles"].filter(pl.col("title").is_in(SINGLE), ~past).drop_nulls(["country_code", "as_of_date"])
    nations = tables["mentions"].filter(pl.col("entity_type") == "country").select("document_id", _at="start_char")
    within = (pl.col("_at") >= pl.col("start_char")) & (pl.col("_at") < pl.col("end_char"))
    return held.join(nations, on="document_id").filter(within).drop("_at").unique()
