"""Names of a fixed make."""

import pytest

from transforms.names.fixed import find_fixed

FOUND = [
    ("The Pakse-Salavan expressway opened.", "Pakse-Salavan expressway", "infrastructure"),
    ("the Dali-Boten Economic Corridor grew", "Dali-Boten Economic Corridor", "programme"),
    (
        "A Memorandum of Understanding on Sharing River Data was signed.",
        "Memorandum of Understanding on Sharing River Data",
        "agreement",
    ),
    ("The Ministry of Posts, Roads, and Ports agreed.", "Ministry of Posts, Roads, and Ports", "organisation"),
    ("The 14th Delta Rice Forum ended.", "14th Delta Rice Forum", "event"),
    ("Operation Silver Heron began.", "Operation Silver Heron", "event"),
    ("Hurricane Odra turned north.", "Hurricane Odra", "event"),
    ("Tropical Storm Odra turned north.", "Storm Odra", "event"),
]
NOT_FOUND = [
    "The railway opened.",
    "An agreement on rice was near.",
    "The operation began.",
    "A storm turned north.",
    "The Hurricane Center closed.",
    "The forum ended.",
]


@pytest.mark.parametrize(("text", "name", "entity_type"), FOUND)
def test_found(text, name, entity_type):
    assert (name, entity_type) in {(text[s.start : s.end], s.entity_type) for s in find_fixed(text)}


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert list(find_fixed(text)) == []
