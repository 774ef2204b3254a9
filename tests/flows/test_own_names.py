"""The user's own rows of names overlay the shipped lexicon; a bad row is a clear sentence."""

import polars as pl
import pytest

from flows.extract import extract
from flows.own_names import own_names
from flows.settings import Settings
from transforms.errors import LexiconError

HEADER = "target_id,entity_type,name,forms,country_code\n"
ROW = "local:organisation:river-watch-lab,organisation,River Watch Lab,the Lab of Rivers,LA\n"


def write(folder, rows, name="organisations.csv"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(HEADER + rows, encoding="utf-8")
    return (folder,)


def test_a_name_of_ones_own_is_found_with_its_id(tmp_path):
    folders = write(tmp_path / "own", ROW)
    raw = tmp_path / "raw.txt"
    raw.write_text("The minister thanked River Watch Lab and Laos for the figures.\n", encoding="utf-8")
    extract(Settings(raw=(raw,), lexicons=folders), tmp_path / "tables")
    mentions = pl.read_parquet(tmp_path / "tables" / "mentions.parquet").select("surface", "entity_id").rows()
    assert ("River Watch Lab", "local:organisation:river-watch-lab") in mentions
    assert ("Laos", "iso:LA") in mentions
    row = (
        pl.read_parquet(tmp_path / "tables" / "entities.parquet")
        .filter(pl.col("name") == "River Watch Lab")
        .row(0, named=True)
    )
    assert (row["country_code"], row["in_lexicon"]) == ("LA", True)


@pytest.mark.parametrize(
    ("rows", "name", "words"),
    [
        (",organisation,River Watch Lab,,LA\n", "organisations.csv", "line 2"),
        ("local:organisation:x,club,River Watch Lab,,LA\n", "organisations.csv", "entity_type is 'club'"),
        ("river,organisation,River Watch Lab,,LA\n", "organisations.csv", "target_id is 'river'"),
        ("a,b\n", "organisations.csv", "another number of fields"),
        (ROW, "clubs.csv", "no lexicon is called clubs.csv"),
    ],
)
def test_a_bad_row_names_file_line_and_expected_form(tmp_path, rows, name, words):
    with pytest.raises(LexiconError, match=words) as caught:
        own_names(write(tmp_path / "own", rows, name))
    assert caught.value.hint


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(LexiconError, match="no folder of lexicons"):
        own_names((tmp_path / "nowhere",))
