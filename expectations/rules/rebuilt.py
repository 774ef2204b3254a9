"""Tables that follow from other tables are built again from them, and must come out the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from expectations.ids_before import id_changes_again, is_intact
from expectations.named import named
from expectations.rules.rule import Checked, Rule
from expectations.sums import Numbers, added_up
from transforms.aggregates.co_mentions import co_mentions
from transforms.aggregates.monthly import country_pair_months, entity_months
from transforms.aggregates.numbered import Numbered, numbered
from transforms.aggregates.role_timeline import role_timeline
from transforms.findings import findings
from transforms.resolve.events import resolve_events, with_event_ids
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "rebuilt"
SEEDS = (1, 2)
COUNTS = ("document_count", "mention_count", "statement_count")
Frames = dict[str, pl.LazyFrame]


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give a rule for each table that follows from others, and for what entities count."""
    names = {table.name for table in tables}
    built = tuple(_rule(name, reads, build) for name, (reads, build) in BUILT.items() if {name, *reads} <= names)
    ids = [_event_ids()] if {*EVENT_SOURCES} <= names else []
    ids += [_id_changes()] if {"id_changes", "mentions", "entities"} <= names else []
    return (*built, *ids, _counts()) if {"entities", "mentions", "documents"} <= names else (*built, *ids)


def _rule(table: str, reads: tuple[str, ...], build: Callable[[Staged], pl.LazyFrame]) -> Rule:
    def again(staged: Staged) -> pl.LazyFrame:
        return BY_NAME[table].conform_rows(build(staged))

    def look(staged: Staged) -> Checked:
        published = staged.scan(table).select(BY_NAME[table].names)
        sums = BY_SLICES.get(table)
        if sums and sums(published) == added_up(staged, table, lambda part: sums(again(part))):
            wrong = published.clear()
        elif table in EVENT_TABLES:
            wrong = _wrong(published, lambda: again(staged), sums=_sums_of_events(staged)[table])
        else:
            wrong = _wrong(published, lambda: again(staged))
        return Checked(checked=staged.rows(table), violations=wrong)

    return Rule(
        rule_id=f"{table}.table.rebuilt", family=FAMILY, look=look, reads=(table, *reads),
        sentence=f"Building {table} again from {', '.join(reads)} gives exactly its rows.",
    )  # fmt: skip


def _frames(staged: Staged, reads: tuple[str, ...]) -> Frames:
    return {name: staged.scan(name) for name in reads}


def _wrong(published: pl.LazyFrame, again: Callable[[], pl.LazyFrame], *, sums: Numbers | None = None) -> pl.LazyFrame:
    """Give the rows that only one side has; none where both have the same rows in whatever order.

    `sums` are those of the rows built again, where they are known.
    """
    same = sums_of_rows(published) == (sums or sums_of_rows(again()))  # tell, and hold neither side in memory
    return published.clear() if same else _differences(published, again()).lazy()


def sums_of_rows(rows: pl.LazyFrame) -> Numbers:
    """Give how many rows there are, and sums of their hashes: of all rows they are the sums over any parts of them."""
    row = pl.struct(pl.all())
    sums = [pl.len().alias("rows"), *(row.hash(seed=seed).sum().alias(f"sum {seed}") for seed in SEEDS)]
    return rows.select(sums).collect(engine="streaming").row(0)


def sums_of_counts(rows: pl.LazyFrame) -> Numbers:
    """Give how many months count nothing, and sums of each count times the hash of its thing and month.

    Counts of one thing and month in several parts add up; so do these sums. Not seen, but held by other rules: a row in two.
    """
    key = pl.struct("entity_id", "month")
    hashed = rows.select(*COUNTS, *(key.hash(seed=seed).alias(f"hash {seed}") for seed in SEEDS)).collect()
    counts = [hashed[name].fill_null(0).cast(pl.Int64).to_numpy().astype(np.uint64) for name in COUNTS]
    empty = sum((count == 0).astype(np.int64) for count in counts) == len(COUNTS)
    hashes = [hashed[f"hash {seed}"].to_numpy() for seed in SEEDS]
    return (int(np.count_nonzero(empty)), *(int((key * count).sum()) for key in hashes for count in counts))


def _differences(published: pl.LazyFrame, again: pl.LazyFrame) -> pl.DataFrame:
    """Give the rows that only one side has; `difference` says which."""
    one, other = published.collect(), again.collect()
    extra = one.join(other, on=one.columns, how="anti", nulls_equal=True)
    missing = other.join(one, on=one.columns, how="anti", nulls_equal=True)
    return pl.concat([
        extra.with_columns(difference=pl.lit("published, not built again")),
        missing.with_columns(difference=pl.lit("built again, not published")),
    ])  # fmt: skip


EVENT_TABLES = ("events", "event_participants")
REPORT_IDS = [*BY_NAME["event_mentions"].key, "event_id"]
EVENT_SOURCES = ("event_mentions", "documents", "entities")
MONTH_SOURCES = ("mentions", "statements", "documents")
PAIR_SOURCES = ("documents", "entities", "mentions", "events", "event_participants", "event_mentions")
FINDING_SOURCES = tuple(
    name for name in BY_NAME if BY_NAME[name].published and name not in {"findings", "validation_results"}
)


def _events(staged: Staged) -> Frames:
    """Resolve the events again: what the release says of them, in the form in which it says it."""
    mentions, documents, entities = _frames(staged, EVENT_SOURCES).values()
    found = {
        name: with_event_ids(frame.lazy()) for name, frame in resolve_events(mentions, documents, entities).items()
    }
    reports = pl.Schema((name, BY_NAME["event_mentions"].schema[name]) for name in REPORT_IDS)
    tables = {name: BY_NAME[name].conform_rows(found[name]) for name in EVENT_TABLES}
    return {**tables, "event_ids": found["event_ids"].select(REPORT_IDS).cast(reports)}


def _sums_of_events(staged: Staged) -> dict[str, Numbers]:
    """Give the sums of what is resolved again: three rules ask for it, and the rows themselves are many."""
    return staged.once(
        "sums of events again", lambda: {name: sums_of_rows(rows) for name, rows in _events(staged).items()}
    )


def _event_ids() -> Rule:
    """Give the rule that every report of an event names the event that it belongs to."""

    def look(staged: Staged) -> Checked:
        published, sums = staged.scan("event_mentions").select(REPORT_IDS), _sums_of_events(staged)["event_ids"]
        wrong = _wrong(published, lambda: _events(staged)["event_ids"], sums=sums)
        return Checked(checked=staged.rows("event_mentions"), violations=wrong)

    return Rule(
        rule_id="event_mentions.event_id.rebuilt", family=FAMILY, look=look, reads=EVENT_SOURCES,
        sentence="Every report names the event that it belongs to: grouping the reports again gives exactly their ids.",
    )  # fmt: skip


def _id_changes() -> Rule:
    """Give the rule that the release before, as it lies there, gives the changes of ids; where it is not at hand nothing is said."""
    table = BY_NAME["id_changes"]

    def look(staged: Staged) -> Checked:
        published = staged.scan("id_changes").select(table.names)
        again = id_changes_again(staged)
        if again.rows is None:
            return Checked(checked=staged.rows("id_changes"), violations=published.clear(), observed=again.why_not)
        wrong = _differences(published, table.conform_rows(again.rows))
        if wrong.height and not staged.rows("id_changes") and not is_intact(staged):
            return Checked(
                checked=0, violations=wrong.clear().lazy(), observed="not looked at: the release before is damaged"
            )
        return Checked(checked=staged.rows("id_changes"), violations=wrong.lazy())

    return Rule(
        rule_id="id_changes.table.rebuilt", family=FAMILY, look=look, reads=("id_changes", "mentions", "entities"),
        sentence="Comparing with the release before gives exactly the changes of ids that id_changes tells.",
    )  # fmt: skip


def _numbered(staged: Staged) -> Numbered:
    return numbered(staged.scan("mentions"), few=staged.only is not None)


def _entity_months(staged: Staged) -> pl.LazyFrame:
    return entity_months(_numbered(staged), staged.scan("statements"), staged.scan("documents"))


BUILT: dict[str, tuple[tuple[str, ...], Callable[[Staged], pl.LazyFrame]]] = {
    "co_mentions": (("mentions",), lambda staged: co_mentions(_numbered(staged))),
    "entity_months": (MONTH_SOURCES, _entity_months),
    "country_pair_months": (PAIR_SOURCES, lambda staged: country_pair_months(_frames(staged, PAIR_SOURCES))),
    "role_timeline": (("roles",), lambda staged: role_timeline(staged.scan("roles"))),
    "events": (EVENT_SOURCES, lambda staged: _events(staged)["events"]),
    "event_participants": (EVENT_SOURCES, lambda staged: _events(staged)["event_participants"]),
    "findings": (FINDING_SOURCES, lambda staged: findings(_frames(staged, FINDING_SOURCES))),
}


# Tables whose rows, or the counts in them, each belong to one document: what its slices give is added up.
BY_SLICES: dict[str, Callable[[pl.LazyFrame], Numbers]] = {"co_mentions": sums_of_rows, "entity_months": sums_of_counts}


def _counts() -> Rule:
    """Give the rule that an entity's counts and dates are those of its mentions."""

    def look(staged: Staged) -> Checked:
        joined = staged.scan("entities").join(named(staged).things.lazy(), on="entity_id", how="left")
        same = (pl.col("mention_count") == pl.col("mentions").fill_null(0)) & (
            pl.col("document_count") >= pl.col("documents").fill_null(0)
        )
        dates = pl.col("first_date").eq_missing(pl.col("first")) & pl.col("last_date").eq_missing(pl.col("last"))
        wrong = joined.filter(~same | (pl.col("mentions").is_not_null() & ~dates))
        return Checked(checked=staged.rows("entities"), violations=wrong)

    return Rule(
        rule_id="entities.mention_count.rebuilt", family=FAMILY, look=look, reads=("entities", "mentions", "documents"),
        sentence="Every entity has as many mentions, and is first and last named on the days, as mentions says.",
    )  # fmt: skip
