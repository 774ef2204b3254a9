"""The lexicon's names in a text, and their guards."""

import pytest

from transforms.names.lexicon import load_lexicon
from transforms.names.lookup import find_known

FOUND = [
    ("Laos and Vietnam", "Laos", "mentions.lexicon_name", "name"),
    ("a Lao ship", "Lao", "mentions.lexicon_demonym", "demonym"),
    ("in Lexington, Ky., he", "Ky.", "mentions.abbreviation", "name"),
    ("The DPRK denied it.", "DPRK", "mentions.lexicon_name", "name"),
]
NOT_FOUND = [("WE TOLD US NOTHING", "US"), ("Laotians'", "Lao"), ("chinaware", "China")]


def spans(text):
    return {text[s.start : s.end]: s for s in find_known(text, load_lexicon())}


@pytest.mark.parametrize(("text", "name", "rule", "kind"), FOUND)
def test_found(text, name, rule, kind):
    span = spans(text)[name]
    assert (span.rule, span.kind) == (rule, kind)


@pytest.mark.parametrize(("text", "name"), NOT_FOUND)
def test_not_found(text, name):
    assert name not in spans(text)
