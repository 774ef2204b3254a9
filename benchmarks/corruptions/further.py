"""Corruptions that no contract lists, as an outside tester would think of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import polars as pl
from spoiling import ALL, Corruption, change, chosen, fixed, swap, whole

if TYPE_CHECKING:
    import numpy as np
    from spoiling import Frames, Spoil


def permuted(table: str, column: str) -> Spoil:
    """Make a corruption that swaps the values of a column between rows."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        frame = frames[table]
        distinct = frame[column].is_not_null().to_numpy()
        mask = chosen(frame.height, max(dose, 2 / max(frame.height, 1)), chance, distinct)
        rows = mask.arg_true()
        values = frame[column].gather(rows)
        moved = pl.concat([values.tail(1), values.head(values.len() - 1)])
        new = frame.with_row_index("_row").join(
            pl.DataFrame({"_row": rows, "_new": moved}), on="_row", how="left", maintain_order="left"
        )
        value = pl.when(pl.Series(mask)).then("_new").otherwise(column).cast(frame.schema[column]).alias(column)
        return {**frames, table: new.with_columns(value).drop("_row", "_new")}

    return spoil


def resliced(table: str, start: int, end: int) -> Spoil:
    """Make a corruption that moves spans and takes their words from the new place, so that words and place agree."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        frame = frames[table]
        texts = dict(frames["documents"].select("document_id", "text").iter_rows())
        long = (pl.col("end_char") - pl.col("start_char") > abs(start) + abs(end) + 1) & (pl.col("start_char") > 0)
        mask = chosen(frame.height, dose, chance, frame.select(long).to_series().to_numpy())
        moved = frame.with_columns(
            pl.when(mask).then(pl.col(name) + by).otherwise(pl.col(name)).cast(pl.Int32)
            for name, by in (("start_char", start), ("end_char", end))
        )
        places = moved.select("document_id", "start_char", "end_char").iter_rows()
        words = pl.Series("surface", [texts[document][a:b] for document, a, b in places])
        return {**frames, table: moved.with_columns(words)}

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Make a corruption of several, each at the same dose and in the same rows."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        state = chance.bit_generator.state
        for one in spoils:
            chance.bit_generator.state = state
            frames = one(frames, dose, chance)
        return frames

    return spoil


def from_last(table: str, last: Frames) -> Spoil:
    """Make a corruption that puts the last release's table in the place of this one's."""
    return whole(table, lambda _: last[table])


def under_another_id(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
    """Publish documents a second time under ids of their own, with all their rows and records."""
    mask = chosen(frames["documents"].height, dose, chance)
    ids = frames["documents"].filter(mask).select("document_id")
    other = ("doc_" + pl.col("document_id").str.slice(4).str.reverse()).alias("document_id")
    found = dict(frames)
    for name, frame in frames.items():
        if "document_id" in frame.columns and name != "findings":
            copies = frame.join(ids, on="document_id", how="semi").with_columns(other)
            if name == "inputs":
                copies = copies.with_columns(pl.col("source_id") + "-b", pl.col("record_number") + 100_000)
            if name == "documents":
                copies = copies.with_columns(pl.col("source_id") + "-b")
            found[name] = pl.concat([frame, copies])
    return found


def merged(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
    """Let the mentions of one thing refer to another, count and all, as a careless merge does."""
    entities = frames["entities"]
    people = (pl.col("entity_type") == "person") & (pl.col("mention_count") > 0)
    rows = chosen(
        entities.height, max(dose, 2 / entities.height), chance, entities.select(people).to_series().to_numpy()
    )
    ids = entities.filter(rows)["entity_id"].to_list()
    kept, gone = ids[0], ids[1:]
    to = dict.fromkeys(gone, kept)
    mentions = frames["mentions"].with_columns(pl.col("entity_id").replace(to))
    counts = mentions.group_by("entity_id").agg(
        _mentions=pl.len().cast(pl.Int32), _documents=pl.col("document_id").n_unique().cast(pl.Int32)
    )
    joined = entities.join(counts, on="entity_id", how="left", maintain_order="left")
    counted = joined.with_columns(
        mention_count=pl.coalesce("_mentions", pl.lit(0, pl.Int32)),
        document_count=pl.coalesce("_documents", "document_count"),
    ).drop("_mentions", "_documents")
    return {**frames, "mentions": mentions, "entities": counted.filter(~pl.col("entity_id").is_in(gone))}


def silent_source(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
    """Lose half the documents of a source with all their rows, but not the record of them."""
    wire = frames["documents"].filter(pl.col("publisher") == "Mekong Wire").select("document_id")
    ids = wire.head(max(1, wire.height // 2))
    return {
        name: frame.join(ids, on="document_id", how="anti", maintain_order="left") if "document_id" in frame.columns and name != "inputs" else frame
        for name, frame in frames.items()
    }  # fmt: skip


def doubled_statements(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
    """Say statements twice, the second time with another cue, receipts and all."""
    frame = frames["statements"]
    copies = frame.filter(chosen(frame.height, dose, chance)).with_columns(
        pl.col("cue_start_char") + 1, pl.col("cue_end_char") + 1
    )
    more = copies.group_by("document_id").len()
    counted = frames["documents"].join(more, on="document_id", how="left", maintain_order="left")
    told = counted.with_columns((pl.col("statement_count") + pl.col("len").fill_null(0)).cast(pl.Int32)).drop("len")
    key = ["document_id", "start_char", "end_char", "cue_start_char"]
    return {**frames, "statements": pl.concat([frame, copies]).sort(key), "documents": told}


def _decomposed(value: pl.Expr) -> pl.Expr:
    return value.map_elements(lambda text: unicodedata.normalize("NFD", text + "é"), return_dtype=pl.String)


KNOWN = pl.col("in_lexicon")
NAMED = pl.col("entity_id").is_not_null()
SHUFFLED = [
    Corruption(name="values swapped between rows", kind="shuffled", spoil=permuted("metrics", "value"), caught_by=("metrics.value.rederived",)),
    Corruption(name="surfaces swapped between rows", kind="shuffled", spoil=permuted("mentions", "surface"), caught_by=("mentions.surface.slice",), least=0.01),
    Corruption(name="ids of mentions swapped between rows", kind="shuffled", spoil=permuted("mentions", "entity_id"), caught_by=("mentions.entity_id",), least=0.01),
    Corruption(name="places swapped between rows", kind="shuffled", spoil=permuted("metrics", "place_id"), caught_by=("metrics.place_id",), least=0.3),
    Corruption(name="sources of figures swapped between rows", kind="shuffled", spoil=permuted("metrics", "attributed_to"), caught_by=("metrics.attributed_to",), least=0.3),
    Corruption(name="speakers' ids swapped between rows", kind="shuffled", spoil=permuted("statements", "speaker_id"), caught_by=("statements.speaker_id",), least=0.05),
    Corruption(name="persons of roles swapped between rows", kind="shuffled", spoil=permuted("roles", "person_id"), caught_by=("roles.person_id", "role_timeline"), least=0.05),
    Corruption(name="titles of roles swapped", kind="shuffled", spoil=permuted("roles", "title"), caught_by=("roles.table.reread", "role_timeline"), least=0.05),
    Corruption(name="anchors swapped between rows", kind="shuffled", spoil=permuted("timexes", "anchor_date"), caught_by=("timexes.",), least=0.05),
    Corruption(name="countries of entities swapped", kind="shuffled", spoil=permuted("entities", "country_code"), caught_by=("entities.",), least=0.05),
    Corruption(name="hashes of documents swapped", kind="shuffled", spoil=permuted("documents", "raw_sha256"), caught_by=("documents.raw_sha256.recorded",)),
]  # fmt: skip
REDERIVATION = [
    *(Corruption(name=f"spans of {table} moved with their words", kind="rederivation", spoil=resliced(table, 1, 1), caught_by=(f"{table}.",)) for table in ("mentions", "metrics", "timexes", "statements", "roles", "event_mentions")),
    Corruption(name="sentences cut short", kind="rederivation", spoil=resliced("sentences", 0, -3), caught_by=("sentences.table.reread",)),
    Corruption(name="statements cut short", kind="rederivation", spoil=resliced("statements", 0, -4), caught_by=("statements.table.reread",)),
    Corruption(name="names cut short", kind="rederivation", spoil=resliced("mentions", 0, -1), caught_by=("mentions.",)),
    Corruption(name="paragraphs run together", kind="rederivation", spoil=change("sentences", "paragraph_number", fixed(0), only=pl.col("paragraph_number") > 0), caught_by=("sentences.table.reread",)),
    Corruption(name="rule of another extractor", kind="rederivation", spoil=change("mentions", "rule", fixed("metrics.number")), caught_by=("mentions.",)),
    Corruption(name="status of a happening turned", kind="rederivation", spoil=change("events", "status", fixed("denied"), only=pl.col("status") != "denied"), caught_by=("events.table.rebuilt",)),
    Corruption(name="sides swapped", kind="rederivation", spoil=change("event_participants", "role", lambda c: c.replace({"initiator": "counterpart", "counterpart": "initiator"})), caught_by=("event_participants.table",)),
    Corruption(name="pairs turned round", kind="rederivation", spoil=swap("co_mentions", "entity_a", "entity_b"), caught_by=("co_mentions.table.rebuilt",)),
    Corruption(name="happenings of pairs counted off", kind="rederivation", spoil=change("country_pair_months", "event_count", lambda c: c + 1), caught_by=("country_pair_months.table.rebuilt",)),
    Corruption(name="body begins elsewhere", kind="rederivation", spoil=change("documents", "body_start_char", fixed(0), only=pl.col("body_start_char") > 0), caught_by=("documents.", "sentences.")),
    Corruption(name="language of another", kind="rederivation", spoil=change("documents", "language", fixed("fr")), caught_by=("documents.language",)),
    Corruption(name="about other countries", kind="rederivation", spoil=change("documents", "country_codes", fixed(["AQ"])), caught_by=("documents.country_codes", "country_pair_months")),
]  # fmt: skip
VALUE = [
    Corruption(name="dollars as euros", kind="value", spoil=both(change("metrics", "currency", fixed("EUR"), only=pl.col("currency") == "USD"), change("metrics", "unit", fixed("EUR"), only=pl.col("currency").is_not_null())), caught_by=("metrics.currency.rederived",)),
    Corruption(name="kind of another unit", kind="value", spoil=change("metrics", "kind", fixed("percent"), only=pl.col("kind") == "money"), caught_by=("metrics.kind.rederived",)),
    Corruption(name="signs turned", kind="value", spoil=change("metrics", "value", lambda c: -c, only=pl.col("value") != 0), caught_by=("metrics.value.rederived",)),
    Corruption(name="a whisker off", kind="value", spoil=change("metrics", "value", lambda c: c * (1 + 1e-9), only=pl.col("value") > 1), caught_by=("metrics.value.rederived",)),
    Corruption(name="modifiers lost", kind="value", spoil=change("metrics", "modifier", fixed("exact"), only=pl.col("modifier") != "exact"), caught_by=("metrics.modifier.rederived",)),
    Corruption(name="not a number in a confidence", kind="value", spoil=change("mentions", "confidence", fixed(float("nan"))), caught_by=("mentions.confidence.finite",)),
    Corruption(name="infinite in SI", kind="value", spoil=change("metrics", "si_value", fixed(float("-inf"))), caught_by=("metrics.si_value",)),
    Corruption(name="latitude and longitude swapped", kind="value", spoil=swap("entities", "latitude", "longitude"), caught_by=("entities.",)),
    Corruption(name="tokens counted otherwise", kind="value", spoil=change("document_metrics", "computed", lambda c: c + 1), caught_by=("document_metrics.",)),
    Corruption(name="verdicts turned", kind="value", spoil=change("document_metrics", "verdict", fixed("differs"), only=pl.col("verdict") != "differs"), caught_by=("document_metrics.",)),
    Corruption(name="country of a thing changed", kind="value", spoil=change("entities", "country_code", fixed("AQ"), only=KNOWN & pl.col("country_code").is_not_null()), caught_by=("entities.",)),
    Corruption(name="name of a thing changed", kind="value", spoil=change("entities", "name", fixed("Somebody Else"), only=KNOWN), caught_by=("entities.",)),
    Corruption(name="Wikidata id of another", kind="value", spoil=change("entities", "wikidata_id", fixed("Q1"), only=pl.col("wikidata_id").is_not_null()), caught_by=("entities.",)),
    Corruption(name="aliases lost", kind="value", spoil=change("entities", "aliases", lambda c: c.list.head(0)), caught_by=("entities.aliases", "mentions.surface")),
    Corruption(name="an alias of another", kind="value", spoil=change("entities", "aliases", lambda c: pl.concat_list(c, pl.lit("Zzyzx"))), caught_by=("entities.aliases",)),
]  # fmt: skip
TIME = [
    Corruption(name="role dates inverted", kind="time", spoil=swap("role_timeline", "first_seen_date", "last_seen_date"), caught_by=("role_timeline.",)),
    Corruption(name="periods inverted", kind="time", spoil=swap("metrics", "period_begin", "period_end"), caught_by=("metrics.period_begin.before_end",)),
    Corruption(name="zone dropped from a moment", kind="time", spoil=change("documents", "published_at", lambda c: c.dt.offset_by("-60h")), caught_by=("documents.published_date.with_basis",)),
    Corruption(name="months off by one", kind="time", spoil=change("timexes", "end_date", lambda c: c.dt.offset_by("1mo")), caught_by=("timexes.end_date.rederived", "timexes.begin_date")),
    Corruption(name="durations of other units", kind="time", spoil=change("timexes", "value", lambda c: c.str.replace("D$", "M"), only=pl.col("value").str.contains("^P.*D$")), caught_by=("timexes.value.rederived",)),
    Corruption(name="anchors said to be none", kind="time", spoil=change("timexes", "anchor_basis", fixed("none"), only=pl.col("anchor_date").is_not_null()), caught_by=("timexes.anchor_date.of_document",)),
    Corruption(name="tenses turned", kind="time", spoil=change("timexes", "tense", lambda c: c.replace({"past": "future", "future": "past"}), only=pl.col("tense") != "none"), caught_by=("timexes.",)),
    Corruption(name="roles held on another day", kind="time", spoil=change("roles", "as_of_date", lambda c: c.dt.offset_by("1d")), caught_by=("roles.as_of_date.of_document",)),
]  # fmt: skip
TEXT = [
    Corruption(name="empty texts for nulls", kind="text", spoil=change("documents", "deck", fixed(""), only=pl.col("deck").is_null()), caught_by=("documents.table.no_blanks",)),
    Corruption(name="empty unit for null", kind="text", spoil=change("metrics", "unit", fixed(""), only=pl.col("unit").is_null()), caught_by=("metrics.",)),
    Corruption(name="surfaces decomposed", kind="text", spoil=change("mentions", "surface", _decomposed), caught_by=("mentions.surface.slice",)),
    Corruption(name="quotation marks made plain", kind="text", spoil=change("statements", "surface", lambda c: c.str.replace_all("[’“”]", "'"), only=pl.col("surface").str.contains("[’“”]")), caught_by=("statements.surface.slice",)),
    Corruption(name="blank behind a speaker", kind="text", spoil=change("statements", "speaker", lambda c: c + " "), caught_by=("statements.speaker.slice",)),
    Corruption(name="title decoded twice", kind="text", spoil=change("documents", "title", lambda c: c + pl.lit(" â€™s")), caught_by=("documents.text.not_doubly_encoded",), least=0.05),
    Corruption(name="names in lower case", kind="text", spoil=change("mentions", "surface", lambda c: c.str.to_lowercase(), only=pl.col("surface") != pl.col("surface").str.to_lowercase()), caught_by=("mentions.surface.slice",)),
]  # fmt: skip
IDENTITY = [
    Corruption(name="reports of other events", kind="identity", spoil=permuted("event_mentions", "event_id"), caught_by=("event_mentions.event_id.rebuilt",)),
    Corruption(name="documents under other ids", kind="identity", spoil=under_another_id, caught_by=("documents.document_id.hash",)),
    Corruption(name="things merged", kind="identity", spoil=merged, caught_by=("mentions.", "entities."), least=0.01),
    Corruption(name="statements said twice", kind="identity", spoil=doubled_statements, caught_by=("statements.",)),
    Corruption(name="two canonical copies", kind="identity", spoil=change("documents", "is_canonical_copy", lambda c: ~c), caught_by=("documents.",)),
    Corruption(name="copy of another", kind="identity", spoil=permuted("documents", "copy_cluster_id"), caught_by=("documents.",)),
    Corruption(name="mention of nothing", kind="identity", spoil=change("mentions", "entity_id", fixed(None), only=NAMED), caught_by=("mentions.", "entities.")),
    Corruption(name="second speaker lost", kind="identity", spoil=change("statements", "speaker_ids", lambda c: c.list.head(0), only=pl.col("speaker_ids").list.len() > 0), caught_by=("statements.",)),
    Corruption(name="sentence numbers moved", kind="identity", spoil=change("sentences", "sentence_number", lambda c: c + 1000), caught_by=("sentences.",)),
]  # fmt: skip
CONSERVATION = [
    Corruption(name="half of a source lost", kind="conservation", spoil=silent_source, caught_by=("inputs.document_id.published",), least=ALL),
]  # fmt: skip
DISTRIBUTION = [
    Corruption(name="one source relabelled", kind="distribution", spoil=change("documents", "publisher", fixed("Mekong Wire")), caught_by=("documents.",), least=ALL, refuses=False),
]  # fmt: skip
BENIGN = [
    Corruption(name="bigger growth than everything", kind="benign", spoil=change("inputs", "byte_count", lambda c: c + 1)),
]  # fmt: skip
STALE = (
    "metrics", "mentions", "documents", "sentences", "timexes", "entities", "inputs", "events", "co_mentions", "role_timeline",
    "entity_months", "zones", "document_metrics",
)  # fmt: skip


TURNED_AWAY = {"outcome": "rejected", "document_id": None, "detail": None}


def turned_away(reason: str, times: int) -> Spoil:
    """Make a corruption that turns away as many records again as came in, for one reason."""

    def more(inputs: pl.DataFrame) -> pl.DataFrame:
        told = {name: pl.lit(value, inputs.schema[name]) for name, value in {**TURNED_AWAY, "reason": reason}.items()}
        copies = [inputs.with_columns(pl.col("record_number") + 100_000 * n, **told) for n in range(1, times + 1)]
        return pl.concat([inputs, *copies]).sort("source_path", "record_number")

    return whole("inputs", more)


def old_versions(inputs: pl.DataFrame) -> pl.DataFrame:
    """Give the records with an older version of each of the first three."""
    older = inputs.head(3).with_columns(
        pl.col("record_number") + 100_000, outcome=pl.lit("superseded"), detail=pl.lit("newer text")
    )
    return pl.concat([inputs, older]).sort("source_path", "record_number")


def few_turned_away(reason: str) -> Spoil:
    """Make a corruption that turns away three records, for one reason."""

    def more(inputs: pl.DataFrame) -> pl.DataFrame:
        told = {name: pl.lit(value, inputs.schema[name]) for name, value in {**TURNED_AWAY, "reason": reason}.items()}
        return pl.concat([inputs, inputs.head(3).with_columns(pl.col("record_number") + 100_000, **told)]).sort(
            "source_path", "record_number"
        )

    return whole("inputs", more)


SOURCES = [
    Corruption(name="links out of the folder", kind="source", spoil=few_turned_away("unsafe_path"), caught_by=("inputs.reason.safe_paths",), refuses=False),
    Corruption(name="files that may not be read", kind="source", spoil=few_turned_away("unreadable"), caught_by=("inputs.reason.readable",), refuses=False),
    Corruption(name="newer versions", kind="source", spoil=whole("inputs", old_versions), caught_by=("inputs.outcome.not_superseded",), refuses=False),
    Corruption(name="texts that came encoded twice", kind="source", spoil=change("inputs", "encoding", fixed("utf-8-twice")), caught_by=("inputs.encoding.not_doubly_encoded",), least=0.3, refuses=False),
    Corruption(name="records mostly turned away", kind="source", spoil=turned_away("undecodable", 3), caught_by=("inputs.outcome.share_rejected",), refuses=False),
    Corruption(name="extractors that crash", kind="source", spoil=turned_away("crashed", 1), caught_by=("inputs.reason.few_crashes",)),
    Corruption(name="dates lost", kind="source", spoil=whole("documents", lambda f: f.with_columns(pl.lit(None, f.schema[n]).alias(n) for n in ("published_date", "published_precision", "published_at", "published_basis"))), caught_by=("documents.published_date.known",)),
    Corruption(name="letters of another alphabet", kind="source", spoil=change("entities", "name", lambda c: c + pl.lit("а"), only=~pl.col("in_lexicon")), caught_by=("entities.name.honest_letters",)),
    Corruption(name="one text for all", kind="source", spoil=whole("documents", lambda f: f.with_columns(text=pl.lit(f["text"][0]))), caught_by=("documents.text.not_one_page",)),
    Corruption(name="everything a copy", kind="source", spoil=whole("documents", lambda f: f.with_columns(copy_cluster_id=pl.lit(f["document_id"][0]))), caught_by=("documents.copy_cluster_id",)),
]  # fmt: skip


def further(last: Frames) -> list[Corruption]:
    """Give the corruptions; `last` are the tables of the release before."""
    stale = [
        Corruption(
            name=f"{table} of the last release", kind="stale", spoil=from_last(table, last),
            caught_by=(f"{table}.", "documents.", "inputs.", "entities.", "mentions."),
        )
        for table in STALE
    ]  # fmt: skip
    return [
        *SHUFFLED,
        *REDERIVATION,
        *VALUE,
        *TIME,
        *TEXT,
        *IDENTITY,
        *CONSERVATION,
        *DISTRIBUTION,
        *BENIGN,
        *SOURCES,
        *stale,
    ]
