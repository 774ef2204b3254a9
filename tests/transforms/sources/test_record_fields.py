"""Records of other people's making: the same things under other names."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.sources.reading import read
from transforms.sources.record_fields import extra_json, fields_of, text_key
from transforms.sources.record_frames import seen_of

TEXT = "The ferry left on Monday."


def record(**keys):
    (found,) = read(json.dumps(keys).encode(), "news.jsonl")
    return found


@pytest.mark.parametrize("key", ["text", "body", "content", "full_text", "articleBody", "Article-Text", "Content"])
def test_the_text_under_its_usual_names(key):
    assert record(**{key: TEXT}).text == TEXT


@pytest.mark.parametrize(
    ("key", "value", "field", "read_as"),
    [
        ("headline", "Ferry", "title", "Ferry"),
        ("pubDate", "Mon, 08 Apr 2024 03:10:00 GMT", "published", "2024-04-08T03:10:00+00:00"),
        ("date", "April 8, 2024", "published", "2024-04-08"),
        ("datePublished", "2024-04-08", "published", "2024-04-08"),
        ("publisher", {"@type": "Organization", "name": "Pak Beng Post"}, "source", "Pak Beng Post"),
        ("authors", ["Ann Lee", {"name": "Bo Li"}], "author", "Ann Lee, Bo Li"),
        ("link", "https://post.example/ferry", "url", "https://post.example/ferry"),
        ("lang", "en", "language", "en"),
        ("guid", 17, "own_id", "17"),
    ],
)
def test_a_field_under_another_name(key, value, field, read_as):
    found = record(text=TEXT, **{key: value})
    assert getattr(found, field) == read_as
    assert found.extra is None


def test_a_date_that_can_be_read_two_ways_is_kept_with_both():
    found = record(text=TEXT, date="08/04/2024")
    seen = seen_of(found, file_number=0, source_path="a.jsonl", stem="a")
    assert (found.published, seen.reason, seen.moment) == ("08/04/2024", None, "2024-04-08")
    assert seen.detail == "published_date 08/04/2024 may be 2024-04-08 or 2024-08-04"


def test_a_date_that_lies_ahead_either_way_is_refused():
    assert record(text=TEXT, date="08/04/2094").reason.value == "bad_date"


def test_the_first_name_wins_and_nothing_is_lost():
    found = record(
        text=TEXT, body="Long ago.", title="Ferry", headline="A ferry leaves", date="", published="2024-05-03"
    )
    assert (found.text, found.title, found.published) == (TEXT, "Ferry", "2024-05-03")
    assert json.loads(found.extra) == {"body": "Long ago.", "headline": "A ferry leaves"}


def test_what_has_no_plain_form_stays_visible():
    fields, extra = fields_of({"text": TEXT, "author": {"id": 7}, "source": True})
    assert fields["author"] is None
    assert fields["source"] is None
    assert json.loads(extra) == {"author": {"id": 7}, "source": True}


def test_a_record_without_a_text_has_no_key_for_it():
    assert text_key(["id", "title", "summary"]) is None


def test_a_title_encoded_twice_is_repaired_as_a_text_is():
    found = record(text=TEXT, title="The caf\u00c3\u00a9 opens", author="Lam\u00c3\u00a9")
    assert (found.title, found.author, found.encoding) == ("The café opens", "Lamé", "utf-8-twice")


def test_a_page_beside_the_text_is_cut_and_other_keys_are_kept():
    _, extra = fields_of({"text": TEXT, "html": "<p>" * 10_000, "desk": "river", "links": ["a" * 50] * 90})
    kept = json.loads(extra)
    assert kept["desk"] == "river"
    assert kept["html"].endswith("<p … (30,000 characters)")
    assert kept["links"].endswith(" characters)")


@given(
    st.dictionaries(st.text(max_size=30), st.text() | st.integers() | st.lists(st.text()), max_size=8),
    st.integers(1, 900),
)
def test_what_is_kept_of_unknown_keys_is_bounded_json(rest, times):
    many = {**rest, **{f"key {number}": "v" * 100 for number in range(times)}}
    extra = extra_json(many)
    assert len(json.loads(extra)) <= len(many)
    assert len(extra) < 40_000
    assert times + len(rest) > 20 or json.loads(extra).keys() == many.keys()
