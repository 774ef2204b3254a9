"""Tables of single documents can be made in slices: the same rows in the same order."""

import datetime

import examples
import invented_news
import polars as pl
import pytest

from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record


def record(text):
    return Record(source_path="news", record_number=1, source_id="1", raw_sha256="0" * 64, text=text)


@pytest.fixture(scope="module")
def found():
    texts = [*examples.TEXTS, *(one["text"] for one in invented_news.documents(12))]
    pairs = sorted(
        (f"doc_{number * 5 % 16:x}{number:x}00000000000000", record(text)) for number, text in enumerate(texts)
    )
    first = {name: frame.lazy() for name, frame in read_documents(pairs).items()}
    return assembly(first, examples.inputs().lazy(), as_of=datetime.date(2026, 1, 31))


@pytest.mark.parametrize("count", [2, 7, 256])
def test_slices_joined_are_the_whole(found, count):
    slices = found.slices(count)
    assert set(slices) == {
        "documents",
        "zones",
        "sentences",
        "document_metrics",
        "mentions",
        "roles",
        "metrics",
        "timexes",
        "statements",
    }
    for name, pieces in slices.items():
        assert len(pieces) == count
        assert pl.concat([piece.collect() for piece in pieces]).equals(found.tables[name].collect()), name


def test_one_slice_is_no_slice(found):
    assert found.slices(1) == {}
