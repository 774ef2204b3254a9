"""Whether the rows of a table stand in the raw texts: spans lie within their text, and their words are what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from transforms.tables import Table

# The column that holds the words of a pair of positions; other pairs (`measured_start_char`) name it themselves.
WORDS = {"start_char": "surface"}
OTHER = "other_start_char"


class Span(NamedTuple):
    """A pair of positions, the column with its words ("" if it has none), and the column that says whose text it is."""

    start: str
    end: str
    words: str
    document: str


def spans_of(table: Table) -> Iterator[Span]:
    """Give every pair of positions that the table declares."""
    for start in table.names:
        end = start.replace("start_char", "end_char")
        if start.endswith("start_char") and end in table.names:
            words = WORDS.get(start, start.removesuffix("_start_char"))
            document = "other_document_id" if start == OTHER else "document_id"
            yield Span(start, end, words if words in table.names else "", document)


def columns_for(table: Table) -> list[str]:
    """Name the columns that a proof reads; none for a table without spans."""
    return list(dict.fromkeys(name for span in spans_of(table) for name in (span.document, *span[:3]) if name))


def unproven(
    table: Table, rows: pl.DataFrame, texts: Mapping[str, str], document_column: str = "document_id"
) -> Iterator[tuple[str, str]]:
    """Give (place, what is wrong) for every span of these rows that the text of the document in that column does not bear out.

    Reads: `columns_for(table)`; `texts` by document id. A span without words, or whose words are withheld, only has to lie
    within its text. Positions are code points, which Polars cannot slice.
    """
    for span in spans_of(table):
        if span.document != document_column:
            continue
        for row in zip(*(rows[name] for name in span if name), strict=True):
            start, end, *words, document = row
            if start is None and end is None:
                continue
            if wrong := _wrong(texts.get(str(document), ""), start, end, words[0] if words else None):
                yield f"{table.name}:{document}:{start}-{end}", f"{span.start}: {wrong}"


def _wrong(text: str, start: object, end: object, words: object) -> str:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        return f"not within the text, which has {len(text):,} characters"
    if words is not None and words != text[start:end]:
        return "other words stand there in the raw text"
    return ""
