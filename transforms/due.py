"""Documents whose own header dates them after the day of the run: they wait, and are taken in once they are due."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import polars as pl

from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping


def not_due(documents: pl.LazyFrame, as_of: datetime.date | None) -> pl.DataFrame:
    """Give the documents that are dated after `as_of`; none if that is None.

    Reads: `document_id`, `published_date`, `published_basis`. Adds: `reason` (bad_date) and `detail`, as in `inputs`.
    """
    as_of = as_of or datetime.date.max
    late = documents.filter(pl.col("published_date") > as_of)
    day, basis = pl.col("published_date").dt.to_string("%Y-%m-%d"), pl.col("published_basis").fill_null("text")
    detail = pl.format("its {} dates it {}, after {}, the day of this run", basis, day, pl.lit(as_of.isoformat()))
    return (
        late.select("document_id", "published_date", reason=pl.lit(str(Reason.BAD_DATE)), detail=detail)
        .sort("document_id")
        .collect()
    )


def without(tables: Mapping[str, pl.LazyFrame], late: pl.DataFrame) -> dict[str, pl.LazyFrame]:
    """Give the tables of the first half without the rows of these documents; untouched if there are none."""
    if late.is_empty():
        return dict(tables)
    ids = late.lazy().select("document_id")
    return {
        name: frame.join(ids, on="document_id", how="anti", maintain_order="left") for name, frame in tables.items()
    }
