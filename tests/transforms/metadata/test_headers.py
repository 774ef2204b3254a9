import pytest
from layouts_of_agency_copy import CASES as AGENCY_COPY
from layouts_of_agency_copy import LEAD, SECOND
from layouts_of_exports import CASES as EXPORTS
from layouts_of_pages import CASES as PAGES

from transforms.metadata import read_header
from transforms.reading import Record

PIECES = {
    "{LEAD}": LEAD,
    "{lead}": LEAD[0].lower() + LEAD[1:],
    "{SECOND}": SECOND,
    "{ROAD}": LEAD.replace("bridge", "road"),
}
LENGTHS = {"day": 10, "month": 7, "year": 4}
FIELDS = ("title", "deck", "publisher", "publication", "agency", "author", "author_role", "url")


def read(text, **metadata):
    for mark, piece in PIECES.items():
        text = text.replace(mark, piece)
    return read_header(
        Record(source_path="x", record_number=0, source_id="x", raw_sha256="0" * 64, text=text, **metadata)
    )


def fields_of(header):
    found = {name: getattr(header, name) for name in FIELDS}
    day = header.published_date
    found["published"] = day.isoformat()[: LENGTHS[header.published_precision]] if day else None
    found |= {"basis": header.published_basis, "place": header.dateline_place}
    found["dateline"] = header.dateline_date.isoformat() if header.dateline_date else None
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in AGENCY_COPY + EXPORTS + PAGES]
)
def test_layouts(text, expected):
    header, _ = read(text)
    assert fields_of(header) == expected


@pytest.mark.parametrize("case", AGENCY_COPY + EXPORTS + PAGES, ids=lambda case: case[0])
def test_every_zone_lies_in_the_text_and_once_only(case):
    header, zones = read(case[1])
    assert 0 <= header.body_start_char <= header.body_end_char
    assert all(zone.start_char < zone.end_char for zone in zones)
    assert len({(zone.start_char, zone.end_char, zone.zone) for zone in zones}) == len(zones)
    assert all(zone.rule.startswith("metadata.") for zone in zones)
    assert sorted(zones) == zones


def test_the_record_wins_and_the_header_stays_visible():
    header, zones = read(
        "Looms for Oruro\nPosted 3 May 2012\n\n{LEAD}\n", published="2012-05-04", title="Looms", source="Andes Daily"
    )
    assert (header.published_date.isoformat(), header.published_basis) == ("2012-05-04", "record")
    assert (header.title, header.publisher) == ("Looms", "Andes Daily")
    assert "2012-05-03" in {zone.value for zone in zones if zone.zone == "published_date"}


def test_header_and_dateline_are_both_kept():
    header, zones = read(
        "Bridge opens\n\nTime:2024-05-21 10:36 source:Reed portal\n\nMENGLA, April 3 (Xinhua) -- {LEAD}\n"
    )
    assert (header.published_date.isoformat(), header.dateline_date.isoformat()) == ("2024-05-21", "2024-04-03")
    assert {zone.value for zone in zones if zone.zone == "published_date"} == {"2024-05-21", "2024-04-03"}


def test_the_year_of_a_dateline_from_a_weekday_and_a_comparison():
    text = (
        "Harvest grows\n\nHANOI, March 3 (Reuters) - The crop will grow this year, a grower said on Wednesday. "
        "It was up from 29 million bags in 2020, he added.\n"
    )
    header, _ = read(text)
    assert (header.published_date.isoformat(), header.published_basis) == ("2021-03-03", "dateline")


def test_a_dateline_without_any_year_stays_without():
    header, _ = read("Trees planted\n\nVIENTIANE, April 2 (ANN): {LEAD}\n")
    assert (header.published_date, header.dateline_date) == (None, None)


def test_an_anniversary_fixes_the_year():
    header, zones = read("This year marks the 25th anniversary of the 1995 treaty on fish. {LEAD}\n")
    assert (header.published_date.year, header.published_precision, header.published_basis) == (
        2020,
        "year",
        "inferred",
    )
    assert any(zone.rule == "metadata.inferred_anniversary" for zone in zones)


@pytest.mark.parametrize(
    "text",
    [
        "The 25th anniversary of the 1995 treaty on fish was quiet. {LEAD}",
        "This year marks the 25th anniversary of the flood. {LEAD}",
        "Updated 3 hours ago\n\n{LEAD}",
        "WARC/1.0\nWARC-Type: conversion\nWARC-Date: 2021-07-24T03:11:52Z\n\n{LEAD}",
        "Bridge opens\n\n{LEAD} It opened on 5 May 2019.",
        "LOAD-DATE: May 7, 2014\n\n{LEAD}",
    ],
)
def test_no_date_is_invented(text):
    assert read(text)[0].published_date is None


def test_an_ambiguous_day_is_decided_by_the_dateline_only():
    undecided, _ = read("Bridge opens\nDate: 04/03/2025\n\n{LEAD}\n")
    decided, _ = read("Bridge opens\nDate: 04/03/2025\n\nPAKSE, March 4 (KPL) -- {LEAD}\n")
    assert (undecided.published_date.isoformat(), undecided.published_precision) == ("2025-01-01", "year")
    assert (decided.published_date.isoformat(), decided.published_precision) == ("2025-03-04", "day")


def test_front_matter_titles_are_unescaped_and_stay_readable():
    text = '---\nlayout: post\ntitle: "Caf\\u00e9s \\\n  open"\ndate: 2020-02-27 18:05:00 +0100\nauthor:\n- Ann Lee\n- Bo Ma\n---\n\n{LEAD}\n'
    header, zones = read(text)
    assert header.title == "Cafés open"
    assert header.author == "Ann Lee, Bo Ma"
    assert header.published_at.isoformat() == "2020-02-27T17:05:00+00:00"
    title = next(zone for zone in zones if zone.zone == "title")
    assert not any(zone.zone == "header" and zone.start_char <= title.start_char < zone.end_char for zone in zones)


@pytest.mark.parametrize(
    "block", ["a: &x [1]\nb: *x", "title: !!python/object:os.system x", "title: [[[[[[[[[[[[[[[", "title: {a: *b}"]
)
def test_front_matter_is_read_safely(block):
    header, _ = read(f"---\n{block}\n---\n\n{{LEAD}}\n")
    assert header.body_start_char > 0


def test_an_outlet_that_was_told_something_is_the_publisher_only_where_nothing_else_is():
    told = '"We are glad," she told the Bangkok Post.'
    assert read(f"{{LEAD}}\n\n{told}\n")[0].publisher == "Bangkok Post"
    assert read(f"PAKSE (AFP) - {{LEAD}}\n\n{told}\n")[0].publisher is None


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "---\n---\n", "By ", "date 2021-01-01", "中文", "x" * 50])
def test_nothing_much_is_survived(text):
    header, _ = read(text)
    assert 0 <= header.body_start_char <= header.body_end_char <= len(text)


def test_a_blank_title_of_a_record_is_none():
    header, _ = read("The ferry left.", title=" ")
    assert header.title is None


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("{LEAD}\n", "2025-01-01", "year"),
        ("PAKSE, March 4 (KPL) -- {LEAD}\n", "2025-03-04", "day"),
        ("Bridge opens\nUpdated: 3 April 2025\n\n{LEAD}\n", "2025-04-03", "day"),
    ],
)
def test_a_record_with_one_of_two_days_is_dated_by_its_text_or_its_year(text, day, precision):
    header, _ = read(text, published="04/03/2025")
    assert (header.published_date.isoformat(), header.published_precision, header.published_basis) == (
        day,
        precision,
        "record",
    )
