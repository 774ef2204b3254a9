"""Quantities and times follow from their own words: deriving a row again from what is published gives the row."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from expectations.passages import EVERY, batches_in, buckets, slices_of, texts_in
from expectations.rereading import READS, compared_columns, read_again
from expectations.rules.rule import Checked, Rule
from transforms.quantities.derive import Derived as Quantity
from transforms.quantities.derive import derive as derive_quantity
from transforms.tables import BY_NAME
from transforms.timex.derive import Derived as Time
from transforms.timex.derive import derive as derive_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "rederived"
MOST_READ_AGAIN = 60
CONFIRMED = "{confirmed} rows that the words alone do not give are as a second reading has them"
TIME_COLUMNS = Time._fields
QUANTITY_COLUMNS = Quantity._fields
# What the sentence can make of a kind that the words alone give.
TURNED = {
    "percent": {"change"}, "count": {"reference", "age"}, "ordinal": {"rank", "reference"}, "duration": {"age"},
}  # fmt: skip


class Rederived(NamedTuple):
    """How many rows were derived again, those that came out differently, and how many a second reading confirmed."""

    checked: int
    wrong: pl.DataFrame
    confirmed: int


class _Again(NamedTuple):
    """How a row is derived again: its arguments, from a batch and the texts where it needs them, and the function."""

    arguments: Callable[[pl.DataFrame, Mapping[str, str]], Iterator[tuple[Any, ...]]]
    derive: Callable[..., tuple[Any, ...] | None]
    texts: bool


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
        observed = CONFIRMED if result.confirmed and wrong.is_empty() else None
        return Checked(
            checked=result.checked, violations=wrong.drop("_derived").lazy(), observed=observed, counts={"confirmed": result.confirmed}
        )  # fmt: skip

    what = "can be read again" if column == "surface" else f"gives its {column} again"
    return Rule(
        rule_id=f"{table}.{column}.rederived", family=FAMILY, look=look, reads=(table, "documents"), by_document=True,
        sentence=f"The surface of every row of {table}, with its published context, {what}.",
        threshold="no row that comes out differently (by definition)",
    )  # fmt: skip


def _quantities(staged: Staged) -> Rederived:
    def arguments(batch: pl.DataFrame, texts: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        context = slices_of(batch, "context_start_char", "context_end_char", texts)
        return zip(batch["surface"], context, batch["kind"], batch["direction"], strict=True)

    given = ("surface", "context_start_char", "context_end_char", "kind", "direction")
    return _rederived(staged, "metrics", given, QUANTITY_COLUMNS, _Again(arguments, _quantity_again, texts=True))


@lru_cache(maxsize=65_536)
def _quantity_again(surface: str, context: str | None, kind: str, direction: str | None) -> tuple[Any, ...] | None:
    """Derive; a kind that the sentence can have made of the words', and a direction that it can have added, are let stand."""
    found = derive_quantity(surface, context, kind)
    if found is None:
        return None
    if found.kind != kind and kind in TURNED.get(found.kind, ()):
        found = found._replace(kind=kind)
    return found if found.direction or not direction else found._replace(direction=direction)


def _times(staged: Staged) -> Rederived:
    given = ("surface", "anchor_date", "anchor_basis", "anchor_precision", "tense", "rule")

    def arguments(batch: pl.DataFrame, _: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        return zip(*(batch[name] for name in given), strict=True)

    return _rederived(staged, "timexes", given, TIME_COLUMNS, _Again(arguments, _time_again, texts=False))


def _time_again(
    surface: str, day: Any, basis: str, precision: str | None, tense: str, rule: str
) -> tuple[Any, ...] | None:
    return derive_time(surface, anchor_date=day, anchor_basis=basis, anchor_precision=precision, tense=tense, rule=rule)


def _differs(column: str) -> pl.Expr:
    return pl.col("_derived") & pl.col(column).ne_missing(pl.col(f"derived_{column}"))


def _rederived(
    staged: Staged, table: str, given: tuple[str, ...], derived: tuple[str, ...], again: _Again
) -> Rederived:  # fmt: skip
    columns = list(dict.fromkeys(["document_id", "start_char", "end_char", *given, *derived]))
    schema = {"_derived": pl.Boolean(), **{f"derived_{name}": BY_NAME[table][name].dtype for name in derived}}
    checked, parts = 0, [staged.scan(table).select(columns).clear().collect().hstack(pl.DataFrame(schema=schema))]
    for bucket in buckets(staged) if again.texts else [EVERY]:
        texts = texts_in(staged, bucket) if again.texts else {}
        for batch in batches_in(staged, table, columns, bucket):
            wrong = list(_wrong(batch, texts, derived, again))
            checked += batch.height
            if wrong:
                blank = (None,) * len(derived)
                found = pl.DataFrame(
                    [(row is not None, *(row or blank)) for _, row in wrong], schema=schema, orient="row"
                )
                parts.append(batch.select(columns)[[index for index, _ in wrong]].hstack(found))
    return Rederived(checked, *_second_reading(staged, table, pl.concat(parts)))


def _wrong(
    batch: pl.DataFrame, texts: Mapping[str, str], derived: tuple[str, ...], again: _Again
) -> Iterator[tuple[int, tuple[Any, ...] | None]]:  # fmt: skip
    """Give the rows that do not come out the same, by their place in the batch, with what came out."""
    published = zip(*(batch[name].to_list() for name in derived), strict=True)
    for index, (arguments, row) in enumerate(zip(again.arguments(batch, texts), published, strict=True)):
        found = again.derive(*arguments)
        if found != row:
            yield index, found


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
