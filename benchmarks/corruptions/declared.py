"""One corruption for every promise that a declaration makes, so that no rule is left that nothing could ever fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from spoiling import ALL, ROW, Corruption, change, drop, fixed, repeat, whole

from expectations.gate import GATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spoiling import Frames

    from transforms.tables import Column, Table

FREE = ("text", "surface")
WARNS = "a warning is enough"


SELDOM = ("findings", "id_changes")  # a release of their own fills them


def declared() -> list[Corruption]:
    """Give the corruptions of every table that a corpus fills."""
    return [corruption for table in GATED if table.name not in SELDOM for corruption in of_table(table)]


def of_table(table: Table) -> Iterator[Corruption]:
    """Give the corruptions of one table."""
    name = table.name
    first_text = next((column for column in table.columns if _is_free(column)), None)
    for column in table.columns:
        yield from (_corruption(table, column, *fault) for fault in _faults(column, first_text))
        if (
            column.name not in {"document_id", "sentence_number", "start_char", "end_char", "surface"}
            and not column.is_list
        ):
            yield Corruption(
                name=f"{name}.{column.name}: all alike", kind="declared", spoil=_alike(name, column.name), least=ALL, caught_by=(f"{name}.", "documents.", "entities."),
            )  # fmt: skip
    yield Corruption(
        name=f"{name}: rows twice", kind="declared", spoil=repeat(name), caught_by=(f"{name}.table.unique",)
    )
    yield Corruption(
        name=f"{name}: rows lost",
        kind="declared",
        spoil=drop(name),
        least=ALL,
        caught_by=(f"{name}.", "documents.", "inputs.", "entities."),
    )
    yield Corruption(
        name=f"{name}: out of order",
        kind="declared",
        spoil=whole(name, lambda frame: frame.reverse()),
        caught_by=(f"{name}.table.sorted",),
        refuses=False,
    )
    yield from (_retyped(table), _invented(table))
    yield Corruption(
        name=f"{name}: missing",
        kind="declared",
        spoil=lambda frames, _dose, _chance: {key: frame for key, frame in frames.items() if key != name},
        caught_by=(f"{name}.table.present",),
    )


def _retyped(table: Table) -> Corruption:
    """Publish the table's first column as another type."""
    first = table.names[0]
    return Corruption(
        name=f"{table.name}: retyped", kind="declared", caught_by=(f"{table.name}.table.schema",),
        spoil=whole(table.name, lambda frame: frame.with_columns(pl.col(first).cast(pl.Categorical))),
    )  # fmt: skip


def _invented(table: Table) -> Corruption:
    """Publish two rows of nonsense, the same twice, in a table that may well be empty."""
    kinds = {pl.String: "§", pl.Float64: float("nan"), pl.Int32: -1, pl.Boolean: True}
    row = {column.name: None if column.refers_to else kinds.get(type(column.dtype)) for column in table.columns}
    two = pl.DataFrame([row, row], schema=table.schema)
    return Corruption(
        name=f"{table.name}: rows invented", kind="declared", caught_by=(f"{table.name}.",),
        spoil=whole(table.name, lambda frame: pl.concat([frame, two]).reverse()),
    )  # fmt: skip


def _is_free(column: Column) -> bool:
    """Whether any text may stand in it."""
    bound = column.one_of or column.matches or column.refers_to or column.name in FREE
    return column.dtype == pl.String and not bound


def _corruption(
    table: Table, column: Column, what: str, value: object, rule: str, warns: str = "", least: float = ROW
) -> Corruption:
    only = pl.int_range(pl.len()) >= 0 if value is not None else pl.col(column.name).is_not_null()
    return Corruption(
        name=f"{table.name}.{column.name}: {what}", kind="declared", spoil=change(table.name, column.name, fixed(value), only=only),
        caught_by=(f"{table.name}.{rule}",), refuses=not warns, least=least,
    )  # fmt: skip


def _faults(column: Column, first_text: Column | None) -> Iterator[tuple[Any, ...]]:
    name = column.name
    if not column.nullable:
        yield "null", None, f"{name}.not_null"
    if column.is_list:
        yield "a blank item", [""], f"{name}.items"
        yield from [("unknown", ["wikidata:Q999999999"], f"{name}.known")] if column.refers_to else []
        return
    if column.dtype == pl.Float64:
        yield "not a number", float("nan"), f"{name}.finite"
    if column.one_of:
        yield "outside its list", "furlongs", f"{name}.one_of"
    if column.matches:
        yield "of another form", "§", f"{name}.matches"
    if column.at_least is not None:
        yield "too small", column.at_least - 1, f"{name}.at_least"
    if column.at_most is not None:
        yield "too large", column.at_most + 1, f"{name}.at_most"
    if column.refers_to:
        unknown = {"documents": "doc_0000000000000000", "events": "evt_0000000000000000"}
        yield "unknown", unknown.get(column.refers_to.split(".")[0], "wikidata:Q999999999"), f"{name}.known"
    if column == first_text:
        yield "NUL", "a\0b", "table.no_control_characters"
        yield "blank", " ", "table.no_blanks"
        yield "N/A", "N/A", "table.no_stand_ins", "", ALL
        yield "marks of direction", "a\u202eb", "table.no_direction_marks", WARNS


def _alike(table: str, column: str) -> Any:
    """Write the commonest value of a column into every row: a constant column."""

    def spoil(frames: Frames, _dose: float, _chance: object) -> Frames:
        frame = frames[table]
        common = frame[column].drop_nulls().mode().sort()
        if not common.len() or frame[column].n_unique() == 1:
            return frames
        return {**frames, table: frame.with_columns(pl.lit(common[0], frame.schema[column]).alias(column))}

    spoil.whole = True  # type: ignore[attr-defined]
    return spoil
