"""A release resembles those before it: statistics that leave their own past range say so, with the range and its release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.arrivals import arrivals
from expectations.history import FEWEST, REFUSES, WARNS, Past, compared, manifest_of
from expectations.rules.rule import Checked, Rule, Severity
from expectations.statistics import (
    ENOUGH_RECORDS,
    KNOWN_OF_THINGS,
    OF_FOLDERS,
    SPANS,
    TOLD_APART,
    TOLD_BY_FOLDER,
    leaves,
    statistics_of,
)
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "history"
EXTRACTED = ("sentences", "mentions", "metrics", "timexes", "statements", "roles", "event_mentions", "entities")
READS = ("inputs", "documents", "entities", *SPANS)
NOT_SILENT = ("sentences", "mentions", "metrics", "timexes")
ENOUGH_DOCUMENTS = 30
FEWEST_SHARE = 0.05
GONE = 0.5
USUAL_VOLUME = (1 / 3, 4.0)
FEWEST_VOLUMES = 3
ALLOWED = (
    f"the range of the former releases and {REFUSES:g} of their standard deviations; nothing or all only where chance explains it (learned; "
    f"warns only below {FEWEST} releases)"
)
DRIFT = f"the range of the former releases and {WARNS:g} of their standard deviations (learned)"


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rules that look at the past."""
    names = {table.name for table in tables}
    if not set(READS) <= names:
        return ()
    columns = [
        *((table, column) for table in EXTRACTED for column in _columns(table)),
        *(("documents", column) for column in TOLD_APART),
        ("inputs", "byte_count"),
    ]
    refusing = tuple(_refusing(*column) for column in columns)
    drifting = tuple(_drift(table) for table in (*EXTRACTED, "documents", "inputs"))
    silent = tuple(_not_silent(table) for table in NOT_SILENT)
    apart = tuple(_told_apart(column) for column in OF_FOLDERS)
    return (*refusing, *apart, *drifting, *silent, _removed(), _again(), _volume())


def _columns(table: str) -> list[str]:
    """Name the columns that leave a statistic; of things, what the rules of other families do not prove already."""
    if table == "entities":
        return ["table", "entity_id", "entity_type", "in_lexicon", *KNOWN_OF_THINGS]
    skipped = {"document_id", "sentence_number", "start_char", "end_char", "surface"}
    names = [column.name for column in BY_NAME[table].columns if not column.is_list and leaves(column)]
    return ["table", *(name for name in names if name not in skipped)]


def past_in(staged: Staged) -> Past:
    """Give the past that the gate was told of."""
    found = staged.told("past")
    return found if isinstance(found, Past) else Past()


def comparison(staged: Staged) -> pl.DataFrame:
    """Give the release's statistics beside their past."""
    statistics = staged.once("statistics", lambda: statistics_of(staged))
    return staged.once("comparison", lambda: compared(statistics, past_in(staged)))


def _rule(rule_id: str, look: object, sentence: str, *, threshold: str, severity: Severity = "critical") -> Rule:
    return Rule(
        rule_id=rule_id, family=FAMILY, look=look, sentence=sentence, threshold=threshold, severity=severity,  # type: ignore[arg-type]
        reads=READS, whole_table=False,
    )  # fmt: skip


def _checked(staged: Staged, rows: pl.DataFrame, wrong: pl.DataFrame) -> Checked:
    past = past_in(staged)
    observed = (
        _in_words(wrong)
        if wrong.height
        else f"as in {len(past.names)} former releases"
        if past.names
        else "no former release"
    )
    shown = wrong.select(
        "statistic", "part", "value", "usual", "low", "low_release", "high", "high_release", "distance"
    )
    return Checked(checked=rows.height, violations=shown.lazy(), observed=observed)


def _in_words(wrong: pl.DataFrame) -> str:
    row = wrong.sort("distance", descending=True).row(0, named=True)
    what = f"{row['statistic'].replace('_', ' ')}{' of ' + row['part'] if row['part'] else ''}"
    return f"{what} is {row['value']:.3g}, and was {row['low']:.3g} ({row['low_release']}) to {row['high']:.3g} ({row['high_release']})"


def _refusing(table: str, column: str) -> Rule:
    def look(staged: Staged) -> Checked:
        rows = comparison(staged).filter((pl.col("table") == table) & (pl.col("column") == column))
        wrong = rows.filter((pl.col("distance") > REFUSES) & (pl.col("releases") >= FEWEST))
        return _checked(staged, rows, wrong)

    what = "the rows of" if column == "table" else f"{column} in"
    return _rule(
        f"{table}.{column}.history",
        look,
        f"Seen as a whole, {what} {table} look as in former releases.",
        threshold=ALLOWED,
    )


def _told_apart(column: str) -> Rule:
    """Give the rule that folders still differ in a column in which they always did: a source that is silent has no folder."""

    def look(staged: Staged) -> Checked:
        statistics = staged.once("statistics", lambda: statistics_of(staged))
        own = (pl.col("table") == "documents") & (pl.col("column") == column) & (pl.col("statistic") == TOLD_BY_FOLDER)
        past = past_in(staged).statistics.filter(own)["value"]
        always = past.len() >= FEWEST and (past > 1).all()
        wrong = statistics.filter(own & (pl.col("part") != "") & always)
        return Checked(checked=staged.rows("documents"), violations=wrong.lazy())

    return _rule(
        f"documents.{column}.told_apart", look,
        f"Folders and archives differ in their commonest {column} if they did in every former release.",
        threshold=f"one value for all of several folders, each of {ENOUGH_RECORDS} documents or more, after {FEWEST} releases (set with the rule)",
    )  # fmt: skip


def _drift(table: str) -> Rule:
    def look(staged: Staged) -> Checked:
        rows = comparison(staged).filter(pl.col("table") == table)
        return _checked(staged, rows, rows.filter(pl.col("distance") > WARNS))

    sentence = f"No statistic of {table} has drifted from its past."
    return _rule(f"{table}.table.drift", look, sentence, threshold=DRIFT, severity="warning")


def _not_silent(table: str) -> Rule:
    def look(staged: Staged) -> Checked:
        statistics = staged.once("statistics", lambda: statistics_of(staged))
        own = (pl.col("table") == table) & (pl.col("statistic") == "documents_with_rows")
        row = statistics.filter(own & (pl.col("documents") >= ENOUGH_DOCUMENTS))
        return Checked(checked=staged.rows("documents"), violations=row.filter(pl.col("value") < FEWEST_SHARE).lazy())

    return _rule(
        f"{table}.table.not_silent", look, f"Something is found for {table} in some documents at least.",
        threshold=f"{FEWEST_SHARE:.0%} of the documents read in full, from {ENOUGH_DOCUMENTS} documents on (set with the rule)",
    )  # fmt: skip


def _removed() -> Rule:
    def look(staged: Staged) -> Checked:
        kept = kept_of_last(staged)
        past = past_in(staged)
        usual = min(past.kept, default=1.0)
        fails = kept is not None and kept < GONE <= usual and not staged.told("accept_removals")
        frame = pl.LazyFrame({"kept_share": [kept]}, schema={"kept_share": pl.Float64})
        observed = (
            "no former release" if kept is None else f"{kept:.0%} of the last release's documents are still there"
        )
        return Checked(
            checked=staged.rows("documents"), violations=frame if fails else frame.clear(), observed=observed
        )

    return _rule(
        "documents.document_id.kept", look, "The documents of the last release have not disappeared.",
        threshold="half of them, unless the series never kept them or --accept-removals says it is meant (the contract of the gate)",
    )  # fmt: skip


def kept_of_last(staged: Staged) -> float | None:
    """Give the share of the last release's documents that are still there; None without a last release."""
    found = arrivals(staged)
    return None if found is None else found.kept_share


def _again() -> Rule:
    def look(staged: Staged) -> Checked:
        same = _is_last_again(staged)
        frame = pl.LazyFrame({"release": [past_in(staged).names[-1] if same else ""]})
        return Checked(checked=staged.rows("documents"), violations=frame if same else frame.clear())

    return _rule(
        "documents.table.not_again", look, "This is not the last release once more.",
        threshold="other documents or other statistics, or other code (the contract of the gate)",
    )  # fmt: skip


def _is_last_again(staged: Staged) -> bool:
    past = past_in(staged)
    if past.last is None or kept_of_last(staged) != 1.0:
        return False
    if past.last.rows("documents") != staged.rows("documents"):
        return False
    before, now = manifest_of(past.last.folder).get("fingerprint"), staged.manifest.get("fingerprint")
    if now is not None and before != now:
        return False
    return all(past.last.rows(table) == staged.rows(table) for table in READS) and _same_text(staged, past.last)


def _same_text(staged: Staged, last: Staged) -> bool:
    columns = ["document_id", "raw_sha256", "published_date", "mention_count", "metric_count", "statement_count"]
    return staged.scan("documents").select(columns).collect().equals(last.scan("documents").select(columns).collect())


def _volume() -> Rule:
    def look(staged: Staged) -> Checked:
        past, found = past_in(staged).statistics, arrivals(staged)
        counts = past.filter((pl.col("table") == "documents") & (pl.col("statistic") == "new_rows"))["value"]
        rows = 0 if found is None else found.documents.height
        usual = float(counts.median() or 0.0) if counts.len() >= FEWEST_VOLUMES else 0.0  # type: ignore[arg-type]
        low, high = USUAL_VOLUME
        fails = bool(usual) and bool(rows) and not usual * low <= rows <= usual * high
        frame = pl.LazyFrame({"new_documents": [rows], "usual": [usual]})
        observed = f"{rows:,} new documents, usually {usual:,.0f}" if usual else "too few former releases to tell"
        return Checked(
            checked=staged.rows("documents"), violations=frame if fails else frame.clear(), observed=observed
        )

    return _rule(
        "documents.table.volume", look, "About as many documents came in as usual.", severity="warning",
        threshold="new documents: a third to four times the median of former releases (the contract of the gate)",
    )  # fmt: skip


__all__ = ["comparison", "past_in", "rules"]
