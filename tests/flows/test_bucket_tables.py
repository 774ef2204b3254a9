"""A new version of one extractor runs it and what needs it, on documents that the cache knows; and gives what a fresh read gives."""

from dataclasses import replace

import pytest
from polars.testing import assert_frame_equal

from flows import cache
from flows.bucket_tables import Wanted, sheaves, tables_of
from flows.cache import Bucket, earlier
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
    ((_, found),) = tables_of([Wanted(bucket, RECORDS, known=earlier(folder, bucket))], iter)
    return found


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


def bucket_of(name, *texts):
    records = [
        (f"doc_{name}{number:014x}", replace(RECORDS[0][1], record_number=number, text=text))
        for number, text in enumerate(texts)
    ]
    return Wanted(replace(BUCKET, name=name), records)


def test_buckets_that_are_read_together_have_the_tables_that_each_has_by_itself():
    several = [bucket_of("0a", *TEXTS), bucket_of("0b"), bucket_of("a0", TEXTS[1]), bucket_of("ff", TEXTS[0], TEXTS[0])]
    for wanted, tables in tables_of(several, iter):
        for name, frame in first_half.read_documents(wanted.records).items():
            assert_frame_equal(tables[name], frame)


def test_a_document_that_cannot_be_read_is_missed_in_its_own_bucket_alone(ran):
    ran[1].add("roles")
    (_, first), (_, second) = tables_of([bucket_of("0a", *TEXTS), bucket_of("0b", TEXTS[0])], iter)
    assert first["crashes"]["document_id"].to_list() == [f"doc_0a{1:014x}"]
    assert (first["documents"].height, second["documents"].height, second["crashes"].height) == (1, 1, 0)


def test_neighbours_are_put_together_up_to_so_many_characters_and_what_is_known_stays_alone():
    small, known = bucket_of("0a", "abc"), replace(bucket_of("0b", "abc"), known=earlier)
    assert [len(sheaf) for sheaf in sheaves([small] * 5, 6)] == [2, 2, 1]
    assert [len(sheaf) for sheaf in sheaves([small] * 3, 0)] == [1, 1, 1]
    assert list(sheaves([small, known, small], 100)) == [[known], [small, small]]
    assert list(sheaves([], 100)) == []
