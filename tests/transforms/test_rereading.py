"""Documents read again by one extractor, with the others' rows from before: the same tables, and nobody else runs."""

from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from transforms import first_half, rereading
from transforms.extractors import EXTRACTORS
from transforms.first_half import read_documents
from transforms.reading import Record

TEXTS = {
    "bridge": "VIENTIANE, March 4, 2025 (Mekong Wire) -- A second bridge over the Nam Khan opened on Tuesday, Governor "
    "Bounmy Keola said. It cost 12.4 million U.S. dollars. Laos and China signed a treaty in Vientiane.\n",
    "rice": "Rice harvests in Champasak rose by 7 percent last year, the provincial office told reporters in Laos.\n",
    "empty": "Nothing to see here.\n",
    "french": "Le ministre des affaires étrangères a déclaré que les travaux du pont seraient terminés avant la fin de "
    "l'année, selon les autorités de la province.\n",
}
RECORDS = [
    (
        f"doc_{number:016x}",
        Record(source_path=f"{name}.txt", record_number=0, source_id=name, raw_sha256="0" * 64, text=text),
    )
    for number, (name, text) in enumerate(TEXTS.items())
]
NAMES = [extractor.name for extractor in EXTRACTORS]


@pytest.fixture(scope="module")
def known():
    return read_documents(RECORDS)


@pytest.fixture
def ran(monkeypatch):
    """The names of the extractors that ran."""
    names = []

    def watched(extractor):
        def find(reading):
            names.append(extractor.name)
            return extractor.find(reading)

        return replace(extractor, find=find, find_many=None)

    watched_ones = tuple(map(watched, EXTRACTORS))
    for module in (first_half, rereading):
        monkeypatch.setattr(module, "EXTRACTORS", watched_ones)
    return names


def needing(name):
    """Give an extractor's name with the names of all that need it, directly or not."""
    stale = {name}
    for extractor in EXTRACTORS:
        stale |= {extractor.name} if stale & set(extractor.needs) else set()
    return stale


@pytest.mark.parametrize("name", NAMES)
def test_one_extractor_and_what_needs_it_give_the_same_tables(known, ran, name):
    again = rereading.reread(RECORDS, known, needing(name))
    assert set(ran) == needing(name)
    assert again.keys() == known.keys()
    for table, frame in known.items():
        assert_frame_equal(again[table], frame)


@pytest.mark.parametrize("name", NAMES)
def test_what_it_found_before_is_not_looked_at(known, name):
    stale = needing(name)
    tables = [extractor.table for extractor in EXTRACTORS if extractor.name in stale]
    counts = [column for column, counted in first_half.RECEIPTS.items() if counted in stale]
    forgotten = {table: frame.clear() if table in tables else frame for table, frame in known.items()}
    forgotten["documents"] = forgotten["documents"].with_columns(pl.lit(99, pl.Int32).alias(count) for count in counts)
    again = rereading.reread(RECORDS, forgotten, stale)
    for table, frame in known.items():
        assert_frame_equal(again[table], frame)


def test_no_documents_give_empty_tables(known):
    nothing = read_documents([])
    again = rereading.reread([], nothing, {"metrics"})
    assert {table: frame.schema for table, frame in again.items()} == {
        table: frame.schema for table, frame in known.items()
    }
