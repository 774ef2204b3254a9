"""Clock times and parts of the day, alone or with their day."""

from __future__ import annotations

import re

from transforms.calendar.names import number_of
from transforms.timex.meaning import Anchor, Meaning
from transforms.timex.relative import PARTS
from transforms.timex.rule import Rule
from transforms.timex.words import expand

CLOCK = (
    "(?P<approx>(?:about|around|approximately) )?(?:(?P<h>\\d{1,2})(?:[:.](?P<mi>\\d\\d))?(?::\\d\\d)?(?: |-)?(?P<ap>a\\.m\\.?|p\\.m\\.?|am|pm|o'clock)(?: (?:in|on) the <part>)?"
    "|(?P<h24>[01]?\\d|2[0-4]):(?P<mi24>[0-5]\\d)(?::[0-5]\\d)?(?: hours| hrs)?|(?P<hw><numword>) (?P<apw>a\\.m\\.?|p\\.m\\.?|o'clock)|(?P<noon>noon|midnight|midday)"
    "|(?P<h00>[01]\\d|2[0-3])(?P<mi00>[0-5]\\d)(?= hours| hrs| gmt| utc)(?: hours| hrs)?)(?:,? \\(?<zone>\\)?)?"
)
PART = (
    "(?P<edge>(?:the )?(?:very )?(?:early|earlier|late|later|mid)(?:<sep>| in the ))?(?:the )?"
    "(?P<p>(?:early |late )?(?:morning|afternoon|evening|night|dawn|dusk))(?P<hours> hours)?"
)
# What joins a time of the day to its day, and a day to its time.
CLOCK_LINK = re.compile(expand("(?:,? on (?:the )?|,? of (?:the )?|,? )"))
PART_LINK = re.compile(expand("(?: of (?:the )?| on | (?=yesterday|today|tomorrow|<wday>))"))
DAY_LINK = re.compile(expand("(?:,? (?:at |around |about |@ )|,? )"))
CLOCK_HEAD = re.compile(expand(CLOCK))
PART_HEAD = re.compile(expand(PART))
NIGHT = "(?P<approx>late |the early |early |mid-)?(?:(?:the |one )?(?P<p>night|morning|afternoon|evening|mid-morning|mid-afternoon|night-time|nighttime|daytime)|overnight)"


def clock_value(match: re.Match[str]) -> str | None:
    """Give T and the time of the clock in 24 hours; T24:00 for midnight. The zone is dropped, as in TIMEX3 practice."""
    if match["noon"]:
        return "T24:00" if match["noon"] == "midnight" else "T12:00"
    hour_text = match["h"] or match["h24"] or match["h00"] or str(int(number_of(match["hw"]) or 99))
    minute = match["mi"] or match["mi24"] or match["mi00"] or "00"
    hour, half = int(hour_text), (match["ap"] or match["apw"] or "").replace(".", "")
    if half in {"am", "pm"}:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99  # noqa: PLR2004 - a clock
    elif half and re.search("afternoon|evening|night", match[0]) and hour < 12:  # noqa: PLR2004 - a clock
        hour += 12
    return f"T{hour:02}:{minute}" if hour <= 24 and int(minute) < 60 else None  # noqa: PLR2004 - a clock


def clock(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read a time of the day on which the text was written, or of the last day mentioned."""
    value = clock_value(match)
    day = anchor.known_to("day")
    mod = "APPROX" if match["approx"] else None
    return Meaning("TIME", (day.isoformat() if day else "XXXX-XX-XX") + value, mod) if value else None


def timed(match: re.Match[str], day: Meaning) -> Meaning | None:
    """Read a clock time or part of the day together with its day: 10 p.m. Wednesday, the night of May 13."""
    if day.timex_type != "DATE" or not re.fullmatch(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|W[\dX]{2}-\d)", day.value):
        return None
    if "ap" in match.re.groupindex:
        value = clock_value(match)
        return Meaning("TIME", day.value + value, "APPROX" if match["approx"] else None) if value else None
    return Meaning("TIME", day.value + part_of(match["p"]), part_mod((match["edge"] or "") + match["p"]))


def part_of(word: str) -> str:
    """Give the TIMEX3 letters of a part of the day."""
    if word in {"noon", "midnight"}:
        return "T12:00" if word == "noon" else "T24:00"
    found = re.search("morning|afternoon|evening|night|dawn|dusk", word)
    key = found[0] if found else "day"
    return {**PARTS, "dawn": "TMO", "dusk": "TEV", "day": "TDT"}[key]


def part_mod(words: str) -> str | None:
    """Give the modifier of early, mid- and late parts of a day."""
    if "mid-" in words or words.startswith("mid"):
        return "MID"
    return "START" if "early" in words else "END" if "late" in words else None


def night(match: re.Match[str], _: Anchor) -> Meaning:
    """Read a part of no certain day: at night, overnight."""
    return Meaning("TIME", "XXXX-XX-XX" + part_of(match["p"] or "night"), part_mod(match["approx"] or ""))


CLOCK_RULES = (
    Rule("clock", CLOCK, clock, refers="part", context="clock", cue="clock", confidence=0.7),
    Rule("night", NIGHT, night, context="night", cue="night", confidence=0.6),
)
