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

    from transforms.aggregates.numbered import Numbered
    from transforms.names.lexicon import Lexicon
    from transforms.reading import OwnNames

TOLD = ("entity_type", "name", "country_code")  # what documents say of a thing, not always alike


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


def with_mention_counts(entities: pl.LazyFrame, mentions: Numbered) -> pl.LazyFrame:
    """Give `entities` with `mention_count`. Reads: what `resolve_entities` gives."""
    numbers = mentions.rows.lazy().group_by("thing").agg(mention_count=pl.len().cast(pl.Int32))
    counts = mentions.with_ids(numbers)
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
    rows, ids = _numbered(named, documents)
    told = rows.group_by("thing", *TOLD).agg(
        count=pl.len(), first=pl.col("published_date").min(), last=pl.col("published_date").max(), plain=_is_plain_alias().any()
    ).collect().lazy()  # fmt: skip
    found = told.group_by("thing").agg(
        *(pl.col(name).first().alias(f"_{name}") for name in TOLD), first_date=pl.col("first").min(), last_date=pl.col("last").max()
    )  # fmt: skip
    several = told.filter(pl.len().over("thing") > 1).collect().lazy()  # few: most things have one name everywhere
    for column in TOLD:
        found = found.join(usual(several, column), on="thing", how="left")
    in_documents = rows.select("thing", "document").unique().group_by("thing")
    found = found.join(in_documents.agg(document_count=pl.len().cast(pl.Int32)), on="thing", how="left")
    found = found.join(_aliases(rows, told), on="thing", how="left").with_columns(
        pl.col("aliases").fill_null([]), *(pl.coalesce(name, f"_{name}").alias(f"_{name}") for name in TOLD)
    )
    found = found.drop(TOLD).collect().sort("thing").lazy().with_columns(entity_id=ids)
    lexicon_ids = named.select("lexicon_id").drop_nulls().unique().collect()["lexicon_id"]
    known = found.join(lexicon_frame(lexicon, sorted(lexicon_ids)), on="entity_id", how="left", maintain_order="left")
    joined = known.join(points(named), on=["_name", "_entity_type"], how="left", maintain_order="left").with_columns(
        latitude=pl.when(pl.col("name").is_null()).then("_latitude").otherwise("latitude"),
        longitude=pl.when(pl.col("name").is_null()).then("_longitude").otherwise("longitude"),
        in_lexicon=pl.col("name").is_not_null(),
        **{name: pl.coalesce(name, f"_{name}") for name in TOLD},
    )
    return joined.select(column.name for column in ENTITIES.columns if column.name != "mention_count")


def _numbered(named: pl.LazyFrame, documents: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.Series]:
    """Give the rows with numbers of thing and document and the document's date, and all things' ids in the order of their numbers."""
    rows = named.select("entity_id", "document_id", *TOLD, "aliases").collect()
    rows = rows if rows["document_id"].is_sorted() else rows.sort("document_id")
    ids, runs = rows["entity_id"].unique().sort(), rows["document_id"].rle().struct.field("value")
    days = documents.select("document_id", "published_date")
    dates = (
        runs.to_frame("document_id").lazy().join(days, on="document_id", how="left", maintain_order="left").collect()
    )
    document = rows["document_id"].rle_id()
    numbers = [
        rows["entity_id"].cast(pl.Enum(ids)).to_physical().alias("thing"), document.alias("document"),
        dates["published_date"].gather(document),
    ]  # fmt: skip
    return rows.lazy().select(*TOLD, "aliases").with_columns(numbers), ids


def _is_plain_alias() -> pl.Expr:
    """Whether a thing is called by its name alone."""
    return (pl.col("aliases").list.len() == 1) & (pl.col("aliases").list.first() == pl.col("name"))


def _aliases(rows: pl.LazyFrame, told: pl.LazyFrame) -> pl.LazyFrame:
    """Give every name of each thing once, in order."""
    others = rows.filter(~_is_plain_alias().fill_null(value=False)).select("thing", "aliases").explode("aliases")
    plain = told.filter("plain").select("thing", aliases="name")
    return pl.concat([plain, others.drop_nulls()]).unique().group_by("thing").agg(pl.col("aliases").sort())


def points(named: pl.LazyFrame) -> pl.LazyFrame:
    """Give the point of the place that each name of a discovered thing holds: _name, _entity_type, _latitude, _longitude."""
    columns = {"_name": "name", "_entity_type": "entity_type", "_latitude": "latitude", "_longitude": "longitude"}
    local = named.filter(pl.col("lexicon_id").is_null()).drop_nulls("latitude")
    return local.select(**columns).unique(["_name", "_entity_type"])


def usual(told: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """Give each thing's most frequent value of a column, of equals the first in order of the alphabet.

    Reads: thing, count. Rows: one for each thing that has a value.
    """
    counted = (
        told.select("thing", column, "count").drop_nulls(column).group_by("thing", column).agg(pl.col("count").sum())
    )
    most = counted.filter(pl.col("count") == pl.col("count").max().over("thing"))
    return most.group_by("thing").agg(pl.col(column).min())


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
