"""CSV: one record a row."""

from tests.transforms.sources.reading import read, reasons, texts
from transforms.sources import Limits

TABLE = 'id,text,title,desk\r\n7,"The ferry left.\nIt came ""back"".",Ferry,river\r\n8,"A bridge, too.",,\r\n'


def test_rows_are_records():
    first, second = read(TABLE.encode(), "news.csv")
    assert (first.number, first.text, first.own_id, first.title) == (
        1,
        'The ferry left.\nIt came "back".',
        "7",
        "Ferry",
    )
    assert (first.extra, second.extra, second.title) == ('{"desk": "river"}', None, None)
    assert first.byte_count == len('7,"The ferry left.\nIt came ""back"".",Ferry,river\r\n')


def test_other_delimiters_marks_and_encodings():
    assert texts(b"\xef\xbb\xbfid;text\n7;The ferry left.\n", "news.csv") == ["The ferry left."]
    assert texts(b"id\ttext\n7\tThe ferry left.\n", "news.tsv") == ["The ferry left."]
    assert texts("id,text\n7,Le café – fermé.\n".encode("cp1252"), "news.csv") == ["Le café – fermé."]
    assert texts("id,text\n7,The ferry left.\n".encode("utf-16"), "news.csv") == ["The ferry left."]


def test_a_row_that_does_not_fit_is_that_row():
    table = b"id,text\n7,The ferry left.\n8,One, two.\n9,It came back.\n"
    found = read(table, "news.csv")
    assert [one.number for one in found] == [1, 2, 3]
    assert found[1].detail == "row 2: 3 fields where the header has 2"


def test_a_header_without_text_is_the_whole_file():
    (found,) = read(b"id,summary\n7,The ferry left.\n", "news.csv")
    assert (found.number, found.reason.value) == (0, "bad_record")
    assert "no column 'text'" in found.detail
    assert reasons(b"\r\ttext,id", "news.csv") == ["bad_record"]


def test_an_undecodable_row_is_that_row():
    table = "id,text\n7,The café’s ferry left.\n".encode() + b"8,\xff\xfe\xfd\xff\n" + b"9,It came back.\n"
    assert texts(table, "news.csv") == ["The café’s ferry left.", "It came back."]
    assert reasons(table, "news.csv") == ["undecodable"]


def test_a_quote_that_never_closes_ends_the_file():
    table = b'id,text\n7,The ferry left.\n8,"It came back\n' + b"and so on\n" * 100
    found = read(table, "news.csv", Limits(record_bytes=500))
    assert [one.number for one in found] == [1, 2]
    assert "nothing after it was read" in found[1].detail
    assert "unexpected end of data" in read(table, "news.csv")[1].detail
