"""What an outside tester would try next: faults that are told consistently in several tables at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from further import both, permuted
from spoiling import SPANS, Corruption, change, chosen, fixed, shift, whole

from transforms.tables import BY_NAME

if TYPE_CHECKING:
    import numpy as np
    from spoiling import Frames, Spoil

KIND = "outside"
RECEIPTS = {
    "sentences": "sentence_count", "mentions": "mention_count", "metrics": "metric_count", "timexes": "timex_count", "statements": "statement_count",
    "roles": "role_count", "event_mentions": "event_mention_count",
}  # fmt: skip
MOJIBAKE = "Ã©"
DATED = pl.col("published_date").is_not_null()


def whole_release(spoil: Spoil) -> Spoil:
    """Say of a corruption that it knows no dose."""

    def spoil_all(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        return spoil(frames, dose, chance)

    spoil_all.whole = True  # type: ignore[attr-defined]
    return spoil_all


def children_swapped(*tables: str) -> Spoil:
    """Let two documents have each other's rows in these tables, receipts and all."""

    def spoil(frames: Frames, _dose: float, chance: np.random.Generator) -> Frames:
        documents = frames["documents"]
        full = documents.filter(pl.col("mention_count") > 0)["document_id"].to_list()
        one, other = (full[index] for index in chance.choice(len(full), 2, replace=False))
        turned = pl.col("document_id").replace({one: other, other: one})
        found = {name: frames[name].with_columns(turned).sort(BY_NAME[name].key) for name in tables}
        return counted({**frames, **found})

    spoil.whole = True  # type: ignore[attr-defined]
    return spoil


def counted(frames: Frames) -> Frames:
    """Make the receipts those of the rows."""
    documents = frames["documents"]
    for table, receipt in RECEIPTS.items():
        rows = frames[table].group_by("document_id").agg(_rows=pl.len().cast(pl.Int32))
        joined = documents.join(rows, on="document_id", how="left", maintain_order="left")
        documents = joined.with_columns(pl.col("_rows").fill_null(0).alias(receipt)).drop("_rows")
    return {**frames, "documents": documents}


def last_sentences_lost(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
    """Lose the last sentence of every document with all that stands in it, receipts and all."""
    last = frames["sentences"].group_by("document_id").agg(sentence_number=pl.col("sentence_number").max())
    lost = [name for name in SPANS if "sentence_number" in frames[name].columns]
    found = {
        name: frames[name].join(last, on=["document_id", "sentence_number"], how="anti", maintain_order="left")
        for name in lost
    }
    return counted({**frames, **found})


def tail_lost(table: str) -> Spoil:
    """Lose the last tenth of a table, as a part file that was cut does, receipts and all."""
    return lambda frames, _dose, _chance: counted(
        {**frames, table: frames[table].head(round(frames[table].height * 0.9))}
    )


def stretch_lost(table: str) -> Spoil:
    """Lose the rows of half of the documents, one behind the other by their ids, as of a worker that gave nothing, receipts and all."""

    def spoil(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
        ids = frames["documents"]["document_id"].sort()
        gone = ids.slice(ids.len() // 4, ids.len() // 2)
        return counted({**frames, table: frames[table].filter(~pl.col("document_id").is_in(gone.implode()))})

    return spoil


def never_came(source: str) -> Spoil:
    """Let nothing of a source have come in at all."""

    def spoil(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
        kept = frames["documents"].filter(pl.col("publisher").ne_missing(source)).select("document_id")
        return {
            name: frame.join(kept, on="document_id", how="semi", maintain_order="left") if "document_id" in frame.columns else frame
            for name, frame in frames.items()
        }  # fmt: skip

    return spoil


def moved_days(by: str) -> Spoil:
    """Date documents otherwise, and whatever is anchored in those days with them."""

    def spoil(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
        documents = frames["documents"]
        mask = chosen(documents.height, dose, chance, documents.select(DATED).to_series().to_numpy())
        ids = documents.filter(mask)["document_id"].implode()
        own = pl.col("document_id").is_in(ids)
        moves = {
            "documents": [(("published_date", "published_at"), own)],
            "timexes": [(("anchor_date",), own & (pl.col("anchor_basis") == "published"))],
            "roles": [(("as_of_date",), own)],
        }
        found = dict(frames)
        for table, changes in moves.items():
            for names, which in changes:
                new = [
                    pl.when(which).then(pl.col(name).dt.offset_by(by)).otherwise(pl.col(name)).alias(name)
                    for name in names
                ]
                found[table] = found[table].with_columns(new)
        return found

    return spoil


def in_utf_16(table: str) -> Spoil:
    """Make a corruption that counts offsets in units of UTF-16: differs behind the first character of two units."""

    def spoil(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
        texts = dict(frames["documents"].select("document_id", "text").iter_rows())
        frame = frames[table]
        moved = {
            name: [len(texts[d][:o].encode("utf-16-le")) // 2 for d, o in frame.select("document_id", name).iter_rows()]
            for name in ("start_char", "end_char")
        }
        return {
            **frames,
            table: frame.with_columns(**{name: pl.Series(values, dtype=pl.Int32) for name, values in moved.items()}),
        }

    return spoil


def speakers_swapped(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
    """Let statements of one document have each other's speakers, with words, place and ids."""
    names = ["speaker", "speaker_start_char", "speaker_end_char", "speaker_id", "speaker_ids"]
    frame = frames["statements"].with_row_index("_row")
    pairs = frame.with_columns(_next=pl.col("_row").shift(-1).over("document_id")).filter(
        pl.col("_next").is_not_null() & pl.col("speaker_id").is_not_null()
    )
    differing = pairs.join(frame.select("_row", other="speaker_id"), left_on="_next", right_on="_row").filter(
        pl.col("speaker_id") != pl.col("other")
    )
    picked = differing.filter(chosen(differing.height, dose, chance))
    to = pl.concat([picked.select("_row", _from="_next"), picked.select(_row="_next", _from="_row")]).unique(
        "_row", keep="first"
    )
    new = to.join(frame.select(_from="_row", **{f"_{name}": name for name in names}), on="_from").drop("_from")
    joined = frame.join(new, on="_row", how="left", maintain_order="left")
    value = [
        pl.when(pl.col("_speaker_id").is_not_null()).then(f"_{name}").otherwise(name).alias(name) for name in names
    ]
    return {**frames, "statements": joined.with_columns(value).select(frames["statements"].columns)}


def euros(frames: Frames, dose: float, chance: np.random.Generator) -> Frames:
    """Translate amounts into another currency, unit, currency and value."""
    frame = frames["metrics"]
    mask = chosen(
        frame.height,
        dose,
        chance,
        frame.select((pl.col("currency") == "USD").fill_null(value=False)).to_series().to_numpy(),
    )
    new = {"value": pl.col("value") * 0.92, "currency": pl.lit("EUR"), "unit": pl.lit("EUR")}
    return {
        **frames,
        "metrics": frame.with_columns(
            pl.when(mask).then(value).otherwise(name).alias(name) for name, value in new.items()
        ),
    }


def one_hash(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
    """Give every record the same hash, in both tables that tell it."""
    value = pl.lit("0" * 64)
    return {
        **frames,
        "inputs": frames["inputs"].with_columns(sha256=value),
        "documents": frames["documents"].with_columns(raw_sha256=value),
    }


def one_hash_each(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
    """Turn every record's hash round, in both tables that tell it."""
    inputs = frames["inputs"].with_columns(pl.col("sha256").str.reverse())
    documents = frames["documents"].with_columns(pl.col("raw_sha256").str.reverse())
    return {**frames, "inputs": inputs, "documents": documents}


def sides_of_all(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
    """Swap the sides of every report, and of every participant of an event."""
    reports = frames["event_mentions"].with_columns(initiator_ids="counterpart_ids", counterpart_ids="initiator_ids")
    roles = pl.col("role").replace({"initiator": "counterpart", "counterpart": "initiator"})
    return {**frames, "event_mentions": reports, "event_participants": frames["event_participants"].with_columns(roles)}


def rejected_lost(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
    """Say of published records that they were turned away, and lose their documents."""
    gone = frames["documents"].head(3)["document_id"].implode()
    is_gone = pl.col("document_id").is_in(gone)
    said = {"outcome": pl.lit("rejected"), "reason": pl.lit("crashed"), "document_id": pl.lit(None, pl.String)}
    inputs = frames["inputs"].with_columns(
        pl.when(is_gone).then(value).otherwise(name).alias(name) for name, value in said.items()
    )
    left = {
        name: frame.filter(~is_gone)
        for name, frame in frames.items()
        if "document_id" in frame.columns and name != "inputs"
    }
    return {**frames, **left, "inputs": inputs}


def _mojibake(column: str, table: str = "documents") -> Spoil:
    return change(table, column, lambda c: c + pl.lit(MOJIBAKE))


CHILDREN = tuple(RECEIPTS)
COMMA = pl.col("surface").str.contains(r"\d,\d{3}")
OUTSIDE = [
    *(Corruption(name=f"{table} of two documents swapped", kind=KIND, spoil=children_swapped(table), caught_by=(f"{table}.", "entities.", "events.")) for table in CHILDREN),
    Corruption(name="all rows of two documents swapped", kind=KIND, spoil=children_swapped(*CHILDREN, "zones"), caught_by=("mentions.surface.slice", "sentences.surface.slice")),
    Corruption(name="last sentences lost, receipts and all", kind=KIND, spoil=whole_release(last_sentences_lost), caught_by=("sentences.table.reread", "mentions.table.reread", "entities.")),
    *(Corruption(name=f"the last part of {table} cut, receipts and all", kind=KIND, spoil=whole_release(tail_lost(table)), caught_by=(f"{table}.", "entities.", "events.")) for table in CHILDREN),
    *(Corruption(name=f"a worker found nothing for {table}, receipts and all", kind=KIND, spoil=whole_release(stretch_lost(table)), caught_by=(f"documents.{RECEIPTS[table]}.no_gap",)) for table in CHILDREN),
    Corruption(name="nothing of a source came in", kind=KIND, spoil=whole_release(never_came("Mekong Wire")), caught_by=("documents.", "entities.", "mentions.", "inputs.")),
    *(Corruption(name=f"everything dated {by} later, anchors and roles with it", kind=KIND, spoil=moved_days(by), caught_by=("timexes.", "documents.", "entity_months", "entities.")) for by in ("1mo", "1d", "1y")),
    Corruption(name="speakers swapped within a document, with their places", kind=KIND, spoil=speakers_swapped, caught_by=("statements.",)),
    Corruption(name="dollars translated into euros", kind=KIND, spoil=euros, caught_by=("metrics.",)),
    Corruption(name="thousands read as thousandths", kind=KIND, spoil=change("metrics", "value", lambda c: c / 1000, only=COMMA), caught_by=("metrics.value.rederived",)),
    Corruption(name="one hash for all records", kind=KIND, spoil=whole_release(one_hash), caught_by=("inputs.sha256", "documents.raw_sha256")),
    Corruption(name="sides of all reports swapped", kind=KIND, spoil=whole_release(sides_of_all), caught_by=("event_mentions.", "events.")),
    Corruption(name="documents lost as if they had crashed", kind=KIND, spoil=whole_release(rejected_lost), caught_by=("inputs.", "documents.", "entities.", "events.")),
    *(Corruption(name=f"{table}.{column} decoded twice", kind=KIND, spoil=_mojibake(column, table), caught_by=(f"{table}.", "documents.text"), least=0.3) for table, column in (("documents", "publisher"), ("documents", "title"), ("documents", "url"), ("entities", "name"), ("metrics", "measured"), ("roles", "title"), ("statements", "speaker"), ("zones", "value"))),
    Corruption(name="spans of zones shifted with their words", kind=KIND, spoil=shift("zones", 2), caught_by=("zones.surface.slice",)),
    Corruption(name="zones of other kinds", kind=KIND, spoil=change("zones", "zone", fixed("byline"), only=pl.col("zone") != "byline"), caught_by=("zones.",)),
    Corruption(name="times of publication three days off", kind=KIND, spoil=change("documents", "published_at", lambda c: c.dt.offset_by("72h")), caught_by=("documents.published_date",)),
    Corruption(name="null island", kind=KIND, spoil=both(change("entities", "latitude", fixed(0.0), only=pl.col("latitude").is_null()), change("entities", "longitude", fixed(0.0), only=pl.col("longitude").is_null())), caught_by=("entities.",)),
    Corruption(name="precisions of dates swapped", kind=KIND, spoil=change("documents", "published_precision", fixed("month"), only=DATED), caught_by=("documents.",)),
    Corruption(name="titles swapped between documents", kind=KIND, spoil=permuted("documents", "title"), caught_by=("documents.", "zones."), least=0.3),
    Corruption(name="figures of other documents", kind=KIND, spoil=permuted("document_metrics", "computed"), caught_by=("document_metrics.",)),
    Corruption(name="happenings a month later", kind=KIND, spoil=both(change("events", "begin_date", lambda c: c.dt.offset_by("1mo")), change("events", "end_date", lambda c: c.dt.offset_by("1mo"))), caught_by=("events.table.rebuilt",)),
    Corruption(name="months moved on", kind=KIND, spoil=change("entity_months", "month", lambda c: c.dt.offset_by("1mo")), caught_by=("entity_months.table.rebuilt",)),
    Corruption(name="records of another file", kind=KIND, spoil=permuted("inputs", "source_path"), caught_by=("documents.raw_sha256.recorded", "inputs."), least=0.3),
    Corruption(name="texts in small letters", kind=KIND, spoil=change("documents", "text", lambda c: c.str.to_lowercase()), caught_by=("documents.document_id.hash",)),
    Corruption(name="a publisher by another name", kind=KIND, spoil=whole("documents", lambda f: f.with_columns(pl.col("publisher").replace({"Mekong Wire": "The Mekong Wire"}))), caught_by=("documents.table.drift",), refuses=False),
]  # fmt: skip
