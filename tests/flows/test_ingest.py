"""Every raw record gets its row; only those that become documents go on."""

import datetime
import gzip
import json
import os
import resource
import shutil
import socket
import tempfile
import weakref
from pathlib import Path

import polars as pl
import pytest

import flows.ingest
import flows.raw_files
from flows.ingest import ingest
from transforms.errors import RawDataError
from transforms.sources import Limits
from transforms.sources.record_frames import RECORD_SCHEMA
from transforms.tables.inputs import INPUTS

TODAY = datetime.date(2025, 6, 1)


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def put(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def lines(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


class Ingested:
    def __init__(self, *raw, **options):
        self.into = Path(tempfile.mkdtemp())
        weakref.finalize(self, shutil.rmtree, self.into)
        self.receipt = ingest(raw, into=self.into, as_of=TODAY, **options)
        self.inputs = pl.read_parquet(self.into / "inputs.parquet")
        self.records = pl.read_parquet(self.into / "records" / "*.parquet")

    def column(self, name):
        return {f"{row['source_path']}#{row['record_number']}": row[name] for row in self.inputs.iter_rows(named=True)}

    @property
    def outcomes(self):
        return self.column("outcome")


def test_what_comes_out_has_the_declared_form(raw):
    put(
        raw,
        b__txt="It came back.",
        a__txt="The ferry left.",
        c__txt="",
        d__jsonl=lines({"id": "x", "text": "A bridge.", "desk": "river"}),
    )
    found = Ingested(raw)
    assert found.inputs.schema == INPUTS.schema
    assert found.records.schema == RECORD_SCHEMA
    assert found.outcomes == {
        "a.txt#0": "published",
        "b.txt#0": "published",
        "c.txt#0": "rejected",
        "d.jsonl#1": "published",
    }
    assert found.column("source_id") == {"a.txt#0": "a", "b.txt#0": "b", "c.txt#0": "c", "d.jsonl#1": "x"}
    assert found.column("extra")["d.jsonl#1"] == '{"desk": "river"}'
    assert (found.receipt.read, found.receipt.published, found.receipt.reasons) == (4, 3, {"empty": 1})
    assert found.records["bucket"].is_sorted()
    assert (found.records["document_id"].str.slice(4, 2) == found.records["bucket"]).all()
    assert set(found.records["document_id"]) == set(found.inputs["document_id"].drop_nulls())


def test_the_same_text_is_one_document(raw):
    put(
        raw,
        b__txt="The ferry left.",
        a__jsonl=lines({"text": "It came back."}, {"text": "The ferry left.", "title": "Ferry"}),
    )
    found = Ingested(raw)
    assert found.outcomes == {"a.jsonl#1": "published", "a.jsonl#2": "published", "b.txt#0": "duplicate"}
    assert found.column("document_id")["b.txt#0"] == found.column("document_id")["a.jsonl#2"]
    assert found.column("detail")["b.txt#0"] == "the same text as a.jsonl (record 2)"
    assert found.records.filter(pl.col("text") == "The ferry left.")["title"].to_list() == ["Ferry"]


def test_newer_text_under_an_id_supersedes(raw):
    old, new = (
        {"id": "x", "text": "The ferry left.", "source": "Herald"},
        {"id": "x", "text": "The ferry has left.", "source": "Herald"},
    )
    put(
        raw, a__jsonl=lines(old, {**old, "id": "y"}), b__jsonl=lines(new, {**new, "source": "Post", "text": "Another."})
    )
    found = Ingested(raw)
    assert found.outcomes == {
        "a.jsonl#1": "superseded",
        "a.jsonl#2": "published",
        "b.jsonl#1": "published",
        "b.jsonl#2": "published",
    }
    assert found.column("document_id")["a.jsonl#1"] == found.column("document_id")["b.jsonl#1"]
    assert found.column("reason")["a.jsonl#1"] is None
    kept = found.records.filter(pl.col("text") == "The ferry left.")
    assert kept.select("source_id", "record_number").rows() == [("y", 2)]


def test_newer_is_told_by_the_date_before_the_order(raw):
    put(
        raw,
        a__jsonl=lines(
            {"id": "x", "text": "New.", "published_date": "2025-03-02T01:00:00+07:00"},
            {"id": "x", "text": "Old.", "published_date": "2025-03-01"},
            {"id": "x", "text": "Undated."},
        ),
    )
    assert Ingested(raw).outcomes == {"a.jsonl#1": "published", "a.jsonl#2": "superseded", "a.jsonl#3": "superseded"}


def test_the_same_id_in_another_file_is_another_record(raw):
    put(
        raw,
        a__jsonl=lines({"id": "1", "text": "The ferry left."}),
        b__jsonl=lines({"id": "1", "text": "Rice is cheaper this year."}),
        c__txt="x y",
    )
    assert set(Ingested(raw).outcomes.values()) == {"published"}


def test_an_update_without_a_source_is_told_by_its_words(raw):
    text = "The ferry at Pak Beng made its first trip on Monday with 60 passengers aboard."
    put(raw, a__jsonl=lines({"id": "1", "text": text}), b__jsonl=lines({"id": "1", "text": text.replace("60", "64")}))
    assert Ingested(raw).outcomes == {"a.jsonl#1": "superseded", "b.jsonl#1": "published"}


def test_what_the_folder_holds_beside_texts(raw):
    put(raw, a__txt="The ferry left.", __DS_Store="x")
    (raw / "~$draft.txt").write_text("x")
    (raw / ".hidden").mkdir()
    (raw / ".hidden" / "b.txt").write_text("x")
    os.mkfifo(raw / "pipe")
    (raw / "out").symlink_to(raw.parent)
    (raw / "hosts").symlink_to("/etc/hosts")
    (raw / "loop").symlink_to("loop")
    (raw / "sub").mkdir()
    (raw / "sub" / "up").symlink_to("..")
    (raw / "again.txt").symlink_to("a.txt")
    (raw / "nowhere").symlink_to("gone")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(raw / "s"))
        found = Ingested(raw)
    assert found.column("reason") == {
        "a.txt#0": None, "again.txt#0": None, "hosts#0": "unsafe_path", "loop#0": "unsafe_path", "nowhere#0": "unsafe_path",
        "out#0": "unsafe_path", "pipe#0": "unsafe_path", "s#0": "unsafe_path", "sub/up#0": "unsafe_path",
    }  # fmt: skip
    assert found.outcomes["again.txt#0"] == "duplicate"
    assert found.receipt.skipped == 3


def test_paths_are_those_of_the_raw_arguments(raw):
    (raw / "sub").mkdir()
    put(raw / "sub", a__txt="The ferry left.")
    put(raw, sub__txt="It came back.")
    assert list(Ingested(raw).outcomes) == ["sub.txt#0", "sub/a.txt#0"]
    assert list(Ingested(raw / "sub.txt").outcomes) == ["sub.txt#0"]
    other = raw.parent / "other"
    other.mkdir()
    put(other, a__txt="A bridge.")
    assert list(Ingested(raw, other, raw).outcomes) == ["other/a.txt#0", "raw/sub.txt#0", "raw/sub/a.txt#0"]
    (other / "raw").mkdir()
    put(other / "raw", b__txt="A road.")
    assert next(iter(Ingested(raw, other / "raw").outcomes)) == "other/raw/b.txt#0"


def test_the_order_of_arguments_and_files_changes_nothing(raw, monkeypatch):
    put(
        raw,
        a__txt="The ferry left.",
        b__txt="The ferry left.",
        c__jsonl=lines({"text": "It came back."}),
        d__txt="A bridge.",
    )
    first = Ingested(raw)
    scandir = os.scandir

    class Reversed:
        def __init__(self, path):
            with scandir(path) as entries:
                self.entries = list(entries)[::-1]

        def __enter__(self):
            return self.entries

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(flows.raw_files.os, "scandir", Reversed)
    second = Ingested(raw)
    assert first.inputs.equals(second.inputs)
    assert first.records.equals(second.records)


@pytest.mark.parametrize("bound", ["SEEN_ROWS", "SEEN_CHARACTERS"])
def test_parts_are_bounded_and_settled(bound, raw, monkeypatch):
    monkeypatch.setattr(flows.ingest, "PART_CHARACTERS", 100)
    monkeypatch.setattr(flows.ingest, bound, 3)
    records = [
        {"id": str(number % 12), "text": f"Ferry number {number} left the pier at dawn.", "desk": "pier"}
        for number in range(20)
    ]
    put(raw, a__jsonl=lines(*records))
    found = Ingested(raw)
    assert len(list((found.into / "records").iterdir())) > 3
    assert found.receipt.superseded == 8
    assert sorted(found.records["record_number"]) == list(range(9, 21))
    assert not (found.into / ".seen").exists()


def test_a_file_that_cannot_be_opened(raw, monkeypatch):
    put(raw, a__txt="The ferry left.", b__txt="It came back.")
    opened = os.open

    def refuse(path, *arguments, **options):
        if Path(path).name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(flows.raw_files.os, "open", refuse)
    found = Ingested(raw)
    assert found.column("reason") == {"a.txt#0": "unreadable", "b.txt#0": None}
    assert found.column("detail")["a.txt#0"] == "Permission denied"


def test_a_folder_that_cannot_be_opened(raw, monkeypatch):
    (raw / "sub").mkdir()
    put(raw, a__txt="The ferry left.")
    scandir = os.scandir

    def refuse(path):
        if path == raw / "sub":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(flows.raw_files.os, "scandir", refuse)
    assert Ingested(raw).column("reason") == {"a.txt#0": None, "sub#0": "unreadable"}


def test_a_file_that_changes_while_it_is_read(raw, monkeypatch):
    put(raw, a__jsonl=lines({"text": "The ferry left."}, {"text": "It came back."}), b__txt="The ferry left.")
    checked = flows.ingest.checked

    def and_change(found, **options):
        if found.format == "jsonl":
            with (raw / "a.jsonl").open("a") as file:
                file.write("\n")
        return checked(found, **options)

    monkeypatch.setattr(flows.ingest, "checked", and_change)
    found = Ingested(raw)
    assert found.column("reason") == {"a.jsonl#0": "changed_while_read", "b.txt#0": None}
    assert found.records.select("source_path", "text").rows() == [("b.txt", "The ferry left.")]


def test_a_bug_costs_its_file_and_not_the_run(raw, monkeypatch):
    put(raw, a__txt="The ferry left.", b__txt="It came back.")
    checked = flows.ingest.checked

    def fail(found, **options):
        if found.text.startswith("The"):
            raise ZeroDivisionError("by zero")
        return checked(found, **options)

    monkeypatch.setattr(flows.ingest, "checked", fail)
    found = Ingested(raw)
    assert found.column("reason") == {"a.txt#0": "crashed", "b.txt#0": None}
    assert found.column("detail")["a.txt#0"] == "ZeroDivisionError: by zero"


def test_a_full_disk_is_not_taken_for_an_unreadable_file(raw, monkeypatch):
    put(raw, a__txt="The ferry left.")

    def refuse(_self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(flows.ingest._Spool, "write_part", refuse)
    monkeypatch.setattr(flows.ingest, "PART_CHARACTERS", 1)
    with pytest.raises(OSError, match="No space left"):
        Ingested(raw)


def test_nothing_to_read_is_said_in_one_sentence(raw, tmp_path):
    with pytest.raises(RawDataError, match="There is no file or folder"):
        ingest([tmp_path / "gone"], into=tmp_path / "work", as_of=TODAY)
    with pytest.raises(RawDataError, match="There is no file to read in"):
        ingest([raw], into=tmp_path / "work", as_of=TODAY)
    put(raw, __DS_Store="x")
    with pytest.raises(RawDataError) as error:
        ingest([raw], into=tmp_path / "work", as_of=TODAY)
    assert "1 hidden" in error.value.hint


def test_a_name_that_is_no_text(raw):
    with (Path(os.fsdecode(bytes(raw) + b"/caf\xe9.txt"))).open("w") as file:
        file.write("The ferry left.")
    assert list(Ingested(raw).outcomes) == ["caf\\xe9.txt#0"]


def test_a_very_large_file_is_refused_by_its_size(raw):
    with (raw / "a.txt").open("wb") as file:
        file.write(b"The ferry left. ")
        file.truncate(1 << 27)
    put(raw, b__txt="It came back.")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = Ingested(raw, limits=Limits(file_bytes=1 << 20))
    assert found.column("reason") == {"a.txt#0": "too_large", "b.txt#0": None}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_archives_are_listed_by_member(raw):
    put(
        raw,
        a__jsonl__gz=gzip.compress(lines({"text": "The ferry left."}, {"text": ""}).encode()),
        b__gz=b"\x1f\x8b damaged",
    )
    assert Ingested(raw).column("reason") == {"a.jsonl.gz#1": None, "a.jsonl.gz#2": "empty", "b.gz#0": "bad_archive"}


def test_progress_is_told_each_file(raw):
    put(raw, a__txt="The ferry left.", b__txt="It came back.")
    told = []
    Ingested(raw, progress=told.append)
    assert told == ["a.txt", "b.txt"]
