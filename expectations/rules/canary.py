"""Canaries: known documents give exactly the rows that they gave when a person last looked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl

from expectations.canaries import expected_rows, rows_now
from expectations.rules.rule import Checked, Rule

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the one rule on canaries."""
    del tables
    return (
        Rule(
            rule_id="release.canaries.unchanged", family="canaries", look=_look, reads=(), whole_table=False, beside=True,
            sentence="The known documents that are read beside every release give exactly their known rows.",
            threshold="no difference (rows that a person has reviewed; 'make canaries' writes them anew)",
        ),
    )  # fmt: skip


def _look(staged: Staged) -> Checked:
    """Compare; users' own lexicons take no part, so where they are at work in this process nothing is compared."""
    expected = expected_rows()
    own = (staged.manifest.get("settings") or {}).get("lexicons")
    if expected is None or own:
        nothing = pl.LazyFrame(schema={"row": pl.String, "difference": pl.String})
        return Checked(
            checked=0,
            violations=nothing,
            observed="not looked at: users' own lexicons" if own else "no canaries are kept",
        )
    known, now = Counter(expected), Counter(rows_now())
    wrong = [(row, "known, not found") for row in (known - now).elements()] + [
        (row, "found, not known") for row in (now - known).elements()
    ]
    frame = pl.LazyFrame(wrong, schema={"row": pl.String, "difference": pl.String}, orient="row")
    return Checked(checked=len(expected), violations=frame)
