"""What became of entity ids since the previous release."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = ["document_id", "start_char", "end_char"]


class Before(NamedTuple):
    """The release before: its name, its tables, and of this release the mentions to compare with those.

    Mentions that both releases are known to have alike may be left out of both; their `entity_id`s are then in `unchanged`.
    """

    release: str
    entities: pl.LazyFrame
    mentions: pl.LazyFrame
    now: pl.LazyFrame
    unchanged: pl.LazyFrame = pl.LazyFrame(schema={"entity_id": pl.String})


def id_changes(tables: Mapping[str, pl.LazyFrame], before: Before | None) -> pl.LazyFrame:
    """Give the ids that the previous release had and that now mean something else.

    Reads: entities, and mentions of both releases. An id is followed through the mentions that both releases have at the
    same place: merged, where its mentions and another old id's now share one id; split, where its mentions now have
    several; linked, where a local id became one of an open source; retired, where nothing has the id any more.
    """
    if before is None:
        return pl.LazyFrame(schema=BY_NAME["id_changes"].schema)
    now = before.now.select(*PLACE, new_id="entity_id")
    then = before.mentions.select(*PLACE, old_id="entity_id").drop_nulls("old_id")
    compared = then.join(now, on=PLACE).drop_nulls("new_id").select("old_id", "new_id")
    same = before.unchanged.drop_nulls().select(old_id="entity_id", new_id="entity_id")
    moved = pl.concat([compared, same]).unique()
    other = compared.filter(pl.col("old_id") != pl.col("new_id")).unique().collect().lazy()  # few, if any
    gone = before.entities.select(old_id="entity_id").join(
        tables["entities"].select(old_id="entity_id"), on="old_id", how="anti"
    )
    news = moved.join(other, on="old_id", how="semi").group_by("old_id").agg(news=pl.len())
    olds = moved.join(other, on="new_id", how="semi").group_by("new_id").agg(olds=pl.len())
    kinds = other.join(news, on="old_id").join(olds, on="new_id")
    changed = kinds.select("old_id", "new_id", kind=_kind())
    retired = gone.join(changed, on="old_id", how="anti").select(
        "old_id", new_id=pl.lit(None, pl.String), kind=pl.lit("retired")
    )
    return pl.concat([changed, retired]).with_columns(since_release=pl.lit(before.release))


def _kind() -> pl.Expr:
    linked = pl.col("old_id").str.starts_with("local:") & ~pl.col("new_id").str.starts_with("local:")
    return (
        pl.when(pl.col("news") > 1).then(pl.lit("split"))
        .when(pl.col("olds") > 1).then(pl.lit("merged"))
        .when(linked).then(pl.lit("linked"))
        .otherwise(pl.lit("merged"))
    )  # fmt: skip
