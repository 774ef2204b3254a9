import pytest

from transforms.metadata.dateline import match_dateline

FOUND = [
    ("LUANG NAMTHA, Laos, Oct. 18 (Xinhua) -- Rain fell.", "Luang Namtha, Laos", "Xinhua", (10, 18, None)),
    ("HANOI, March 3 (Reuters) - Rain fell.", "Hanoi", "Reuters", (3, 3, None)),
    ("PHNOM PENH (AFP) – Rain fell.", "Phnom Penh", "AFP", (None, None, None)),
    ("Vientiane (VNA) – Rain fell.", "Vientiane", "VNA", (None, None, None)),
    ("NUKU'ALOFA — Rain fell.", "Nuku'alofa", None, (None, None, None)),
    ("BEIJING -- Rain fell.", "Beijing", None, (None, None, None)),
    ("New Delhi, Apr 3 (PTI) Rain fell.", "New Delhi", "PTI", (4, 3, None)),
    ("NEW YORK, March 3, 2021 /PRNewswire/ -- Rain fell.", "New York", "PRNewswire", (3, 3, 2021)),
    ("LONDON--(BUSINESS WIRE)--Rain fell.", "London", "BUSINESS WIRE", (None, None, None)),
    ("VIENTIANE, April 2 (Vientiane Times/ANN): Rain fell.", "Vientiane", "Vientiane Times/ANN", (4, 2, None)),
    ("(KPL) Rain fell.", None, "KPL", (None, None, None)),
    ("BANGKOK, 3 March 2021 (AFP) - Rain fell.", "Bangkok", "AFP", (3, 3, 2021)),
    ("JAKARTA (The Harbour Times) — Rain fell.", "Jakarta", "The Harbour Times", (None, None, None)),
    ("Phnom Penh (April 18): Rain fell.", "Phnom Penh", None, (4, 18, None)),
    ("JAKARTA, Indonesia — Aug. 21, 2024 — Rain fell.", "Jakarta, Indonesia", None, (8, 21, 2024)),
]
NOT_FOUND = [
    "SYDNEY (New South Wales) was dry.",
    "Hanoi (March 3) was dry.",
    "By Ann Lee (The Harbour Times) — It rained.",
    "Hanoi – the capital – was dry.",
    "The Mekong River Commission (MRC) – a body of four states – met.",
    "THE PRESIDENT: Well, it rained.",
    "Q -- Did it rain?",
    "UPDATE -- It rained.",
    "MR. SMITH -- It rained.",
    "By Ann Lee (Reuters) - It rained.",
    "It rained in Hanoi (Reuters).",
    "NEWS\nBEIJING -- It rained.",
]


@pytest.mark.parametrize(("text", "place", "agency", "day"), FOUND)
def test_datelines(text, place, agency, day):
    found = match_dateline(text, 0, len(text))
    assert found is not None
    assert (found.place, found.agency, (found.month, found.day, found.year)) == (place, agency, day)
    assert text[found.end :].strip().startswith("Rain fell")


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_dateline(text):
    assert match_dateline(text, 0, len(text)) is None


def test_a_day_that_a_year_does_not_have():
    found = match_dateline("HANOI, Feb. 29 (Reuters) - Rain.", 0, 32)
    assert found.date_in(2023) is None
    assert found.date_in(2024) is not None
