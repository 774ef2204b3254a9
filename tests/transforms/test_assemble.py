"""Tables of single documents can be made in slices: the same rows in the same order."""

import datetime
from itertools import pairwise

import examples
import invented_news
import polars as pl
import pytest

from transforms.assemble import END, assembly, cuts
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import OF_DOCUMENTS


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


@pytest.mark.parametrize("count", [1, 2, 16, 256])
def test_slices_joined_are_the_whole(found, count):
    slices = [found.of_documents(found.said_of(low, high)) for low, high in pairwise([*cuts(count), END])]
    for name in OF_DOCUMENTS:
        pieces = [tables[name].collect() for tables in slices]
        assert pl.concat(pieces).equals(found.tables[name].collect()), name


def test_a_slice_of_every_table_holds_the_same_documents(found):
    for low, high in pairwise([*cuts(4), END]):
        slice_ = found.of_documents(found.said_of(low, high))
        assert slice_["documents"].collect().height
        for frame in slice_.values():
            assert frame.select(pl.col("document_id").is_between(pl.lit(low), pl.lit(high)).all()).collect().item()


@pytest.mark.parametrize("count", [1, 2, 16, 256])
def test_cuts_begin_with_the_first_id_and_rise(count):
    found = cuts(count)
    assert found[0] == "doc_00"
    assert found == sorted(set(found))
    assert len(found) == count
