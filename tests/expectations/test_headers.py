"""Headers read again, of records that said something beside their text, too."""

import examples
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.headers import HEADER, read_headers_again
from expectations.staged import Staged
from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record

TEXTS = {
    "plain": "The ferry left Pak Beng on Monday with forty passengers, and came back in the evening.",
    "dated": "Ferry back in service\n\nSource: Pak Beng Post Updated: 2024-05-03\n\nThe ferry left Pak Beng on Monday with forty passengers.",
    "wired": "VIENTIANE, May 2 (KPL) -- The ferry left Pak Beng on Monday with forty passengers, the port office said.",
}
SAID = st.fixed_dictionaries({}, optional={
    "title": st.sampled_from(["Ferry back in service", "Boats"]), "published": st.sampled_from(["2024-05-03", "2024-05", "2024-05-03T10:00:00+07:00"]),
    "source": st.sampled_from(["Pak Beng Post", "Xinhua", "Vientiane Times"]), "author": st.just("Ann Lee"), "language": st.just("en"),
    "url": st.just("https://post.example/ferry"), "format": st.sampled_from(["jsonl", "html", "csv"]),
})  # fmt: skip


def release(records, folder):
    numbers = enumerate(records)
    named = [
        (f"doc_{n:016}", Record(**{"format": "jsonl", **record}, source_path="a.jsonl", record_number=n, source_id=str(n), raw_sha256="0" * 64))
        for n, record in numbers
    ]  # fmt: skip
    rows = [
        examples.record(n, "published", document_id=key, format=record.format) for n, (key, record) in enumerate(named)
    ]
    inputs = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in examples.inputs().columns}, schema=examples.inputs().schema
    )
    first = {name: frame.lazy() for name, frame in read_documents(named).items()}
    tables = {name: frame.collect() for name, frame in assembly(first, inputs.lazy()).tables.items()}
    return tables, Staged(folder=examples.write(folder, tables, release=False))


def differences(staged, tables):
    ids, headers, zones = read_headers_again(staged, tables["documents"]["document_id"].to_list())
    assert sorted(ids) == tables["documents"]["document_id"].to_list()
    columns = ["document_id", *HEADER]
    return (
        tables["documents"].select(columns).join(headers, on=columns, how="anti", nulls_equal=True).height,
        tables["zones"].join(zones, on=zones.columns, how="anti", nulls_equal=True).height,
    )


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(sorted(TEXTS)), SAID), min_size=1, max_size=4))
def test_whatever_a_record_said_its_header_is_read_again(tmp_path_factory, drawn):
    records = [{"text": f"{TEXTS[name]}\n{n}", **said} for n, (name, said) in enumerate(drawn)]
    tables, staged = release(records, tmp_path_factory.mktemp("release"))
    assert differences(staged, tables) == (0, 0)


@pytest.mark.parametrize(
    ("column", "value"),
    [("dateline_place", "Hue"), ("published_basis", "header"), ("body_start_char", 3), ("dateline_agency", "Xinhua")],
)
def test_what_no_record_can_have_said_differs(column, value, tmp_path):
    said = {"title": "Ferry", "published": "2024-05-03", "source": "Pak Beng Post"}
    tables, _ = release([{"text": TEXTS["wired"], **said}], tmp_path / "good")
    documents = tables["documents"].with_columns(pl.lit(value, tables["documents"].schema[column]).alias(column))
    spoilt = {**tables, "documents": documents}
    assert differences(Staged(folder=examples.write(tmp_path / "bad", spoilt, release=False)), spoilt)[0] == 1


def test_a_rule_of_another_zone_differs(tmp_path):
    tables, _ = release([{"text": TEXTS["dated"], "title": "Ferry back in service"}], tmp_path / "good")
    spoilt = {**tables, "zones": tables["zones"].with_columns(rule=pl.lit("metadata.foot"))}
    assert differences(Staged(folder=examples.write(tmp_path / "bad", spoilt, release=False)), spoilt)[1]


def test_marks_of_direction_are_for_another_rule_to_say(tmp_path):
    tables, _ = release(
        [{"text": TEXTS["dated"], "title": "Ferry back in service"}, {"text": TEXTS["wired"], "format": "text"}],
        tmp_path / "good",
    )
    marked = tables["documents"].with_columns(pl.col("title", "dateline_place") + "\u202e")
    spoilt = {**tables, "documents": marked}
    assert differences(Staged(folder=examples.write(tmp_path / "bad", spoilt, release=False)), spoilt) == (0, 0)
