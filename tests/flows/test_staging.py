"""Slices are copied from the release before where they would be written with the same bytes, and written otherwise."""

import datetime
import hashlib

import examples
import invented_news
import polars as pl
import pytest

from flows import cache
from flows.cache import Bucket
from flows.files import sha256_of
from flows.output import MANIFEST, read_manifest
from flows.release import write_manifest
from flows.slices import slices_of
from flows.staging import Staging
from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import OF_DOCUMENTS

DAY = datetime.date(2026, 1, 31)
SLICES = 4


def record(text):
    return Record(source_path="news", record_number=1, source_id="1", raw_sha256="0" * 64, text=text)


def ids(texts):
    return {f"doc_{hashlib.sha256(text.encode()).hexdigest()[:16]}": record(text) for text in texts}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    """Give a cache of some documents, their assembly, and their staged release."""
    folder = tmp_path_factory.mktemp("newsroom")
    texts = [*examples.TEXTS, *(one["text"] for one in invented_news.documents(12))]
    buckets = stored(folder, ids(texts))
    staged = staging(folder, buckets, "first")
    rows, keys, _ = staged.stage(slices_of(buckets, SLICES))
    write_manifest(staged.folder, {"slices": [one.low for one in slices_of(buckets, SLICES)], "slice_keys": keys})
    return folder, texts, buckets, staged, rows


def stored(folder, documents):
    names = sorted({document[4:6] for document in documents})
    buckets = []
    for name in names:
        pairs = sorted((document, one) for document, one in documents.items() if document[4:6] == name)
        bucket = Bucket(name, ",".join(document for document, _ in pairs), {"base": "1"})
        if not cache.is_fresh(folder, bucket):
            cache.store(folder, bucket, read_documents(pairs))
        buckets.append(bucket)
    return buckets


def staging(folder, buckets, name, **about):
    found = assembly(cache.scan(folder, buckets), examples.inputs().lazy(), as_of=DAY)
    to = {"folder": folder / name, "aside": folder / f"{name}-aside"}
    return Staging(**{"found": found, "cache": folder, "software": "1", **to, **about})


def hashes(folder):
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in folder.rglob("*.parquet")}


def forged(newsroom, tmp_path):
    """Give the release with every part written in another way: whoever has its bytes copied them."""
    first = newsroom[3].folder
    for path in first.rglob("*.parquet"):
        new = tmp_path / "forged" / path.relative_to(first)
        new.parent.mkdir(parents=True, exist_ok=True)
        pl.read_parquet(path).write_parquet(new, compression="uncompressed")
    about = read_manifest(first)
    write_manifest(tmp_path / "forged", {key: about[key] for key in ("slices", "slice_keys")})
    return tmp_path / "forged"


def test_a_slice_of_the_same_key_is_copied(newsroom, tmp_path):
    folder, _, buckets, _, rows = newsroom
    before = forged(newsroom, tmp_path)
    again = staging(folder, buckets, tmp_path / "again", before=before)
    done = again.stage(slices_of(buckets, SLICES))
    assert done.rows == rows
    assert hashes(again.folder) == hashes(before) == {file["path"]: file["sha256"] for file in done.copied}


def test_one_more_document_has_its_slice_written_anew_and_no_other_byte_changes(newsroom, tmp_path):
    folder, texts, _, first, _ = newsroom
    buckets = stored(
        folder, ids([*texts, "A clinic opened in Sam Neua on Monday, said Khamla Souvanna of the ministry."])
    )
    copied = staging(folder, buckets, tmp_path / "copied", before=first.folder)
    written = staging(folder, buckets, tmp_path / "written")
    slices = slices_of(buckets, SLICES)
    assert copied.stage(slices)[:2] == written.stage(slices)[:2]
    assert hashes(copied.folder) == hashes(written.folder)
    before = forged(newsroom, tmp_path)
    mixed = staging(folder, buckets, tmp_path / "mixed", before=before)
    mixed.stage(slices)
    shared = hashes(mixed.folder).items() & hashes(before).items()
    assert len(shared) == (SLICES - 1) * len(OF_DOCUMENTS)


@pytest.mark.parametrize("about", [{"software": "2"}, {"text": "none"}])
def test_other_software_or_another_text_mode_has_all_written(newsroom, tmp_path, about):
    folder, _, buckets, _, _ = newsroom
    before = forged(newsroom, tmp_path)
    again = staging(folder, buckets, tmp_path / "again", before=before, **about)
    again.stage(slices_of(buckets, SLICES))
    assert not hashes(again.folder).items() & hashes(before).items()


def test_other_cuts_have_all_written(newsroom, tmp_path):
    folder, _, buckets, _, _ = newsroom
    before = forged(newsroom, tmp_path)
    again = staging(folder, buckets, tmp_path / "again", before=before)
    again.stage(slices_of(buckets, 2))
    assert not hashes(again.folder).items() & hashes(before).items()


@pytest.mark.parametrize("damage", ["flip", "gone"])
def test_a_part_that_is_not_what_the_manifest_says_is_written_anew(newsroom, tmp_path, damage):
    folder, _, buckets, first, rows = newsroom
    before = forged(newsroom, tmp_path)
    part = before / "mentions" / "part-00001.parquet"
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content) if damage == "flip" else part.unlink()
    again = staging(folder, buckets, tmp_path / "again", before=before)
    assert again.stage(slices_of(buckets, SLICES)).rows == rows
    assert sha256_of(again.folder / "mentions" / part.name) == sha256_of(first.folder / "mentions" / part.name)
    assert (before / MANIFEST).is_file()
