"""Expressions that point from a day: yesterday, Tuesday, last week, two years ago, the following morning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.calendar.arithmetic import (
    UNIT_MONTHS,
    add_days,
    add_months,
    add_units,
    quarter_of,
    weekday_after,
    weekday_before,
)
from transforms.calendar.names import number_of, weekday_number
from transforms.calendar.values import day_value, month_value, week_value
from transforms.timex.dates import edge_mod
from transforms.timex.durations import approx_mod
from transforms.timex.meaning import Anchor, Meaning
from transforms.timex.rule import Rule

if TYPE_CHECKING:
    import datetime

PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "T12:00", "noon": "T12:00"}
BLANK = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
DAY_STEPS = {
    "today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1, "the day before yesterday": -2, "the day after tomorrow": 2,
    "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip
STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "next": 1,
    "following": 1,
    "coming": 1,
    "subsequent": 1,
    "ensuing": 1,
}

# More of any unit lead out of the calendar.
MOST_UNITS = 9999

DAY_WORD = (
    "(?P<edge>(?:very )?(?:early|earlier|late|later) )?(?P<w>(?:the )?day before yesterday|(?:the )?day after tomorrow|today|tomorrow|yesterday|tonight)"
    "(?: (?P<p><part>))?"
)
WEEKDAY = (
    "(?P<edge>(?:early|earlier|late|later) (?:on )?)?(?:(?P<said><said>) )?(?P<w><wday>)(?: (?P<mid>mid-?)?(?P<p><part>|midday|noon))?"
    "(?: (?P<late>last|this|next) week)?"
)
THIS_UNIT = (
    "(?P<edge><edge>)?(?:(?P<said>this|last|next|this past|this coming|the current|the coming|the present|current|the past|the last|the next) (?:calendar |fiscal |financial |same |very )?)"
    "(?P<u>week|weekend|month|quarter|year|decade|century|fortnight)"
)
EDGED_UNIT = "(?:(?P<edge><edge>)(?:the )?(?P<u>weekend|week|month|year|decade|century)|the (?P<u2>weekend))"
UNIT_END = "(?P<u>year|month|week|quarter|decade|century)(?:'s)?<sep>end"
SAME_UNIT = (
    "(?P<edge><edge>)?(?P<said>that(?: very| same)?|this same|(?:the )?(?:very )?same|the (?:following|next|previous|preceding|prior|subsequent|ensuing))"
    " (?:calendar |fiscal )?(?P<u>day|week|weekend|month|quarter|year|decade|century)"
)
DAY_BESIDE = "(?:the day (?P<w>before|after|following|earlier|later)|(?P<x>a|one) day (?P<z>before|after|following))"
PART_OF_DAY = (
    "(?P<edge>(?:very )?(?:early|earlier|late|later|mid)(?: in)?<sep>)?(?:(?P<said>this|that|that same|the same|the next|the following|the previous|last|later that|earlier that|later this|earlier this) )"
    "(?P<p><part>)"
)
AGO = (
    "(?P<approx><approx> )?(?:(?P<n><num>|an?|half an?)(?: more)?(?P<half> and a half)?(?: |-)|(?P<v><vague>|a little more than a|a little over a|a couple of|a couple) )?"
    "(?P<u><unit>|<units>)(?P<half2> and a half)? (?P<to>ago|earlier|later|previously|afterwards?|hence|from now|from today|before that|after that)(?! than)"
)
YEAR_AGO = "year<sep>(?:ago|earlier)|the year<sep>(?:ago|earlier) (?:(?P<n>first|second|third|fourth)<sep>)?(?:quarter|period|months?|half)"
SAME_PERIOD = (
    "(?:the )?(?:same|corresponding|comparable|equivalent|year-earlier) (?:(?:three-month|six-month|nine-month|year-ago) )?(?P<u>period|quarter|month|months|week|time|half)"
    "(?:,? (?:of |in |from |during )?(?P<w>a year (?:ago|earlier|before)|one year earlier|last year|the previous year|the prior year|the year before|(?P<y><year>)))"
)
FULL_YEAR = "the (?:full|whole|entire|fiscal|full fiscal) year"
YEAR_ENDED = "the (?:fiscal )?year"
LATEST = "(?:the|its) (?:latest|most recent|just-ended|current|reported) (?P<u>quarter|period|fiscal quarter)|the quarter(?!-)"
YEAR_PERIOD = "the (?P<y><year>) (?P<u>period|quarter)"
YEARS_QUARTER = "(?:(?P<w>last|this|next) year's|the (?P<w2>year-ago)) (?:(?P<n>first|second|third|fourth) )?quarter|the quarter a year (?:ago|earlier)"


def unit_value(day: datetime.date, unit: str) -> str:
    """Give the TIMEX3 value of the unit that holds a day."""
    if unit in {"week", "fortnight", "weekend"}:
        return week_value(day) + ("-WE" if unit == "weekend" else "")
    if unit == "quarter":
        return f"{day.year:04}-Q{quarter_of(day)}"
    whole = {"day": day_value(day), "month": month_value(day.year, day.month)}
    return whole.get(unit) or f"{day.year:04}"[: {"year": 4, "decade": 3, "century": 2}[unit]]


def _moved(anchor: Anchor, unit: str, steps: int) -> str:
    """Give the value of the unit so many steps from the anchor's, unresolved where the anchor is too coarse."""
    need = {"fortnight": "week", "weekend": "week"}.get(unit, unit)
    day = anchor.known_to(need)
    if day is not None and unit == "weekend":
        day = add_days(day, 7 * steps)
    elif day is not None and steps:
        day = add_units(day.replace(day=1) if unit in UNIT_MONTHS else day, steps, unit)
    return unit_value(day, unit) if day else BLANK[unit]


def day_word(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Today, yesterday morning, late tomorrow, tonight."""
    steps = DAY_STEPS[re.sub(r"\s+", " ", match["w"])]
    part = "night" if match["w"] == "tonight" else match["p"]
    return _day_meaning(_moved(anchor, "day", steps), part, edge_mod(match["edge"]))


def _day_meaning(value: str, part: str | None, mod: str | None) -> Meaning:
    return Meaning("TIME", value + PARTS[part], mod) if part else Meaning("DATE", value, mod)


def weekday(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read a weekday: the last one in the past (the day itself counts), the next one in the future tense."""
    number = weekday_number(match["w"]) or 0
    seen = anchor.known_to("day")
    day = seen and _seen_weekday(seen, number, match["said"] or "", anchor.tense)
    if seen and match["late"]:
        week = add_days(weekday_before(seen, 0) or seen, 7 * {"last": -1, "this": 0, "next": 1}[match["late"]])
        day = week and add_days(week, number)
    return _day_meaning(day_value(day) if day else f"XXXX-WXX-{number + 1}", match["p"], edge_mod(match["edge"]))


def _seen_weekday(seen: datetime.date, number: int, said: str, tense: str) -> datetime.date | None:
    if said == "this":
        monday = weekday_before(seen, 0)
        return monday and add_days(monday, number)
    if "same" in said or said == "that":
        return weekday_before(seen, number)
    step = next((STEPS[word] for word in said.split() if word in STEPS), 0)
    if step:
        return weekday_before(seen, number, same=False) if step < 0 else weekday_after(seen, number, same=False)
    return weekday_after(seen, number, same=False) if tense == "future" else weekday_before(seen, number)


def this_unit(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read this week, last month, next year; the past and the next unit are durations, but for the past year."""
    said, unit, mod = match["said"], match["u"], edge_mod(match["edge"])
    if (
        said in {"the past", "the last", "the next", "the coming"}
        and not mod
        and (unit != "year" or "past" not in said)
    ):
        return Meaning("DURATION", DURATIONS[unit])
    step = next((STEPS[word] for word in said.split() if word in STEPS), 0)
    if unit == "year" and anchor.basis == "previous" and anchor.precision == "quarter":
        return Meaning("DATE", stepped(anchor, "year", step), mod)
    moved = _moved(anchor, unit, step)
    return Meaning("DATE", YEAR_NAMES[step] if moved == BLANK["year"] else moved, mod)


# What is known of a year that nothing dates; other units have their blank form.
YEAR_NAMES = {-1: "LAST_YEAR", 0: "THIS_YEAR", 1: "NEXT_YEAR"}
DURATIONS = {
    "week": "P1W",
    "weekend": "P2D",
    "month": "P1M",
    "quarter": "P1Q",
    "year": "P1Y",
    "decade": "P1DE",
    "century": "P1CE",
    "fortnight": "P2W",
}


def edged_unit(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read the end of the month, later in the year; the weekend nearest behind, or ahead in the future tense."""
    if (match["u"] or match["u2"]) == "weekend":
        return Meaning("DATE", _moved(anchor, "weekend", _weekend_step(anchor)), edge_mod(match["edge"]))
    return Meaning("DATE", _moved(anchor, match["u"], 0), edge_mod(match["edge"]))


def _weekend_step(anchor: Anchor) -> int:
    return -1 if anchor.tense != "future" and anchor.date and anchor.date.weekday() < 5 else 0  # noqa: PLR2004 - Saturday


def unit_end(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Year-end, month's end."""
    return Meaning("DATE", _moved(anchor, match["u"], 0), "END")


def same_unit(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read that day, the same year, the following month: from the last date mentioned."""
    step = next((STEPS[word] for word in match["said"].split() if word in STEPS), 0)
    return Meaning("DATE", _moved(anchor, match["u"], step), edge_mod(match["edge"]))


def day_beside(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read the day before, a day after."""
    step = -1 if (match["w"] or match["z"]) in {"before", "earlier"} else 1
    return Meaning("DATE", _moved(anchor, "day", step))


def part_of_day(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read this morning, last night, the following afternoon."""
    said = match["said"].split()
    step = next((STEPS[word] for word in said if word in STEPS), 0)
    edge = (match["edge"] or "") + " ".join(word for word in said if word in {"later", "earlier"})
    return _day_meaning(_moved(anchor, "day", step), match["p"], edge_mod(edge))


def ago(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read two years ago, a week earlier, six days later; several of them are only past or future."""
    back = match["to"] in {"ago", "earlier", "previously", "before that"}
    count = _ago_count(match["n"], match["v"] or "")
    if count is None:
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF")
    mod = "APPROX" if "couple" in (match["v"] or "") else approx_mod(match["approx"] or match["v"])
    return Meaning("DATE", stepped(anchor, singular(match["u"]), -count if back else count), mod)


def _ago_count(number: str | None, vague: str) -> int | None:
    if number is None:
        return 2 if "couple" in vague else 1 if "little" in vague else None
    count = 1.0 if number in {"a", "an"} else number_of(number)
    return int(count) if count and count <= MOST_UNITS and "half" not in number else None


def stepped(anchor: Anchor, unit: str, steps: int) -> str:
    """Give the value so many units away: to the day for days and weeks, to the month for months, else to the year.

    From a quarter, half or month that a comparison starts from, a year's step leads to the same part of that year.
    """
    if unit in {"second", "minute", "hour"}:
        day = anchor.known_to("day")
        return day_value(day) if day else "XXXX-XX-XX"
    if unit == "year" and anchor.basis == "previous" and anchor.precision in {"quarter", "half"} and anchor.date:
        day = add_months(anchor.date, 12 * steps)
        part = f"Q{quarter_of(anchor.date)}" if anchor.precision == "quarter" else f"H{1 + (anchor.date.month > 6)}"  # noqa: PLR2004
        return f"{day.year:04}-{part}" if day else "XXXX"
    if unit in {"week", "fortnight"}:
        return _moved(anchor, "day", steps * (7 if unit == "week" else 14))
    return _moved(anchor, unit, steps)


def singular(unit: str) -> str:
    """Give the singular of a unit of time."""
    return "century" if unit == "centuries" else unit.removesuffix("s")


def year_before(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read the year-ago quarter, year-earlier: the same part of the year before."""
    groups = match.groupdict()
    if groups.get("n") and anchor.known_to("year"):
        number = ("first", "second", "third", "fourth").index(groups["n"] or "") + 1
        return Meaning("DATE", f"{stepped(anchor, 'year', -1)[:4]}-Q{number}")
    return Meaning("DATE", stepped(anchor, "year", -1))


def same_period(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read the same period of 2022, the corresponding quarter last year."""
    if match["y"] is None:
        return Meaning("DATE", stepped(anchor, "year", -1))
    return Meaning("DATE", _same_part(match["y"], anchor))


def _same_part(year: str, anchor: Anchor) -> str:
    if anchor.basis == "previous" and anchor.precision == "quarter" and anchor.date:
        return f"{year}-Q{quarter_of(anchor.date)}"
    return year


def latest(_: re.Match[str], anchor: Anchor) -> Meaning:
    """Read the latest quarter: the one last mentioned, else the last whole one."""
    if anchor.basis == "previous":
        return Meaning("DATE", _moved(anchor, "quarter", 0))
    return Meaning("DATE", _moved(anchor, "quarter", -1))


def full_year(_: re.Match[str], anchor: Anchor) -> Meaning:
    """Read the full year: the one in which the text was written."""
    return Meaning("DATE", _moved(anchor, "year", 0))


def year_ended(_: re.Match[str], __: Anchor) -> Meaning:
    """Read the year that ended or ends on a day named after it: a length."""
    return Meaning("DURATION", "P1Y")


def year_period(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Read the 1988 quarter: the quarter last mentioned, of that year."""
    return Meaning("DATE", _same_part(match["y"], anchor))


def years_quarter(match: re.Match[str], anchor: Anchor) -> Meaning:
    """Last year's third quarter, this year's quarter."""
    step = {"last": -1, "this": 0, "next": 1}.get(match["w"] or "", -1)
    moved = stepped(anchor, "year", step)
    if match["n"]:
        return Meaning("DATE", f"{moved[:4]}-Q{('first', 'second', 'third', 'fourth').index(match['n']) + 1}")
    return Meaning("DATE", moved)


RELATIVE_RULES = (
    Rule("day_word", DAY_WORD, day_word, context="title", cue="day", confidence=0.93),
    Rule("weekday", WEEKDAY, weekday, tensed=True, context="weekday", cue="weekday", confidence=0.86),
    Rule("this_unit", THIS_UNIT, this_unit, refers="compared", context="title", cue="said", confidence=0.72),
    Rule(
        "edged_unit",
        EDGED_UNIT,
        edged_unit,
        tensed=True,
        refers="unit",
        context="edged_unit",
        cue="unit",
        confidence=0.72,
    ),
    Rule("unit_end", UNIT_END, unit_end, refers="unit", context="unit_end", cue="end", confidence=0.85),
    Rule("same_unit", SAME_UNIT, same_unit, refers="previous", cue="said", confidence=0.68),
    Rule("day_beside", DAY_BESIDE, day_beside, refers="previous", context="day_beside", cue="day", confidence=0.7),
    Rule("part_of_day", PART_OF_DAY, part_of_day, refers="part", cue="part", confidence=0.85),
    Rule("ago", AGO, ago, refers="ago", cue="away", confidence=0.7),
    Rule("year_before", YEAR_AGO, year_before, refers="quarter", cue="a_year", confidence=0.9),
    Rule("same_period", SAME_PERIOD, same_period, refers="quarter", cue="period", confidence=0.8),
    Rule("year_ended", YEAR_ENDED, year_ended, context="year_ended", cue="a_year", confidence=0.75),
    Rule("full_year", FULL_YEAR, full_year, context="full_year", cue="a_year", confidence=0.8),
    Rule("latest", LATEST, latest, refers="quarter", cue="period", confidence=0.78),
    Rule("year_period", YEAR_PERIOD, year_period, refers="quarter", cue="period", confidence=0.85),
    Rule("years_quarter", YEARS_QUARTER, years_quarter, refers="quarter", cue="quarter", confidence=0.85),
)
