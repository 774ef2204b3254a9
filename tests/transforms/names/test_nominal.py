"""Descriptions that stand for names."""

import pytest

from transforms.names.nominal import find_nominal
from transforms.names.span import Span

FOUND = [
    ("Both sides agreed.", "Both sides"),
    ("the two countries met", "the two countries"),
    ("Two parties signed.", "Two parties"),
    ("on the two sides", "two sides"),
]
NOT_FOUND = ["both rivers rose", "two sidesteps", "the twosides met", "one side won"]


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_found(text, name):
    (span,) = find_nominal(text, [])
    assert (text[span.start : span.end], span.kind, span.things) == (name, "nominal", ())


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert list(find_nominal(text, [])) == []


@pytest.mark.parametrize(("text", "name"), [("Lao side won", "Lao side"), ("Laos's side won", "Laos's side")])
def test_a_countrys_side_is_the_country(text, name):
    country = Span(
        0, text.index("'") if "'" in text else 3, "country", "mentions.lexicon_demonym", 0.9, "demonym", (object(),)
    )
    (side,) = find_nominal(text, [country])
    assert (text[side.start : side.end], side.kind, side.things) == (name, "nominal", country.things)
