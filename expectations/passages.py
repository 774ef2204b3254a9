"""The documents' texts, a bounded number of characters at a time, and what is quoted of them."""

from __future__ import annotations

from hashlib import sha256
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from expectations.sums import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from expectations.staged import Staged

MOST_CHARACTERS = 60_000_000
ROWS = 200_000
PART_BYTES = 16 << 20  # packed, whose texts are read together
FEW = 20
BEGINNING = 60
DOUBLY = "[ÂÃ][\u0080-\u00bf]|â(?:€|\u0080)|Ã[ƒ‚€-™]"
FACTS = pl.Schema({
    "document_id": pl.String(), "text_length": pl.UInt32(), "text_bytes": pl.UInt32(), "doubly": pl.UInt32(), "lost": pl.UInt32(), "beginning": pl.String(),
})  # fmt: skip


class Quotation(NamedTuple):
    """Columns of a table that quote a document: whose text, from where to where, and the words.

    `whole` says that each row must quote; otherwise rows without words or without a place are let pass.
    """

    table: str
    start: str
    end: str
    words: str
    whole: bool


class Bucket(NamedTuple):
    """Documents by the range of their ids: above `low`, up to `high`; None where the range is open."""

    low: str | None
    high: str | None

    @property
    def holds(self) -> pl.Expr:
        """Whether a row's document lies in the bucket; a row without a document lies in the first one."""
        own = pl.col("document_id")
        low = pl.lit(value=True) if self.low is None else own > self.low
        high = pl.lit(value=True) if self.high is None else own <= self.high
        return (low & high).fill_null(value=self.low is None)

    @property
    def is_all(self) -> bool:
        """Whether every row lies in it."""
        return self.low is None and self.high is None


EVERY = Bucket(None, None)


def buckets(staged: Staged) -> list[Bucket]:
    """Divide the documents so that the texts of each bucket fit into memory, whatever their number."""
    return staged.once("buckets", lambda: _divided(staged))


def _divided(staged: Staged) -> list[Bucket]:
    sizes = staged.scan("documents").select("document_id", size=pl.col("text").str.len_bytes().cast(pl.Int64))
    ordered = sizes.sort("document_id").with_columns(bucket=pl.col("size").cum_sum() // MOST_CHARACTERS)
    highest = ordered.group_by("bucket").agg(high=pl.col("document_id").max()).sort("bucket").collect()
    cuts = [None, *highest["high"].drop_nulls().to_list()[:-1], None]
    return [Bucket(low, high) for low, high in pairwise(cuts)]


def texts_in(staged: Staged, bucket: Bucket) -> dict[str, str]:
    """Give the texts of a bucket's documents by id; kept for the next rule where the bucket holds them all."""

    def read() -> dict[str, str]:
        rows = _rows(staged, bucket)
        return dict(zip(rows["document_id"].to_list(), rows["text"].to_list(), strict=True))

    return staged.once("texts by id", read) if bucket.is_all else read()


def _rows(staged: Staged, bucket: Bucket) -> pl.DataFrame:
    texts = staged.scan("documents").select("document_id", pl.col("text").fill_null(""))
    return _within(texts, bucket).collect()


def _within(rows: pl.LazyFrame, bucket: Bucket) -> pl.LazyFrame:
    return rows if bucket.is_all else rows.filter(bucket.holds)


def batches_in(staged: Staged, table: str, columns: Sequence[str], bucket: Bucket) -> Iterator[pl.DataFrame]:
    """Read the rows of a bucket's documents, a bounded number at a time."""
    names = list(dict.fromkeys(("document_id", *columns)))
    if bucket.is_all:
        yield from staged.batches(table, names, ROWS)
    else:
        yield from _within(staged.scan(table).select(names), bucket).collect(engine="streaming").iter_slices(ROWS)


def slices_of(batch: pl.DataFrame, start: str, end: str, texts: Mapping[str, str]) -> list[str | None]:
    """Give what stands at each row's place in its document's text, None where the row names no place.

    Python slices by code points, as the offsets are meant; Polars would count bytes.
    """
    runs = batch["document_id"].rle().struct.unnest()
    own = chain.from_iterable(repeat(texts.get(d, ""), n) for n, d in zip(runs["len"], runs["value"], strict=True))
    starts, ends = batch[start], batch[end]
    if not starts.null_count() and not ends.null_count() and (not batch.height or (starts.min() or 0) >= 0):  # type: ignore[operator]
        return [text[a:b] for text, a, b in zip(own, starts.to_list(), ends.to_list(), strict=True)]
    places = zip(own, starts.to_list(), ends.to_list(), strict=True)
    return [None if a is None or b is None or a < 0 else text[a:b] for text, a, b in places]


class Quoted(NamedTuple):
    """How many rows were held against the texts, and those whose words stand elsewhere, with `in_text`."""

    checked: int
    wrong: pl.DataFrame


def quoted(staged: Staged, quotation: Quotation) -> Quoted:
    """Hold a table's quotations against the texts."""
    columns = list(dict.fromkeys(("document_id", "start_char", "end_char", *quotation[1:4])))
    parts = [
        staged.scan(quotation.table).select(columns).clear().collect().with_columns(in_text=pl.lit(None, pl.String))
    ]
    checked, few = 0, _texts_of_few(staged, quotation.table)
    for bucket in buckets(staged) if few is None else [EVERY]:
        texts = texts_in(staged, bucket) if few is None else few
        for batch in batches_in(staged, quotation.table, columns, bucket):
            checked += batch.height
            in_text = slices_of(batch, quotation.start, quotation.end, texts)
            if in_text != (words := batch[quotation.words].to_list()) or "" in words:
                parts.append(_wrong(batch.select(columns), in_text, quotation))
    return Quoted(checked, pl.concat(parts))


def _texts_of_few(staged: Staged, table: str) -> dict[str, str] | None:
    """Give the texts that a table of few rows quotes; None for a table that may quote them all."""
    if staged.rows(table) * FEW > staged.rows("documents"):
        return None
    quoted_ids = staged.scan(table).select("document_id").unique().collect()["document_id"].to_list()
    texts = staged.scan("documents").filter(
        pl.col("document_id").is_in(quoted_ids)
    )  # skips the parts that hold none of them
    rows = texts.select("document_id", pl.col("text").fill_null("")).collect()
    return dict(zip(rows["document_id"].to_list(), rows["text"].to_list(), strict=True))


def _wrong(batch: pl.DataFrame, in_text: list[str | None], quotation: Quotation) -> pl.DataFrame:
    words, found = pl.col(quotation.words), pl.col("in_text")
    rows = batch.with_columns(in_text=pl.Series(in_text, dtype=pl.String))
    if quotation.whole:
        return rows.filter(words.ne_missing(found) | (words == ""))
    return rows.filter(words.is_not_null() & found.is_not_null() & (words != found))


def facts_of(staged: Staged) -> pl.DataFrame:
    """Give, of every document, what several rules ask of its text: length, beginning, marks of bad decoding."""
    return staged.once("facts", lambda: pl.concat(map(_facts, parts_of(staged, "documents", together=PART_BYTES))))


def _facts(staged: Staged) -> pl.DataFrame:
    text = pl.col("text").fill_null("")
    # Made anew: a slice of a text would keep the whole of it in memory.
    beginning = pl.format("{}", text.str.strip_chars_start().str.slice(0, BEGINNING))
    found = staged.scan("documents").select(
        "document_id", text_length=text.str.len_chars(), text_bytes=text.str.len_bytes(), doubly=text.str.count_matches(DOUBLY),
        lost=text.str.count_matches("\ufffd", literal=True), beginning=beginning,
    )  # fmt: skip
    return found.cast(FACTS).collect(engine="streaming")


def ids_by_text(staged: Staged) -> pl.DataFrame:
    """Give the id of every document (`document_id`) beside the one that its text makes (`derived`)."""
    parts = [pl.DataFrame(schema={"document_id": pl.String, "derived": pl.String})]
    for bucket in buckets(staged):
        rows = _rows(staged, bucket)
        made = ["doc_" + sha256(words.encode("utf-8", "replace")).hexdigest()[:16] for words in rows["text"].to_list()]
        parts.append(rows.select("document_id", derived=pl.Series(made, dtype=pl.String)))
    return pl.concat(parts)
