"""Software that drifted: a column of the first half is no more found, or the same everywhere, and all else follows from that.

Keys, receipts and tables that follow are consistent, as another version of an extractor or lexicon would leave them; what reads again
only warns then. That the whole does not look as it always did is for the rules on the past to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import polars as pl
from judge import RULES, failed
from releases import write
from spoiling import ALL, SPANS, Corruption
from table import Tried

from expectations.staged import Staged
from transforms import assemble
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from judge import Judge
    from releases import Frames, Records, Series

    from transforms.tables import Column

KIND = "drifting"
# Columns that are found and lost together.
TOGETHER = (
    ("measured", "measured_start_char", "measured_end_char"), ("period_begin", "period_end", "period_start_char", "period_end_char"),
    ("context_start_char", "context_end_char"), ("si_value", "si_unit"), ("begin_date", "end_date"), ("anchor_date", "anchor_precision"),
    ("speaker", "speaker_start_char", "speaker_end_char"), ("cue", "cue_start_char", "cue_end_char"), ("person_start_char", "person_end_char"),
)  # fmt: skip
SELDOM = (
    "value_high",
    "direction",
    "compared_with",
    "place_id",
    "context_start_char",
    "context_end_char",
    "addressee",
    "organisation_id",
    "plover_mode",
)
OF_LEXICON = {"country_code": None, "latitude": None, "longitude": None, "wikidata_id": "Q1", "geonames_id": None}


class Drift(NamedTuple):
    """What other software did: to the tables of the first half, and to the things as they are resolved."""

    what: str
    rule: str
    first: Callable[[Frames], Frames]
    of_things: tuple[str, str | None] | None = None


def drifting(judge: Judge, series: Series, is_asked: Callable[[Corruption], bool]) -> Iterator[Tried]:
    """Give what the rules say of a release made by software that drifted, fault by fault."""
    ids = set(judge.clean["documents"]["document_id"])
    records = [pair for pair in series.records if pair[0] in ids]
    for drift in _drifts():
        corruption = Corruption(
            name=drift.what, kind=KIND, spoil=lambda frames, _dose, _chance: frames, caught_by=(drift.rule,)
        )
        if is_asked(corruption):
            staged = Staged(
                folder=write(_released(series, records, drift), judge.work / "drifted"), as_of=judge.staged.as_of
            )
            staged.memo.update({"past": judge.past, "same_software": False})
            yield Tried(corruption, ALL, tuple(failed(staged, RULES, ())))


def _released(series: Series, records: Records, drift: Drift) -> Frames:
    """Give the tables of a release of these records by the software that drifted."""
    usual, resolve = series.first, assemble.resolve_entities

    def resolved(*told: Any) -> tuple[pl.LazyFrame, pl.DataFrame]:
        things, ids = resolve(*told)
        if drift.of_things is not None:
            name, value = drift.of_things
            things = things.with_columns(pl.lit(value, BY_NAME["entities"][name].dtype).alias(name))
        return things, ids

    try:
        series.first = drift.first(usual)
        with patch.object(assemble, "resolve_entities", resolved):
            return series.release_of(records)
    finally:
        series.first = usual


def _drifts() -> Iterator[Drift]:
    for rule in RULES:
        table, column, check = rule.rule_id.split(".")
        if check == "history" and table in SPANS and column not in {"table", "event_id"}:
            own = BY_NAME[table][column]
            what, how = _how(own)
            yield Drift(
                f"{table}.{column}: {what} by other software", rule.rule_id, how(table, own.in_document or column)
            )
    for name, value in OF_LEXICON.items():
        what = f"a lexicon {'with one' if value else 'without'} {name}"
        yield Drift(what, f"entities.{name}.history", _as_it_is, (name, value))
    yield Drift("no thing is of the lexicon", "entities.in_lexicon.history", _unknown)
    yield Drift("things are of one sort", "entities.entity_type.history", _one_sort)
    yield Drift("nothing is joined across documents", "entities.entity_id.history", _unjoined)


def _how(column: Column) -> tuple[str, Callable[[str, str], Callable[[Frames], Frames]]]:
    """Choose the fault: of what is seldom there at all, that it is everywhere."""
    if column.dtype == pl.Float64 and not column.nullable:
        return "nothing", _zero
    if column.name in SELDOM or not column.nullable:
        return "all alike", _alike
    return "no more found", _none


def _as_it_is(frames: Frames) -> Frames:
    return frames


def _none(table: str, column: str) -> Callable[[Frames], Frames]:
    names = next((group for group in TOGETHER if column in group), (column,))

    def fault(frames: Frames) -> Frames:
        frame = frames[table]
        return {
            **frames,
            table: frame.with_columns(
                pl.lit(None, frame.schema[name]).alias(name) for name in names if name in frame.columns
            ),
        }

    return fault


def _alike(table: str, column: str) -> Callable[[Frames], Frames]:
    """Write the rarest value everywhere; of a document's things, the first."""

    def fault(frames: Frames) -> Frames:
        frame = frames[table]
        values = frame[column].drop_nulls()
        value = values.min() if values.dtype.is_integer() else values.value_counts().sort("count", column)[column][0]
        return {**frames, table: frame.with_columns(pl.lit(value, frame.schema[column]).alias(column))}

    return fault


def _zero(table: str, column: str) -> Callable[[Frames], Frames]:
    return lambda frames: {**frames, table: frames[table].with_columns(pl.lit(0.0).alias(column))}


def _one_sort(frames: Frames) -> Frames:
    return {
        **frames,
        **{
            name: frames[name].with_columns(entity_type=pl.lit("programme"))
            for name in ("document_entities", "mentions")
        },
    }


def _unknown(frames: Frames) -> Frames:
    """Let the lexicon know nothing: things are named by themselves."""
    slug = pl.coalesce("slug", pl.col("name").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "-"))
    things = frames["document_entities"].with_columns(slug=slug, lexicon_id=pl.lit(None, pl.String))
    return {**frames, "document_entities": things}


def _unjoined(frames: Frames) -> Frames:
    things = _unknown(frames)["document_entities"]
    own = [pl.format("{} {}", name, "document_id").alias(name) for name in ("name", "slug")]
    return {**frames, "document_entities": things.with_columns(own)}
