"""Entities across documents: one stable id for each real thing, from its lexicon id or else from its name."""

from __future__ import annotations

import re
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

APART = re.compile(r"[\W_]+")
POINTS = {"entity_id": pl.String, "_latitude": pl.Float64, "_longitude": pl.Float64}
NAMED_FOR = ("facility", "place", "organisation")  # what lies where the place in its name lies


def resolve_entities(
    document_entities: pl.LazyFrame, documents: pl.LazyFrame, own_names: OwnNames = ()
) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Give `entities` but for `mention_count`, and the map of each document's entity numbers to their ids.

    Reads: the first halves of document_entities and documents. Rows: one a thing; one a document's thing.
    A lexicon id stays. Another thing's id is a pure function of its type, folded full name and, where things of one
    name and type have different countries, its country; a thing that names no country then keeps the bare id. So part
    of a name never joins a full name across documents, and an id does not depend on what else is in the release but
    for whether its name has several countries.
    """
    named = with_ids(document_entities).collect().lazy()  # read three times below
    ids = named.select("document_id", "entity_number", "entity_id").sort("document_id", "entity_number")
    return entities(named, documents, load_lexicon(own_names)), ids


def with_mention_counts(entities: pl.LazyFrame, mentions: pl.LazyFrame) -> pl.LazyFrame:
    """Give `entities` with `mention_count`. Reads: what `resolve_entities` gives; mentions with entity ids."""
    counts = mentions.drop_nulls("entity_id").group_by("entity_id").agg(mention_count=pl.len().cast(pl.Int32))
    counted = entities.join(counts, on="entity_id", how="left").with_columns(pl.col("mention_count").fill_null(0))
    return counted.select(column.name for column in ENTITIES.columns)


def with_ids(document_entities: pl.LazyFrame) -> pl.LazyFrame:
    """Add: entity_id."""
    local_names = document_entities.filter(pl.col("lexicon_id").is_null())
    keyed = document_entities.join(slugs(local_names), on="name", how="left", maintain_order="left")
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
    distinct = names.select("name").unique().collect().to_series()
    return pl.LazyFrame([distinct, pl.Series("_slug", map(slug, distinct.to_list()), pl.String)])


def slug(name: str) -> str:
    """Fold a name for an id: no case, accents or punctuation, British spelling, the ends of a line in order.

    Words are joined by hyphens. A name without letters or digits becomes the hexadecimal code points of its characters.

    >>> slug("Laos-China Railway"), slug("Center for Labor Études")
    ('china-laos-railway', 'centre-for-labour-etudes')
    """
    return APART.sub("-", name_key(name)).strip("-") or "-".join(f"{ord(mark):x}" for mark in name) or "nameless"


def entities(named: pl.LazyFrame, documents: pl.LazyFrame, lexicon: Lexicon) -> pl.LazyFrame:
    """Give what the lexicon knows of each thing, and when and in how many documents it is named."""
    dated = named.join(documents.select("document_id", "published_date"), on="document_id", how="left")
    found = dated.group_by("entity_id").agg(
        first_date=pl.col("published_date").min(), last_date=pl.col("published_date").max()
    )
    in_documents = named.select("entity_id", "document_id").unique().group_by("entity_id")
    aliases = named.select("entity_id", "aliases").explode("aliases").drop_nulls().unique().group_by("entity_id")
    for more in (
        usual(named, "entity_type").rename({"entity_type": "_type"}),
        usual(named, "name").rename({"name": "_name"}),
        usual(named, "country_code").rename({"country_code": "_country"}),
        in_documents.agg(document_count=pl.len().cast(pl.Int32)),
        aliases.agg(pl.col("aliases").sort()),
    ):
        found = found.join(more, on="entity_id", how="left")
    found = found.with_columns(pl.col("aliases").fill_null([]))
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
    columns = [column.name for column in ENTITIES.columns if column.name != "mention_count"]
    return joined.select(columns).sort("entity_id")


def points(known: pl.LazyFrame, lexicon: Lexicon) -> pl.LazyFrame:
    """Give, for discovered facilities, places and organisations, the point of the place that they are named for.

    Reads: entity_id, name, _name, _type. Adds: _latitude and _longitude, null where the name holds no place.
    """

    def point_of(name: str, kind: str) -> tuple[float | None, float | None]:
        place = place_within(name, lexicon, towns_too=kind != "place")
        return (place.latitude, place.longitude) if place else (None, None)

    local = known.filter(pl.col("name").is_null() & pl.col("_type").is_in(NAMED_FOR))
    rows = local.select("entity_id", "_name", "_type").collect()
    found = [(thing, *point_of(name, kind)) for thing, name, kind in rows.iter_rows()]
    return pl.LazyFrame(found, schema=POINTS, orient="row")


def usual(named: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """Give each thing's most frequent value of a column, of equals the first in order of the alphabet.

    Rows: one for each thing that has a value.
    """
    counted = named.select("entity_id", column).drop_nulls(column).group_by("entity_id", column).agg(_count=pl.len())
    most = counted.filter(pl.col("_count") == pl.col("_count").max().over("entity_id"))
    return most.group_by("entity_id").agg(pl.col(column).min())


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
