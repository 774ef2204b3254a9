"""Nothing is lost and nothing appears from nowhere: every raw record is accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.passages import facts_of, ids_by_text
from expectations.rules.rule import Checked, Rule
from transforms.sources.encodings import TWICE
from transforms.tables.inputs import Outcome

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "conservation"
READS = ("inputs", "documents")
PLAIN = ("text", "markdown")
MOST_BYTES = 4  # of a character, in any encoding that is read
CAME_OUT = pl.col("outcome").is_in([Outcome.PUBLISHED.value, Outcome.DUPLICATE.value])


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rules of conservation."""
    del tables
    return (
        Rule(
            rule_id="inputs.document_id.published", family=FAMILY, reads=READS, look=_lost,
            sentence="Every record that came out as a document, or repeats one, is in documents.",
        ),
        Rule(
            rule_id="documents.raw_sha256.recorded", family=FAMILY, reads=READS, look=_from_nowhere,
            sentence="Every document comes from exactly one published record, with the same hash, path and id.",
        ),
        Rule(
            rule_id="inputs.reason.with_outcome", family=FAMILY, reads=("inputs",), look=_reasons,
            sentence="A record has a reason exactly when it was not published, and a document exactly when it came out.",
        ),
        Rule(
            rule_id="inputs.byte_count.holds_text", family=FAMILY, reads=READS, look=_sizes,
            sentence="A record has bytes enough for its document's text, and a plain text not many more.",
            threshold=f"one to {MOST_BYTES} bytes for a character (by definition of the encodings)",
        ),
        Rule(
            rule_id="documents.document_id.hash", family=FAMILY, reads=("documents",), look=_hashes, by_document=True,
            sentence="document_id is the hash of the document's own text.",
        ),
    )  # fmt: skip


def _lost(staged: Staged) -> Checked:
    documents = staged.scan("documents").select("document_id")
    lost = staged.scan("inputs").filter(CAME_OUT).join(documents, on="document_id", how="anti", nulls_equal=False)
    return Checked(checked=staged.rows("inputs"), violations=lost)


def _from_nowhere(staged: Staged) -> Checked:
    published = staged.scan("inputs").filter(pl.col("outcome") == Outcome.PUBLISHED.value)
    sources = published.group_by("document_id").agg(
        records=pl.len(),
        **{f"recorded_{name}": pl.col(name).first() for name in ("sha256", "source_path", "source_id")},
    )
    joined = _documents(staged).join(sources, on="document_id", how="left")
    same = (
        pl.col("raw_sha256").eq_missing(pl.col("recorded_sha256"))
        & pl.col("source_path").eq_missing(pl.col("recorded_source_path"))
        & pl.col("source_id").eq_missing(pl.col("recorded_source_id"))
    )
    wrong = joined.filter(pl.col("records").ne_missing(1) | ~same)
    return Checked(checked=staged.rows("documents"), violations=wrong)


def _documents(staged: Staged) -> pl.LazyFrame:
    return staged.scan("documents").select("document_id", "source_path", "source_id", "raw_sha256")


def _reasons(staged: Staged) -> Checked:
    published = pl.col("outcome") == Outcome.PUBLISHED.value
    wrong = (published == pl.col("reason").is_not_null()) & published
    wrong = wrong | ((pl.col("outcome") == Outcome.REJECTED.value) & pl.col("reason").is_null())
    wrong = wrong | ((pl.col("outcome") == Outcome.REJECTED.value) & pl.col("document_id").is_not_null())
    wrong = wrong | (CAME_OUT & pl.col("document_id").is_null())
    return Checked(checked=staged.rows("inputs"), violations=staged.scan("inputs").filter(wrong))


def _sizes(staged: Staged) -> Checked:
    """Compare sizes; a text that was encoded twice had more bytes than the repaired one can show."""
    published = staged.scan("inputs").filter(pl.col("outcome") == Outcome.PUBLISHED.value)
    joined = published.join(facts_of(staged).lazy().select("document_id", "text_length"), on="document_id")
    short = pl.col("byte_count") < pl.col("text_length")
    plain = pl.col("format").is_in(PLAIN) & pl.col("encoding").ne_missing(TWICE)
    long = plain & (pl.col("byte_count") > (pl.col("text_length").cast(pl.Int64) + 1) * MOST_BYTES)
    return Checked(checked=staged.rows("inputs"), violations=joined.filter(short | long))


def _hashes(staged: Staged) -> Checked:
    ids = ids_by_text(staged)
    wrong = ids.filter(pl.col("document_id").ne_missing(pl.col("derived")))
    return Checked(checked=ids.height, violations=wrong.lazy())
