"""Documents of a release read again with the shipped extractors, from nothing but what the release publishes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.headers import HEADER
from transforms.extractors import EXTRACTORS
from transforms.first_half import country_codes, extract, running_text
from transforms.metadata import find_figures, find_language
from transforms.reading import Header, Reading, Sentence, Zone
from transforms.sentences import find_sentences
from transforms.spans import frame_of
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from expectations.staged import Staged
    from transforms.tables import Table

REREAD = ("timexes", "mentions", "metrics", "roles", "statements", "event_mentions")
READS = ("documents", "zones", "sentences")
ABOUT = pl.Schema({"document_id": pl.String(), "language": pl.String(), "country_codes": pl.List(pl.String())})


def compared_columns(table: Table) -> list[str]:
    """Give the columns that one document alone decides: no ids, which the whole corpus decides, and no confidence."""
    return [c.name for c in table.columns if c.in_document is None and not c.across and c.name != "confidence"]


def numbers(table: Table) -> dict[str, str]:
    """Give the columns that hold entities by number in the first half, each with the published column of their ids."""
    return {column.in_document: column.name for column in table.columns if column.in_document is not None}


def read_again(staged: Staged, ids: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Give what the extractors find in these documents, by table: `compared_columns`, confidence, and entities by number.

    Header, zones and sentences are the published ones, so that only the extractors are put to the test. Beside the tables
    of REREAD: document_metrics; document_entities; about (document_id, language, country_codes).
    """
    readings = _readings(staged, ids)
    extract(list(readings.values()))
    extractors = {extractor.table: extractor.name for extractor in EXTRACTORS}
    found = {name: _frame(BY_NAME[name], extractors[name], readings) for name in REREAD if name in extractors}
    things = ((d, r, r.found.get(extractors["document_entities"], ())) for d, r in readings.items())
    figures = ((d, r, find_figures(r)) for d, r in readings.items())
    return {
        **found,
        "document_entities": frame_of(BY_NAME["document_entities"], things),
        "document_metrics": frame_of(BY_NAME["document_metrics"], figures),
        "about": pl.DataFrame([_about(d, r) for d, r in readings.items()], schema=ABOUT, orient="row"),
    }


def _about(document: str, reading: Reading) -> tuple[str, str, list[str]]:
    """Give language and countries; the published language is the hint, which counts only where a text is too short to tell."""
    header = reading.header
    language = find_language(reading.text, header.body_start_char, header.body_end_char, hint=header.language)
    return document, language, country_codes(reading)


def read_sentences_again(staged: Staged, ids: Sequence[str]) -> pl.DataFrame:
    """Give the sentences of these documents, from their texts, bodies and zones."""
    readings = _readings(staged, ids)
    found = (
        (d, r, tuple(find_sentences(r.text, running_text(r))))
        for d, r in readings.items()
        if r.header.extraction == "full"
    )
    return frame_of(BY_NAME["sentences"], ((d, _with(r, sentences), sentences) for d, r, sentences in found))


def _with(reading: Reading, sentences: tuple[Sentence, ...]) -> Reading:
    return Reading(text=reading.text, header=reading.header, zones=reading.zones, sentences=sentences)


def _frame(table: Table, extractor: str, readings: dict[str, Reading]) -> pl.DataFrame:
    found = ((document, reading, reading.found.get(extractor, ())) for document, reading in readings.items())
    return frame_of(table, found).select([*compared_columns(table), "confidence", *numbers(table)])


def _readings(staged: Staged, ids: Sequence[str]) -> dict[str, Reading]:
    zones = _grouped(staged, "zones", ids, Zone)
    sentences = _grouped(staged, "sentences", ids, Sentence)
    columns = ["document_id", "text", *HEADER]
    frame = staged.scan("documents").filter(pl.col("document_id").is_in(list(ids))).select(columns).collect()
    return {
        row.pop("document_id"): Reading(
            text=row.pop("text"),
            zones=zones.get(document, ()),
            sentences=sentences.get(document, ()),
            header=Header(**row),
        )
        for document, row in zip(frame["document_id"], frame.to_dicts(), strict=True)
    }


def _grouped(staged: Staged, table: str, ids: Sequence[str], kind: type[Any]) -> dict[str, list[Any]]:
    fields: tuple[str, ...] = kind._fields
    frame = staged.scan(table).filter(pl.col("document_id").is_in(list(ids))).select("document_id", *fields).collect()
    grouped: dict[str, list[Any]] = {}
    for document, *values in frame.sort("document_id", "start_char").iter_rows():
        grouped.setdefault(document, []).append(kind(*values))
    return grouped
