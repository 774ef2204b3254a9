"""Quantities and times follow from their own words: deriving a row again from what is published gives the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from expectations.rereading import READS, compared_columns, read_again
from expectations.rules.rule import Checked, Rule
from expectations.rules.slices import texts_of
from transforms.quantities.derive import Derived as Quantity
from transforms.quantities.derive import derive as derive_quantity
from transforms.tables import BY_NAME
from transforms.timex.derive import Derived as Time
from transforms.timex.derive import derive as derive_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "rederived"
BATCH = 100_000
MOST_READ_AGAIN = 60
TIME_COLUMNS = Time._fields
QUANTITY_COLUMNS = tuple(name for name in Quantity._fields if name not in {"kind", "direction"})


class Rederived(NamedTuple):
    """How many rows were derived again, those that came out differently, and how many a second reading confirmed."""

    checked: int
    wrong: pl.DataFrame
    confirmed: int


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give a rule for every column of metrics and timexes that the row's own words decide."""
    names = {table.name for table in tables}
    found: list[Rule] = []
    if "metrics" in names:
        found += [_rule("metrics", column, _quantities) for column in ("surface", *QUANTITY_COLUMNS)]
    if "timexes" in names:
        found += [_rule("timexes", column, _times) for column in ("surface", *TIME_COLUMNS)]
    return tuple(found)


def _rule(table: str, column: str, make: Callable[[Staged], Rederived]) -> Rule:
    def look(staged: Staged) -> Checked:
        result = staged.once(f"rederived {table}", lambda: make(staged))
        differs = ~pl.col("_derived") if column == "surface" else _differs(column)
        wrong = result.wrong.filter(differs)
        note = f"{result.confirmed} rows that the words alone do not give are as a second reading has them"
        observed = note if result.confirmed and wrong.is_empty() else None
        return Checked(checked=result.checked, violations=wrong.drop("_derived").lazy(), observed=observed)

    what = "can be read again" if column == "surface" else f"gives its {column} again"
    return Rule(
        rule_id=f"{table}.{column}.rederived", family=FAMILY, look=look, reads=(table, "documents"),
        sentence=f"The surface of every row of {table}, with its published context, {what}.",
        threshold="no row that comes out differently (by definition)",
    )  # fmt: skip


def _quantities(staged: Staged) -> Rederived:
    names = (
        "document_id",
        "start_char",
        "end_char",
        "surface",
        "kind",
        "context_start_char",
        "context_end_char",
        *QUANTITY_COLUMNS,
    )
    return _rederived(staged, "metrics", names, QUANTITY_COLUMNS, _quantity_rows)


def _quantity_rows(staged: Staged, batch: pl.DataFrame) -> Iterator[tuple[Any, ...] | None]:
    texts, at = texts_of(staged), [Quantity._fields.index(name) for name in QUANTITY_COLUMNS]
    rows = batch.select("document_id", "surface", "kind", "context_start_char", "context_end_char").iter_rows()
    for document, surface, kind, start, end in rows:
        context = texts.get(document, "")[start:end] if start is not None else None
        derived = derive_quantity(surface, context, kind)
        yield tuple(derived[index] for index in at) if derived else None


def _times(staged: Staged) -> Rederived:
    names = (
        "document_id",
        "start_char",
        "end_char",
        "surface",
        "anchor_date",
        "anchor_basis",
        "anchor_precision",
        "tense",
        "rule",
        *TIME_COLUMNS,
    )
    return _rederived(staged, "timexes", names, TIME_COLUMNS, _time_rows)


def _time_rows(staged: Staged, batch: pl.DataFrame) -> Iterator[tuple[Any, ...] | None]:
    del staged
    columns = ("surface", "anchor_date", "anchor_basis", "anchor_precision", "tense", "rule")
    for surface, day, basis, precision, tense, rule in batch.select(columns).iter_rows():
        yield derive_time(
            surface, anchor_date=day, anchor_basis=basis, anchor_precision=precision, tense=tense, rule=rule
        )


def _differs(column: str) -> pl.Expr:
    return pl.col("_derived") & pl.col(column).ne_missing(pl.col(f"derived_{column}"))


def _rederived(
    staged: Staged, table: str, names: tuple[str, ...], derived: tuple[str, ...],
    derive: Callable[[Staged, pl.DataFrame], Iterable[tuple[Any, ...] | None]],
) -> Rederived:  # fmt: skip
    schema = {f"derived_{name}": BY_NAME[table][name].dtype for name in derived}
    checked, parts = 0, []
    for batch in staged.batches(table, list(dict.fromkeys(names)), BATCH):
        rows = list(derive(staged, batch))
        blank = (None,) * len(derived)
        again = pl.DataFrame([row or blank for row in rows], schema=schema, orient="row")
        both = pl.concat([batch, again], how="horizontal").with_columns(
            _derived=pl.Series([row is not None for row in rows], dtype=pl.Boolean)
        )
        checked += batch.height
        differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"derived_{name}")) for name in derived)
        parts.append(both.filter(~pl.col("_derived") | differs))
    empty = staged.scan(table).select(list(dict.fromkeys(names))).clear().collect()
    wrong = (
        pl.concat(parts)
        if parts
        else empty.with_columns(
            _derived=pl.lit(value=True), **{name: pl.lit(None, dtype) for name, dtype in schema.items()}
        )
    )
    return Rederived(checked, *_second_reading(staged, table, wrong))


def _second_reading(staged: Staged, table: str, wrong: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Drop the rows that the extractor itself finds just so in the whole text: words alone can say less than a text."""
    ids = wrong["document_id"].unique().sort().to_list() if wrong.height else []
    if not ids or len(ids) > MOST_READ_AGAIN or not all(staged.has(name) for name in READS):
        return wrong, 0
    try:
        again = read_again(staged, ids)[table]
    except Exception:  # noqa: BLE001 - what cannot be read again is not confirmed
        return wrong, 0
    columns = [name for name in compared_columns(BY_NAME[table]) if name in wrong.columns]
    left = wrong.join(again.select(columns), on=columns, how="anti", nulls_equal=True)
    return left, wrong.height - left.height
