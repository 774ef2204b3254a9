"""Each check on texts that contradict each other or themselves, and on texts that do not."""

from __future__ import annotations

import hashlib

import invented_news
import polars as pl
import pytest

from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.tables import BY_NAME


def record(number, text, published=None):
    return Record(
        source_path=f"{number}.txt",
        record_number=0,
        source_id=str(number),
        raw_sha256="0" * 64,
        text=text,
        published=published,
    )


def found(*records):
    pairs = [("doc_" + hashlib.sha256(r.text.encode()).hexdigest()[:16], r) for r in records]
    first = {name: frame.lazy() for name, frame in read_documents(pairs).items()}
    tables = assembly(first, pl.LazyFrame(schema=BY_NAME["inputs"].schema)).tables
    return tables["findings"].collect()


WRONG = {
    "declared_figures": [
        record(
            1,
            "Fact Box\n\nTokens: 900\n\nTypes: 500\n\nA short story\n\nThe river rose by a metre. The village moved.\n",
        )
    ],
    "weekdays": [record(1, "The bridge was opened on Monday, March 5, 2024, in Pakse. Nobody was hurt.")],
    "dateline_dates": [
        record(1, "VIENTIANE, May 9, 2024 (KPL) -- The river rose by a metre, officials said.", "2024-05-02")
    ],
    "remainders": [record(1, "About 70 percent of the road is paved. The remaining 40 percent will be paved in 2027.")],
    "implausible_values": [record(1, "Some 140 percent of the pupils passed the test.")],
    "rival_holders": [
        record(1, "Lao Foreign Minister Anong Keo met Chinese officials in Hanoi.", "2024-05-02"),
        record(2, "Lao Foreign Minister Bounmy Vilay met Thai officials in Hanoi.", "2024-05-03"),
        record(3, "Lao Foreign Minister Anong Keo met Thai traders in Hue.", "2024-05-09"),
    ],
    "rival_totals": [
        record(1, "Since 2021 the China-Laos Railway has carried 50 million passengers.", "2024-05-02"),
        record(2, "Since 2021 the China-Laos Railway has carried 30 million passengers.", "2025-05-02"),
    ],
    "early_endings": [
        record(1, "The successful 9th LPRP Congress chose new leaders, Xi told the LPRP.", "2011-01-02"),
        record(
            2, "The Lao People's Revolutionary Party (LPRP) held its 9th National Congress in March 2011.", "2011-09-02"
        ),
    ],
}
RIGHT = [
    "The bridge was opened on Tuesday, March 5, 2024, in Pakse.",
    "VIENTIANE, May 1 (KPL) -- The river rose by a metre, officials said.",
    "About 70 percent of the road is paved. The remaining 30 percent will be paved in 2027.",
    "Prices rose by 140 percent.",
    "Former Lao Foreign Minister Anong Keo met Lao Foreign Minister Bounmy Vilay.",
]


@pytest.mark.parametrize("check", WRONG)
def test_a_contradiction_is_found_with_its_evidence(check):
    rows = found(*WRONG[check])
    assert rows["check"].to_list() == [check]
    row = rows.row(0, named=True)
    texts = {"doc_" + hashlib.sha256(r.text.encode()).hexdigest()[:16]: r.text for r in WRONG[check]}
    assert texts[row["document_id"]][row["start_char"] : row["end_char"]] == row["surface"]
    if row["other_document_id"]:
        assert texts[row["other_document_id"]][row["other_start_char"] : row["other_end_char"]].strip()


@pytest.mark.parametrize("text", RIGHT)
def test_what_fits_is_not_found(text):
    assert found(record(1, text, "2024-05-02")).is_empty()


def test_totals_that_grow_are_not_found():
    grown = "Since 2021 the China-Laos Railway has carried {} million passengers."
    assert found(record(1, grown.format(30), "2024-05-02"), record(2, grown.format(50), "2025-05-02")).is_empty()


def test_fifty_clean_documents_have_no_findings():
    records = [record(n, made["text"], made["published_date"]) for n, made in enumerate(invented_news.documents(50))]
    assert found(*records).is_empty()
