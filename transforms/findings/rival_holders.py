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
    day only conflicts with another whose spell holds that day. Only titles that name their state count (Lao Foreign
    Minister): bare ones are also given to those who held the office once. Left out are names of one word and pairs that
    share a name, which may be one person.
    """
    named = tables["entities"].filter(pl.col("name").str.contains(" ")).select(person_id="entity_id", name="name")
    held = (
        tables["roles"]
        .filter(_names_a_state(), pl.col("title").is_in(SINGLE))
        .drop_nulls(["country_code", "as_of_date"])
    )
    held = held.join(named, on="person_id")
    seen = held.sort("as_of_date", "document_id", "start_char").group_by(*OFFICE, "person_id").agg(
        first=pl.col("as_of_date").min(),
        last=pl.col("as_of_date").max(),
        name=pl.col("name").first(),
        place=pl.struct("document_id", "start_char", "end_char", "surface").first(),
    )  # fmt: skip
    pairs = seen.join(seen, on=OFFICE, suffix="_other").filter(
        pl.col("person_id") < pl.col("person_id_other"),
        pl.col("first") <= pl.col("last_other"),
        pl.col("first_other") <= pl.col("last"),
        pl.col("name").str.split(" ").list.set_intersection(pl.col("name_other").str.split(" ")).list.len() == 0,
    )
    for row in pairs.sort(*OFFICE, "person_id", "person_id_other").collect().iter_rows(named=True):
        here, there = Place(**row["place"]), Place(**row["place_other"])
        who = f"{row['name']} and {row['name_other']}"
        yield Finding(
            "rival_holders",
            "warning",
            here,
            f"{who} are both {row['title']} ({row['country_code']}) within one time.",
            there,
        )


def _names_a_state() -> pl.Expr:
    """Whether the title as written begins with a nation, and neither with "former" nor ends in a body's name."""
    surface = pl.col("surface")
    return surface.str.contains(r"^[A-Z][a-z]+(?:n|o|e|i|h) [A-Z]") & ~surface.str.contains(
        r"(?i)\b(?:former|ex|then|acting|interim)\b"
    )
