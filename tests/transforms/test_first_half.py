"""The per-document half: boilerplate stays out of the running text, one bad document does not lose the others."""

from __future__ import annotations

import pytest

from transforms import first_half
from transforms.first_half import read_documents, running_text
from transforms.reading import Header, Reading, Record, Zone
from transforms.tables import BY_NAME

TEXT = "Minister Anong Keo said on Monday that 40 people had crossed. Laos thanked Thailand."


def record(text, number=1):
    return Record(source_path="a.jsonl", record_number=number, source_id=str(number), raw_sha256="0" * 64, text=text)


def reading(body, *zones):
    header = Header(language="en", body_start_char=body[0], body_end_char=body[1])
    return Reading(
        text="x" * 100, header=header, zones=[Zone("footer", start, end, None, "metadata.foot") for start, end in zones]
    )


@pytest.mark.parametrize(
    ("body", "zones", "expected"),
    [
        ((10, 90), [], [(10, 90)]),
        ((10, 90), [(0, 5), (95, 100)], [(10, 90)]),
        ((10, 90), [(30, 40)], [(10, 30), (40, 90)]),
        ((10, 90), [(0, 20), (80, 100)], [(20, 80)]),
        ((10, 90), [(0, 100)], []),
        ((10, 10), [(30, 40)], []),
    ],
)
def test_running_text_is_the_body_without_its_boilerplate(body, zones, expected):
    assert running_text(reading(body, *zones)) == expected


def test_every_table_of_the_first_half_has_its_schema():
    for records in ([], [("doc_0", record(TEXT))]):
        frames = read_documents(records)
        for name, frame in frames.items():
            if name in BY_NAME:
                assert frame.schema == BY_NAME[name].document_schema, name


def test_receipts_count_the_rows():
    frames = read_documents([("doc_0", record(TEXT))])
    row = frames["documents"].row(0, named=True)
    for column, name in first_half.RECEIPTS.items():
        assert row[column] == frames[name].height, name
    assert row["sentence_count"] == frames["sentences"].height == 2
    assert row["metric_count"] > 0
    assert row["mention_count"] > 0


def test_a_document_that_crashes_an_extractor_is_named_and_the_others_stay(monkeypatch):
    whole = first_half.extract

    def fragile(readings):
        if any("poison" in reading.text for reading in readings):
            raise IndexError("no such word")
        whole(readings)

    monkeypatch.setattr(first_half, "extract", fragile)
    frames = read_documents(
        [("doc_0", record(TEXT)), ("doc_1", record("A poisonous text.", 2)), ("doc_2", record("Laos won.", 3))]
    )
    assert frames["crashes"].rows() == [("doc_1", "IndexError: no such word")]
    assert frames["documents"]["document_id"].to_list() == ["doc_0", "doc_2"]
    assert "doc_1" not in frames["mentions"]["document_id"].to_list()


def test_the_result_does_not_depend_on_the_size_of_batches(monkeypatch):
    pairs = [(f"doc_{number}", record(f"{TEXT} Report {number}.", number)) for number in range(5)]
    whole = read_documents(pairs)
    monkeypatch.setattr(first_half, "BATCH_CHARACTERS", 1)
    assert all(frame.equals(whole[name]) for name, frame in read_documents(pairs).items())


def test_another_language_is_kept_with_its_metadata_only():
    text = "老挝外长将于四月访问中国。双方将就铁路和经济走廊交换意见。" * 3
    frames = read_documents([("doc_0", record(text))])
    assert frames["documents"].select("language", "extraction", "mention_count").row(0) == ("zh", "metadata_only", 0)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Laos and Thailand met in Pakse. Lao and Thai officials were pleased.", ["LA", "TH"]),
        ("Laos bought rice for two million U.S. dollars.", ["LA"]),
        ("Laos spoke to Sweden about Lao forests; Laos was content.", ["LA"]),
        ("Nothing happened anywhere.", []),
    ],
)
def test_the_countries_that_a_text_is_about(text, codes):
    assert read_documents([("doc_0", record(text))])["documents"]["country_codes"].to_list() == [codes]
