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
HEX = 16
SAME_BYTES = 2
MARK_BYTES = 3  # of a mark of byte order
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
            threshold=f"its own in UTF-8, else one to {MOST_BYTES} bytes for a character (by definition of the encodings)",
        ),
        Rule(
            rule_id="inputs.sha256.of_text", family=FAMILY, reads=READS, look=_raw_hashes,
            sentence="The hash of a plain text in UTF-8 is the one that its document is named by.",
        ),
        Rule(
            rule_id="documents.raw_sha256.own", family=FAMILY, reads=("documents",), look=_shared,
            sentence="Documents come from bytes of their own.",
            threshold=f"at most {SAME_BYTES} from the same bytes, which two files can mean differently (set with the rule)",
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


def _shared(staged: Staged) -> Checked:
    counted = _documents(staged).with_columns(documents=pl.len().over("raw_sha256"))
    return Checked(checked=staged.rows("documents"), violations=counted.filter(pl.col("documents") > SAME_BYTES))


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
    sizes = facts_of(staged).lazy().select("document_id", "text_length", pl.col("text_bytes").cast(pl.Int64))
    rows = published.join(sizes, on="document_id")
    is_utf8, is_plain = pl.col("encoding") == "utf-8", pl.col("format").is_in(PLAIN)
    least = pl.when(is_utf8).then("text_bytes").otherwise("text_length")
    most = (
        pl.when(is_utf8)
        .then(pl.col("text_bytes") + MARK_BYTES)
        .otherwise((pl.col("text_length").cast(pl.Int64) + 1) * MOST_BYTES)
    )
    long = is_plain & pl.col("encoding").ne_missing(TWICE) & (pl.col("byte_count") > most)
    return Checked(checked=staged.rows("inputs"), violations=rows.filter((pl.col("byte_count") < least) | long))


def _raw_hashes(staged: Staged) -> Checked:
    """Compare hashes: the bytes of a plain text in UTF-8 without a mark are those of its document."""
    published = staged.scan("inputs").filter(
        (pl.col("outcome") == Outcome.PUBLISHED.value) & pl.col("format").is_in(PLAIN)
    )
    sizes = facts_of(staged).lazy().select("document_id", "text_bytes")
    same = (
        published.filter(pl.col("encoding") == "utf-8")
        .join(sizes, on="document_id")
        .filter(pl.col("byte_count") == pl.col("text_bytes"))
    )
    wrong = same.filter(pl.col("sha256").str.head(HEX) != pl.col("document_id").str.tail(HEX))
    return Checked(checked=staged.rows("inputs"), violations=wrong)


def _hashes(staged: Staged) -> Checked:
    ids = ids_by_text(staged)
    wrong = ids.filter(pl.col("document_id").ne_missing(pl.col("derived")))
    return Checked(checked=ids.height, violations=wrong.lazy())
