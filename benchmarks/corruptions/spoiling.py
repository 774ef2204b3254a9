"""How tables are spoilt: functions that make a fault, at a dose, in rows that chance chooses.

A dose is a share of the rows that can have the fault; 0 stands for a single row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

    Spoil = Callable[["Frames", float, np.random.Generator], "Frames"]

Frames = dict[str, pl.DataFrame]
SPANS = ("mentions", "metrics", "timexes", "statements", "roles", "event_mentions", "sentences", "zones")
ROW = 0.0
ALL = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corruption:
    """One fault: what it does to the tables at a dose.

    `caught_by` are beginnings of the ids of rules that name the fault; empty for a benign change, on which the gate must
    stay silent. `least` is the smallest dose at which it must be caught: smaller ones are faults of a distribution that
    nobody could tell from news. `refuses` is False where a warning is the right action.
    """

    name: str
    kind: str
    spoil: Spoil
    caught_by: tuple[str, ...] = ()
    least: float = ROW
    refuses: bool = True


def chosen(rows: int, dose: float, chance: np.random.Generator, eligible: np.ndarray | None = None) -> pl.Series:
    """Give which rows to spoil, as a mask."""
    among = np.arange(rows) if eligible is None else np.flatnonzero(eligible)
    mask = np.zeros(rows, dtype=bool)
    number = min(len(among), max(1, round(len(among) * dose)))
    if number:
        mask[chance.choice(among, number, replace=False)] = True
    return pl.Series(mask)


def change(
    table: str, column: str, to: Callable[[pl.Expr], pl.Expr], only: pl.Expr | None = None
) -> Callable[..., Frames]:
    """Make a corruption that changes the values of one column; rows without a value are left alone."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        frame = frames[table]
        eligible = (
            frame.select((pl.col(column).is_not_null() if only is None else only).fill_null(value=False))
            .to_series()
            .to_numpy()
        )
        mask = chosen(frame.height, dose, chance, eligible)
        new = pl.when(mask).then(to(pl.col(column))).otherwise(pl.col(column)).cast(frame.schema[column])
        return {**frames, table: frame.with_columns(new.alias(column))}

    return spoil


def whole(table: str, how: Callable[[pl.DataFrame], pl.DataFrame]) -> Callable[..., Frames]:
    """Make a corruption of a whole table, whatever the dose."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        del dose, chance
        return {**frames, table: how(frames[table])}

    spoil.whole = True  # type: ignore[attr-defined]
    return spoil


def drop(table: str) -> Callable[..., Frames]:
    """Make a corruption that loses rows."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        mask = chosen(frames[table].height, dose, chance)
        return {**frames, table: frames[table].filter(~mask)}

    return spoil


def repeat(table: str) -> Callable[..., Frames]:
    """Make a corruption that doubles rows."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        mask = chosen(frames[table].height, dose, chance)
        return {**frames, table: pl.concat([frames[table], frames[table].filter(mask)])}

    return spoil


def shift(table: str, by: int) -> Callable[..., Frames]:
    """Make a corruption that moves spans."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        frame = frames[table]
        mask = chosen(frame.height, dose, chance)
        moved = [
            pl.when(mask).then(pl.col(name) + by).otherwise(pl.col(name)).cast(pl.Int32)
            for name in ("start_char", "end_char")
        ]
        return {**frames, table: frame.with_columns(moved)}

    return spoil


def swap(table: str, one: str, other: str) -> Callable[..., Frames]:
    """Make a corruption that swaps two columns."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        frame = frames[table]
        mask = chosen(
            frame.height, dose, chance, frame.select(pl.col(one).ne_missing(pl.col(other))).to_series().to_numpy()
        )
        new = [pl.when(mask).then(pl.col(b)).otherwise(pl.col(a)).alias(a) for a, b in ((one, other), (other, one))]
        return {**frames, table: frame.with_columns(new)}

    return spoil


def silent(table: str, receipt: str) -> Callable[..., Frames]:
    """Make a corruption in which an extractor found nothing in some documents, receipts and all."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        documents = frames["documents"]
        mask = chosen(documents.height, dose, chance)
        lost = documents.filter(mask).select("document_id")
        kept = frames[table].join(lost, on="document_id", how="anti", maintain_order="left")
        told = documents.with_columns(pl.when(mask).then(0).otherwise(pl.col(receipt)).cast(pl.Int32).alias(receipt))
        return {**frames, table: kept, "documents": told}

    return spoil


def lost_document(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
    """Lose documents with all their rows, but not the record of them."""
    mask = chosen(frames["documents"].height, dose, chance)
    ids = frames["documents"].filter(mask).select("document_id")
    return {
        name: frame.join(ids, on="document_id", how="anti", maintain_order="left") if "document_id" in frame.columns and name != "inputs" else frame
        for name, frame in frames.items()
    }  # fmt: skip


def in_bytes(table: str) -> Callable[..., Frames]:
    """Count offsets in bytes: differs only behind the first character that is not ASCII."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        del dose, chance
        texts = dict(frames["documents"].select("document_id", "text").iter_rows())
        ends = {
            name: [len(texts[d][:o].encode()) for d, o in frames[table].select("document_id", name).iter_rows()]
            for name in ("start_char", "end_char")
        }
        return {
            **frames,
            table: frames[table].with_columns(
                **{name: pl.Series(values, dtype=pl.Int32) for name, values in ends.items()}
            ),
        }

    return spoil


def twice(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
    """Publish every entity under two ids."""
    mask = chosen(frames["entities"].height, dose, chance)
    copies = (
        frames["entities"]
        .filter(mask)
        .with_columns(pl.format("local:{}:second-{}", "entity_type", pl.col("name").hash()).alias("entity_id"))
    )
    return {**frames, "entities": pl.concat([frames["entities"], copies]).sort("entity_id")}


def fixed(value: object) -> Callable[[pl.Expr], pl.Expr]:
    """Give the same value everywhere."""
    return lambda _: pl.lit(value)
