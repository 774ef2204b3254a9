"""The checks that follow from a table's declaration, and the suite of expectations made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.rules.rule import Severity
    from transforms.tables import Column, Table

DECLARED = "the table's declaration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A promise about the single values of one column.

    `expectation` and `kwargs` are Great Expectations' own. `broken` is the same promise as a Polars expression that is
    true for the rows that break it: it finds the failing rows again once a check has failed.
    """

    rule_id: str
    table: str
    column: str
    expectation: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    sentence: str
    threshold: str
    broken: pl.Expr
    severity: Severity = "critical"
    family: str = "declared"


def declared_checks(table: Table) -> tuple[Check, ...]:
    """Give every check of single values that the table's declaration implies."""
    return tuple(check for column in table.columns for check in _column_checks(table, column))


def _column_checks(table: Table, column: Column) -> Iterator[Check]:
    if not column.nullable:
        yield _not_null(table, column)
    if column.is_list:
        return
    if column.one_of:
        yield _one_of(table, column)
    if column.at_least is not None:
        yield _at_least(table, column)
    if column.at_most is not None:
        yield _at_most(table, column)
    if column.matches is not None:
        yield _matches(table, column)


def _check(table: Table, column: Column, name: str, **fields: Any) -> Check:
    return Check(rule_id=f"{table.name}.{column.name}.{name}", table=table.name, column=column.name, **fields)


def _not_null(table: Table, column: Column) -> Check:
    return _check(
        table, column, "not_null",
        expectation="ExpectColumnValuesToNotBeNull",
        sentence=f"Every row of {table.name} has a {column.name}.",
        threshold=f"no null ({DECLARED})",
        broken=pl.col(column.name).is_null(),
    )  # fmt: skip


def _one_of(table: Table, column: Column) -> Check:
    allowed = [str(value) for value in column.one_of]
    return _check(
        table, column, "one_of",
        expectation="ExpectColumnValuesToBeInSet",
        kwargs={"value_set": allowed},
        sentence=f"{column.name} is one of the values that {table.name} declares.",
        threshold=f"{', '.join(allowed)} ({DECLARED})",
        broken=~pl.col(column.name).is_in(allowed),
    )  # fmt: skip


def _at_least(table: Table, column: Column) -> Check:
    return _check(
        table, column, "at_least",
        expectation="ExpectColumnValuesToBeBetween",
        kwargs={"min_value": column.at_least},
        sentence=f"{column.name} is never below {column.at_least:g}.",
        threshold=f"at least {column.at_least:g} ({DECLARED})",
        broken=pl.col(column.name) < column.at_least,
    )  # fmt: skip


def _at_most(table: Table, column: Column) -> Check:
    return _check(
        table, column, "at_most",
        expectation="ExpectColumnValuesToBeBetween",
        kwargs={"max_value": column.at_most},
        sentence=f"{column.name} is never above {column.at_most:g}.",
        threshold=f"at most {column.at_most:g} ({DECLARED})",
        broken=pl.col(column.name) > column.at_most,
    )  # fmt: skip


def _matches(table: Table, column: Column) -> Check:
    whole = f"^(?:{column.matches})$"
    return _check(
        table, column, "matches",
        expectation="ExpectColumnValuesToMatchRegex",
        kwargs={"regex": whole},
        sentence=f"{column.name} has the form that {table.name} declares.",
        threshold=f"{column.matches} ({DECLARED})",
        broken=~pl.col(column.name).str.contains(whole),
    )  # fmt: skip


def batch_columns(table: Table) -> list[pl.Expr]:
    """Give the columns that have a check, as the checks need to see them, as small as they can be.

    A list is given by its length and a text that only must not be null by its size in bytes: null stays null, and
    neither long texts nor nested values are copied for the sake of a test for null.
    """
    checked = {check.column for check in declared_checks(table)}
    return [_slim(column) for column in table.columns if column.name in checked]


def _slim(column: Column) -> pl.Expr:
    value = pl.col(column.name)
    if column.is_list:
        return value.list.len()
    if column.dtype == pl.String and not (column.one_of or column.matches):
        return value.str.len_bytes()
    if column.dtype == pl.Int32:
        return value.cast(pl.Int64)  # other widths are compared value by value, in Python
    return value.cast(pl.Categorical) if column.one_of else value


def suite_for(table: Table) -> Any:
    """Give the table's Great Expectations suite."""
    from expectations.runner import suite_of  # noqa: PLC0415 - Great Expectations takes seconds to import

    return suite_of(table.name, declared_checks(table))
