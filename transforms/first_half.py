"""The per-document half: records in, every table of the first half out; a pure function of texts, lexicons and models."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from transforms.extractors import EXTRACTORS
from transforms.metadata import find_figures, read_header
from transforms.reading import Header, Reading, Record
from transforms.resolve.copies import signatures_of
from transforms.sentences import find_sentences
from transforms.spans import frame_of
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transforms.extractors import Extractor
    from transforms.names.document import NameFinder
    from transforms.reading import OwnNames

BATCH_CHARACTERS = 2_000_000
# Which extractor's rows each receipt on a document's row counts.
RECEIPTS = {
    "mention_count": "mentions",
    "metric_count": "metrics",
    "timex_count": "timexes",
    "statement_count": "statements",
    "role_count": "roles",
    "event_mention_count": "event_mentions",
}
# What a document has whatever the extractors are, and the extractors on which its `country_codes` depend.
BASE_TABLES = ("documents", "zones", "sentences", "document_metrics", "crashes", "signatures")
ABOUT_NAMES = frozenset({"mentions", "entities"})
ABOUT = 4  # weight from which a text is about a country
CURRENCY = re.compile(r"\s{0,3}(?:dollars?|yuan|yen|won|pounds?)\b")
FIRST_TWO = itemgetter(0, 1)  # of a row: where it begins and ends; of a thing, its number
HEADER_FIELDS = tuple(Header.__dataclass_fields__)
header_values = attrgetter(*HEADER_FIELDS)
CRASHES = pl.Schema({"document_id": pl.String(), "detail": pl.String()})


@dataclass(frozen=True, slots=True)
class Document:
    """One record with its reading."""

    document_id: str
    record: Record
    reading: Reading


class Own(NamedTuple):
    """What is the user's own: rows of names, and a model in the place of the shipped recogniser."""

    names: OwnNames = ()
    finder: NameFinder | None = None


def read_documents(
    records: Iterable[tuple[str, Record]], own_names: OwnNames = (), name_finder: NameFinder | None = None
) -> dict[str, pl.DataFrame]:
    """Give every table of the first half for these (document id, record) pairs.

    Reads: `own_names`, the user's rows that overlay the shipped lexicon of names; `name_finder`, the user's model in the
    place of the shipped recogniser. Adds: the tables in their document schemas; `crashes` (document_id, detail) for documents that an extractor failed
    on, which appear in no other table; `signatures` (SIGNATURES of `copies`) for finding copies.
    """
    frames: dict[str, list[pl.DataFrame]] = {}
    for batch in batches(records):
        for name, frame in _read_batch(batch, Own(own_names, name_finder)).items():
            frames.setdefault(name, []).append(frame)
    if not frames:
        frames = {name: [frame] for name, frame in _read_batch([], Own()).items()}
    return {name: pl.concat(parts) for name, parts in frames.items()}


def with_crashes(tables: dict[str, pl.DataFrame], refused: Sequence[tuple[str, str]]) -> dict[str, pl.DataFrame]:
    """Give the tables of the first half with more documents that could not be read: (document id, what happened)."""
    more = pl.DataFrame(refused, schema=CRASHES, orient="row")
    return {**tables, "crashes": pl.concat([tables["crashes"], more])}


def batches(records: Iterable[tuple[str, Record]]) -> Iterator[list[tuple[str, Record]]]:
    """Cut the stream into lists of about BATCH_CHARACTERS characters of text, so that memory stays bounded."""
    batch: list[tuple[str, Record]] = []
    size = 0
    for document_id, record in records:
        batch.append((document_id, record))
        size += len(record.text)
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def open_reading(record: Record, own_names: OwnNames = ()) -> Reading:
    """Give a reading with header, zones and, for a language that is read in full, sentences."""
    header, zones = read_header(record)
    reading = Reading(text=record.text, header=header, zones=zones, own_names=own_names)
    if header.extraction == "full":
        reading.sentences = tuple(find_sentences(record.text, running_text(reading)))
    return reading


def running_text(reading: Reading) -> list[tuple[int, int]]:
    """Give the stretches of the body that are no boilerplate."""
    position, end = reading.header.body_start_char, reading.header.body_end_char
    stretches = []
    for left, right in [*reading.unread, (end, end)]:
        if position < min(left, end):
            stretches.append((position, min(left, end)))
        position = max(position, right)
    return stretches


def extract(readings: Sequence[Reading], extractors: Sequence[Extractor] | None = None) -> None:
    """Let every extractor, or those given, fill `found` of the readings that are read in full."""
    full = [reading for reading in readings if reading.header.extraction == "full"]
    for extractor in EXTRACTORS if extractors is None else extractors:
        for reading, rows in zip(full, extractor.rows(full), strict=True):
            reading.found[extractor.name] = sorted(rows, key=FIRST_TWO)


def _read_batch(batch: Sequence[tuple[str, Record]], own: Own) -> dict[str, pl.DataFrame]:
    """Read a batch at once; where that fails, one by one, so that only the culprit is lost."""
    try:
        return _frames([_read(*pair, own) for pair in batch], crashes=[])
    except Exception:  # noqa: BLE001 - one bad document must not lose the others
        return _read_one_by_one(batch, own)


def _read(document_id: str, record: Record, own: Own) -> Document:
    reading = open_reading(record, own.names)
    reading.name_finder = own.finder
    return Document(document_id, record, reading)


def _read_one_by_one(batch: Sequence[tuple[str, Record]], own: Own) -> dict[str, pl.DataFrame]:
    parts, crashes = [_frames([], crashes=[])], []
    for document_id, record in batch:
        try:
            parts.append(_frames([_read(document_id, record, own)], crashes=[]))
        except Exception as error:  # noqa: BLE001 - becomes a row in inputs with the reason crashed
            crashes.append((document_id, f"{type(error).__name__}: {error}"))
    parts.append(_frames([], crashes=crashes))
    return {name: pl.concat([part[name] for part in parts]) for name in parts[0]}


def _frames(documents: Sequence[Document], *, crashes: Sequence[tuple[str, str]]) -> dict[str, pl.DataFrame]:
    extract([document.reading for document in documents])
    frames = {
        extractor.table: _table(
            extractor.table, documents, lambda reading, name=extractor.name: reading.found.get(name, ())
        )
        for extractor in EXTRACTORS
    }
    frames["zones"] = _table(
        "zones", documents, lambda reading: sorted(reading.zones, key=attrgetter("start_char", "end_char"))
    )
    frames["sentences"] = _sentences(documents)
    frames["document_metrics"] = _table("document_metrics", documents, find_figures)
    frames["documents"] = _documents(documents)
    frames["crashes"] = pl.DataFrame(crashes, schema=CRASHES, orient="row")
    frames["signatures"] = signatures_of((d.document_id, d.reading.text) for d in documents)
    return frames


def _table(name: str, documents: Sequence[Document], rows: Any) -> pl.DataFrame:
    return frame_of(BY_NAME[name], ((d.document_id, d.reading, rows(d.reading)) for d in documents))


def _sentences(documents: Sequence[Document]) -> pl.DataFrame:
    return frame_of(BY_NAME["sentences"], ((d.document_id, d.reading, d.reading.sentences) for d in documents))


def _documents(documents: Sequence[Document]) -> pl.DataFrame:
    schema = BY_NAME["documents"].document_schema
    rows = [_document(document) for document in documents]
    return pl.DataFrame(rows, schema=schema, strict=True, orient="row")


def _document(document: Document) -> dict[str, Any]:
    record, reading = document.record, document.reading
    counts = {column: len(reading.found.get(name, ())) for column, name in RECEIPTS.items()}
    return {
        "document_id": document.document_id,
        "source_path": record.source_path,
        "source_id": record.source_id,
        "raw_sha256": record.raw_sha256,
        "text": record.text,
        **dict(zip(HEADER_FIELDS, header_values(reading.header), strict=True)),
        "country_codes": country_codes(reading),
        "sentence_count": len(reading.sentences),
        **counts,
    }


def country_codes(reading: Reading) -> list[str]:
    """Give the codes of the countries that a text is about, the weightiest first.

    A country's own name or demonym weighs 2, the name of one of its places, bodies or people 1. The weightiest country
    counts however little it weighs, if it is named itself; others need ABOUT.
    """
    entities = {entity.entity_number: entity for entity in reading.found.get("entities", ()) if entity.country_code}
    weights: Counter[str] = Counter()
    named: set[str] = set()
    for mention in reading.found.get("mentions", ()):
        entity = entities.get(mention.entity_number)
        if entity is None or entity.entity_type == "publication" or CURRENCY.match(reading.text, mention.end_char):
            continue
        weights[entity.country_code] += 2 if entity.entity_type == "country" else 1
        if entity.entity_type == "country":
            named.add(entity.country_code)
    heaviest = next((code for code, _ in weights.most_common() if code in named), None)
    return [code for code, weight in weights.most_common() if weight >= ABOUT or code == heaviest]
