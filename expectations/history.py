"""The releases before this one, and what their statistics allow: every tolerance comes from the past itself."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.staged import Staged
from expectations.statistics import DISTINCT, FILE, KEPT_SHARE, REJECTED_SHARE, SCHEMA, statistics_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FEWEST = 5
MOST = 60
MOST_KEPT = 12
REFUSES = 10.0
WARNS = 6.0
BY_CHANCE = 1e-6
KEY = ["table", "column", "statistic", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Former releases of the series, oldest first: their names, their statistics, and the last one's folder."""

    names: tuple[str, ...] = ()
    statistics: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={**SCHEMA, "release": pl.String()}))
    kept: tuple[float, ...] = ()
    last: Staged | None = None


def past_of(history: Path | None, *, series: str | None, this: Path) -> Past:
    """Read what former releases of the series left behind; where one left no statistics, compute them from its tables.

    `this` is the folder in question, which is no part of its own past; nor is any release after it.
    """
    if history is None or not history.is_dir():
        return Past()
    folders = [folder for folder in sorted(history.iterdir()) if _is_past(folder, series, this)][-MOST:]
    before: Past = Past()
    frames: list[pl.DataFrame] = []
    for folder in folders:
        if (statistics := _statistics(folder, before)) is not None:
            frames.append(statistics.with_columns(release=pl.lit(folder.name)))
            names = (*before.names, folder.name)
            before = Past(names=names, last=Staged(folder=folder, manifest=manifest_of(folder)))
    if not frames:
        return Past()
    table = pl.concat(frames)
    kept = table.filter(pl.col("statistic") == KEPT_SHARE).sort("release")["value"].tail(MOST_KEPT)
    return replace(before, statistics=table, kept=tuple(kept))


def _is_past(folder: Path, series: str | None, this: Path) -> bool:
    if not folder.is_dir() or folder.resolve() == this.resolve() or not any(folder.glob("documents*")):
        return False
    if folder.parent.resolve() == this.parent.resolve() and folder.name > this.name:
        return False
    own = manifest_of(folder).get("series")
    return series is None or own is None or own == series


def manifest_of(folder: Path) -> dict[str, Any]:
    """Give a release's manifest; empty if it has none that can be read."""
    try:
        found = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _statistics(folder: Path, before: Past) -> pl.DataFrame | None:
    try:
        if (folder / FILE).is_file():
            return pl.read_parquet(folder / FILE).select(list(SCHEMA))
        staged = Staged(folder=folder)
        staged.memo["past"] = before
        return statistics_of(staged)
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 - a damaged old release must not stop a new one
        return None


def compared(now: pl.DataFrame, past: Past) -> pl.DataFrame:
    """Give each statistic with its past range, the releases that set it, and its distance from the usual.

    Adds: releases, usual, low, high, low_release, high_release, distance. The distance is counted in standard deviations of a new
    value given the past ones; shares are compared on the arcsine scale, where their spread does not depend on their
    size, and no past is taken to be steadier than chance allows for the number of documents. Nothing or all where there was
    always some lies far off, unless chance explains it.
    """
    if not past.names:
        return now.clear().with_columns(
            **{name: pl.lit(0.0) for name in ("usual", "low", "high", "distance")},
            low_release=pl.lit(""),
            high_release=pl.lit(""),
            releases=pl.lit(0),
        )
    table = pl.concat(
        [now.with_columns(release=pl.lit(None, pl.String)), past.statistics.select(*now.columns, "release")]
    )
    filled = _filled(table.filter(pl.col("scale") != "count"), [None, *past.names])
    scaled = filled.with_columns(x=_scaled())
    old, new = scaled.filter(pl.col("release").is_not_null()), scaled.filter(pl.col("release").is_null())
    found = new.join(_spread(old), on=KEY, how="inner").with_columns(distance=_distance()).drop("x", "release")
    return pl.concat([found, _all_alike(table).select(found.columns).cast(found.schema)])


def _all_alike(table: pl.DataFrame) -> pl.DataFrame:
    """Give the columns that have one value only, where there ought to be so many others that chance does not explain it.

    A value that differs from the commonest one is a row that does: the release with the fewest such rows is taken for usual.
    """
    counts = table.filter(pl.col("statistic") == DISTINCT).with_columns(
        others=(pl.col("value") - 1) / pl.col("documents")
    )
    old, now = counts.filter(pl.col("release").is_not_null()), counts.filter(pl.col("release").is_null())
    past = _spread(old.with_columns(x=pl.col("value")))
    joined = now.drop("others").join(past, on=KEY).join(old.group_by(KEY).agg(fewest=pl.col("others").min()), on=KEY)
    unlikely = pl.col("documents") * pl.col("fewest") > -math.log(BY_CHANCE)
    alike = joined.filter((pl.col("value") == 1) & unlikely & (pl.col("releases") >= FEWEST))
    return alike.with_columns(x=pl.col("value"), distance=pl.lit(REFUSES + 1))


def _filled(table: pl.DataFrame, releases: Sequence[str | None]) -> pl.DataFrame:
    """Give a value of 0 to parts that a release does not have; a statistic that it never left stays unknown.

    So does the share that a folder had turned away where the release has no such folder.
    """
    keys = table.group_by(*KEY, "scale").agg(documents=pl.col("documents").max())
    grid = keys.join(pl.DataFrame({"release": releases}, schema={"release": pl.String}), how="cross")
    left = table.select(*KEY[:-1], "release").unique()
    known = grid.join(left, on=[*KEY[:-1], "release"], how="semi", nulls_equal=True)
    values = table.select(*KEY, "release", "value", own=pl.col("documents"))
    joined = known.join(values, on=[*KEY, "release"], how="left", nulls_equal=True)
    joined = joined.filter((pl.col("statistic") != REJECTED_SHARE) | pl.col("value").is_not_null())
    return joined.with_columns(value=pl.col("value").fill_null(0.0), documents=pl.coalesce("own", "documents")).drop(
        "own"
    )


def _scaled() -> pl.Expr:
    share = pl.col("scale") == "share"
    return pl.when(share).then(pl.col("value").clip(0, 1).sqrt().arcsin()).otherwise(pl.col("value"))


def _spread(old: pl.DataFrame) -> pl.DataFrame:
    at = pl.col("value")
    return old.group_by(KEY).agg(
        releases=pl.len(), usual=at.median(), low=at.min(), high=at.max(), centre=pl.col("x").mean(), spread=pl.col("x").std(),
        least=pl.col("x").min(), most=pl.col("x").max(), usual_documents=pl.col("documents").median(),
        low_release=pl.col("release").sort_by("value").first(), high_release=pl.col("release").sort_by("value").last(),
    )  # fmt: skip


def _distance() -> pl.Expr:
    documents = pl.min_horizontal("documents", "usual_documents").clip(lower_bound=1.0)
    chance = pl.when(pl.col("scale") == "share").then(0.5 / documents.sqrt()).otherwise(0.35 / documents.sqrt())
    smaller = (pl.col("usual_documents") / documents).clip(lower_bound=1.0).sqrt()
    spread = pl.max_horizontal(pl.col("spread").fill_null(0.0) * smaller, chance) * (1 + 1 / pl.col("releases")).sqrt()
    outside = (pl.col("x") < pl.col("least")) | (pl.col("x") > pl.col("most"))
    distance = (pl.col("x") - pl.col("centre")).abs() / spread
    sudden = pl.when(_sudden()).then(REFUSES + 1).otherwise(0.0)
    return pl.when(outside).then(pl.max_horizontal(distance, sudden)).otherwise(0.0)


def _sudden() -> pl.Expr:
    """Whether a share that was never nothing, or never all, suddenly is, and chance at the rate of its extreme release says no.

    The spread of the past is no measure of this: of a rare thing, none at all lies near.
    """
    none = (pl.col("value") == 0) & (pl.col("documents") * (1 - pl.col("low")).log() < math.log(BY_CHANCE))
    every = (pl.col("value") == 1) & (pl.col("documents") * pl.col("high").log() < math.log(BY_CHANCE))
    return (pl.col("scale") == "share") & (pl.col("releases") >= FEWEST) & (none | every)
