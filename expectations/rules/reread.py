"""Documents read again give the rows that are published: a sample of them, the whole of a small release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.headers import HEADER, read_headers_again
from expectations.passages import facts_of
from expectations.rereading import READS, REREAD, compared_columns, numbers, read_again, read_sentences_again
from expectations.rules.rule import Checked, Rule
from transforms.aggregates.numbered import numbered
from transforms.enumerated import in_full
from transforms.resolve.entities import resolve_entities, with_mention_counts
from transforms.resolve.ids import with_entity_ids
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from expectations.staged import Staged
    from transforms.tables import Table

SMALL = 250_000
SHARE = 0.008
ROUNDING = 0.001
SEEN = "{differences:,} differences among {rows:,} rows of {documents:,} documents read again"


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give a rule for every table of the first half, and for the fields of documents that a header gives."""
    names = {table.name for table in tables}
    if not {"inputs", *READS} <= names:
        return ()
    found = [name for name in REREAD if name in names]
    linked = [_linked(name, column) for name in found for column in numbers(BY_NAME[name]).values()]
    figures = [_rule("document_metrics")] if "document_metrics" in names else []
    things = [_entities()] if "entities" in names else []
    about = [_about("language"), _about("country_codes")]
    return (
        *map(_rule, found),
        *map(_confidence, found),
        *linked,
        *figures,
        *things,
        *about,
        _sentences(),
        _zones(),
        _headers(),
    )


def _sentences() -> Rule:
    def look(staged: Staged) -> Checked:
        ids = _ids(staged)
        return _compared(staged, "sentences", ids, read_sentences_again(staged, ids))

    return _reread("sentences", look)


def _zones() -> Rule:
    def look(staged: Staged) -> Checked:
        ids, _, zones = staged.once("headers read again", lambda: read_headers_again(staged, _ids(staged)))
        return _compared(staged, "zones", ids, zones)

    return _reread("zones", look)


def _headers() -> Rule:
    def look(staged: Staged) -> Checked:
        ids, headers, _ = staged.once("headers read again", lambda: read_headers_again(staged, _ids(staged)))
        return _compared(staged, "documents", ids, headers, ["document_id", *HEADER])

    return _reread("documents", look)


def _ids(staged: Staged) -> list[str]:
    return staged.once("documents read again", lambda: _sample(staged))


def _compared(
    staged: Staged, table: str, ids: list[str], again: pl.DataFrame, columns: list[str] | None = None
) -> Checked:
    columns = columns or compared_columns(BY_NAME[table])
    published = staged.scan(table).filter(pl.col("document_id").is_in(ids)).select(columns).collect()
    wrong = _differences(published, again.select(columns), columns)
    counts = {"differences": wrong.height, "rows": published.height, "documents": len(ids)}
    return Checked(checked=max(published.height, again.height), violations=wrong.lazy(), observed=SEEN, counts=counts)


def _reread(table: str, look: Callable[[Staged], Checked]) -> Rule:
    return Rule(
        rule_id=f"{table}.table.reread", family="reread", look=look, reads=tuple(dict.fromkeys((table, "inputs", *READS))), whole_table=False,
        by_document=True,
        sentence=f"Reading documents again finds exactly what {table} publishes of them.",
        threshold="no difference in the sample (a function of the text, by definition)",
    )  # fmt: skip


def _rule(table: str) -> Rule:
    def look(staged: Staged) -> Checked:
        return _compared(staged, table, _ids(staged), _again(staged)[table])

    return _reread(table, look)


def _again(staged: Staged) -> dict[str, pl.DataFrame]:
    return staged.once("read again", lambda: read_again(staged, _ids(staged)))


def _about(column: str) -> Rule:
    def look(staged: Staged) -> Checked:
        again = _again(staged)["about"].select("document_id", again=column)
        joined = (
            staged.scan("documents").select("document_id", "source_path", column).join(again.lazy(), on="document_id")
        )
        return Checked(checked=again.height, violations=joined.filter(pl.col(column).ne_missing(pl.col("again"))))

    return Rule(
        rule_id=f"documents.{column}.reread", family="reread", look=look, reads=("documents", *READS), whole_table=False,
        by_document=True,
        sentence=f"Reading documents again gives them the {column} that is published.",
        threshold="no difference in the sample (a function of the text, by definition)",
    )  # fmt: skip


def _linked(table: str, column: str) -> Rule:
    """Give the rule that rows which one document's reading gives one thing have one id, in every table."""

    def look(staged: Staged) -> Checked:
        links = staged.once("links", lambda: _links(staged))
        own = links.filter((pl.col("table") == table) & (pl.col("column") == column))
        wrong = own.filter(pl.col("id").ne_missing(pl.col("usual_id")))
        return Checked(checked=own.height, violations=wrong.drop("table", "column", "number").lazy())

    return Rule(
        rule_id=f"{table}.{column}.reread", family="reread", look=look, reads=("inputs", *READS, *REREAD), whole_table=False,
        by_document=True,
        sentence=f"{column} in {table} is the id that the document's other rows on the same thing have.",
        threshold="no difference in the sample (ids are joined on by the thing's number within its document)",
    )  # fmt: skip


def _links(staged: Staged) -> pl.DataFrame:
    """Give, for every pointer to a thing in the sample, its id, and the usual id of that thing of that document."""
    ids, again = _ids(staged), _again(staged)
    links = [
        _links_of(staged, table, number, column, ids, again[table])
        for table in REREAD
        for number, column in numbers(BY_NAME[table]).items()
    ]
    found = pl.concat(links)
    usual = found.drop_nulls(["id", "number"]).group_by("document_id", "number").agg(
        usual_id=pl.col("id").sort().mode(maintain_order=True).first()
    )  # fmt: skip
    return found.join(usual, on=["document_id", "number"], how="left")


def _links_of(
    staged: Staged, table: str, number: str, column: str, ids: list[str], again: pl.DataFrame
) -> pl.DataFrame:  # fmt: skip
    keys = compared_columns(BY_NAME[table])
    published = staged.scan(table).filter(pl.col("document_id").is_in(ids)).select(*keys, column).collect()
    joined = published.join(again.select(*keys, number), on=keys, how="inner", nulls_equal=True)
    rows = joined.select(
        pl.lit(table).alias("table"), pl.lit(column).alias("column"), "document_id", "start_char", "end_char",
        number=pl.col(number), id=pl.col(column),
    )  # fmt: skip
    if not BY_NAME[table][column].is_list:
        return rows
    same = rows.filter(pl.col("number").list.len() == pl.col("id").list.len())  # two numbers can be of one id
    return same.explode("number", "id", empty_as_null=False)


def _entities() -> Rule:
    """Give the rule that things are joined across documents as they would be again, where every document is read again."""

    def look(staged: Staged) -> Checked:
        things = staged.scan("entities")
        whole = staged.scan("documents").filter(pl.col("extraction") == "full").select(pl.len()).collect().item()
        if len(_ids(staged)) != whole or (staged.manifest.get("settings") or {}).get("lexicons"):
            return Checked(
                checked=0, violations=things.clear(), observed="not looked at: too large to be read again whole"
            )
        again = _again(staged)
        found, ids = resolve_entities(again["document_entities"].lazy(), staged.scan("documents"))
        mentions = with_entity_ids(BY_NAME["mentions"], again["mentions"].lazy(), in_full(ids.lazy()))
        resolved = BY_NAME["entities"].conform(with_mention_counts(found, numbered(mentions))).collect()
        published = things.select(resolved.columns).collect()
        wrong = _differences(published, resolved, list(resolved.columns))
        return Checked(checked=published.height, violations=wrong.lazy())

    return Rule(
        rule_id="entities.table.reread", family="reread", look=look, reads=("entities", *READS), whole_table=False,
        sentence="Joining the things of all documents again gives exactly the rows of entities.",
        threshold=f"no difference, in releases of up to {SMALL:,} characters (a function of the texts, by definition)",
    )  # fmt: skip


def _confidence(table: str) -> Rule:
    columns = compared_columns(BY_NAME[table])

    def look(staged: Staged) -> Checked:
        ids = _ids(staged)
        again = _again(staged)[table].rename({"confidence": "confidence_again"})
        published = staged.scan(table).filter(pl.col("document_id").is_in(ids)).select(*columns, "confidence").collect()
        both = published.join(again, on=columns, how="inner", nulls_equal=True)
        wrong = both.filter((pl.col("confidence") - pl.col("confidence_again")).abs() > ROUNDING)
        return Checked(checked=both.height, violations=wrong.lazy())

    return Rule(
        rule_id=f"{table}.confidence.reread", family="reread", look=look, reads=(table, "inputs", *READS), whole_table=False,
        by_document=True,
        sentence=f"Reading documents again gives the rows of {table} the confidence that is published.",
        threshold=f"at most {ROUNDING:g} apart in the sample, for the rounding of models (set with the rule)",
    )  # fmt: skip


def _differences(published: pl.DataFrame, again: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Give the rows that only one side has; `difference` says which."""
    extra = published.join(again, on=columns, how="anti", nulls_equal=True)
    missing = again.join(published, on=columns, how="anti", nulls_equal=True)
    return pl.concat([
        extra.with_columns(difference=pl.lit("published, not found again")),
        missing.with_columns(difference=pl.lit("found again, not published")),
    ])  # fmt: skip


def _sample(staged: Staged) -> list[str]:
    """Choose documents of each slice by their ids, which are hashes and so fair, until the sample is large enough.

    Ids are ordered from their ends: in the order of the tables, a sample would always miss where a table ends.

    Where users' own lexicons took part, the shipped extractors cannot give the same rows: then none.
    """
    if (staged.manifest.get("settings") or {}).get("lexicons"):
        return []
    full = staged.scan("documents").filter(pl.col("extraction") == "full").select("document_id").collect()
    sizes = facts_of(staged).join(full, on="document_id", how="semi").select("document_id", size="text_length")
    lows = pl.Series([str(low) for low in staged.manifest.get("slices") or [""]])
    own = lows.search_sorted(sizes["document_id"], side="right")
    return sizes.with_columns(slice=own).filter(_first_of_slice(lows.len()))["document_id"].sort().to_list()


def _first_of_slice(slices: int) -> pl.Expr:
    """Whether a document (`document_id`, `size`, `slice`) is among the first of its slice that make up the sample, or the first."""
    reached = pl.col("size").cum_sum().over("slice", order_by=pl.col("document_id").str.reverse())
    limit = pl.max_horizontal(SMALL / slices, pl.col("size").sum().over("slice") * SHARE)
    return (reached <= limit) | (reached == pl.col("size"))
