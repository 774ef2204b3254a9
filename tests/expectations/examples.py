"""A small release that holds: two documents, one duplicate, one rejected record, and rows in every span table."""

import datetime
from hashlib import sha256
from pathlib import Path

import polars as pl

from transforms.tables import TABLES

DAY = datetime.date(2025, 3, 14)
TEXTS = (
    "VIENTIANE, March 14 – The bridge cost 43 million dollars. “It opens today,” Mr. Kham said in Vientiane.",
    "Traders in Kunming sold 12 percent more tea in 2024, the chamber of tea houses said.",
)
IDS = tuple(f"doc_{sha256(text.encode()).hexdigest()[:16]}" for text in TEXTS)
HASHES = tuple(sha256(text.encode()).hexdigest() for text in TEXTS)


def span(number, surface, sentence=0):
    """Give the columns of a span by its words; the first place where they stand."""
    start = TEXTS[number].index(surface)
    return {
        "document_id": IDS[number], "sentence_number": sentence, "start_char": start, "end_char": start + len(surface),
        "surface": surface,
    }  # fmt: skip


def evidence(rule):
    """Give rule and confidence."""
    return {"rule": rule, "confidence": 0.9}


def entity(entity_id, name, kind="place", code="LA"):
    """Give a row of entities for something mentioned once."""
    return {
        "entity_id": entity_id, "entity_type": kind, "name": name, "country_code": code, "aliases": [name], "in_lexicon": True,
        "first_date": DAY, "last_date": DAY, "document_count": 1, "mention_count": 1,
    }  # fmt: skip


def document(number, **counts):
    """Give a row of documents with its receipts."""
    receipts = ("sentence", "mention", "metric", "timex", "statement", "role", "event_mention")
    return {
        "document_id": IDS[number], "source_path": f"{number}.txt", "source_id": str(number), "raw_sha256": HASHES[number],
        "text": TEXTS[number], "published_date": DAY, "published_precision": "day", "published_basis": "dateline",
        "language": "en", "extraction": "full", "body_start_char": 0, "body_end_char": len(TEXTS[number]),
        "country_codes": ["LA"], "copy_cluster_id": IDS[number], "is_canonical_copy": True,
        **{f"{name}_count": counts.get(name, 0) for name in receipts},
    }  # fmt: skip


def record(path, outcome, **fields):
    """Give a row of inputs."""
    return {
        "source_path": path, "record_number": 0, "source_id": path[:-4], "byte_count": 100, "format": "text", "encoding": "utf-8",
        "outcome": outcome, **fields,
    }  # fmt: skip


def rows():
    """Give the example's rows, table by table; tables without rows are left out."""
    first, second = TEXTS[0].index("“"), TEXTS[0].index(" Mr. Kham")
    return {
        "inputs": [
            record("0.txt", "published", document_id=IDS[0], sha256=HASHES[0]),
            record("1.txt", "published", document_id=IDS[1], sha256=HASHES[1]),
            record("2.txt", "duplicate", document_id=IDS[1], sha256=HASHES[1], detail="1.txt"),
            record("3.txt", "rejected", reason="empty", sha256=sha256(b"").hexdigest()),
        ],
        "documents": [document(0, sentence=2, mention=1, metric=1, timex=1, statement=1), document(1, sentence=1, mention=1, metric=1, timex=1)],
        "sentences": [
            {**span(0, TEXTS[0][: first - 1]), "paragraph_number": 0},
            {**span(0, TEXTS[0][first:], 1), "paragraph_number": 0},
            {**span(1, TEXTS[1]), "paragraph_number": 0},
        ],
        "entities": [entity("geonames:1651944", "Vientiane"), entity("geonames:1804651", "Kunming", code="CN"), entity("local:person:kham", "Kham", "person") | {"mention_count": 0}],
        "mentions": [
            {**span(0, "VIENTIANE"), "mention_kind": "name", "entity_type": "place", "entity_id": "geonames:1651944", **evidence("mentions.place")},
            {**span(1, "Kunming"), "mention_kind": "name", "entity_type": "place", "entity_id": "geonames:1804651", **evidence("mentions.place")},
        ],
        "metrics": [
            {**span(0, "43 million dollars"), "value": 43e6, "unit": "USD", "currency": "USD", "kind": "money", "modifier": "exact", **evidence("metrics.money")},
            {**span(1, "12 percent"), "value": 12.0, "unit": "percent", "kind": "percent", "modifier": "exact", **evidence("metrics.percent")},
        ],
        "timexes": [
            {**span(0, "March 14"), "timex_type": "DATE", "value": "2025-03-14", "begin_date": DAY, "end_date": DAY, "anchor_date": DAY, "anchor_basis": "dateline", "tense": "past", **evidence("timexes.day")},
            {**span(1, "2024"), "timex_type": "DATE", "value": "2024", "begin_date": datetime.date(2024, 1, 1), "end_date": datetime.date(2024, 12, 31), "anchor_basis": "none", "tense": "none", **evidence("timexes.year")},
        ],
        "statements": [
            {**span(0, "It opens today", 1), "form": "direct", "speaker": "Mr. Kham", "speaker_start_char": second + 1, "speaker_end_char": second + 9, "speaker_id": "local:person:kham", "speaker_ids": ["local:person:kham"], "cue": "said", "cue_start_char": second + 10, "cue_end_char": second + 14, **evidence("statements.quotation")},
        ],
    }  # fmt: skip


def frames():
    """Give the example as frames in the published form, for every table but the gate's own."""
    given = rows()
    return {
        table.name: table.conform(_frame(table, given.get(table.name, ())).lazy()).collect()
        for table in TABLES
        if table.name != "validation_results"
    }


def _frame(table, found):
    columns = {name: [row.get(name) for row in found] for name in table.names}
    return pl.DataFrame(columns, schema=table.schema, strict=True)


def write(folder: Path, tables=None, *, release=True):
    """Write the tables as a release does (or as `extract` does), and give the folder."""
    declared = {table.name: table for table in TABLES}
    for name, frame in (tables or frames()).items():
        if release and name in declared and frame.schema == declared[name].schema:
            path = folder / name / "part-0000.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            frame.lazy().sink_parquet(path, arrow_schema=declared[name].arrow_schema)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            frame.write_parquet(folder / f"{name}.parquet")
    return folder
