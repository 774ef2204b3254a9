"""Whatever the bytes, reading them ends in records and reasons, never in an exception; and loses nothing."""

import gzip
import io
import json
import tarfile
import zipfile

import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.sources.reading import read
from transforms.sources import PassedOver, RawRecord, Rejected

NAMES = st.sampled_from(
    ["a", "a.txt", "a.md", "a.jsonl", "a.json", "a.csv", "a.html", "a.zip", "a.tar", "a.gz", "a.zst", "a.wet"]
)
TEXT = "BANGKOK – The ferry left on 3 March 2025, said Somsy Keo.\n"


def _zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.jsonl", json.dumps({"text": TEXT}))
    return out.getvalue()


def _tar():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    return out.getvalue()


WELL_FORMED = [
    TEXT.encode(),
    b"\xff\xfe" + TEXT.encode("utf-16-le"),
    TEXT.encode("cp1252"),
    json.dumps({"id": "a", "text": TEXT, "published_date": "2025-03-03"}).encode() * 2,
    f"id,text\n1,{TEXT}2,{TEXT}".encode(),
    f'<html><head><script type="application/ld+json">{{"@type":"NewsArticle","headline":"F"}}</script></head><p>{TEXT}</p>'.encode(),
    f" 1 of 2 DOCUMENTS\n{TEXT} 2 of 2 DOCUMENTS\n{TEXT}".encode(),
    f"WARC/1.0\r\nWARC-Type: conversion\r\n\r\n{TEXT}\r\n".encode() * 2,
    gzip.compress(TEXT.encode()),
    zstandard.compress(TEXT.encode()),
    _zip(),
    _tar(),
]


def is_sound(content, name):
    found = read(content, name)
    assert found
    keys = [(one.member, one.number) for one in found if not isinstance(one, PassedOver)]
    assert len(set(keys)) == len(keys)
    for one in found:
        if isinstance(one, RawRecord):
            assert one.text.strip()
            one.text.encode()
        elif isinstance(one, Rejected):
            assert one.detail


@given(st.binary(max_size=300), NAMES)
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_survived(content, name):
    is_sound(content, name)


@given(st.sampled_from(WELL_FORMED), NAMES, st.data())
@settings(max_examples=100, deadline=None)
def test_damaged_files_are_survived(content, name, data):
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 20)))
    is_sound(content[:start] + data.draw(st.binary(max_size=8)) + content[end:], name)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
@settings(max_examples=100, deadline=None)
def test_a_record_keeps_every_character(text):
    (found,) = read(json.dumps({"text": f"Ferry {text}"}).encode(), "a.jsonl")
    if isinstance(found, RawRecord) and found.encoding == "utf-8":
        assert found.text == f"Ferry {text}"


@given(st.lists(st.sampled_from([TEXT, "", " ", "{", "\x1b[0m", "The café."]), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_lines_and_rows_are_conserved(texts):
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    assert [one.number for one in read(lines.encode(), "a.jsonl")] == list(range(1, len(texts) + 1))
