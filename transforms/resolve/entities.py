"""Entities across documents: one stable id for each real thing, from its lexicon id or else from its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.enumerated import enum_of
from transforms.names.entities import SPELLING
from transforms.names.identity import slug
from transforms.names.lexicon import load_lexicon
from transforms.resolve.ids import KEY
from transforms.tables.names import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.aggregates.numbered import Numbered
    from transforms.names.lexicon import Lexicon
    from transforms.reading import OwnNames

KIND = ("lexicon_id", "entity_type", "slug", "country_code")  # what a thing's id follows from
TOLD = ("entity_type", "name", "country_code")  # what documents say of a thing, not always alike


def resolve_entities(
    document_entities: pl.LazyFrame, documents: pl.LazyFrame, own_names: OwnNames = ()
) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """Give `entities` but for `mention_count`, and the map of each document's entity numbers to their ids.

    Reads: the first halves of document_entities and documents. Rows: one a thing; one a document's thing, in their order, the
    ids of documents and things as Enums of all that there are. A lexicon id stays. Another thing's id is a pure function of
    its type, folded full name and, where things of one name and type have different countries, its country; a thing that
    names no country then keeps the bare id. So part of a name never joins a full name across documents, and an id does not
    depend on what else is in the release but for whether its name has several countries.
    """
    kinds = with_ids(document_entities.select(KIND).unique().collect(engine="streaming"))
    rows = _narrow(document_entities, enum_of(documents.select("document_id")), kinds)
    lexicon_ids = kinds["lexicon_id"].drop_nulls().unique().sort().to_list()
    known = lexicon_frame(load_lexicon(own_names), lexicon_ids)
    return entities(rows.lazy(), documents, known, points(document_entities)), rows.select(*KEY, "entity_id")


def with_mention_counts(entities: pl.LazyFrame, mentions: Numbered) -> pl.LazyFrame:
    """Give `entities` with `mention_count`. Reads: what `resolve_entities` gives."""
    numbers = mentions.rows.lazy().group_by("thing").agg(mention_count=pl.len().cast(pl.Int32))
    counts = mentions.with_ids(numbers)
    counted = entities.join(counts, on="entity_id", how="left").with_columns(pl.col("mention_count").fill_null(0))
    return counted.select(column.name for column in ENTITIES.columns)


def with_ids(kinds: pl.DataFrame) -> pl.DataFrame:
    """Add: entity_id. Reads: KIND."""
    bare = pl.concat_str(pl.lit("local:"), "entity_type", pl.lit(":"), "slug")
    country = pl.concat_str(pl.lit(":"), pl.col("country_code").str.to_lowercase())
    several = pl.col("country_code").n_unique() > 1
    told_apart = (
        kinds.filter(pl.col("lexicon_id").is_null() & pl.col("country_code").is_not_null())
        .group_by(bare.alias("bare"))
        .agg(several=several)
        .filter("several")["bare"]
    )
    local = pl.concat_str(bare, pl.when(bare.is_in(told_apart.sort().implode())).then(country).fill_null(""))
    return kinds.with_columns(entity_id=pl.coalesce("lexicon_id", local))


def _narrow(document_entities: pl.LazyFrame, documents: pl.Enum, kinds: pl.DataFrame) -> pl.DataFrame:
    """Give KEY, entity_id, TOLD, `plain` and the other aliases, with all that is said often as numbers, in the order of documents."""
    things = enum_of(kinds.lazy().select("entity_id"))
    plain = ((pl.col("aliases").list.len() == 1) & (pl.col("aliases").list.first() == pl.col("name"))).fill_null(
        value=False
    )
    rows = (
        document_entities.join(kinds.lazy(), on=KIND, how="left", nulls_equal=True, maintain_order="left")
        .select(
            pl.col("document_id").cast(documents), "entity_number", pl.col("entity_id").cast(things), pl.col(TOLD).cast(pl.Categorical),
            plain=plain, aliases=pl.when(~plain).then("aliases"),
        )
        .collect(engine="streaming")
    )  # fmt: skip
    return rows if rows["document_id"].is_sorted() else rows.sort(KEY)


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


def entities(rows: pl.LazyFrame, documents: pl.LazyFrame, lexicon: pl.LazyFrame, located: pl.LazyFrame) -> pl.LazyFrame:
    """Give what the lexicon knows of each thing, and when and in how many documents it is named.

    Reads: what `_narrow` and `lexicon_frame` and `points` give.
    """
    days = documents.select("document_id", "published_date").collect()
    days = days.with_columns(pl.col("document_id").cast(rows.collect_schema()["document_id"]))
    told = (
        rows.join(days.lazy(), on="document_id", how="left")
        .group_by("entity_id", *TOLD)
        .agg(count=pl.len(), first=pl.col("published_date").min(), last=pl.col("published_date").max(), plain=pl.col("plain").any())
        .with_columns(pl.col(TOLD).cast(pl.String))
        .collect()
        .lazy()
    )  # fmt: skip
    found = told.group_by("entity_id").agg(
        *(pl.col(name).first().alias(f"_{name}") for name in TOLD), first_date=pl.col("first").min(), last_date=pl.col("last").max()
    )  # fmt: skip
    several = told.filter(pl.len().over("entity_id") > 1).collect().lazy()  # few: most things have one name everywhere
    for column in TOLD:
        found = found.join(usual(several, column), on="entity_id", how="left")
    in_documents = rows.select("entity_id", "document_id").unique().group_by("entity_id")
    found = found.join(in_documents.agg(document_count=pl.len().cast(pl.Int32)), on="entity_id", how="left")
    found = found.join(_aliases(rows, told), on="entity_id", how="left").with_columns(
        pl.col("aliases").fill_null([]), *(pl.coalesce(name, f"_{name}").alias(f"_{name}") for name in TOLD)
    )
    found = found.drop(TOLD).collect().sort("entity_id").lazy().with_columns(pl.col("entity_id").cast(pl.String))
    known = found.join(lexicon, on="entity_id", how="left", maintain_order="left")
    joined = known.join(located, on=["_name", "_entity_type"], how="left", maintain_order="left").with_columns(
        latitude=pl.when(pl.col("name").is_null()).then("_latitude").otherwise("latitude"),
        longitude=pl.when(pl.col("name").is_null()).then("_longitude").otherwise("longitude"),
        in_lexicon=pl.col("name").is_not_null(),
        **{name: pl.coalesce(name, f"_{name}") for name in TOLD},
    )
    return joined.select(column.name for column in ENTITIES.columns if column.name != "mention_count")


def _aliases(rows: pl.LazyFrame, told: pl.LazyFrame) -> pl.LazyFrame:
    """Give every name of each thing once, in order."""
    others = rows.filter(~pl.col("plain")).select("entity_id", "aliases").explode("aliases")
    plain = told.filter("plain").select("entity_id", aliases="name")
    return pl.concat([plain, others.drop_nulls()]).unique().group_by("entity_id").agg(pl.col("aliases").sort())


def points(document_entities: pl.LazyFrame) -> pl.LazyFrame:
    """Give the point of the place that each name of a discovered thing holds: _name, _entity_type, _latitude, _longitude."""
    columns = {"_name": "name", "_entity_type": "entity_type", "_latitude": "latitude", "_longitude": "longitude"}
    local = document_entities.filter(pl.col("lexicon_id").is_null()).drop_nulls("latitude")
    found = local.select(**columns).unique().collect(engine="streaming").sort(*columns)
    return found.lazy().unique(["_name", "_entity_type"], keep="first", maintain_order=True)


def usual(told: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """Give each thing's most frequent value of a column, of equals the first in order of the alphabet.

    Reads: entity_id, count. Rows: one for each thing that has a value.
    """
    counted = (
        told.select("entity_id", column, "count")
        .drop_nulls(column)
        .group_by("entity_id", column)
        .agg(pl.col("count").sum())
    )
    most = counted.filter(pl.col("count") == pl.col("count").max().over("entity_id"))
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
