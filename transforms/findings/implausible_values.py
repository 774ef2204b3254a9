"""A share of people or things that is more than all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.findings.finding import Finding, Place, of_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Only of what is counted one by one can there be no more than 100 percent: prices, levels and quotas exceed it rightly.
COUNTED = (
    r"^\s{1,5}of\s(?:the\s|all\s|its\s|our\s|their\s)?(?:\w{1,20}\s){0,2}"
    r"(?:people|pupils|students|households|families|voters|workers|women|men|children|residents|respondents|villages|schools|members)\b"
)
AFTER = 80  # characters behind the number that are looked at


def check(tables: Mapping[str, pl.LazyFrame]) -> Iterator[Finding]:
    """Give one finding for each share of counted people or things over 100 percent."""
    share = (pl.col("kind") == "percent") & (pl.col("unit") == "percent") & pl.col("direction").is_null()
    over = tables["metrics"].filter(share, pl.col("value") > 100).collect()  # noqa: PLR2004 - percent
    texts = of_documents(tables, over["document_id"])["documents"].select("document_id", "text")
    behind = pl.col("text").str.slice(pl.col("end_char"), AFTER)
    odd = (
        over.lazy().join(texts, on="document_id").filter(behind.str.contains(COUNTED)).sort("document_id", "start_char")
    )
    for row in odd.select("document_id", "start_char", "end_char", "surface").collect().iter_rows():
        yield Finding("implausible_values", "info", Place(*row), "A share of more than 100 percent.")
