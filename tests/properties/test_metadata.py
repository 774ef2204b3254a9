import re

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.metadata import find_figures, read_header
from transforms.reading import Reading, Record

HEAD = (
    " date 2025-03-14 River towns get a bridge\n\nBy Ann Lee | The River Post | Updated: 2025-03-15 09:08 GMT\n"
    "Share  Print  Email\nA ferry at dusk. Photo: AFP\n\nPAKSE, Laos, March 14 (KPL) -- "
)
BODY = (
    "The new bridge will open in May, officials said on Friday. It took three years to build.\n\n(Web editor: Bo Ma)\n"
)
PIECES = (
    "\n",
    "\r\n",
    "|",
    "--",
    "(",
    "]",
    "---\n",
    "Published: ",
    "14/13/2025",
    "by ",
    "Source:",
    "中文",
    "\x00",
    "99:99",
    "HD  x\n",
    "3 hours ago",
    "\u00a0",
)
change = st.tuples(st.integers(0, len(HEAD)), st.integers(0, 12), st.sampled_from(("", *PIECES)))


def read(text):
    record = Record(source_path="x", record_number=0, source_id="x", raw_sha256="0" * 64, text=text)
    return read_header(record)


def assert_sound(text):
    header, zones = read(text)
    assert 0 <= header.body_start_char <= header.body_end_char <= len(text)
    assert all(0 <= zone.start_char < zone.end_char <= len(text) for zone in zones)
    assert (header.published_date is None) == (header.published_basis is None) == (header.published_precision is None)
    find_figures(Reading(text=text, header=header, zones=zones))
    return header


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(change, min_size=1, max_size=6), min_size=10, max_size=10))
def test_mutated_headers_never_raise_and_never_invent_a_date(mutations):
    for changes in mutations:
        head = HEAD
        for place, length, piece in changes:
            head = head[:place] + piece + head[place + length :]
        header = assert_sound(head + BODY)
        if header.published_date:
            written = re.findall(r"\d+", head)
            assert any(str(header.published_date.year) in number for number in written)
            assert (
                header.published_precision == "year"
                or any(int(number[-2:]) == header.published_date.month for number in written)
                or "March" in head
            )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_survived(text):
    assert_sound(text)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abc:|>-–—()[]{}\"'#*\n\r\t 0123456789日年月.", max_size=600))
def test_any_markup_is_survived(text):
    assert_sound(text)
    assert_sound("---\n" + text + "\n---\n" + BODY)
