"""The country that the context gives a name."""

import pytest

from tests.transforms.names.names_of_text import things_of

FOUND = [
    ("Lao Prime Minister Khamla Souvanna spoke.", "Khamla Souvanna", "LA"),
    ("President of Laos Khamla Souvanna spoke.", "Khamla Souvanna", "LA"),
    ("Bao Renlong, director of the Yunnan Rice Office, spoke.", "Bao Renlong", "CN"),
    ("Thailand's Ministry of Labour objected.", "Ministry of Labour", "TH"),
    ("The Vietnam Pepper Association met.", "Vietnam Pepper Association", "VN"),
]
NOT_FOUND = [
    ("Vietnam's President Vo Van Thuong met Pebble Club chief Ursula Brandt.", "Ursula Brandt"),
    ("Khamla Souvanna spoke of rice.", "Khamla Souvanna"),
    ("The Pepper Association met on Monday.", "Pepper Association"),
]


@pytest.mark.parametrize(("text", "name", "country"), FOUND)
def test_found(text, name, country):
    assert things_of(text)[1][name].country_code == country


@pytest.mark.parametrize(("text", "name"), NOT_FOUND)
def test_not_found(text, name):
    rows = things_of(text)[1]
    assert name not in rows or rows[name].country_code is None
