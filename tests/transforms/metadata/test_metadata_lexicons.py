import csv
from importlib.resources import files

import pytest

from transforms.metadata.furniture import find_furniture
from transforms.metadata.inferred import founding_year
from transforms.metadata.lexicon import find_outlet, rows
from transforms.metadata.page import Line, Page
from transforms.metadata.stamp import read_stamp

NAMES = ("outlets.csv", "header_labels.csv", "furniture.csv", "founding_years.csv")


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_sorted_and_distinct(name):
    text = files("transforms.lexicons").joinpath(name).read_text(encoding="utf-8")
    forms = [(row["form"], row["kind"]) for row in csv.DictReader(text.splitlines())]
    assert forms == sorted(set(forms))


def test_every_outlet_is_found_by_its_form():
    for row in rows("outlets.csv"):
        assert find_outlet(row["form"]).kind == row["kind"], row
        page = Page(text=row["example"])
        assert read_stamp(page, 0, len(page.text)), row
        assert any(claim.field in ("publisher", "agency") for claim in page.claims), row


def test_every_label_opens_a_stamp():
    for row in rows("header_labels.csv"):
        if row["target_id"] not in ("body", "published", "updated"):
            assert read_stamp(Page(text=row["example"]), 0, len(row["example"])), row


def test_every_piece_of_furniture_is_found():
    for row in rows("furniture.csv"):
        assert find_furniture(Line(0, len(row["example"]), row["example"])), row


@pytest.mark.parametrize(
    "text",
    [
        "Related bridges were closed in the south of the country on Monday.",
        "Villagers welcome the new bridge",
        "The end of the line is near for ferries.",
    ],
)
def test_what_is_no_furniture(text):
    assert find_furniture(Line(0, len(text), text)) is None


def test_every_founding_fixes_its_year():
    for row in rows("founding_years.csv"):
        phrase = "of the " + " of ".join(piece.strip() for piece in row["form"].split("&"))
        assert founding_year(phrase) in {int(row["target_id"]), None}, row
    assert founding_year("of the establishment of diplomatic relations between China and Laos") == 1961
