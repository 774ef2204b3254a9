"""A new version of one extractor runs it and what needs it, on documents that the cache knows; and gives what a fresh read gives."""

from dataclasses import replace

import pytest
from polars.testing import assert_frame_equal

from flows import cache
from flows.bucket_tables import tables_of
from flows.cache import Bucket
from transforms import first_half, rereading
from transforms.extractors import EXTRACTORS
from transforms.reading import Record

NAMES = tuple(extractor.name for extractor in EXTRACTORS)
TEXTS = (
    "Laos exported 90,000 tonnes of rice in May 2024.",
    "Governor Bounmy Keola said the bridge would open on Friday.",
)
RECORDS = [
    (f"doc_{number:016x}", Record(source_path="a", record_number=number, source_id="", raw_sha256="0" * 64, text=text))
    for number, text in enumerate(TEXTS)
]
BUCKET = Bucket("00", "records", {"base": "1", **dict.fromkeys(NAMES, "1")})
NEWER = replace(BUCKET, parts={**BUCKET.parts, "roles": "2", "statements": "2"})


@pytest.fixture
def ran(monkeypatch):
    """The extractors that ran; one whose name is put into `breaks` fails on the second text."""
    names, breaks = set(), set()

    def watched(extractor):
        def find(reading):
            names.add(extractor.name)
            if extractor.name in breaks and reading.text == TEXTS[1]:
                raise ValueError("out of order")
            return extractor.find(reading)

        return replace(extractor, find=find, find_many=None)

    for module in (first_half, rereading):
        monkeypatch.setattr(module, "EXTRACTORS", tuple(map(watched, EXTRACTORS)))
    return names, breaks


@pytest.fixture
def stored(tmp_path):
    tables = first_half.read_documents(RECORDS)
    cache.store(tmp_path, BUCKET, tables)
    return tmp_path, tables


def read(folder, bucket):
    return tables_of(bucket, lambda: iter(RECORDS), cache=folder)


def test_only_what_is_out_of_date_runs(stored, ran):
    folder, tables = stored
    found = read(folder, NEWER)
    assert ran[0] == {"roles", "statements"}
    for name, frame in tables.items():
        assert_frame_equal(found[name], frame)


def test_all_run_where_the_base_is_out_of_date(stored, ran):
    read(stored[0], replace(BUCKET, parts={**BUCKET.parts, "base": "2"}))
    assert ran[0] == set(NAMES)


def test_all_run_where_nothing_is_known(tmp_path, ran):
    read(tmp_path, BUCKET)
    assert ran[0] == set(NAMES)


def test_a_document_that_a_new_version_fails_on_is_in_no_table_but_crashes(stored, ran):
    ran[1].add("roles")
    found = read(stored[0], NEWER)
    assert found["crashes"].rows() == [(RECORDS[1][0], "ValueError: out of order")]
    assert found["documents"]["document_id"].to_list() == [RECORDS[0][0]]
    assert RECORDS[1][0] not in found["mentions"]["document_id"].to_list()
