"""What two columns or tables say of one thing agrees: names and their spellings, copies, joint speakers, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.named import named
from expectations.rules.rule import Checked, Rule
from transforms.names.lexicon import load_lexicon
from transforms.resolve.entities import lexicon_frame, slugs

if TYPE_CHECKING:
    from collections.abc import Callable

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "agreement"
KNOWN = ("entity_type", "name", "country_code", "latitude", "longitude", "geonames_id", "wikidata_id")
PLACE = ("document_id", "start_char", "end_char")
READ_IN_FULL = ("en", "und")


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rules on agreement."""
    if not {"documents", "mentions", "entities", "statements"} <= {table.name for table in tables}:
        return ()
    return (
        _rule(
            "entities.table.of_lexicon", _of_lexicon, "What entities says of a thing that the lexicon knows is what the lexicon says.",
            family="rebuilt", beside=True,
        ),
        _rule("entities.entity_id.of_name", _of_name, "The id of a thing that no lexicon knows is made of its type, its name and its country.", beside=True),
        _rule("mentions.surface.alias", _alias, "Every name in mentions is an alias of the thing that it refers to.", "entities", "zones", "documents"),
        _rule("entities.aliases.used", _used, "Every alias of a thing is a name that mentions has of it.", "mentions", "zones", "documents"),
        _rule("mentions.entity_type.of_thing", _type, "A mention is of the same sort as the thing that it refers to.", "entities", "documents"),
        _rule("documents.copy_cluster_id.canonical", _copies, "A cluster of copies has the id of its one canonical copy, which is a document."),
        _rule("documents.extraction.of_language", _extraction, "Documents in a language that is read are read in full, others are not.", by_document=True),
        _rule("documents.dateline_place.of_zone", _dateline, "A dateline's place, day and agency are those of its zone in the text.", "zones", by_document=True),
        _rule("statements.speaker_ids.first", _first_speaker, "The first of the joint speakers is the speaker.", by_document=True),
    )  # fmt: skip


def _rule(
    rule_id: str, look: Callable[[Staged], Checked], sentence: str, *reads: str,
    family: str = FAMILY, by_document: bool = False, beside: bool = False,
) -> Rule:  # fmt: skip
    reads = (rule_id.split(".", maxsplit=1)[0], *reads)
    return Rule(
        rule_id=rule_id, family=family, look=look, sentence=sentence, reads=reads, by_document=by_document, beside=beside
    )  # fmt: skip


def _whole(staged: Staged, table: str, violations: pl.LazyFrame) -> Checked:
    return Checked(checked=staged.rows(table), violations=violations)


def _of_lexicon(staged: Staged) -> Checked:
    """Compare with the shipped lexicon; users' own rows overlay it, so where they are at work nothing is compared."""
    things = staged.scan("entities")
    if (staged.manifest.get("settings") or {}).get("lexicons"):
        return Checked(
            checked=staged.rows("entities"), violations=things.clear(), observed="not looked at: users' own lexicons"
        )
    ids = (
        things.filter(~pl.col("entity_id").str.starts_with("local:") | pl.col("in_lexicon"))
        .select("entity_id")
        .collect()
    )
    known = lexicon_frame(load_lexicon(()), ids["entity_id"].drop_nulls().to_list())
    joined = things.join(known, on="entity_id", how="left", suffix="_in_lexicon")
    differs = [
        pl.col(f"{name}_in_lexicon").is_not_null() & pl.col(name).ne_missing(pl.col(f"{name}_in_lexicon"))
        for name in KNOWN
    ]
    alone = [
        pl.col(name).is_not_null() & pl.col(f"{name}_in_lexicon").is_null() for name in ("geonames_id", "wikidata_id")
    ]
    said = pl.col("in_lexicon").ne_missing(pl.col("name_in_lexicon").is_not_null())
    return _whole(staged, "entities", joined.filter(pl.any_horizontal(said, *differs, *alone)))


def _of_name(staged: Staged) -> Checked:
    things = staged.scan("entities").filter(~pl.col("in_lexicon"))
    parts = pl.col("entity_id").str.split(":")
    country = parts.list.get(3, null_on_oob=True)
    same = (
        (parts.list.get(0) == "local")
        & (parts.list.get(1, null_on_oob=True) == pl.col("entity_type"))
        & (parts.list.get(2, null_on_oob=True) == pl.col("_slug"))
        & (country.is_null() | (country == pl.col("country_code").str.to_lowercase()))
    )
    folded = things.join(slugs(things), on="name", how="left")
    return _whole(staged, "entities", folded.filter(~same.fill_null(value=False)).drop("_slug"))


def _spelling(column: str) -> pl.Expr:
    """Give a name by its letters and digits alone: names are kept with plain hyphens, apostrophes and blanks."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}\p{M}]+", "")


def _aliases(staged: Staged) -> pl.LazyFrame:
    spelt = staged.scan("entities").select("entity_id", "aliases").explode("aliases", empty_as_null=False)
    return spelt.select("entity_id", _spelling=_spelling("aliases"))


def _spellings(staged: Staged) -> pl.LazyFrame:
    """Give every spelling that mentions has of a thing: `entity_id`, `surface`, `_spelling`, and whether it is a `name`."""
    spelt = named(staged).spellings.lazy().select("entity_id", "surface", "name")
    return spelt.with_columns(_spelling=_spelling("surface"))


def _alias(staged: Staged) -> Checked:
    spelt = _spellings(staged).filter("name").select("entity_id", "surface", "_spelling")
    unknown = spelt.join(_aliases(staged), on=["entity_id", "_spelling"], how="anti").drop("_spelling").collect()
    names = staged.scan("mentions").filter(pl.col("mention_kind") == "name")
    if unknown.is_empty():
        return _whole(staged, "mentions", names.clear())
    other = names.join(unknown.lazy(), on=["entity_id", "surface"], how="semi").collect()
    return _whole(staged, "mentions", other.lazy().join(_torn(staged, other), on=list(PLACE), how="anti"))


def _torn(staged: Staged, mentions: pl.DataFrame) -> pl.LazyFrame:
    """Give those of the mentions that a zone cuts through: what is no running text is no part of their names."""
    zones = staged.scan("zones").select("document_id", zone_start="start_char", zone_end="end_char")
    both = mentions.lazy().select(*PLACE, "entity_id").join(zones, on="document_id")
    touches = (pl.col("zone_start") < pl.col("end_char")) & (pl.col("zone_end") > pl.col("start_char"))
    holds = (pl.col("zone_start") <= pl.col("start_char")) & (pl.col("zone_end") >= pl.col("end_char"))
    return both.filter(touches & ~holds).select(*PLACE, "entity_id").unique()


def _used(staged: Staged) -> Checked:
    unused = _aliases(staged).join(_spellings(staged), on=["entity_id", "_spelling"], how="anti").collect()
    if unused.is_empty():
        return _whole(staged, "entities", unused.lazy().rename({"_spelling": "alias"}))
    names = staged.scan("mentions").filter(pl.col("entity_id").is_not_null())
    doubted = names.filter(pl.col("entity_id").is_in(unused["entity_id"].unique().implode())).collect()
    wrong = unused.lazy().join(_torn(staged, doubted), on="entity_id", how="anti")
    return _whole(staged, "entities", wrong.rename({"_spelling": "alias"}))


def _type(staged: Staged) -> Checked:
    things = staged.scan("entities").select("entity_id", type_of_thing="entity_type")
    types = named(staged).spellings.lazy().select("entity_id", "entity_type").unique()
    mentions, differs = staged.scan("mentions"), pl.col("entity_type") != pl.col("type_of_thing")
    if types.join(things, on="entity_id").filter(differs).collect().is_empty():
        return _whole(staged, "mentions", mentions.clear())
    return _whole(staged, "mentions", mentions.join(things, on="entity_id", how="inner").filter(differs))


def _copies(staged: Staged) -> Checked:
    documents = staged.scan("documents").select("document_id", "source_path", "copy_cluster_id", "is_canonical_copy")
    there = documents.select(copy_cluster_id="document_id", is_there=pl.lit(value=True))
    is_own = pl.col("document_id") == pl.col("copy_cluster_id")
    joined = documents.join(there.unique("copy_cluster_id"), on="copy_cluster_id", how="left")
    return _whole(
        staged, "documents", joined.filter((pl.col("is_canonical_copy") != is_own) | pl.col("is_there").is_null())
    )


def _extraction(staged: Staged) -> Checked:
    full = pl.col("extraction") == "full"
    documents = staged.scan("documents").select("document_id", "source_path", "language", "extraction")
    return _whole(staged, "documents", documents.filter(full != pl.col("language").is_in(READ_IN_FULL)))


def _dateline(staged: Staged) -> Checked:
    """Compare with the zone; a place alone can also come from a field of an export, which is none."""
    zones = (
        staged.scan("zones")
        .filter(pl.col("zone") == "dateline")
        .select("document_id", stated="value", zoned=pl.lit(value=True))
    )
    fields = ("dateline_place", "dateline_date", "dateline_agency")
    parts = ["dateline_place", pl.col("dateline_date").dt.strftime("%Y-%m-%d"), "dateline_agency"]
    said = pl.concat_str(parts, separator="; ", ignore_nulls=True).replace("", None)
    joined = (
        staged.scan("documents").select("document_id", *fields, said=said).join(zones, on="document_id", how="left")
    )
    differs = pl.when("zoned").then(pl.col("said").ne_missing(pl.col("stated")))
    alone = pl.any_horizontal(pl.col(name).is_not_null() for name in fields[1:])
    return _whole(staged, "documents", joined.filter(differs.otherwise(alone)).drop("zoned"))


def _first_speaker(staged: Staged) -> Checked:
    first = pl.col("speaker_ids").list.first()
    return _whole(staged, "statements", staged.scan("statements").filter(first.ne_missing(pl.col("speaker_id"))))
