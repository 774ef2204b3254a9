"""Every span is held against its text: by its words where they are there, else by its bounds."""

import polars as pl
import pytest

from transforms.proof import columns_for, spans_of, unproven
from transforms.tables import BY_NAME

TEXTS = {"doc_1": "Größe zählt: 12 Brücken.", "doc_2": "Short."}
FINDINGS, METRICS = BY_NAME["findings"], BY_NAME["metrics"]


def metric(start, end, surface, measured=None, at=(None, None), document="doc_1"):
    row = dict.fromkeys(columns_for(METRICS)) | {
        "document_id": document, "start_char": start, "end_char": end, "surface": surface, "measured": measured,
        "measured_start_char": at[0], "measured_end_char": at[1],
    }  # fmt: skip
    return pl.DataFrame([row], schema={name: METRICS[name].dtype for name in columns_for(METRICS)})


def failures(rows):
    return [reason for _, reason in unproven(METRICS, rows, TEXTS)]


@pytest.mark.parametrize(
    "rows",
    [metric(13, 15, "12"), metric(13, 15, None), metric(0, 5, "Größe", "Brücken", (16, 23)), metric(0, 24, None)],
)
def test_what_stands_in_the_text_is_proven(rows):
    assert failures(rows) == []


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (metric(14, 16, "12"), "start_char: other words stand there in the raw text"),
        (metric(13, 15, "12", "Bruecken", (16, 23)), "measured_start_char: other words stand there in the raw text"),
        (metric(20, 25, None), "start_char: not within the text, which has 24 characters"),
        (metric(-1, 2, None), "start_char: not within the text, which has 24 characters"),
        (metric(5, 4, None), "start_char: not within the text, which has 24 characters"),
        (metric(13, None, None), "start_char: not within the text, which has 24 characters"),
        (metric(0, 1, "S", document="doc_3"), "start_char: not within the text, which has 0 characters"),
    ],
)
def test_what_does_not_is_named(rows, reason):
    assert failures(rows) == [reason]


def test_the_other_place_of_a_finding_is_held_against_the_other_text():
    span = {span.start: span.document for span in spans_of(FINDINGS)}
    assert span == {"start_char": "document_id", "other_start_char": "other_document_id"}
    row = {
        "document_id": "doc_1", "start_char": 0, "end_char": 5, "surface": "Größe", "other_document_id": "doc_2",
        "other_start_char": 0, "other_end_char": 7,
    }  # fmt: skip
    rows = pl.DataFrame([row])
    assert list(unproven(FINDINGS, rows, TEXTS)) == []
    assert list(unproven(FINDINGS, rows, TEXTS, "other_document_id")) == [
        ("findings:doc_2:0-7", "other_start_char: not within the text, which has 6 characters")
    ]


def test_tables_without_positions_need_no_text():
    assert columns_for(BY_NAME["entities"]) == []
