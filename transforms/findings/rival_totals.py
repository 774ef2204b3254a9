"""One total with two values: what a line, dam or programme has carried so far cannot shrink, nor differ tenfold."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from transforms.findings.finding import Candidates, Finding, Place, of_documents

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

SENTENCE = ["document_id", "sentence_number"]
SUBJECTS = ("infrastructure", "facility")  # a programme has many totals of one unit
BUILT = r"\b(?:Canal|Dam|Bridge|Tunnel|Port|Airport|Railway|Line)$"  # whatever their type
# Words that make a number a total since the beginning.
CUMULATIVE = r"(?i)\b(?:since|so far|to date|in total|altogether|cumulative(?:ly)?|by the end of|had (?:carried|moved|transported|served))\b"
SHRINKS = 0.95  # a later total below this share of an earlier one has shrunk
NEAR = 1  # paragraphs back in which the thing must be named last
FAR_APART = 10  # totals whose dates are not known differ if one is this many times the other


class Total(NamedTuple):
    """A document's largest total of one thing in one unit."""

    place: Place
    value: float
    published: datetime.date | None


def candidates(tables: Mapping[str, pl.LazyFrame]) -> Candidates:
    """Give where lines, programmes and facilities are named, and the sentences of the paragraphs near that count something."""
    built = pl.col("entity_type").is_in(SUBJECTS) | pl.col("name").str.contains(BUILT)
    things = tables["entities"].filter(built).select("entity_id", "name").collect().lazy()
    named = (
        tables["mentions"].join(things, on="entity_id").select(*SENTENCE, "start_char", "entity_id", "name").collect()
    )
    numbers = of_documents(tables["sentences"].select(*SENTENCE, named_in="paragraph_number"), named["document_id"])
    paragraphs = numbers.collect().lazy()
    subjects = named.lazy().join(paragraphs, on=SENTENCE).sort("start_char").collect()
    near = pl.concat([subjects.select("document_id", pl.col("named_in") + after) for after in range(NEAR + 1)]).lazy()
    around = paragraphs.join(near, on=["document_id", "named_in"], how="semi")
    counting = around.join(_plain(tables, named["document_id"]), on=SENTENCE, how="semi")
    wanted = around.join(counting, on=["document_id", "named_in"], how="semi").select(SENTENCE)
    return Candidates(subjects.select("document_id", "start_char", "entity_id", "name", "named_in"), wanted.collect())


def check(tables: Mapping[str, pl.LazyFrame], candidates: pl.DataFrame, sentences: pl.DataFrame) -> Iterator[Finding]:
    """Give one finding for each pair of documents whose totals of one thing in one unit contradict each other."""
    for (name, unit), totals in _totals(tables, candidates, sentences).items():
        for one, other in combinations(totals, 2):
            if contradict(one, other):
                message = f"{name}: {one.place.surface} here, {other.place.surface} there ({unit}, in total)."
                yield Finding("rival_totals", "warning", one.place, message, other.place)


def contradict(one: Total, other: Total) -> bool:
    """Whether two totals cannot both hold."""
    low, high = sorted((one.value, other.value))
    if low <= 0 or high / low >= FAR_APART:
        return True
    if one.published is None or other.published is None or one.published == other.published:
        return False
    earlier, later = sorted((one, other), key=lambda total: total.published or one.published)  # type: ignore[arg-type, return-value]
    return later.value < SHRINKS * earlier.value


def _totals(
    tables: Mapping[str, pl.LazyFrame], subjects: pl.DataFrame, sentences: pl.DataFrame
) -> dict[tuple[str, str], list[Total]]:
    """Give each document's largest total by the thing's name and unit, the documents in order."""
    counted = (
        _counted(tables, sentences, subjects["document_id"])
        .join_asof(subjects.lazy(), on="start_char", by="document_id", strategy="backward", check_sortedness=False)
        .filter(pl.col("paragraph_number") - pl.col("named_in") <= NEAR)
        .collect()
    )
    about = of_documents(tables["documents"], counted["document_id"])
    rows = (
        counted.lazy()
        .join(about.select("document_id", "published_date", "is_canonical_copy"), on="document_id")
        .filter("is_canonical_copy")
        .sort("value", "document_id", "start_char", descending=[True, False, False])
        .unique(["entity_id", "unit", "document_id"], keep="first", maintain_order=True)
        .sort("entity_id", "unit", "document_id")
    )
    found: dict[tuple[str, str], list[Total]] = {}
    for row in rows.collect().iter_rows(named=True):
        place = Place(row["document_id"], row["start_char"], row["end_char"], row["surface"])
        found.setdefault((row["name"], row["unit"]), []).append(Total(place, row["value"], row["published_date"]))
    return found


def _counted(tables: Mapping[str, pl.LazyFrame], sentences: pl.DataFrame, ids: pl.Series) -> pl.LazyFrame:
    """Give the counts and amounts of paragraphs that speak of a total, in the order of the text."""
    total = sentences.filter(pl.col("surface").str.contains(CUMULATIVE))
    speaking = sentences.join(total, on=["document_id", "paragraph_number"], how="semi")
    paragraphs = speaking.lazy().select(*SENTENCE, "paragraph_number")
    return _plain(tables, ids).join(paragraphs, on=SENTENCE).sort("start_char")


def _plain(tables: Mapping[str, pl.LazyFrame], ids: pl.Series) -> pl.LazyFrame:
    """Give the counts and amounts of these documents that are one number, not a change."""
    plain = tables["metrics"].filter(
        pl.col("kind").is_in(["count", "amount"]),
        pl.col("unit").is_not_null(),
        pl.col("direction").is_null(),
        pl.col("value_high").is_null(),
    )
    columns = [*SENTENCE, "start_char", "end_char", "surface", "value", "unit"]
    return of_documents(plain.select(columns), ids)
