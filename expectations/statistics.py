"""What a release looks like in numbers: few enough to keep for ever, many enough to see an extractor fall silent."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.arrivals import arrivals, arrived_inputs
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.staged import Staged
    from transforms.tables import Column, Table

SCHEMA = pl.Schema({
    "table": pl.String(), "column": pl.String(), "statistic": pl.String(), "part": pl.String(), "scale": pl.String(),
    "value": pl.Float64(), "documents": pl.Float64(),
})  # fmt: skip
SPANS = ("sentences", "mentions", "metrics", "timexes", "statements", "roles", "event_mentions", "zones")
MIXES = (
    ("documents", "publisher"),
    ("documents", "language"),
    ("documents", "published_basis"),
    ("inputs", "format"),
    ("inputs", "outcome"),
    ("inputs", "reason"),
)
MOST_PARTS = 40
LARGE_ROWS = 500_000  # of which queries do not share what they read: it would be held in memory
CELLS_AT_A_TIME = 3_000_000  # rows times columns, held in memory
MANY_THINGS = 4  # of a document, as good as independent of each other
DISTINCT = "distinct"
KNOWN_OF_THINGS = ("country_code", "latitude", "longitude", "wikidata_id", "geonames_id")
# Of documents alone, as of those that are new since the release before: what came in, and not what has been there for long.
NEW_MIXES = ("publisher", "agency", "language", "published_basis")
# Formats whose records are hardly more than their text.
RECORDS = ("jsonl", "json", "csv")
# What differs from document to document, in whatever news: constant, it is a fault.
TOLD_APART = ("source_id", "title", "url", "published_date")
# What folders differ in.
OF_FOLDERS = ("publisher", "published_basis")
KEPT_SHARE = "kept_share"  # of the documents of the release before
TOLD_BY_FOLDER = "told_by_folder"
REJECTED_SHARE = "rejected_share"  # of a folder or archive; one that is not there has none
ENOUGH_RECORDS = 10
COUNT, UNIQUE = ":count::", ":unique::"
FILE = "statistics.parquet"


def statistics_of(staged: Staged) -> pl.DataFrame:
    """Give the release's statistics, long form.

    `scale` says how a value varies by chance: a `share` of documents or rows, a `mean` of a logarithm, a `count`.
    `documents` is how many documents it rests on, in effect. Statistics of extraction look only at documents read in full.
    """
    full = staged.scan("documents").filter(pl.col("extraction") == "full").select("document_id").collect()
    characters = staged.scan("documents").select("document_id", characters=pl.col("text").str.len_chars()).collect()
    frames = [_volume(staged, full.height, characters)]
    frames += [_spans(staged, BY_NAME[table], full) for table in SPANS if staged.has(table)]
    mixes = pl.collect_all([_counted(staged.scan(table), column) for table, column in MIXES])
    frames += [_mix(*place, counts, staged.rows("documents")) for place, counts in zip(MIXES, mixes, strict=True)]
    frames += [
        _sizes(staged, characters),
        _new(staged),
        _by_folder(staged),
        _rejected(staged),
        _entities(staged, full.height),
    ]
    return pl.concat(frames)


def _frame(rows: Iterator[tuple[object, ...]] | list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def _volume(staged: Staged, full: int, characters: pl.DataFrame) -> pl.DataFrame:
    documents = staged.rows("documents")
    distinct = {name: _distinct(pl.col(name)).alias(name) for name in TOLD_APART}
    counts = [pl.col(name).count().alias(f"{name}{COUNT}") for name in TOLD_APART]
    found = staged.scan("documents").select(*distinct.values(), *counts).collect().row(0, named=True)
    length = characters["characters"].rechunk().log1p().mean()
    return _frame([
        ("documents", "table", "rows", "", "count", float(documents), documents),
        ("documents", "extraction", "full_share", "", "share", full / documents if documents else 0.0, documents),
        ("documents", "text", "log_length", "", "mean", length or 0.0, documents),
        *(
            ("documents", name, "log_distinct", "", "mean", found[name], found[f"{name}{COUNT}"])
            for name in TOLD_APART if found[name]
        ),
    ])  # fmt: skip


def _spans(staged: Staged, table: Table, full: pl.DataFrame) -> pl.DataFrame:
    rows = staged.scan(table.name)
    mixed = [column.name for column in table.columns if column.one_of or column.name == "rule"]
    optional = [column.name for column in table.columns if column.nullable]
    each = rows.group_by("document_id").agg(pl.len(), *(pl.col(name).is_not_null().any() for name in optional))
    is_large = staged.rows(table.name) > LARGE_ROWS
    queries = [each, *(_counted(rows, name) for name in mixed)]
    sizes, *counted = pl.collect_all(queries, optimizations=pl.QueryOptFlags(comm_subplan_elim=not is_large))
    number, with_rows, documents = int(sizes["len"].sum()), sizes.height, full.height
    found = _measured(rows, table, number)
    per_document = number / documents if documents else 0.0
    out: list[tuple[object, ...]] = [
        (table.name, "table", "log_rows_per_document", "", "mean", math.log1p(per_document), documents),
        (
            table.name,
            "table",
            "documents_with_rows",
            "",
            "share",
            min(1.0, with_rows / documents) if documents else 0.0,
            documents,
        ),
    ]
    clusters = _independent(sizes["len"].cast(pl.Float64))
    out += [
        (table.name, *name.split(":"), float(value), min(clusters, _values(name, found)))
        for name, value in found.items()
        if value is not None and not name.endswith((COUNT, UNIQUE))
    ]
    out += [
        (table.name, name, "documents_with_value", "", "share", min(1.0, float(sizes[name].sum()) / documents), documents)
        for name in optional if documents
    ]  # fmt: skip
    out += [
        (
            table.name,
            name.removesuffix(UNIQUE),
            DISTINCT,
            "",
            "count",
            float(value),
            found.get(name.removesuffix(UNIQUE) + COUNT, number),
        )
        for name, value in found.items()
        if name.endswith(UNIQUE)
    ]
    mixes = [_mix(table.name, name, counts, clusters) for name, counts in zip(mixed, counted, strict=True)]
    return pl.concat([_frame(out), *mixes])


def _independent(sizes: pl.Series) -> float:
    """Give how many documents' worth of independent rows there are: one long document counts as one (Kish 1965)."""
    squares = float((sizes * sizes).sum())
    return float(sizes.sum()) ** 2 / squares if squares else 0.0


def _values(name: str, found: dict[str, float]) -> float:
    """Give how many values a mean rests on: nulls have no size, and are not told apart."""
    return found.get(name.split(":", maxsplit=1)[0] + COUNT, float("inf")) if name.endswith(":mean") else float("inf")


def _measured(rows: pl.LazyFrame, table: Table, number: int) -> dict[str, Any]:
    """Give the aggregations of a table by name; of a large one, those of some columns after the other."""
    asked = {column.name: found for column in table.columns if (found := list(_expressions(column)))}
    names, size = list(asked), max(1, CELLS_AT_A_TIME // max(1, number))
    measured: dict[str, Any] = {}
    for start in range(0, len(names), size):
        some = names[start : start + size]
        values = _in_one_piece(rows.select(some).collect())
        measured |= values.select(*chain.from_iterable(asked[name] for name in some)).row(0, named=True)
    return measured


def _in_one_piece(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the frame whose fractions lie in one piece: pieces are added up apart, and how they are cut depends on threads."""
    return frame.with_columns(column.rechunk() for column in frame if column.dtype.is_float())


def _expressions(column: Column) -> Iterator[pl.Expr]:
    """Give the aggregations of a column, each named column:statistic:part:scale; null where there is no value at all."""
    value = pl.col(column.name)
    if column.nullable:
        yield value.is_null().mean().alias(f"{column.name}:null_share::share")
    if column.nullable and (column.dtype == pl.Float64 or _varies(column)):
        yield value.count().alias(f"{column.name}{COUNT}")
    if (column.at_least, column.at_most) == (0, 1):
        yield value.mean().alias(f"{column.name}:mean::share")
    elif column.dtype == pl.Float64:
        yield value.abs().log1p().mean().alias(f"{column.name}:log_size::mean")
    if _varies(column):
        yield _distinct(value).alias(f"{column.name}:log_distinct::mean")
    if column.dtype == pl.Float64 or _varies(column):
        yield value.drop_nulls().n_unique().alias(f"{column.name}{UNIQUE}")


def leaves(column: Column) -> bool:
    """Whether a column of a table leaves any statistic: of what is always there, whole numbers and dates say nothing alone."""
    return bool(
        column.nullable or column.one_of or column.dtype == pl.Float64 or column.name == "rule" or _varies(column)
    )


def _distinct(value: pl.Expr) -> pl.Expr:
    return pl.when(value.count() > 0).then((value.drop_nulls().n_unique() / value.count()).log1p())


def _varies(column: Column) -> bool:
    return column.dtype == pl.String and not column.one_of and column.name not in {"document_id", "rule", "surface"}


def _counted(rows: pl.LazyFrame, column: str) -> pl.LazyFrame:
    return rows.group_by(pl.col(column).fill_null("null").alias("part")).len()


def _mix(table: str, column: str, counted: pl.DataFrame, clusters: float) -> pl.DataFrame:
    """Give the share of each value of a column."""
    total = counted["len"].sum() or 1
    largest = counted.sort("len", "part", descending=[True, False]).head(MOST_PARTS)
    return _frame(
        [(table, column, "share", part, "share", count / total, clusters) for part, count in largest.iter_rows()]
    )


def _sizes(staged: Staged, characters: pl.DataFrame) -> pl.DataFrame:
    """Give how many bytes records of each format have for a character of their text: texts that were cut on the way have more."""
    published = staged.scan("inputs").filter((pl.col("outcome") == "published") & pl.col("format").is_in(RECORDS))
    lengths = characters.lazy().select("document_id", length=pl.col("characters").clip(lower_bound=1))
    own = pl.col("byte_count") - pl.col("extra").str.len_bytes().fill_null(0).cast(pl.Int64)
    ratio = (own.clip(lower_bound=1) / pl.col("length")).log()
    found = published.join(lengths, on="document_id").select("format", ratio=ratio).collect()
    return _frame(
        ("inputs", "byte_count", "log_bytes_per_character", kind, "mean", math.fsum(of["ratio"]) / of.height, of.height)
        for (kind,), of in sorted(found.partition_by("format", as_dict=True).items())
    )  # fsum: one sum, whatever the order of the rows


def _new(staged: Staged) -> pl.DataFrame:
    """Give how much came in since the release before, and from whom; nothing where there is none, as then all is new."""
    found = arrivals(staged)
    if found is None:
        return SCHEMA.to_frame()
    number = found.documents.height
    frames = [_frame([("documents", "table", "new_rows", "", "count", float(number), number)])]
    if found.kept_share is not None:
        frames.append(_frame([("documents", "document_id", KEPT_SHARE, "", "count", found.kept_share, number)]))
    rows = staged.scan("documents").join(found.documents.lazy(), on="document_id", how="semi")
    counted = pl.collect_all([_counted(rows, column) for column in NEW_MIXES]) if number else []
    mixes = [_mix("documents", name, counts, number) for name, counts in zip(NEW_MIXES, counted, strict=False)]
    return pl.concat([*frames, *(mix.with_columns(statistic=pl.lit("new_share")) for mix in mixes)])


def _by_folder(staged: Staged) -> pl.DataFrame:
    """Give how many values folders or archives have as their commonest, where several have documents enough to say."""
    rows = staged.scan("documents").select(*OF_FOLDERS, folder=folder_of())
    common = [pl.col(name).fill_null("").mode().sort().first() for name in OF_FOLDERS]
    folders = rows.group_by("folder").agg(pl.len().alias("documents"), *common).collect()
    enough = folders.filter(pl.col("documents") >= ENOUGH_RECORDS)
    if enough.height <= 1:
        return SCHEMA.to_frame()
    return _frame([("documents", name, TOLD_BY_FOLDER, _only(enough[name]), "count", float(enough[name].n_unique()), enough.height) for name in OF_FOLDERS])  # fmt: skip


def _only(values: pl.Series) -> str:
    """Give the value if there is but one."""
    return str(values[0]) if values.n_unique() == 1 else ""


def _rejected(staged: Staged) -> pl.DataFrame:
    """Give the share of records that each folder or archive had turned away; of those with few it would say nothing."""
    rejected = (pl.col("outcome") == "rejected").mean()
    shares = arrived_inputs(staged).group_by(part=folder_of()).agg(value=rejected, documents=pl.len()).collect()
    largest = shares.filter(pl.col("documents") >= ENOUGH_RECORDS).sort("documents", "part", descending=[True, False])
    rows = largest.head(MOST_PARTS).select("part", "value", "documents").iter_rows()
    return _frame(
        [("inputs", "outcome", REJECTED_SHARE, part, "share", value, documents) for part, value, documents in rows]
    )


def folder_of() -> pl.Expr:
    """Give the folder or archive at the top of a source path."""
    return pl.col("source_path").str.extract(r"^(.*?)(?:!/|/|$)")


def _entities(staged: Staged, documents: int) -> pl.DataFrame:
    """Give how many things there are, how many of them several documents share, and what is known of them."""
    number = staged.rows("entities")
    effective = min(number, documents * MANY_THINGS)
    unknown = {name: pl.col(name).is_null().mean() for name in KNOWN_OF_THINGS}
    measured = [pl.col("in_lexicon").mean(), (pl.col("document_count") > 1).mean().alias("shared"), *(e.alias(n) for n, e in unknown.items())]  # fmt: skip
    found, types = pl.collect_all([
        staged.scan("entities").select(measured), _counted(staged.scan("entities"), "entity_type")
    ])  # fmt: skip
    shares = {name: float(value or 0.0) for name, value in found.row(0, named=True).items()}
    rows: list[tuple[object, ...]] = [
        ("entities", "table", "log_rows_per_document", "", "mean", math.log1p(number / documents if documents else 0.0), documents),
        ("entities", "entity_id", "shared_share", "", "share", shares["shared"], number),
        ("entities", "in_lexicon", "true_share", "", "share", shares["in_lexicon"], effective),
        *(("entities", name, "null_share", "", "share", shares[name], effective) for name in KNOWN_OF_THINGS),
    ]  # fmt: skip
    return pl.concat([_frame(rows), _mix("entities", "entity_type", types, effective)])
