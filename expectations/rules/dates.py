"""Dates lie on the calendar where they can: not after the run, not at a computer's beginning, and as the text says."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import polars as pl

from expectations.rules.rule import Checked, Rule, of_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "dates"
EPOCH = datetime.date(1970, 1, 1)
TIME_ZONES = datetime.timedelta(days=1)
PERIODS = (
    ("metrics", "period_begin", "period_end"), ("timexes", "begin_date", "end_date"),
    ("event_mentions", "begin_date", "end_date"), ("events", "begin_date", "end_date"),
    ("events", "first_reported", "last_reported"), ("entities", "first_date", "last_date"),
    ("role_timeline", "first_seen_date", "last_seen_date"),
)  # fmt: skip


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rules on dates."""
    names = {table.name for table in tables}
    if not {"documents", "zones", "timexes", "roles"} <= names:
        return ()
    periods = tuple(_period(*period) for period in PERIODS if period[0] in names)
    return (*_published(), *periods, _anchors(), _as_of())


def _rule(
    rule_id: str,
    look: Callable[[Staged], Checked],
    sentence: str,
    *reads: str,
    threshold: str = "none allowed (by definition)",
    whatever_the_day: bool = True,
) -> Rule:
    table = rule_id.split(".", maxsplit=1)[0]
    return Rule(
        rule_id=rule_id,
        family=FAMILY,
        look=look,
        sentence=sentence,
        threshold=threshold,
        reads=(table, *reads),
        by_document=whatever_the_day and of_documents(table, *reads),
    )


def _documents(staged: Staged, wrong: pl.Expr) -> Checked:
    columns = ("document_id", "source_path", "published_date", "published_at", "published_basis", "published_precision")
    return Checked(checked=staged.rows("documents"), violations=staged.scan("documents").filter(wrong).select(*columns))


def _published() -> tuple[Rule, ...]:
    return (
        _rule(
            "documents.published_date.not_future", _future, "No document is published after the day of the run.",
            threshold="at most a day after as_of, for time zones (the settings of the run)", whatever_the_day=False,
        ),
        _rule(
            "documents.published_date.not_epoch", _epoch,
            "No document is dated 1 January 1970, where computers begin to count, unless its text names that year.",
        ),
        _rule(
            "documents.published_date.with_basis", _with_basis,
            "A published date stands together with its precision and its basis, and on the day of its time.",
        ),
        _rule(
            "documents.published_date.as_written", _as_written,
            "A published date that a header or dateline gives is one that the text's zones hold.", "zones",
        ),
    )  # fmt: skip


def _future(staged: Staged) -> Checked:
    limit = (staged.as_of or datetime.date.max - TIME_ZONES) + TIME_ZONES
    late = pl.any_horizontal(pl.col("published_date") > limit, pl.col("published_at").dt.date() > limit)
    return _documents(staged, late)


def _epoch(staged: Staged) -> Checked:
    return _documents(staged, (pl.col("published_date") == EPOCH) & ~pl.col("text").str.contains("1970", literal=True))


def _with_basis(staged: Staged) -> Checked:
    there = pl.col("published_date").is_not_null()
    apart = (there != pl.col("published_precision").is_not_null()) | (there != pl.col("published_basis").is_not_null())
    days = (pl.col("published_at").dt.date() - pl.col("published_date")).dt.total_days().abs()
    month = (pl.col("published_precision") == "month") & (pl.col("published_date").dt.day() != 1)
    year = (pl.col("published_precision") == "year") & (pl.col("published_date").dt.ordinal_day() != 1)
    wrong = [apart, *(part.fill_null(value=False) for part in (days > 1, month, year))]
    return _documents(staged, pl.any_horizontal(wrong))


def _as_written(staged: Staged) -> Checked:
    written = staged.scan("zones").filter((pl.col("zone") == "published_date") & pl.col("value").is_not_null())
    zones = written.group_by("document_id").agg(written=pl.col("value"))
    rows = staged.scan("documents").filter(pl.col("published_basis").is_in(["header", "dateline"]))
    day = pl.col("published_date").dt.strftime("%Y-%m-%d")
    joined = rows.select("document_id", "published_date", "published_basis", day=day).join(
        zones, on="document_id", how="inner"
    )
    parts = [pl.col("day").str.head(length) for length in (10, 7, 4)]
    starts = pl.col("written").list.eval(pl.element().str.head(10))
    found = pl.any_horizontal(starts.list.contains(part) for part in parts)
    return Checked(checked=staged.rows("documents"), violations=joined.filter(~found).drop("day"))


def _period(table: str, begin: str, end: str) -> Rule:
    def look(staged: Staged) -> Checked:
        backwards = staged.scan(table).filter(pl.col(begin) > pl.col(end))
        return Checked(checked=staged.rows(table), violations=backwards)

    return _rule(f"{table}.{begin}.before_end", look, f"In {table}, {begin} is never after {end}.")


def _anchors() -> Rule:
    """Give the rule that an anchor is the date that it says it is."""

    def look(staged: Staged) -> Checked:
        days = staged.scan("documents").select("document_id", "published_date", "dateline_date")
        joined = staged.scan("timexes").join(days, on="document_id", how="left")
        anchor, basis = pl.col("anchor_date"), pl.col("anchor_basis")
        wrong = (basis == "published") & anchor.ne_missing(pl.col("published_date"))
        wrong = wrong | ((basis == "dateline") & anchor.ne_missing(pl.col("dateline_date")))
        wrong = wrong | ((basis == "none") & anchor.is_not_null())
        return Checked(checked=staged.rows("timexes"), violations=joined.filter(wrong))

    sentence = "The anchor of every time is the document's published or dateline date, as its basis says."
    return _rule("timexes.anchor_date.of_document", look, sentence, "documents")


def _as_of() -> Rule:
    def look(staged: Staged) -> Checked:
        days = staged.scan("documents").select("document_id", "published_date", "dateline_date")
        joined = staged.scan("roles").join(days, on="document_id", how="left")
        day = pl.col("as_of_date")
        known = day.eq_missing(pl.col("published_date")) | day.eq_missing(pl.col("dateline_date"))
        return Checked(checked=staged.rows("roles"), violations=joined.filter(day.is_not_null() & ~known))

    sentence = "A role is held as of its document's published or dateline date."
    return _rule("roles.as_of_date.of_document", look, sentence, "documents")
