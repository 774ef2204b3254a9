"""What each text mode withholds, that it comes back unchanged, and that no passage slips through beside the tables."""

import polars as pl
import pytest

from transforms.redaction import quotes_nothing, redacted, restored, set_aside
from transforms.tables import BY_NAME, TABLES
from transforms.tables.spec import TEXT_MODES

SENTENCES = BY_NAME["sentences"]
ROWS = pl.DataFrame(
    [("doc_0000000000000001", 0, 0, 0, 21, "The ferry left early."), ("doc_0000000000000001", 1, 0, 22, 36, "Nobody minded.")],
    schema=SENTENCES.schema, orient="row",
)  # fmt: skip


def withheld(mode):
    return {f"{table.name}.{name}" for table in TABLES for name in table.withheld(mode)}


def test_full_withholds_nothing_and_none_withholds_more_than_spans():
    assert withheld("full") == set()
    assert withheld("spans") == {"documents.text", "sentences.surface", "inputs.extra"}
    assert withheld("none") > withheld("spans")
    assert {"statements.surface", "zones.surface", "documents.deck", "findings.message"} <= withheld("none")


@pytest.mark.parametrize("mode", TEXT_MODES)
def test_positions_hashes_and_keys_are_always_published(mode):
    kept = {"document_id", "raw_sha256", "sha256", "start_char", "end_char", "rule", "confidence"}
    for table in TABLES:
        assert not (kept | set(table.key)) & set(table.withheld(mode))


def test_only_withheld_columns_may_be_null_in_the_declaration_of_a_mode():
    table = SENTENCES.in_mode("none")
    assert [column.name for column in table.columns if column.nullable] == ["surface"]
    assert "text = none" in table["surface"].description
    assert SENTENCES.in_mode("full") is SENTENCES
    assert table.schema == SENTENCES.schema


@pytest.mark.parametrize("mode", TEXT_MODES)
def test_what_is_withheld_comes_back_in_its_place(mode):
    published, aside = redacted(SENTENCES, ROWS, mode), set_aside(SENTENCES, ROWS, mode)
    assert published.schema == ROWS.schema
    if mode == "full":
        assert published.equals(ROWS)
        return
    assert published["surface"].null_count() == published.height
    assert restored(published.lazy(), aside.lazy()).collect().equals(ROWS)


def test_rows_of_a_check_lose_every_text_that_could_be_a_passage():
    rows = ROWS.with_columns(in_text=pl.lit("a passage"), text_length=pl.lit(40))
    assert quotes_nothing(SENTENCES, rows, "full").equals(rows)
    left = quotes_nothing(SENTENCES, rows, "spans").columns
    assert left == ["document_id", "sentence_number", "paragraph_number", "start_char", "end_char", "text_length"]
