"""Entities across documents: one stable id for each real thing, from its lexicon id or else from its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.names.entities import name_key
from transforms.names.lexicon import load_lexicon
from transforms.names.places import place_within
from transforms.tables.names import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.names.lexicon import Lexicon
    from transforms.reading import OwnNames

NAMED_FOR = ("facility", "place", "organisation")  # what lies where the place in its name lies


def resolve_entities(
    document_entities: pl.LazyFrame, mentions: pl.LazyFrame, documents: pl.LazyFrame, own_names: OwnNames = ()
) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Give `entities`, and the map of each document's entity numbers to their ids.

    Reads: the first halves of document_entities, mentions and documents. Rows: one a thing; one a document's thing.
    A lexicon id stays. Another thing's id is a pure function of its type, folded full name and, where things of one
    name and type have different countries, its country; a thing that names no country then keeps the bare id. So part
    of a name never joins a full name across documents, and an id does not depend on what else is in the release but
    for whether its name has several countries.
    """
    named = with_ids(document_entities).collect().lazy()  # read three times below
    ids = named.select("document_id", "entity_number", "entity_id").sort("document_id", "entity_number")
    return entities(named, mentions, documents, load_lexicon(own_names)), ids


def with_ids(document_entities: pl.LazyFrame) -> pl.LazyFrame:
    """Add: entity_id."""
    keyed = document_entities.join(slugs(document_entities), on="name", how="left", maintain_order="left")
    local = pl.concat_str(pl.lit("local:"), "entity_type", pl.lit(":"), "_slug")
    countries = (
        keyed.filter(pl.col("lexicon_id").is_null() & pl.col("country_code").is_not_null())
        .group_by("entity_type", "_slug")
        .agg(_countries=pl.col("country_code").n_unique())
    )
    told_apart = (pl.col("_countries") > 1) & pl.col("country_code").is_not_null()
    country = pl.when(told_apart).then(pl.concat_str(pl.lit(":"), pl.col("country_code").str.to_lowercase()))
    return (
        keyed.join(countries, on=["entity_type", "_slug"], how="left", maintain_order="left")
        .with_columns(entity_id=pl.coalesce("lexicon_id", pl.concat_str(local, country.otherwise(pl.lit("")))))
        .drop("_slug", "_countries")
    )


def slugs(names: pl.LazyFrame) -> pl.LazyFrame:
    """Give each distinct name with its folded form. Reads: name. Adds: _slug."""
    return names.select("name").unique().with_columns(_slug=pl.col("name").map_elements(slug, return_dtype=pl.String))


def slug(name: str) -> str:
    """Fold a name for an id: no case, accents or punctuation, British spelling, the ends of a line in order.

    Words are joined by hyphens. A name without letters or digits becomes the hexadecimal code points of its characters.

    >>> slug("Laos-China Railway"), slug("Center for Labor Études")
    ('china-laos-railway', 'centre-for-labour-etudes')
    """
    words = "".join(mark if mark.isalnum() else " " for mark in name_key(name)).split()
    return "-".join(words) or "-".join(f"{ord(mark):x}" for mark in name) or "nameless"


def entities(named: pl.LazyFrame, mentions: pl.LazyFrame, documents: pl.LazyFrame, lexicon: Lexicon) -> pl.LazyFrame:
    """Give the published table: what the lexicon knows of each thing, and where and how often it is named."""
    dated = named.join(documents.select("document_id", "published_date"), on="document_id", how="left")
    counts = (
        mentions.filter(pl.col("entity_number").is_not_null())
        .group_by("document_id", "entity_number")
        .agg(_mentions=pl.len())
    )
    found = (
        dated.join(counts, on=["document_id", "entity_number"], how="left")
        .sort("document_id", "entity_number")
        .group_by("entity_id")
        .agg(
            _type=usual("entity_type"),
            _name=usual("name"),
            _country=usual("country_code"),
            aliases=pl.col("aliases").explode().drop_nulls().unique().sort(),
            first_date=pl.col("published_date").min(),
            last_date=pl.col("published_date").max(),
            document_count=pl.col("document_id").n_unique().cast(pl.Int32),
            mention_count=pl.col("_mentions").sum().cast(pl.Int32),
        )
    )
    ids = named.select("lexicon_id").drop_nulls().unique().collect()["lexicon_id"]
    known = found.join(lexicon_frame(lexicon, sorted(ids)), on="entity_id", how="left").collect().lazy()
    joined = known.join(points(known, lexicon), on="entity_id", how="left").with_columns(
        latitude=pl.coalesce("latitude", "_latitude"),
        longitude=pl.coalesce("longitude", "_longitude"),
        entity_type=pl.coalesce("entity_type", "_type"),
        name=pl.coalesce("name", "_name"),
        country_code=pl.coalesce("country_code", "_country"),
        in_lexicon=pl.col("name").is_not_null(),
    )
    return joined.select(column.name for column in ENTITIES.columns).sort("entity_id")


def points(known: pl.LazyFrame, lexicon: Lexicon) -> pl.LazyFrame:
    """Give, for discovered facilities, places and organisations, the point of the place that they are named for.

    Reads: entity_id, name, _name, _type. Adds: _latitude and _longitude, null where the name holds no place.
    """
    point = pl.Struct({"_latitude": pl.Float64, "_longitude": pl.Float64})

    def point_of(named: dict[str, str]) -> dict[str, float | None]:
        place = place_within(named["_name"], lexicon, towns_too=named["_type"] != "place")
        return {"_latitude": place.latitude if place else None, "_longitude": place.longitude if place else None}

    local = known.filter(pl.col("name").is_null() & pl.col("_type").is_in(NAMED_FOR))
    return local.select(
        "entity_id", _point=pl.struct("_name", "_type").map_elements(point_of, return_dtype=point)
    ).unnest("_point")


def usual(column: str) -> pl.Expr:
    """Give a column's most frequent value in each group, of equals the first in order of the alphabet."""
    value = pl.col(column).drop_nulls()
    return value.sort().mode(maintain_order=True).first()


def lexicon_frame(lexicon: Lexicon, ids: Sequence[str]) -> pl.LazyFrame:
    """Give what the lexicon knows of these things, towns included."""
    things = [thing[:-1] for target_id in ids if (thing := lexicon.thing(target_id))]
    columns = (
        "entity_id",
        "entity_type",
        "name",
        "country_code",
        "latitude",
        "longitude",
        "geonames_id",
        "wikidata_id",
    )
    kinds = (pl.String,) * 4 + (pl.Float64,) * 2 + (pl.String,) * 2
    return pl.LazyFrame(things, schema=dict(zip(columns, kinds, strict=True)), orient="row")
