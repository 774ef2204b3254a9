"""Documents read again give the rows that are published: a sample of them, the whole of a small release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.passages import facts_of
from expectations.rereading import (
    HEADER,
    READS,
    REREAD,
    compared_columns,
    read_again,
    read_headers_again,
    read_sentences_again,
)
from expectations.rules.rule import Checked, Rule
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from expectations.staged import Staged
    from transforms.tables import Table

SMALL = 250_000
SHARE = 0.008
ROUNDING = 0.001


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give a rule for every table of the first half, and for the fields of documents that a header gives."""
    names = {table.name for table in tables}
    if not {"inputs", *READS} <= names:
        return ()
    found = [name for name in REREAD if name in names]
    return (*map(_rule, found), *map(_confidence, found), _sentences(), _zones(), _headers())


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
    observed = f"{wrong.height:,} differences among {published.height:,} rows of {len(ids):,} documents read again"
    return Checked(checked=max(published.height, again.height), violations=wrong.lazy(), observed=observed)


def _reread(table: str, look: Callable[[Staged], Checked]) -> Rule:
    return Rule(
        rule_id=f"{table}.table.reread", family="reread", look=look, reads=tuple(dict.fromkeys((table, "inputs", *READS))), whole_table=False,
        sentence=f"Reading documents again finds exactly what {table} publishes of them.",
        threshold="no difference in the sample (a function of the text, by definition)",
    )  # fmt: skip


def _rule(table: str) -> Rule:
    def look(staged: Staged) -> Checked:
        ids = _ids(staged)
        return _compared(staged, table, ids, staged.once("read again", lambda: read_again(staged, ids))[table])

    return _reread(table, look)


def _confidence(table: str) -> Rule:
    columns = compared_columns(BY_NAME[table])

    def look(staged: Staged) -> Checked:
        ids = _ids(staged)
        again = staged.once("read again", lambda: read_again(staged, ids))[table].rename(
            {"confidence": "confidence_again"}
        )
        published = staged.scan(table).filter(pl.col("document_id").is_in(ids)).select(*columns, "confidence").collect()
        both = published.join(again, on=columns, how="inner", nulls_equal=True)
        wrong = both.filter((pl.col("confidence") - pl.col("confidence_again")).abs() > ROUNDING)
        return Checked(checked=both.height, violations=wrong.lazy())

    return Rule(
        rule_id=f"{table}.confidence.reread", family="reread", look=look, reads=(table, "inputs", *READS), whole_table=False,
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
    """Choose documents by the order of their ids, which are hashes and so fair, until the sample is large enough.

    Where users' own lexicons took part, the shipped extractors cannot give the same rows: then none.
    """
    if (staged.manifest.get("settings") or {}).get("lexicons"):
        return []
    full = staged.scan("documents").filter(pl.col("extraction") == "full").select("document_id").collect()
    lengths = facts_of(staged).join(full, on="document_id", how="semi")
    sizes = lengths.select("document_id", size="text_length").sort("document_id")
    limit = max(SMALL, int(float(sizes["size"].sum()) * SHARE))
    before = sizes["size"].cum_sum() - sizes["size"]
    return sizes.filter(before < limit)["document_id"].to_list()
