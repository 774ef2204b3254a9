"""The numbers that the report shows, taken from the staged tables; a broken table gives no number, never an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from expectations.report.evidence import shown
from transforms.tables import TABLES
from transforms.tables.inputs import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from expectations.staged import Staged

T = TypeVar("T")
Counts = list[tuple[str, int]]
MOST_SHOWN = 12
MOST_MONTHS = 450
MOST_REJECTED = 40
MOST_FINDINGS = 40
SENTENCES = {reason.value: reason.sentence for reason in Reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One reason, in words, with the records that were turned away for it."""

    reason: str
    sentence: str
    count: int
    records: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSize:
    """One table, its rows and what a row is."""

    name: str
    description: str
    grain: str
    rows: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything countable that the report shows."""

    read: int
    outcomes: Counts
    rejected: list[Rejected]
    formats: Counts
    encodings: Counts
    sources: Counts
    languages: Counts
    bases: Counts
    months: Counts
    sources_by_month: list[tuple[str, Counts]]
    kinds: dict[str, Counts]
    tables: list[TableSize]
    findings: pl.DataFrame


KINDS = (
    ("mentions", "entity_type", "Names by type"),
    ("metrics", "kind", "Quantities by kind"),
    ("timexes", "timex_type", "Times by type"),
    ("statements", "form", "Statements by form"),
    ("event_mentions", "event_type", "Happenings by type"),
)


def figures_of(staged: Staged) -> Figures:
    """Count what the report shows."""
    outcomes = dict(_counts(staged, "inputs", "outcome", most=10))
    return Figures(
        read=sum(outcomes.values()),
        outcomes=[(outcome.value, outcomes.get(outcome.value, 0)) for outcome in Outcome],
        rejected=_or_empty(lambda: _rejected(staged), []),
        formats=_counts(staged, "inputs", "format"),
        encodings=_counts(staged, "inputs", "encoding"),
        sources=_counts(staged, "documents", "publisher"),
        languages=_counts(staged, "documents", "language"),
        bases=_counts(staged, "documents", "published_basis"),
        months=_or_empty(lambda: _months(staged), []),
        sources_by_month=_or_empty(lambda: _sources_by_month(staged), []),
        kinds={title: _counts(staged, table, column) for table, column, title in KINDS} | _together(staged),
        tables=[_size(staged, table) for table in TABLES if table.name != "validation_results"],
        findings=_or_empty(lambda: staged.scan("findings").head(MOST_FINDINGS).collect(), pl.DataFrame()),
    )  # fmt: skip


def _or_empty(make: Callable[[], T], otherwise: T) -> T:
    """Give what a broken table cannot give as nothing: the rules have said already what is broken."""
    try:
        return make()
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 - the report must be written, whatever the tables hold
        return otherwise


def _counts(staged: Staged, table: str, column: str, *, most: int = MOST_SHOWN) -> Counts:
    def count() -> Counts:
        frame = staged.scan(table).group_by(pl.col(column).fill_null("not stated")).len().collect()
        rows = sorted(((shown(name), number) for name, number in frame.iter_rows()), key=lambda row: (-row[1], row[0]))
        rest = sum(number for _, number in rows[most:])
        return [*rows[:most], *([(f"{len(rows) - most} others", rest)] if rest else [])]

    return _or_empty(count, [])


def _together(staged: Staged) -> dict[str, Counts]:
    """Give what is named most, and which countries the documents bring together."""
    return {
        "Named most, by mentions": _or_empty(lambda: _named(staged), []),
        "Countries together, by documents": _or_empty(lambda: _pairs(staged), []),
    }


def _named(staged: Staged) -> Counts:
    ordered = staged.scan("entities").sort("mention_count", "name", descending=[True, False])
    most = ordered.head(MOST_SHOWN).select("name", "mention_count").collect()
    return [(shown(name), number) for name, number in most.iter_rows()]


def _pairs(staged: Staged) -> Counts:
    pair = pl.concat_str("country_a", "country_b", separator="–")
    counted = staged.scan("country_pair_months").group_by(pair=pair).agg(documents=pl.col("document_count").sum())
    most = counted.sort("documents", "pair", descending=[True, False]).head(MOST_SHOWN).collect()
    return [(shown(name), number) for name, number in most.iter_rows()]


def _months(staged: Staged) -> Counts:
    dated = _dated(staged)
    counts = dict(dated.group_by("period").len().iter_rows())
    return [(period, counts.get(period, 0)) for period in _periods(dated)]


def _sources_by_month(staged: Staged) -> list[tuple[str, Counts]]:
    """Give, for the sources with most documents, how many each has in every period."""
    dated = _dated(staged)
    periods = _periods(dated)
    largest = dated.group_by("source").len().sort(["len", "source"], descending=[True, False]).head(MOST_SHOWN)
    counts = {
        (source, period): number for source, period, number in dated.group_by("source", "period").len().iter_rows()
    }
    return [
        (shown(source), [(period, counts.get((source, period), 0)) for period in periods])
        for source in largest["source"]
    ]


def _dated(staged: Staged) -> pl.DataFrame:
    """Give source and period of every dated document: its month, or where that would be too many, its year."""
    day, source = pl.col("published_date"), pl.col("publisher").fill_null("not stated")
    frame = staged.scan("documents").filter(day.is_not_null()).select("published_date", source=source).collect()
    years = frame["published_date"].dt.year()
    many = not frame.is_empty() and (int(years.max()) - int(years.min()) + 1) * 12 > MOST_MONTHS  # type: ignore[arg-type]
    return frame.select("source", period=day.dt.strftime("%Y" if many else "%Y-%m"))


def _periods(dated: pl.DataFrame) -> list[str]:
    """Give every period from the first to the last, also those without a document."""
    if dated.is_empty():
        return []
    first, last = str(dated["period"].min()), str(dated["period"].max())
    if len(first) == len("2025"):
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    low, high = (int(period[:-3]) * 12 + int(period[-2:]) - 1 for period in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(low, high + 1)]


def _rejected(staged: Staged) -> list[Rejected]:
    frame = (
        staged.scan("inputs")
        .filter(pl.col("outcome") == Outcome.REJECTED.value)
        .sort("reason", "source_path")
        .collect()
    )
    groups = frame.group_by("reason", maintain_order=True)
    return sorted((_reason(str(reason), rows) for (reason,), rows in groups), key=lambda item: -item.count)


def _reason(reason: str, rows: pl.DataFrame) -> Rejected:
    shown = rows.head(MOST_REJECTED)
    names = [
        f"{path} · record {number}" if number else path
        for path, number in zip(shown["source_path"], shown["record_number"], strict=True)
    ]
    records = list(zip(names, [detail or "" for detail in shown["detail"]], strict=True))
    return Rejected(reason=reason, sentence=SENTENCES.get(reason, ""), count=rows.height, records=records)


def _size(staged: Staged, table: object) -> TableSize:
    from transforms.tables import Table  # noqa: PLC0415 - for the check below

    assert isinstance(table, Table)
    rows = _or_empty(lambda: staged.rows(table.name) if staged.has(table.name) else None, None)
    return TableSize(name=table.name, description=table.description, grain=table.grain, rows=rows)
