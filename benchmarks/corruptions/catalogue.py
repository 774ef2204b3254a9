"""The corruptions that the contract of the gate lists, each with the rules that ought to name it."""

from __future__ import annotations

import datetime

import polars as pl
from spoiling import (
    SPANS,
    Corruption,
    change,
    drop,
    fixed,
    in_bytes,
    lost_document,
    repeat,
    shift,
    silent,
    swap,
    twice,
    whole,
)

MILLION = 1e6
MONTHS = 12
DAY = datetime.date
SCHEMA = [
    Corruption(name="column dropped", kind="schema", spoil=whole("metrics", lambda f: f.drop("unit")), caught_by=("metrics.table.schema",)),
    Corruption(name="column renamed", kind="schema", spoil=whole("mentions", lambda f: f.rename({"entity_id": "entity"})), caught_by=("mentions.table.schema",)),
    Corruption(name="column added", kind="schema", spoil=whole("mentions", lambda f: f.with_columns(x=pl.lit(1))), caught_by=("mentions.table.schema",)),
    Corruption(name="float to integer", kind="schema", spoil=whole("metrics", lambda f: f.with_columns(pl.col("value").cast(pl.Int64, strict=False))), caught_by=("metrics.table.schema",)),
    Corruption(name="integer widened", kind="schema", spoil=whole("mentions", lambda f: f.with_columns(pl.col("start_char").cast(pl.Int64))), caught_by=("mentions.table.schema",)),
    Corruption(name="date as text", kind="schema", spoil=whole("documents", lambda f: f.with_columns(pl.col("published_date").cast(pl.String))), caught_by=("documents.table.schema",)),
    Corruption(name="time zone lost", kind="schema", spoil=whole("documents", lambda f: f.with_columns(pl.col("published_at").dt.replace_time_zone(None))), caught_by=("documents.table.schema",)),
    Corruption(name="value outside its list", kind="schema", spoil=change("metrics", "kind", fixed("quantity")), caught_by=("metrics.kind.one_of",)),
    Corruption(name="order of columns", kind="benign", spoil=whole("metrics", lambda f: f.select(reversed(f.columns)))),
    Corruption(name="minus zero", kind="benign", spoil=change("metrics", "value", fixed(-0.0), only=pl.col("value") == 0)),
]  # fmt: skip
COMPLETENESS = [
    Corruption(name="null where none may be", kind="completeness", spoil=change("metrics", "value", fixed(None)), caught_by=("metrics.value.not_null",)),
    Corruption(name="null surface", kind="completeness", spoil=change("mentions", "surface", fixed(None)), caught_by=("mentions.surface.not_null",)),
    Corruption(name="unit lost", kind="completeness", spoil=change("metrics", "unit", fixed(None)), caught_by=("metrics.unit",)),
    Corruption(name="place lost", kind="completeness", spoil=change("event_mentions", "place_id", fixed(None)), caught_by=("event_mentions.place_id", "event_mentions.table", "events."), least=0.3),
    Corruption(name="speaker as N/A", kind="completeness", spoil=change("statements", "speaker", fixed("N/A")), caught_by=("statements.speaker.slice",)),
    Corruption(name="measured as nan", kind="completeness", spoil=change("metrics", "measured", fixed("nan")), caught_by=("metrics.measured.slice",)),
    Corruption(name="title as blanks", kind="completeness", spoil=change("documents", "title", fixed("  ")), caught_by=("documents.table.no_blanks",)),
    Corruption(name="empty table", kind="completeness", spoil=whole("metrics", lambda f: f.clear()), caught_by=("documents.metric_count.receipt",)),
    *(Corruption(name=f"rows lost from {t}", kind="completeness", spoil=drop(t), caught_by=(f"{t}.", f"documents.{t[:-1]}_count")) for t in SPANS[:-1]),
    Corruption(name="rows lost from zones", kind="completeness", spoil=drop("zones"), caught_by=("zones.", "documents.", "mentions.table.reread", "timexes.table.reread", "statements.table.reread"), least=0.3),
    Corruption(name="inputs lost", kind="conservation", spoil=drop("inputs"), caught_by=("documents.raw_sha256.recorded",)),
    Corruption(name="documents lost", kind="conservation", spoil=drop("documents"), caught_by=("inputs.document_id",)),
    Corruption(name="documents lost with their rows", kind="conservation", spoil=lost_document, caught_by=("inputs.document_id",)),
]  # fmt: skip
IDENTITY = [
    *(Corruption(name=f"rows of {t} twice", kind="key", spoil=repeat(t), caught_by=(f"{t}.table.unique",)) for t in (*SPANS, "documents", "entities", "events", "inputs")),
    Corruption(name="orphan entity", kind="key", spoil=change("mentions", "entity_id", fixed("wikidata:Q999999999")), caught_by=("mentions.entity_id.known",)),
    Corruption(name="orphan document", kind="key", spoil=change("metrics", "document_id", fixed("doc_0000000000000000")), caught_by=("metrics.document_id.known",)),
    Corruption(name="another document's id", kind="key", spoil=change("metrics", "document_id", lambda c: c.reverse()), caught_by=("metrics.surface.slice",), least=0.05),
    Corruption(name="shuffled entities", kind="key", spoil=change("mentions", "entity_id", lambda c: c.reverse()), caught_by=("mentions.entity_id", "entities.mention_count", "co_mentions", "entity_months"), least=0.05),
    Corruption(name="document id changed", kind="key", spoil=change("documents", "document_id", fixed("doc_ffffffffffffffff")), caught_by=("documents.document_id",)),
    Corruption(name="every entity twice", kind="distribution", spoil=twice, caught_by=("entities.",)),
]  # fmt: skip
PERCENT = pl.col("kind") == "percent"
VALUES = [
    Corruption(name="percent as fraction", kind="value", spoil=change("metrics", "value", lambda c: c / 100, only=PERCENT & (pl.col("value") != 0)), caught_by=("metrics.value.rederived",)),
    Corruption(name="times a hundred", kind="value", spoil=change("metrics", "value", lambda c: c * 100, only=pl.col("value") != 0), caught_by=("metrics.value.rederived",)),
    Corruption(name="million as thousand", kind="value", spoil=change("metrics", "value", lambda c: c / 1000, only=pl.col("value") >= MILLION), caught_by=("metrics.value.rederived",)),
    Corruption(name="unit relabelled", kind="value", spoil=change("metrics", "unit", fixed("furlong")), caught_by=("metrics.unit.rederived",)),
    Corruption(name="currency relabelled", kind="value", spoil=change("metrics", "currency", fixed("XAU")), caught_by=("metrics.currency.rederived",)),
    Corruption(name="not a number", kind="value", spoil=change("metrics", "value", fixed(float("nan"))), caught_by=("metrics.value",)),
    Corruption(name="infinite", kind="value", spoil=change("metrics", "value", fixed(float("inf"))), caught_by=("metrics.value",)),
    Corruption(name="negative count", kind="value", spoil=change("documents", "mention_count", lambda c: -c - 1), caught_by=("documents.mention_count",)),
    Corruption(name="noise", kind="value", spoil=change("metrics", "value", lambda c: c * 1.05, only=pl.col("value") != 0), caught_by=("metrics.value.rederived",)),
    Corruption(name="rounded to one digit", kind="value", spoil=change("metrics", "value", lambda c: c.round_sig_figs(1), only=pl.col("value").round_sig_figs(1) != pl.col("value")), caught_by=("metrics.value.rederived",)),
    Corruption(name="start and end swapped", kind="slice", spoil=swap("mentions", "start_char", "end_char"), caught_by=("mentions.start_char.in_bounds", "mentions.surface.slice")),
    *(Corruption(name=f"spans of {t} shifted", kind="slice", spoil=shift(t, 1), caught_by=(f"{t}.surface.slice",)) for t in SPANS),
    Corruption(name="offsets in bytes", kind="slice", spoil=in_bytes("mentions"), caught_by=("mentions.surface.slice",)),
    Corruption(name="surface constant", kind="slice", spoil=change("mentions", "surface", fixed("Laos"), only=pl.col("surface") != "Laos"), caught_by=("mentions.surface.slice",)),
    Corruption(name="column shifted by a row", kind="value", spoil=whole("metrics", lambda f: f.with_columns(pl.col("value").shift(1).fill_null(1.0))), caught_by=("metrics.value.rederived",)),
    Corruption(name="kinds collapsed", kind="distribution", spoil=change("metrics", "kind", fixed("count"), only=pl.col("kind") != "count"), caught_by=("metrics.",), least=0.3),
    Corruption(name="entity types swapped", kind="distribution", spoil=change("mentions", "entity_type", lambda c: c.replace({"person": "place", "place": "person"}), only=pl.col("entity_type").is_in(["person", "place"])), caught_by=("mentions.",), least=0.3),
    Corruption(name="confidence constant", kind="distribution", spoil=change("mentions", "confidence", fixed(0.5)), caught_by=("mentions.confidence",), least=1.0),
    Corruption(name="latitude out of range", kind="value", spoil=change("entities", "latitude", fixed(123.0)), caught_by=("entities.latitude.at_most",)),
    Corruption(name="direction turned", kind="distribution", spoil=change("metrics", "direction", lambda c: c.replace({"up": "down", "down": "up"})), caught_by=("metrics.",), least=0.3),
    Corruption(name="time value moved", kind="rederivation", spoil=change("timexes", "value", lambda c: c.str.replace(r"20(\d)", "19$1"), only=pl.col("value").str.contains(r"20\d")), caught_by=("timexes.value.rederived",)),
    Corruption(name="months as days", kind="rederivation", spoil=change("timexes", "begin_date", lambda c: c.dt.offset_by("1d")), caught_by=("timexes.begin_date",)),
    Corruption(name="event counts off", kind="rederivation", spoil=change("events", "document_count", lambda c: c + 1), caught_by=("events.table.rebuilt",)),
    Corruption(name="month counts off", kind="rederivation", spoil=change("entity_months", "mention_count", lambda c: c + 1), caught_by=("entity_months.table.rebuilt",)),
]  # fmt: skip
DATED = pl.col("published_date").is_not_null()
TIME = [
    Corruption(name="published in the future", kind="time", spoil=change("documents", "published_date", fixed(DAY(2099, 1, 1))), caught_by=("documents.published_date.not_future",)),
    Corruption(name="published in 1970", kind="time", spoil=change("documents", "published_date", fixed(DAY(1970, 1, 1))), caught_by=("documents.published_date",)),
    Corruption(name="day and month swapped", kind="time", spoil=change("documents", "published_date", lambda c: pl.date(c.dt.year(), c.dt.day(), c.dt.month()), only=DATED & (pl.col("published_date").dt.day() <= MONTHS) & (pl.col("published_date").dt.day() != pl.col("published_date").dt.month())), caught_by=("documents.published_date", "timexes.anchor_date", "entity_months", "entities.mention_count", "roles.as_of_date")),
    Corruption(name="one day for all", kind="time", spoil=change("documents", "published_date", fixed(DAY(2020, 2, 2))), caught_by=("documents.published_date", "timexes.anchor_date", "entity_months"), least=1.0),
    Corruption(name="anchors moved", kind="time", spoil=change("timexes", "anchor_date", lambda c: c.dt.offset_by("7d"), only=pl.col("anchor_basis") == "published"), caught_by=("timexes.anchor_date",)),
]  # fmt: skip
WORDS = [
    Corruption(name="text truncated", kind="text", spoil=change("documents", "text", lambda c: c.str.slice(0, c.str.len_chars() // 2)), caught_by=("documents.document_id.hash",)),
    Corruption(name="text doubly encoded", kind="text", spoil=change("documents", "text", lambda c: c.str.replace_all("’", "â€™").str.replace_all(" a", " Ã¡")), caught_by=("documents.document_id.hash", "documents.text")),
    Corruption(name="title with a script", kind="text", spoil=change("documents", "title", lambda c: c + pl.lit("<script>alert(1)</script>")), caught_by=("documents.title",), least=0.05),
    Corruption(name="NUL in a title", kind="text", spoil=change("documents", "title", lambda c: c + pl.lit("\0")), caught_by=("documents.table.no_control_characters",)),
    Corruption(name="lost characters in a title", kind="text", spoil=change("documents", "title", lambda c: c + pl.lit("\ufffd")), caught_by=("documents.text.no_replacement",)),
    Corruption(name="names decomposed", kind="text", spoil=change("entities", "name", lambda c: c + pl.lit("e\u0301")), caught_by=("entities.name.composed",)),
    Corruption(name="direction marks", kind="text", spoil=change("documents", "title", lambda c: c + pl.lit("\u202e")), caught_by=("documents.table.no_direction_marks",), refuses=False),
]  # fmt: skip
DISTRIBUTION = [
    *(
        Corruption(name=f"{t} silent", kind="distribution", spoil=silent(t, r), caught_by=(f"{t}.",), least=0.4)
        for t, r in (
            ("mentions", "mention_count"),
            ("metrics", "metric_count"),
            ("timexes", "timex_count"),
            ("statements", "statement_count"),
            ("roles", "role_count"),
        )
    ),
]
LISTED = [*SCHEMA, *COMPLETENESS, *IDENTITY, *VALUES, *TIME, *WORDS, *DISTRIBUTION]
