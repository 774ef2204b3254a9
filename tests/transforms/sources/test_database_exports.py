"""Exports are cut into articles, each its exact slice of the file."""

import pytest

from tests.transforms.sources.reading import read
from transforms.sources import RawRecord

NEXIS = """
                          {number} of 3 DOCUMENTS

                         The Harbour Post (Lagos)

                         March {number}, 2019 Friday

LENGTH: 12 words
HEADLINE: Pilots strike over night shifts {number}

BODY:

Harbour pilots stopped work at dawn, their union said.

LOAD-DATE: March {number}, 2019


"""
NEXIS_UNI = """Pilots strike {number}
The Harbour Post
March {number}, 2019 Friday

Copyright 2019 The Harbour Post

Length: 12 words
Byline: Ada Obi

Body

Harbour pilots stopped work at dawn.

Load-Date: March {number}, 2019

End of Document


"""
PROQUEST = """____________________________________________________________

Document {number} of 3

Title: Pilots strike over night shifts {number}
Publication info: The Harbour Post ; Lagos [Lagos] 0{number} Mar 2019: 3.

Full text: Harbour pilots stopped work at dawn, their union said.

Publication date: Mar {number}, 2019
ProQuest document ID: 2190000{number}
Database: ProQuest Central

"""
FACTIVA = """SE  Business
HD  Pilots strike over night shifts {number}
BY  By Ada Obi
WC  12 words
PD  {number} March 2019
SN  The Harbour Post
SC  HARBP
LA  English
LP
Harbour pilots stopped work at dawn.
TD
Their union said so.
AN
Document HARBP0002019030{number}ef31000a1

"""
WET = """WARC/1.0\r
WARC-Type: conversion\r
WARC-Target-URI: https://harbourpost.example/{number}\r
WARC-Date: 2019-03-0{number}T01:02:03Z\r
Content-Type: text/plain\r
Content-Length: 1\r
\r
Pilots strike over night shifts {number}\r
Harbour pilots stopped work at dawn.\r
\r
\r
"""
INFO = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 20\r\n\r\nSoftware-Info: none\r\n\r\n\r\n"
KINDS = {"nexis": NEXIS, "proquest": PROQUEST, "factiva": FACTIVA, "wet": WET}


@pytest.mark.parametrize(("kind", "form"), [*KINDS.items(), ("nexis", NEXIS_UNI)])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_each_article_is_its_slice(kind, form, line_end):
    whole = "".join(form.format(number=number) for number in (1, 2, 3)).replace("\r\n", "\n").replace("\n", line_end)
    found = read(whole.encode(), "export.txt")
    assert [(one.format, one.number) for one in found] == [(kind, 1), (kind, 2), (kind, 3)]
    for number, one in enumerate(found, start=1):
        assert one.text in whole
        assert f"shifts {number}" in one.text or f"strike {number}" in one.text
        assert one.text.endswith(line_end)
        assert one.text.rstrip() + line_end == one.text
    assert sum(len(one.text.strip()) for one in found) <= len(whole)
    covered = "".join("".join(one.text.split()) for one in found)
    assert covered == "".join(whole.split())


@pytest.mark.parametrize(("kind", "form"), KINDS.items())
def test_one_article_is_the_whole_file(kind, form):
    whole = form.format(number=1)
    (found,) = read(whole.encode(), "export.txt")
    assert (found.format, found.number, found.text) == (kind, 0, whole)


def test_a_cover_is_no_article_and_is_not_lost():
    cover = "Results of your search for: pilots\nPrinted for Ada Obi\n\n"
    found = read((cover + NEXIS.format(number=1) + NEXIS.format(number=2)).encode(), "export.txt")
    assert [(one.number, isinstance(one, RawRecord)) for one in found] == [(0, False), (1, True), (2, True)]
    assert found[0].reason.value == "bad_record"


def test_a_crawl_with_its_own_header_counts_pages_from_one():
    (found,) = read((INFO + WET.format(number=1)).encode(), "pages.wet")
    assert found.number == 1
    assert found.text.startswith("WARC/1.0\r\nWARC-Type: conversion")


def test_proquest_without_rules_is_cut_at_its_counts():
    form = PROQUEST.split("\n", maxsplit=2)[2]
    found = read((form.format(number=1) + form.format(number=2)).encode(), "export.txt")
    assert [one.text.split("\n")[0] for one in found] == ["Document 1 of 3", "Document 2 of 3"]


@pytest.mark.parametrize(
    "last", ["AN  HARBP0002019030{number}ef31000a1", "AN  Document HARBP0002019030{number}ef31000a1"]
)
def test_factiva_accession_numbers_are_written_in_several_ways(last):
    form = FACTIVA.replace("AN\nDocument HARBP0002019030{number}ef31000a1", last)
    found = read((form.format(number=1) + form.format(number=2)).encode(), "export.txt")
    assert [one.number for one in found] == [1, 2]
    assert all(one.text.endswith("ef31000a1\n") for one in found)


def test_factiva_without_accession_numbers_is_cut_at_headlines():
    form = FACTIVA.split("AN\n", maxsplit=1)[0]
    found = read((form.format(number=1) + form.format(number=2)).encode(), "export.txt")
    assert [one.text.split("\n")[0] for one in found] == ["SE  Business", "SE  Business"]


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 3 of 12 documents the decline of the fishery.\n",
        "HD television came to Laos in 2014.\nBY then, most homes had a set.\n",
        "Abstract: a note\n\nThe ferry left.\n",
        "The list has 3 of 25 documents.\nThe end.\n",
    ],
)
def test_what_only_looks_like_an_export_is_a_text(text):
    (found,) = read(text.encode())
    assert (found.format, found.number, found.text) == ("text", 0, text)
