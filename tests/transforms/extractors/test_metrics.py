"""Quantities that must be found, and numbers that must not."""

from __future__ import annotations

import datetime

import pytest

from transforms.extractors.metrics import EXTRACTOR, find_metrics
from transforms.quantities import find_quantities
from transforms.reading import EntityRow, Header, MentionRow, Reading, Sentence, TimexRow
from transforms.tables import BY_NAME

# text, value (a pair for a range), unit, modifier, kind
FOUND = [
    ("The field holds 12.5 trillion standard cubic feet.", 12.5e12, "cubic foot", "exact", "amount"),
    ("A 6.8-magnitude tremor was felt.", 6.8, "magnitude", "exact", "amount"),
    ("They paid 2m baht for it.", 2e6, "THB", "exact", "money"),
    ("The line carried 43 million riders.", 43e6, "rider", "exact", "count"),
    ("The line carried over 740,000 riders.", 740_000, "rider", "over", "count"),
    ("They moved 4,830 tons of rice.", 4830, "tonne", "exact", "amount"),
    ("About 85 per cent of them came by bus.", 85, "percent", "about", "percent"),
    ("Four different bakers won.", 4, "baker", "exact", "count"),
    ("A dozen eggs broke.", 12, "egg", "exact", "count"),
    ("Half a million voters stayed away.", 500_000, "voter", "exact", "count"),
    ("They shipped two and a half million crates.", 2.5e6, "crate", "exact", "count"),
    ("Twenty-three thousand two hundred fans came.", 23_200, "fan", "exact", "count"),
    ("Nearly two-thirds of the harvest rotted.", 2 / 3, "fraction", "nearly", "percent"),
    ("Half of the road is open.", 0.5, "fraction", "exact", "percent"),
    ("One in four farmers has a loan.", 0.25, "fraction", "exact", "ratio"),
    ("Nine out of 10 shops were shut.", 0.9, "fraction", "exact", "ratio"),
    ("Dozens of barges sank.", (12, 120), "barge", "exact", "count"),
    ("Hundreds of thousands of bees died.", (1e5, 1e6), "bee", "exact", "count"),
    ("The fee is $1.2bn.", 1.2e9, "USD", "exact", "money"),
    ("They asked for US$ 3-5 billion.", (3e9, 5e9), "USD", "exact", "money"),
    ("It sold for A$15 a share.", 15, "AUD per share", "exact", "money"),
    ("The bridge cost 2.5 billion yuan.", 2.5e9, "CNY", "exact", "money"),
    ("They paid 30 million pounds in fines.", 30e6, "GBP", "exact", "money"),
    ("The pumpkin weighs 30 pounds.", 30, "pound", "exact", "amount"),
    ("The coin is worth 84.75 cents.", 84.75, "cent", "exact", "money"),
    ("The fare is EUR 12.50 today.", 12.5, "EUR", "exact", "money"),
    ("The engine makes 5kW.", 5, "kilowatt", "exact", "amount"),
    ("Each pill has 500mg.", 500, "milligram", "exact", "amount"),
    ("Winds hit 90 km/h there.", 90, "kilometre per hour", "exact", "amount"),
    ("Winds hit 90 kilometres an hour there.", 90, "kilometre per hour", "exact", "amount"),
    ("The hall measures 1,520 sq m inside.", 1520, "square metre", "exact", "amount"),
    ("It fell to minus 12 degrees Celsius.", -12, "degree celsius", "exact", "amount"),
    ("He is 5 feet 6 inches tall.", 5.5, "foot", "exact", "amount"),
    ("The rate is between 2 and 3 percent.", (2, 3), "percent", "exact", "percent"),
    ("The plan runs from 12 to 15 weeks.", (12, 15), "week", "exact", "duration"),
    ("Rates fell 25 basis points.", 25, "basis point", "exact", "change"),
    ("Turnout was two percentage points lower.", 2, "percentage point", "exact", "change"),
    ("They set a 5 percent growth target.", 5, "percent", "exact", "change"),
    ("It took less than five days.", 5, "day", "less_than", "duration"),
    ("Up to 400 jobs are planned.", 400, "job", "up_to", "count"),
    ("At least 12 ships left.", 12, "ship", "at_least", "count"),
    ("They seized 50 kilograms or more.", 50, "kilogram", "at_least", "amount"),
    ("More than 100 of the boats leak.", 100, "boat", "more_than", "count"),
    ("A 44-year-old baker won.", 44, "year", "exact", "age"),
    ("Ms Lind, 44, won.", 44, "year", "exact", "age"),
    ("Sales are 3 times as high.", 3, "times", "exact", "ratio"),
    ("The two sides met.", 2, "side", "exact", "reference"),
    ("It is one of the oldest inns.", 1, "inn", "exact", "reference"),
    ("The second group arrived late.", 2, "group", "exact", "ordinal"),
    ("It is the 60th anniversary.", 60, "anniversary", "exact", "ordinal"),
    ("It is the third-largest port.", 3, "port", "exact", "rank"),
    ("The club bought four-, five- and six-cylinder cars.", 4, "cylinder", "exact", "count"),
    ("The council has 11 member states.", 11, "member state", "exact", "count"),
    ("Some 2.1m people have no water.", 2.1e6, "people", "about", "count"),
    ("The lane is 37m long.", 37, "metre", "exact", "amount"),
    ("It hit 90F in the shade.", 90, "degree fahrenheit", "exact", "amount"),
    ("Output fell by 220,000 bpd.", 220_000, "barrel per day", "exact", "amount"),
    ("Rates may rise to 5 or 5.25 percent.", 5, "percent", "exact", "percent"),
    ("Deaths rose by 12 to 1,034.", 12, None, "exact", "count"),
    ("The index closed at 1,334.20 on Friday.", 1334.2, None, "exact", "count"),
]
# Nothing but dates, times, names, labels, codes, scores.
NOT_FOUND = [
    "The board voted 5 to 2 on it and they won 3 to 1.",
    "It has a ratio of 3:1.",
    "It opened on 14 March 2021.",
    "It opened on March 5, from 12 to 15 March, and in May 2019.",
    "It opened in 1998 and shut between 2014 and 2017.",
    "It starts at 10.45pm or 5 am, says the note of 2021-03-05T10:00:00Z.",
    "The S&P 500 and the FTSE 100 rose with COVID-19 and the G20.",
    "A Boeing 737 landed near Route 66.",
    "See Resolution 2758, Section 427 and Chapter 3.",
    "Call 020-7946-0018 or 202-555-0143.",
    "Rovers won 2-0 after a 1-1 draw.",
    "They live at 10 Downing Street and 49 Mill Road.",
    "The law of 9/11 is online 24/7.",
    "1. Wash the rice.\n2) Boil it.",
    "Nobody is the one who did it, not one.",
    "They called it a one-China policy, a first-mover advantage.",
    "Version 3.2.1 is at https://example.org/p/12345.",
    "See 50 U.S.C. 1701.",
    "Only one came, then another one.",
    "Phase Two begins in the first quarter of 2024.",
    "It began two years ago.",
    "It was built in the 470s BC and burned in 431 BC.",
    "They met at the palace of the Two Holy Wells.",
    "Readers aged 18 to 34 were asked.",
]
DIRECTIONS = [
    ("The 422-km line cuts the journey.", None),
    ("Growth of 4% to 4.5% is seen.", "up"),
    ("Sales fell 3.5 percent.", "down"),
    ("Sales rose by about 3.5 percent.", "up"),
    ("Sales rose to 3.5 percent.", None),
    ("Sales stood at 3.5 percent.", None),
    ("A rise of 3.5 percent is likely.", "up"),
    ("They saw a 3 percent drop.", "down"),
    ("The fund closed 2 percent higher.", "up"),
    ("Costs fell from 30 dollars to 20 dollars.", "down"),
    ("They made up 13 of the crew.", None),
    ("The index moved -1.3%.", "down"),
    ("The index moved +1.3%.", "up"),
]
ODD = [
    pytest.param(
        "A scale from 1 to 10 was used.", marks=pytest.mark.xfail(strict=True, reason="a scale is read as a range")
    ),
]


@pytest.mark.parametrize(("text", "value", "unit", "modifier", "kind"), FOUND)
def test_found(text, value, unit, modifier, kind):
    quantity = find_quantities(text)[0]
    low, high = value if isinstance(value, tuple) else (value, None)
    assert (quantity.value, quantity.value_high) == (pytest.approx(low), high if high is None else pytest.approx(high))
    assert (quantity.unit, quantity.modifier, quantity.kind) == (unit, modifier, kind)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert [text[q.start : q.end] for q in find_quantities(text)] == []


@pytest.mark.parametrize("text", ODD)
def test_known_misses(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize(("text", "direction"), DIRECTIONS)
def test_direction(text, direction):
    assert find_quantities(text)[0].direction == direction


def surfaces(text):
    return [text[q.start : q.end] for q in find_quantities(text)]


def test_surface_is_modifier_number_scale_and_unit():
    text = "More than 20 million tourists paid about US$ 3 billion (2.7 billion euros)."
    assert surfaces(text) == ["More than 20 million tourists", "about US$ 3 billion", "2.7 billion euros"]


def test_a_conversion_takes_the_modifier_of_what_it_converts():
    text = "They paid nearly 3 million dollars (2.7 million euros)."
    converted = find_quantities(text)[1]
    assert converted.modifier == "nearly"
    assert text[slice(*converted.context)] == "nearly"


def test_an_elided_unit_comes_from_the_context():
    text = "The coin traded at 84.75 cents, lowest 74.07."
    elided = find_quantities(text)[1]
    assert (elided.value, elided.unit, elided.currency) == (74.07, "cent", "USD")
    assert text[slice(*elided.context)] == "cents"


def test_measured():
    text = "Investment in the valley reached $3 billion, and 85 percent of growers in Peru gained."
    money, share = find_quantities(text)
    assert text[slice(*money.measured)] == "Investment in the valley"
    assert text[slice(*share.measured)] == "growers in Peru"


def reading_of(text, **found):
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    return Reading(text=text, header=header, sentences=(Sentence(0, len(text), 0),), found=found)


def timex(text, words, value, begin, end):
    start = text.index(words)
    return TimexRow(start, start + len(words), "DATE", value, "timexes.test", 1.0, begin_date=begin, end_date=end)


def mention(text, words, kind, number):
    start = text.index(words)
    return MentionRow(start, start + len(words), "name", kind, number, "mentions.test", 1.0)


def test_period_place_and_source_come_from_the_sentence():
    text = "In 2024, farms in Peru sold 12 million goats, according to the Herd Office."
    year = timex(text, "2024", "2024", datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    names = [mention(text, "Peru", "country", 0), mention(text, "Herd Office", "organisation", 1)]
    entities = [
        EntityRow(0, "country", "Peru", "iso:PE", "PE", []),
        EntityRow(1, "organisation", "Herd Office", None, None, []),
    ]
    row = find_metrics(reading_of(text, timexes=[year], mentions=names, entities=entities))[0]
    assert (row.period_begin, row.period_end) == (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    assert (row.place_number, row.attributed_number) == (0, 1)


def test_a_period_that_only_begins_has_no_end():
    text = "Since 2021 the line has carried 12 million riders."
    year = timex(text, "2021", "2021", datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
    row = find_metrics(reading_of(text, timexes=[year]))[0]
    assert (row.period_begin, row.period_end) == (datetime.date(2021, 1, 1), None)


def test_without_times_and_names_the_quantities_are_the_same():
    row = find_metrics(reading_of("A year-on-year rise of 20 percent."))[0]
    assert (row.value, row.kind, row.direction, row.compared_with) == (20.0, "change", "up", "year-on-year")


def test_kinds_and_modifiers_are_those_of_the_table():
    table = BY_NAME["metrics"]
    for text, *_ in FOUND:
        for row in find_metrics(reading_of(text)):
            assert row.kind in table["kind"].one_of
            assert row.modifier in table["modifier"].one_of
            assert row.direction in {*table["direction"].one_of, None}
            assert row.rule.startswith("metrics.")


def test_extractor_declares_what_it_reads():
    assert (EXTRACTOR.name, EXTRACTOR.table, EXTRACTOR.needs) == (
        "metrics",
        "metrics",
        ("timexes", "mentions", "entities"),
    )
