"""Parts of people's names."""

import pytest

from transforms.names.merge import Taken
from transforms.names.people import find_parts, parts_of

NAME = "Khamla Souvanna"
FOUND = [
    ("Khamla Souvanna came. Khamla left.", "Khamla"),
    ("Khamla Souvanna came. Minister Souvanna left.", "Souvanna"),
    ("Khamla Souvanna came. Then Souvanna's aide left.", "Souvanna"),
]
NOT_FOUND = [
    "Khamla Souvanna came. Souvanna Street was shut.",
    "Khamla Souvanna came. Old Town Khamla was shut.",
    "Khamla Souvanna came. Khamlas left.",
]


def alone(text):
    from transforms.names.span import Span

    taken = Taken([Span(0, len(NAME), "person", "mentions.title", 0.8)])
    return [text[span.start : span.end] for span, _ in find_parts(text, [(0, NAME)], taken)]


@pytest.mark.parametrize(("text", "part"), FOUND)
def test_found(text, part):
    assert alone(text) == [part]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert alone(text) == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Ana Maria de Souza", ("Souza", "Ana")), ("J. Barrow", ()), ("Barrow", ()), ("Omar bin Said", ("Said", "Omar"))],
)
def test_parts(name, parts):
    assert parts_of(name) == parts
