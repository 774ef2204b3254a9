"""Expressions of time in invented sentences: what is found and what it means, and what is left alone."""

from __future__ import annotations

import datetime

import pytest

from transforms.extractors.timexes import EXTRACTOR, find_timexes
from transforms.reading import Header, Reading, Zone
from transforms.timex.derive import derive

PUBLISHED = datetime.date(2024, 7, 25)  # a Thursday

FOUND = [
    # calendar dates
    ("The ferry sank on 3 June 2019.", "3 June 2019", "2019-06-03"),
    ("The ferry sank on June 3rd, 2019.", "June 3rd, 2019", "2019-06-03"),
    ("The deed is dated 2019-06-03.", "2019-06-03", "2019-06-03"),
    ("The log says 2019-06-03 14:05.", "2019-06-03 14:05", "2019-06-03T14:05"),
    ("The deed is dated 14/03/2019.", "14/03/2019", "2019-03-14"),
    ("The deed is dated 04/03/2019.", "04/03/2019", "2019-XX-XX"),
    ("The mill burned down in early May 1987.", "early May 1987", "1987-05"),
    ("The mill was built in 1887.", "1887", "1887"),
    ("The mill opened in nineteen ninety-six.", "nineteen ninety-six", "1996"),
    ("The mill prospered in the late 1970s.", "the late 1970s", "197"),
    ("The mill prospered in the eighties.", "the eighties", "198"),
    ("The mill is a child of the 19th century.", "the 19th century", "18"),
    ("The walls fell in 412 BC.", "412 BC", "BC0412"),
    ("The walls fell in the spring of 412 BC.", "the spring of 412 BC", "BC0412-SP"),
    # dates that need the day of writing
    ("The bakery closed on Tuesday.", "Tuesday", "2024-07-23"),
    ("The bakery will close on Tuesday.", "Tuesday", "2024-07-30"),
    ("The bakery closed last Thursday.", "last Thursday", "2024-07-18"),
    ("The bakery closed on Oct. 23.", "Oct. 23", "2023-10-23"),
    ("The bakery will reopen on Oct. 23.", "Oct. 23", "2024-10-23"),
    ("The bakery was sold in December.", "December", "2023-12"),
    ("The bakery will be sold in December.", "December", "2024-12"),
    ("The bakery was sold last March.", "last March", "2024-03"),
    ("The bakery was sold in August last year.", "August last year", "2023-08"),
    ("The baker left yesterday.", "yesterday", "2024-07-24"),
    ("The baker left yesterday morning.", "yesterday morning", "2024-07-24TMO"),
    ("The baker leaves tonight.", "tonight", "2024-07-25TNI"),
    ("The baker left two weeks ago.", "two weeks ago", "2024-07-11"),
    ("The baker left three months ago.", "three months ago", "2024-04"),
    ("The baker left a couple of months ago.", "a couple of months ago", "2024-05"),
    ("The baker left at about 4 p.m. yesterday.", "about 4 p.m. yesterday", "2024-07-24T16:00"),
    ("The council has given the baker until 6 p.m. Monday.", "6 p.m. Monday", "2024-07-29T18:00"),
    ("They set talks for Friday.", "Friday", "2024-07-26"),
    ("The talks set for Monday were cancelled.", "Monday", "2024-07-22"),
    ("The talks are Monday.", "Monday", "2024-07-29"),
    ("The flour was due Monday.", "Monday", "2024-07-29"),
    ("The recipe is withheld until Monday.", "Monday", "2024-07-29"),
    ("A truce by Monday, they say.", "Monday", "2024-07-29"),
    ("The bakers planned another march on Saturday.", "Saturday", "2024-07-27"),
    ("The bakers were planning to march on Monday.", "Monday", "2024-07-29"),
    ("The baker on Tuesday: ``It will not last.''", "Tuesday", "2024-07-23"),
    ("The vote was postponed until Tuesday.", "Tuesday", "2024-07-30"),
    ("Sales fell in the second half of the year.", "the second half of the year", "2024-H2"),
    ("The ship left at 0900 GMT.", "0900 GMT", "2024-07-25T09:00"),
    ("The baker left a decade ago.", "a decade ago", "201"),
    ("The baker leaves next week.", "next week", "2024-W31"),
    ("The baker came last year.", "last year", "2023"),
    ("The baker slept over the weekend.", "the weekend", "2024-W29-WE"),
    ("The work ends by the end of the year.", "the end of the year", "2024"),
    ("Sales rose in the first quarter.", "the first quarter", "2024-Q1"),
    ("Sales rose in the fourth quarter.", "the fourth quarter", "2023-Q4"),
    ("Sales rose in Q3 2020.", "Q3 2020", "2020-Q3"),
    ("Sales rose in H1 2020.", "H1 2020", "2020-H1"),
    ("Sales rose in the second half of 2020.", "the second half of 2020", "2020-H2"),
    ("Sales rose in fiscal 2020.", "fiscal 2020", "2020"),
    ("Guests came last summer.", "last summer", "2023-SU"),
    ("Guests came in the winter of 2003.", "the winter of 2003", "2003-WI"),
    ("Growth was flat in the first nine months of 2020.", "the first nine months of 2020", "2020-01/2020-09"),
    # times of the day
    ("The train will leave at 5:30 p.m. on Friday.", "5:30 p.m. on Friday", "2024-07-26T17:30"),
    ("The train left at noon Wednesday.", "noon Wednesday", "2024-07-24T12:00"),
    ("The train left at 15:00 GMT.", "15:00 GMT", "2024-07-25T15:00"),
    ("The train left Wednesday night.", "Wednesday night", "2024-07-24TNI"),
    ("The train left on the night of May 13, 2020.", "the night of May 13, 2020", "2020-05-13TNI"),
    # named days
    ("Shops shut on Christmas Day 2019.", "Christmas Day 2019", "2019-12-25"),
    ("Shops shut for the Lunar New Year 2023.", "Lunar New Year 2023", "2023-01-22"),
    ("Shops shut for Pi Mai 2023.", "Pi Mai 2023", "2023-04-14"),
    ("They wait for Election Day.", "Election Day", "2024-11-05"),
    # lengths and repetitions
    ("The mill lost money in each of the past five years.", "each of the past five years", "P1Y"),
    ("He waited more than four hours.", "more than four hours", "PT4H"),
    ("He slept in the past two weeks.", "the past two weeks", "P2W"),
    ("He worked there for eight and a half years.", "eight and a half years", "P8.5Y"),
    ("She won a five-year contract.", "five-year", "P5Y"),
    ("He was away for several months.", "several months", "PXM"),
    ("He reigned for six decades.", "six decades", "P6DE"),
    ("The paper is read every day.", "every day", "P1D"),
    ("The market is held each Thursday.", "each Thursday", "XXXX-WXX-4"),
    ("They met twice a year.", "twice a year", "P1Y"),
    ("It carries 300 people a day.", "a day", "P1D"),
    ("Their weekly meeting was dull.", "weekly", "P1W"),
    # only a direction
    ("The mill was recently repaired.", "recently", "PAST_REF"),
    ("The mill is now a museum.", "now", "PRESENT_REF"),
    ("The mill will soon be a museum.", "soon", "FUTURE_REF"),
]

NOT_FOUND = [
    "May the best team win.",
    "You may march on, said the sergeant.",
    "It was a fall of two metres.",
    "He is a 25-year-old baker.",
    "She died aged 80 years.",
    "Flight 1987 was late.",
    "He drives a 1994 Toyota.",
    "Resolution 1973 was adopted.",
    "He paid $1,999 for it.",
    "The firm employs 2000 people.",
    "Version 2.2019.4 is out.",
    "He wrote for the Daily News and the Sunday Times.",
    "The September 11 attacks changed the law.",
    "He came second.",
    "Just a second, please.",
    "Three quarters of the town voted.",
    "It is the second half of the match.",
    "Theresa May spoke.",
    "He won 3:2 after extra play.",
    "They share a future.",
    "See https://example.org/uploads/2022/04/12/report-2021.pdf there.",
    "The quarter-final was dull.",
]


@pytest.mark.parametrize(("text", "surface", "value"), FOUND)
def test_found(text, surface, value):
    rows = find_timexes(text, published=PUBLISHED)
    assert (surface, value) in [(text[row.start_char : row.end_char], row.value) for row in rows]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert [(text[row.start_char : row.end_char], row.rule) for row in find_timexes(text, published=PUBLISHED)] == []


@pytest.mark.parametrize("text", [text for text, _, _ in FOUND])
def test_each_row_can_be_derived_again(text):
    for row in find_timexes(text, published=PUBLISHED):
        again = derive(
            text[row.start_char : row.end_char],
            anchor_date=row.anchor_date,
            anchor_basis=row.anchor_basis,
            anchor_precision=row.anchor_precision,
            tense=row.tense,
            rule=row.rule,
        )
        assert again == (row.timex_type, row.value, row.mod, row.begin_date, row.end_date)


def values(text, **anchors):
    return [(text[row.start_char : row.end_char], row.value) for row in find_timexes(text, **anchors)]


def test_a_range_gives_its_ends_and_the_whole():
    assert values("The fair runs from 12 to 15 March 2025.") == [
        ("12", "2025-03-12"),
        ("12 to 15 March 2025", "2025-03-12/2025-03-15"),
        ("15 March 2025", "2025-03-15"),
    ]
    assert values("The fair ran June 3-7, 2021.") == [
        ("June 3", "2021-06-03"),
        ("June 3-7, 2021", "2021-06-03/2021-06-07"),
        ("7, 2021", "2021-06-07"),
    ]
    assert values("The war (1939-45) was long.") == [("1939", "1939"), ("1939-45", "1939/1945"), ("45", "1945")]
    assert values("It rained between October and March 1945.") == [
        ("October", "1944-10"),
        ("October and March 1945", "1944-10/1945-03"),
        ("March 1945", "1945-03"),
    ]


def test_two_months_share_the_year_that_follows():
    assert values("In April and June 1955 it rained.") == [("April", "1955-04"), ("June 1955", "1955-06")]


def test_a_weekday_range_without_a_date_has_a_length():
    assert ("Wednesday to Saturday", "P4D") in values("He will stay from Wednesday to Saturday.")


def test_without_any_date_nothing_is_guessed():
    text = "He left on Thursday, came back in July and will marry next year."
    assert values(text) == [("Thursday", "XXXX-WXX-4"), ("July", "XXXX-07"), ("next year", "NEXT_YEAR")]


def test_a_publication_known_to_the_year_is_used_no_finer():
    text = "This year the fair opens in May, on a Monday, not last month."
    found = values(text, published=datetime.date(2021, 1, 1), published_precision="year")
    assert found == [("This year", "2021"), ("May", "2021-05"), ("Monday", "XXXX-WXX-1"), ("last month", "XXXX-XX")]


def test_a_dateline_comes_before_the_publication():
    text = "The minister arrived here on Wednesday."
    row = find_timexes(text, published=datetime.date(2024, 5, 21), dateline=datetime.date(2024, 4, 3))[0]
    assert (row.value, row.anchor_basis, row.anchor_date) == ("2024-04-03", "dateline", datetime.date(2024, 4, 3))


def test_a_dateline_in_january_looks_back_on_december():
    found = values("Sales fell in December.", dateline=datetime.date(2022, 1, 4), published=datetime.date(2022, 1, 5))
    assert found == [("December", "2021-12")]


def test_what_follows_refers_to_the_last_date():
    text = "She sailed on 4 May 2021. Two days later the mast broke, and that month she gave up."
    assert values(text, published=PUBLISHED) == [
        ("4 May 2021", "2021-05-04"),
        ("Two days later", "2021-05-06"),
        ("that month", "2021-05"),
    ]


def test_a_clock_time_is_of_the_day_just_named():
    text = "The mill caught fire on Tuesday, and at 10 p.m. it fell in.\n\nThe mayor will speak at 3 p.m."
    assert [value for _, value in values(text, published=PUBLISHED)] == [
        "2024-07-23",
        "2024-07-23T22:00",
        "2024-07-25T15:00",
    ]


def test_a_narrative_resolves_months_by_what_it_has_told():
    text = (
        "In 1812 the town had no mill. In March 1813 a mill was built. By June it ground flour. It burned in July 1815. "
        "In September a new one was begun. It was sold in 1820, and again in 1831. In 1840 it was closed."
    )
    found = dict(values(text, published=PUBLISHED))
    assert (found["June"], found["September"]) == ("1813-06", "1815-09")


def test_a_year_ago_after_a_quarter_is_that_quarter_of_the_year_before():
    text = "Profit rose in the first quarter of 2024. It was $3 million a year earlier."
    assert ("a year earlier", "2023-Q1") in values(text, published=PUBLISHED)


def test_begin_and_end_on_the_calendar():
    row = find_timexes("Growth was flat in the first 10 months of 2020.")[0]
    assert (row.begin_date, row.end_date) == (datetime.date(2020, 1, 1), datetime.date(2020, 10, 31))


def test_boilerplate_is_not_read():
    text = "Published 2024-07-25\nThe mill closed yesterday."
    header = Header(
        language="en", body_start_char=21, body_end_char=len(text), published_date=PUBLISHED, published_precision="day"
    )
    reading = Reading(text=text, header=header, zones=[Zone("header", 0, 20, None, "t")])
    assert [row.value for row in EXTRACTOR.find(reading)] == ["2024-07-24"]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "year " * 40_000,
        "a" * 200_000,
        '"' * 10_000,
        "the past " * 10_000,
        "May 3, " * 10_000,
        "12 to " * 20_000,
        "a/2021/" * 20_000,
    ],
)
def test_hostile_text_is_read_in_linear_time(text):
    find_timexes(text, published=PUBLISHED)
