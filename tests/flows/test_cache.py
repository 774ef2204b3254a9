"""The bucket cache: what is fresh, what is stale, and what changes with what."""

from dataclasses import replace

import polars as pl
import pytest

from flows import cache, fingerprints
from flows.cache import Bucket
from transforms import extractors

TABLES = {"documents": pl.DataFrame({"document_id": ["doc_00"]}), "zones": pl.DataFrame({"zone": ["title"]})}
BUCKET = Bucket("00", "records", {"base": "1", "metrics": "2"})


@pytest.fixture
def stored(tmp_path):
    cache.store(tmp_path, BUCKET, TABLES)
    return tmp_path


def test_an_entry_is_fresh_until_its_records_or_a_part_change(stored):
    assert cache.is_fresh(stored, BUCKET)
    assert not cache.is_fresh(stored, Bucket("00", "other records", BUCKET.parts))
    assert not cache.is_fresh(stored, Bucket("00", "records", {"base": "1", "metrics": "3"}))


@pytest.mark.parametrize("damage", [b"", b"PAR1"])
def test_a_damaged_or_missing_file_makes_it_stale(stored, damage):
    path = cache.folder_of(stored, BUCKET) / "zones.parquet"
    path.write_bytes(damage)
    assert not cache.is_fresh(stored, BUCKET)
    path.unlink()
    assert not cache.is_fresh(stored, BUCKET)


def test_a_damaged_receipt_makes_it_stale(stored):
    (cache.folder_of(stored, BUCKET) / cache.RECEIPT).write_text("[1]")
    assert not cache.is_fresh(stored, BUCKET)


def test_a_scan_joins_the_buckets(stored):
    other = Bucket("01", "records", BUCKET.parts)
    cache.store(stored, other, TABLES)
    assert cache.scan(stored, [BUCKET, other])["zones"].collect()["zone"].to_list() == ["title", "title"]


def test_what_no_bucket_uses_is_dropped(stored):
    (stored / "00" / ".half.new").mkdir()
    cache.store(stored, Bucket("01", "old", {}), TABLES)
    cache.drop_others(stored, [BUCKET])
    assert [path.name for path in stored.glob("*/*")] == [BUCKET.entry]


def test_a_part_depends_on_its_own_code_and_on_what_it_needs():
    metrics, names = (fingerprints._closure(f"transforms.extractors.{name}") for name in ("metrics", "mentions"))
    assert fingerprints.PACKAGE / "extractors" / "metrics.py" in metrics
    assert fingerprints.PACKAGE / "extractors" / "mentions.py" not in metrics
    assert fingerprints.PACKAGE / "reading.py" in metrics & names
    assert set(fingerprints.parts()) >= {
        "base",
        "mentions",
        "metrics",
        "timexes",
        "statements",
        "roles",
        "event_mentions",
    }


def test_an_entry_of_the_same_documents_says_which_extractors_are_out_of_date(tmp_path):
    tables = {**TABLES, "crashes": pl.DataFrame({"document_id": []})}
    cache.store(tmp_path, BUCKET, tables)
    newer = Bucket("00", "records", {"base": "1", "metrics": "3", "roles": "1"})
    assert cache.earlier(tmp_path, newer).stale == {"metrics", "roles"}
    assert cache.earlier(tmp_path, newer).tables().keys() == tables.keys()
    assert cache.earlier(tmp_path, Bucket("00", "other records", newer.parts)) is None
    assert cache.earlier(tmp_path, Bucket("00", "records", {**newer.parts, "base": "2"})) is None
    (cache.folder_of(tmp_path, BUCKET) / "zones.parquet").write_bytes(b"PAR1")
    assert cache.earlier(tmp_path, newer) is None


def test_an_entry_with_crashes_is_read_again_from_the_start(tmp_path):
    cache.store(tmp_path, BUCKET, {**TABLES, "crashes": pl.DataFrame({"document_id": ["doc_01"]})})
    assert cache.earlier(tmp_path, Bucket("00", "records", {"base": "1", "metrics": "3"})) is None


def test_a_new_version_changes_the_fingerprints_of_an_extractor_and_of_what_needs_it(monkeypatch):
    before = fingerprints.parts.__wrapped__()
    newer = tuple(replace(one, version="new") if one.name == "roles" else one for one in extractors.EXTRACTORS)
    monkeypatch.setattr(extractors, "EXTRACTORS", newer)
    after = fingerprints.parts.__wrapped__()
    assert {name for name in before if before[name] != after[name]} == {"roles", "statements"}


def changed_by(path, monkeypatch):
    """Give the parts whose fingerprints change when a shipped lexicon changes."""
    before = fingerprints.parts.__wrapped__()
    hash_of_files = fingerprints.hash_of_files

    def as_if_changed(paths):
        paths = list(paths)
        return hash_of_files(paths) + ("changed" if path in {found.name for found in paths} else "")

    monkeypatch.setattr(fingerprints, "hash_of_files", as_if_changed)
    after = fingerprints.parts.__wrapped__()
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("lexicon", "parts"),
    [
        ("reporting_verbs.csv", {"statements"}),
        ("units.csv", {"metrics"}),
        ("time_words.csv", {"timexes", "metrics", "event_mentions"}),
    ],
)
def test_a_lexicon_counts_for_the_extractors_whose_code_names_it_and_for_what_needs_them(lexicon, parts, monkeypatch):
    assert changed_by(lexicon, monkeypatch) == parts


def test_names_count_for_everything(monkeypatch):
    assert changed_by("places.csv", monkeypatch) == set(fingerprints.parts())


def test_a_file_that_no_code_names_counts_for_everything(monkeypatch, tmp_path):
    before = fingerprints.parts.__wrapped__()
    (tmp_path / "stray.csv").write_text("a,b\n")
    monkeypatch.setattr(fingerprints, "_shipped_data", lambda: (tmp_path / "stray.csv",))
    after = fingerprints.parts.__wrapped__()
    assert all(before[name] != after[name] for name in before)
