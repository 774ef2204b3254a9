import re

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.extractors.mentions import find_many, find_mentions
from transforms.reading import Header, Reading
from transforms.sentences import find_sentences

BASE = "Lao Minister Khamla Souvanna (LMKS) met U.S. envoy Ann O'Neill in Paris, Texas. Souvanna's aides left.\n\nBoth sides of the Pakse-Hanoi railway agreed."
PIECES = (
    "\n",
    "’s",
    "(",
    "Dr. ",
    "PRC",
    "é",
    "中国",
    "\ud800",
    "\x00",
    "-",
    "'s",
    "The ",
    "U.S.",
    "12,000",
    "\u2028",
    "İ",
    "𝔄",
    "ǅ",
    "  ",
    "of the ",
)


def with_pieces(changes):
    text = BASE
    for at, piece in sorted(changes, reverse=True):
        text = text[:at] + piece + text[at:]
    return text


insertion = st.tuples(st.integers(0, len(BASE)), st.sampled_from(PIECES))
texts = st.one_of(st.text(max_size=200), st.lists(insertion, max_size=8).map(with_pieces))


def read(text):
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    return Reading(text=text, header=header, sentences=list(find_sentences(text, [(0, len(text))])))


@settings(max_examples=100, deadline=None)
@given(texts)
def test_rows_are_in_order_in_bounds_and_named(text):
    reading = read(text)
    mentions = find_mentions(reading)
    things = reading.found["entities"]
    position = 0
    for row in mentions:
        assert position <= row.start_char < row.end_char <= len(text)
        assert text[row.start_char : row.end_char].strip()
        position = row.end_char
        assert row.entity_number is None or things[row.entity_number].entity_type == row.entity_type
        assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", row.rule)
        assert 0 <= row.confidence <= 1
    assert [thing.entity_number for thing in things] == list(range(len(things)))


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_result_is_independent_of_the_batch(some):
    together = [read(text) for text in some]
    apart = [read(text) for text in some]
    assert find_many(together) == [find_mentions(reading) for reading in apart]
    assert [r.found["entities"] for r in together] == [r.found["entities"] for r in apart]


def test_hostile_texts_are_read_fast():
    for text in (
        "A" * 50_000,
        "Aa " * 8_000,
        "1" * 20_000,
        '"' * 10_000,
        "U." * 8_000,
        "A-" * 8_000,
        "Congress " * 4_000,
        "(AB) " * 4_000,
    ):
        find_mentions(Reading(text=text, header=Header(language="en", body_start_char=0, body_end_char=len(text))))
