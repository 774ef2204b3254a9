"""Names that follow a pattern."""

import pytest

from transforms.names.lexicon import load_lexicon
from transforms.names.patterns import find_patterns

FOUND = [
    ("Chinese Foreign Minister Bao Renlong came.", "Bao Renlong", "person"),
    ("Minister of Public Works Khamla Souvanna spoke.", "Khamla Souvanna", "person"),
    ("Minister of Commerce Surat Boonmak in Pakse on Tuesday", "Surat Boonmak", "person"),
    ("Zhao Pinmu, director of the port, waved.", "Zhao Pinmu", "person"),
    ("Israel Tavish, the defence minister, waved.", "Israel Tavish", "person"),
    ("the Ministry of Finance of Laos", "Ministry of Finance of Laos", "organisation"),
    ("the Nam Kulat 3 Dam broke", "Nam Kulat 3 Dam", "facility"),
    ("the Gullwing Trade Bank shut", "Gullwing Trade Bank", "organisation"),
]
NOT_FOUND = [
    ("The Minister of Education resigned.", "Minister of Education"),
    ("Saudi Energy Minister Omar Bahlul spoke.", "Saudi Energy"),
    ("the Institute for Foreign Policy Studies at the lake", "Policy Studies"),
    ("On Monday Morning it rained.", "Monday Morning"),
    ("Laos Vietnam, a minister said", "Laos Vietnam"),
]


def found_in(text):
    return {(text[s.start : s.end], s.entity_type) for s in find_patterns(text, load_lexicon())}


@pytest.mark.parametrize(("text", "name", "entity_type"), FOUND)
def test_found(text, name, entity_type):
    assert (name, entity_type) in found_in(text)


@pytest.mark.parametrize(("text", "name"), NOT_FOUND)
def test_not_found(text, name):
    assert name not in {found for found, _ in found_in(text)}
