"""Entities across documents: one stable id for each real thing, from its lexicon id or else from its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.names.entities import SPELLING
from transforms.names.identity import slug
from transforms.names.lexicon import load_lexicon
from transforms.tables.names import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.names.lexicon import Lexicon
    from transforms.reading import OwnNames


def resolve_entities(
    document_entities: pl.LazyFrame, documents: pl.LazyFrame, own_names: OwnNames = ()
) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Give `entities` but for `mention_count`, and the map of each document's entity numbers to their ids.

    Reads: the first halves of document_entities and documents. Rows: one a thing; one a document's thing, in their order.
    A lexicon id stays. Another thing's id is a pure function of its type, folded full name and, where things of one
    name and type have different countries, its country; a thing that names no country then keeps the bare id. So part
    of a name never joins a full name across documents, and an id does not depend on what else is in the release but
    for whether its name has several countries.
    """
    named = with_ids(document_entities).collect().lazy()  # read three times below
    ids = named.select("document_id", "entity_number", "entity_id")
    return entities(named, documents, load_lexicon(own_names)), ids


def with_mention_counts(entities: pl.LazyFrame, mentions: pl.LazyFrame) -> pl.LazyFrame:
    """Give `entities` with `mention_count`. Reads: what `resolve_entities` gives; mentions with entity ids."""
    counts = mentions.drop_nulls("entity_id").group_by("entity_id").agg(mention_count=pl.len().cast(pl.Int32))
    counted = entities.join(counts, on="entity_id", how="left").with_columns(pl.col("mention_count").fill_null(0))
    return counted.select(column.name for column in ENTITIES.columns)


def with_ids(document_entities: pl.LazyFrame) -> pl.LazyFrame:
    """Add: entity_id."""
    bare = pl.concat_str(pl.lit("local:"), "entity_type", pl.lit(":"), "slug")
    country = pl.concat_str(pl.lit(":"), pl.col("country_code").str.to_lowercase())
    several = pl.col("country_code").n_unique() > 1
    told_apart = (
        document_entities.filter(pl.col("lexicon_id").is_null() & pl.col("country_code").is_not_null())
        .group_by(bare.alias("bare"))
        .agg(several=several)
        .filter("several")
        .collect()["bare"]
    )
    local = pl.concat_str(bare, pl.when(bare.is_in(told_apart.sort().implode())).then(country).fill_null(""))
    return document_entities.with_columns(entity_id=pl.coalesce("lexicon_id", local)).drop("slug")


def slugs(names: pl.LazyFrame) -> pl.LazyFrame:
    """Give each distinct name with its folded form. Reads: name. Adds: _slug."""
    distinct = names.select("name").unique()
    bare = pl.col("name").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "-").str.strip_chars("-")
    folded = distinct.with_columns(_slug=pl.when(_is_plain()).then(bare)).collect()
    others = [None if known else slug(name) for name, known in folded.iter_rows()]
    return folded.lazy().with_columns(pl.col("_slug").fill_null(pl.Series(others, dtype=pl.String)))


def _is_plain() -> pl.Expr:
    """Whether folding a name is no more than writing it small: of a word that is spelt in two ways, or an article, it is more."""
    letters = pl.col("name").str.contains(r"^[A-Za-z0-9][A-Za-z0-9 .,&]*$")
    return letters & ~pl.col("name").str.contains(rf"(?i)^(?:the|an?) |{'|'.join(SPELLING)}")


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
    known = found.join(lexicon_frame(lexicon, sorted(ids)), on="entity_id", how="left")
    joined = known.join(points(named), on=["_name", "_type"], how="left").with_columns(
        latitude=pl.when(pl.col("name").is_null()).then("_latitude").otherwise("latitude"),
        longitude=pl.when(pl.col("name").is_null()).then("_longitude").otherwise("longitude"),
        entity_type=pl.coalesce("entity_type", "_type"),
        name=pl.coalesce("name", "_name"),
        country_code=pl.coalesce("country_code", "_country"),
        in_lexicon=pl.col("name").is_not_null(),
    )
    columns = [column.name for column in ENTITIES.columns if column.name != "mention_count"]
    return joined.select(columns).sort("entity_id")


def points(named: pl.LazyFrame) -> pl.LazyFrame:
    """Give the point of the place that each name of a discovered thing holds: _name, _type, _latitude, _longitude."""
    columns = {"_name": "name", "_type": "entity_type", "_latitude": "latitude", "_longitude": "longitude"}
    local = named.filter(pl.col("lexicon_id").is_null()).drop_nulls("latitude")
    return local.select(**columns).unique(["_name", "_type"])


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
