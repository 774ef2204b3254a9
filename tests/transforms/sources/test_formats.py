"""A format is told by the content, not by the name alone; what cannot be read gets its exact reason."""

import gzip
import json

import pytest
import zstandard

from tests.transforms.sources.reading import read, reasons, texts
from transforms.sources import Limits, RawRecord

TEXT = "VIENTIANE – The new ferry at Pak Beng made its first trip on Monday.\n"
LINE = json.dumps({"id": "a", "text": TEXT}) + "\n"
PAGE = f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><p>{TEXT}</p></body></html>"

TOLD_BY_CONTENT = [
    ("a text without an ending", TEXT.encode(), "notes", "text"),
    ("JSON Lines named .txt", LINE.encode(), "news.txt", "jsonl"),
    ("a page named .txt", PAGE.encode(), "news.txt", "html"),
    ("a text named .html", TEXT.encode(), "news.html", "text"),
    ("a page in UTF-16", b"\xff\xfe" + PAGE.encode("utf-16-le"), "news.html", "html"),
    ("gzip named .txt", gzip.compress(TEXT.encode()), "news.txt", "text"),
    ("zstd named .gz", zstandard.compress(TEXT.encode()), "news.txt.gz", "text"),
    ("gzip with two members", gzip.compress(TEXT.encode()) + gzip.compress(b"More."), "news.gz", "text"),
    ("zstd with two frames", zstandard.compress(TEXT.encode()) * 2, "news.zst", "text"),
    ("Markdown", b"---\ntitle: Ferry\n---\nThe ferry left.\n", "ferry.md", "markdown"),
    ("CSV named .txt", b"id;text\na;The ferry left.\n", "news.txt", "csv"),
    ("CSV with names of others", b"Headline\tPub_Date\tBody\nFerry\t2024-05-03\tThe ferry left.\n", "news.txt", "csv"),
    ("a list of records", json.dumps([{"text": TEXT}]).encode(), "news.json", "json"),
    ("a record over several lines", json.dumps({"text": TEXT}, indent=1).encode(), "news.json", "json"),
    ("a text that begins with a bracket", b"[Photo] The ferry left.\n", "news.txt", "text"),
    ("a text that begins with a brace", b"{sic} The ferry left.\n", "news.txt", "text"),
    ("a text that begins as a bitmap does", b"BMW opened a plant.\n", "news.txt", "text"),
    ("XHTML", ('<?xml version="1.0" encoding="utf-8"?>\n' + PAGE).encode(), "news.xhtml", "html"),
]
REFUSED = [
    ("nothing", b"", "news.txt", "empty"),
    ("white space", b" \n\t\r\n", "news.txt", "empty"),
    ("a mark and nothing", b"\xef\xbb\xbf", "news.txt", "empty"),
    ("blank lines of records", b"\n\n", "news.jsonl", "empty"),
    ("a PDF named .txt", b"%PDF-1.7\nstream", "news.txt", "unsupported_format"),
    ("an image", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "photo.txt", "binary"),
    ("bytes of no format", bytes(range(256)) * 8, "blob.bin", "binary"),
    ("a feed without texts", b'<?xml version="1.0"?><rss><item>Ferry</item></rss>', "feed.xml", "bad_record"),
    ("a drawing", b'<?xml version="1.0"?><svg><text>Ferry</text></svg>', "a.xml", "unsupported_format"),
    ("settings", b"name: ferry\n", "settings.yaml", "unsupported_format"),
    (
        "an empty page",
        b"<html><head><title>Ferry</title></head><body><script>x()</script></body></html>",
        "a.html",
        "markup_without_text",
    ),
    ("a zero", b"The ferry\0 left on Monday.", "news.txt", "control_characters"),
    ("control characters", b"The ferry \x1b[31mleft\x1b[0m.", "news.txt", "control_characters"),
    ("replacement characters", "The f\ufffdrry l\ufffdft.".encode(), "news.txt", "control_characters"),
    ("a damaged gzip", gzip.compress(TEXT.encode() * 9)[:-9], "news.txt.gz", "bad_archive"),
    (
        "a gzip with a wrong checksum",
        gzip.compress(TEXT.encode())[:-8] + b"\1\2\3\4" + gzip.compress(TEXT.encode())[-4:],
        "a.gz",
        "bad_archive",
    ),
    ("a cut zstd", zstandard.compress(TEXT.encode() * 9)[:-3], "news.txt.zst", "bad_archive"),
    ("a bomb in gzip", gzip.compress(b"a" * 2_000_000), "news.txt.gz", "bad_archive"),
    ("a bomb in zstd", zstandard.compress(b"a" * 2_000_000), "news.txt.zst", "bad_archive"),
    ("gzip three times over", gzip.compress(gzip.compress(gzip.compress(TEXT.encode()))), "a.gz.gz.gz", "bad_archive"),
    ("a line that is no JSON", b"The ferry left.\n", "news.jsonl", "bad_record"),
    ("a list that is cut", b'[{"text": "The ferry left."', "news.json", "bad_record"),
    ("deep nesting", b'{"text": ' + b"[" * 100_000, "news.jsonl", "bad_record"),
    ("a lone surrogate", rb'{"text": "The ferry \ud83d left."}', "news.jsonl", "bad_record"),
    ("a number for a text", b'{"text": 7}', "news.jsonl", "bad_record"),
    ("no text", b'{"summary": "The ferry left."}', "news.jsonl", "bad_record"),
    ("a number for a body", b'{"body": 7}', "news.jsonl", "bad_record"),
    ("a date ahead", b'{"text": "The ferry left.", "published_date": "2025-06-02"}', "news.jsonl", "bad_date"),
    ("a date that is none", b'{"text": "The ferry left.", "published_date": "Monday"}', "news.jsonl", "bad_date"),
    ("a day that is none", b'{"text": "The ferry left.", "published_date": "2025-02-30"}', "news.jsonl", "bad_date"),
    (
        "entities that grow",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><l>&b;</l>',
        "a.xml",
        "unsupported_format",
    ),
    (
        "a page with entities",
        b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hosts">]><html><p>&a;</p></html>',
        "a.html",
        "unsupported_format",
    ),
]


@pytest.mark.parametrize(
    ("content", "name", "kind"), [case[1:] for case in TOLD_BY_CONTENT], ids=[case[0] for case in TOLD_BY_CONTENT]
)
def test_the_content_tells_the_format(content, name, kind):
    found = read(content, name)
    assert [(type(one), one.format) for one in found] == [(RawRecord, kind)]


@pytest.mark.parametrize(
    ("content", "name", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_cannot_be_read_says_why(content, name, reason):
    found = read(content, name)
    assert [one.reason.value for one in found] == [reason]
    assert found[0].detail
    assert len(found[0].detail) < 300


def test_a_text_is_its_exact_characters():
    text = " \tThe ferry left.\r\n\r\n\x0cIt came back.\u2028 \n"
    assert texts(text.encode()) == [text]


def test_today_is_not_ahead():
    assert reasons(b'{"text": "The ferry left.", "published_date": "2025-06-01T23:59:00+07:00"}', "news.jsonl") == []


def test_one_broken_line_costs_that_line():
    lines = [LINE, '{"text": "cut\n', LINE.replace("ferry", "bridge")]
    found = read("".join(lines).encode(), "news.jsonl")
    assert [one.number for one in found] == [1, 2, 3]
    assert [isinstance(one, RawRecord) for one in found] == [True, False, True]
    assert found[1].detail.startswith("line 2: ")


def test_a_line_may_be_in_another_encoding():
    lines = LINE.encode() + json.dumps({"text": "Le café – fermé."}, ensure_ascii=False).encode("cp1252") + b"\n"
    assert texts(lines, "news.jsonl")[1] == "Le café – fermé."


def test_lines_in_utf16_are_read():
    assert texts(b"\xff\xfe" + LINE.encode("utf-16-le"), "news.jsonl") == [TEXT]


def test_a_record_keeps_what_it_says_of_itself():
    record = {
        "id": 7,
        "text": TEXT,
        "title": " Ferry ",
        "author": ["A. Sok", "B. Lee"],
        "desk": "river",
        "score": float("nan"),
    }
    (found,) = read(json.dumps(record).encode(), "news.jsonl")
    assert (found.own_id, found.title, found.author, found.extra) == (
        "7",
        "Ferry",
        "A. Sok, B. Lee",
        '{"desk": "river"}',
    )


def test_the_limits_hold():
    small = Limits(file_bytes=1000, record_bytes=200)
    assert reasons(b"a " * 501, "news.txt", small) == ["too_large"]
    assert reasons(b"a " * 101, "news.txt", small) == ["too_large"]
    long_line = json.dumps({"text": "a " * 2000}).encode() + b"\n" + LINE.encode()
    assert reasons(long_line, "news.jsonl", small) == ["too_large"]
    assert texts(long_line, "news.jsonl", small) == [TEXT]


def test_a_text_encoded_twice_is_repaired_and_marked():
    (found,) = read("The cafÃ© in Vientiane isnâ€™t open.".encode())
    assert (found.text, found.encoding) == ("The café in Vientiane isn’t open.", "utf-8-twice")
