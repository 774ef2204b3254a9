"""Documents that their own header dates after the day of the run wait: rejected with the date, and in no table."""

import datetime as dt
import hashlib

import polars as pl

from transforms.assemble import assembly
from transforms.due import not_due, without
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import BY_NAME

DAY = dt.date(2025, 6, 1)
NOW = "PAKSE, May 4, 2025 (Mekong Wire) -- Four cranes were lifted into place in Thakhek, manager Bounmy Keola said on Sunday.\n"
LATER = "PAKSE, June 2, 2025 (Mekong Wire) -- Six cranes were lifted into place in Savannakhet, manager Kham Vilay said on Monday.\n"


def tables_for(as_of, *texts):
    ids = ["doc_" + hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    records = [
        (name, Record(source_path=f"{n}.txt", record_number=0, source_id=str(n), raw_sha256="0" * 64, text=text))
        for n, (name, text) in enumerate(zip(ids, texts, strict=True))
    ]
    first = {name: frame.lazy() for name, frame in read_documents(records).items()}
    table = BY_NAME["inputs"]
    rows = {
        name: [None] * len(ids)
        for name in table.names
    } | {"source_path": [f"{n}.txt" for n in range(len(ids))], "document_id": ids, "outcome": ["published"] * len(ids)}  # fmt: skip
    inputs = pl.DataFrame(rows, schema=table.schema).lazy()
    return {name: frame.collect() for name, frame in assembly(first, inputs, as_of=as_of).tables.items()}


def test_a_document_dated_tomorrow_is_rejected_with_its_date():
    inputs = tables_for(DAY, NOW, LATER)["inputs"].select("outcome", "reason", "document_id", "detail").rows()
    assert [row[:2] for row in inputs] == [("published", None), ("rejected", "bad_date")]
    assert inputs[1][2] is None
    assert inputs[1][3] == "its dateline dates it 2025-06-02, after 2025-06-01, the day of this run"


def test_its_rows_are_in_no_table():
    both, one = tables_for(DAY, NOW, LATER), tables_for(DAY, NOW)
    for name, frame in both.items():
        if name != "inputs":
            assert frame.equals(one[name]), name


def test_it_comes_in_once_it_is_due():
    documents = tables_for(DAY + dt.timedelta(days=1), NOW, LATER)["documents"]
    assert documents.height == 2


def test_without_a_day_nothing_waits():
    assert tables_for(None, NOW, LATER)["documents"].height == 2


def test_a_month_is_due_on_its_first_day_and_no_date_never_waits():
    documents = pl.LazyFrame({
        "document_id": ["a", "b", "c"],
        "published_date": [dt.date(2025, 6, 1), None, dt.date(2025, 7, 1)],
        "published_basis": ["header", None, "header"],
    })  # fmt: skip
    assert not_due(documents, DAY)["document_id"].to_list() == ["c"]
    assert not_due(documents, dt.date(2025, 7, 1)).is_empty()


def test_where_nothing_waits_the_tables_are_the_same_objects():
    tables = {"mentions": pl.LazyFrame({"document_id": ["a"]})}
    none = pl.DataFrame(schema={"document_id": pl.String})
    assert without(tables, none)["mentions"] is tables["mentions"]
