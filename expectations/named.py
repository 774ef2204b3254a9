"""What mentions says of each thing: several rules ask for it. Worked out slice by slice, so that no more is held than is distinct."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from expectations.sums import parts_of

if TYPE_CHECKING:
    from expectations.staged import Staged

PART_BYTES = 4 << 20  # packed, whose rows are read together
SPELT = ["entity_id", "entity_type", "surface"]


class Named(NamedTuple):
    """How things are written, and how often.

    `spellings`: each way in which a thing is written, of each type (SPELT), and whether it is a `name`; no surface where texts
    are lost. `things`: how many mentions and documents each thing has (entity_id, mentions, documents), `first` and `last` day.
    """

    spellings: pl.DataFrame
    things: pl.DataFrame


def named(staged: Staged) -> Named:
    """Give what mentions says of things."""
    return staged.once("named", lambda: _named(staged))


def _named(staged: Staged) -> Named:
    parts = [_in_part(part) for part in parts_of(staged, "mentions", together=PART_BYTES)]
    spellings, things = (pl.concat(frames).lazy() for frames in zip(*parts, strict=True))
    by = [name for name in SPELT if name in parts[0].spellings.columns]
    counted = [pl.col("mentions", "documents").sum(), pl.col("first").min(), pl.col("last").max()]
    return Named(
        spellings.group_by(by).agg(pl.col("name").any()).collect(), things.group_by("entity_id").agg(counted).collect()
    )


def _in_part(staged: Staged) -> Named:
    mentions = staged.scan("mentions").filter(pl.col("entity_id").is_not_null())
    there = mentions.collect_schema().names()
    by = [name for name in SPELT if name in there]
    rows = mentions.select("document_id", *by, name=pl.col("mention_kind") == "name").collect().lazy()
    days = staged.scan("documents").select("document_id", "published_date")
    of_documents = rows.group_by("entity_id", "document_id").agg(mentions=pl.len())
    things = of_documents.join(days, on="document_id", how="left").group_by("entity_id").agg(
        pl.col("mentions").sum(), documents=pl.len(), first=pl.col("published_date").min(), last=pl.col("published_date").max()
    )  # fmt: skip
    return Named(rows.group_by(by).agg(pl.col("name").any()).collect(), things.collect())
