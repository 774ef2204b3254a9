"""The building blocks of the grammar's patterns.

A pattern is an ordinary regular expression over folded text (lower case, plain quotes and hyphens) in which a space
stands for one to four white-space characters and `<name>` for the block of that name.
"""

from __future__ import annotations

import re

from transforms.calendar.names import MONTH_NAMES, ORDINAL_NAMES, WEEKDAY_NAMES

SPACE, MAYBE_SPACE = r"\s{1,4}", r"\s{0,4}"
PLACEHOLDER = re.compile(r"(?<!P)<(\w+)>")
UNITS = ("second", "minute", "hour", "day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade")
PLURALS = (*(f"{unit}s" for unit in UNITS), "centuries", "nights", "mornings", "summers", "winters")

TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ONES = "one|two|three|four|five|six|seven|eight|nine"

BLOCKS = {
    "sep": r"(?:-| )",
    "month": rf"(?:{'|'.join(MONTH_NAMES)}|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)",
    "wday": rf"(?:{'|'.join(WEEKDAY_NAMES)})",
    "anywday": rf"(?:{'|'.join(WEEKDAY_NAMES)}|(?:mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun)\b\.?)",
    "mday": r"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?![.,]\d))",
    "year": r"(?:(?:1\d|20)\d\d\b(?!,\d|\.\d|%))",
    "yearword": rf"(?:(?:eighteen|nineteen|twenty)<sep>(?:hundred|(?:oh|o)<sep>(?:{ONES})|{TEENS}|(?:{TENS})(?:<sep>(?:{ONES}))?))",
    "numword": (
        rf"(?:(?:{TENS})(?:<sep>(?:{ONES}))?|{TEENS}|(?:(?:a|one|two|three|four|five) )?hundred(?: and (?:{TENS}|{TEENS}|{ONES}))?"
        rf"|(?:a|one|two) thousand|{ONES})"
    ),
    "num": r"(?:\d{1,4}(?:\.\d{1,2}|,\d{3})?|<numword>)",
    "ordinal": rf"(?:\d{{1,3}}(?:st|nd|rd|th)|twenty-first|twenty-second|{'|'.join(ORDINAL_NAMES)})",
    "vague": r"(?:several|many|(?:a |the )?few|some|a number of|countless|a couple|a couple of|a couple more|untold)",
    "unit": r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|century)",
    "units": r"(?:seconds|minutes|hours|days|weeks|fortnights|months|quarters|years|decades|centuries)",
    "season": r"(?:spring|summer|autumn|fall|winter)",
    "part": r"(?:morning|afternoon|evening|night)",
    "approx": (
        r"(?:about|around|approximately|roughly|nearly|almost|some|more than|less than|fewer than|well over|just over|"
        r"just under|just|over|under|at least|at most|up to|no more than|not more than|no less than|only|barely|as many as|an estimated|"
        r"as little as|as long as|another|an additional|a further|a mere|a full)"
    ),
    "edge": (
        r"(?:(?:the |its )?(?:very )?(?:early|earlier|late|later)(?: in| on| part of)?(?: the)? "
        r"|(?:the )?mid(?:dle)?(?:-| |-to-late-| to late )"
        r"|(?:the )?(?:(?:very )?(?:beginning|start|end|close|middle|turn|height)|(?:early|latter|later|first|last|middle) (?:part|days|months|weeks|years|stages)) of (?:the )?)"
    ),
    "said": r"(?:last|next|this|this past|this coming|the past|the coming|the following|the previous|that|the same|the next|the last)",
    "zone": r"(?:(?:local time|gmt|utc|[ecmp][sd]?t|bst|cest|cet|ist|jst|hkt|sgt|ict|(?:eastern|central|mountain|pacific|beijing|moscow|london)(?: standard| daylight)?(?: time)?)\b)",
}


def expand(pattern: str) -> str:
    """Give a pattern with its blocks and spaces written out."""
    while PLACEHOLDER.search(pattern):
        pattern = PLACEHOLDER.sub(lambda match: BLOCKS[match[1]], pattern)
    return pattern.replace(" ?", MAYBE_SPACE).replace(" ", SPACE)
