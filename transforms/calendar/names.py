"""The English names of months, weekdays, seasons and numbers, in lower case."""

from __future__ import annotations

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Two letters as TIMEX3 has them.
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

MONTHS = (
    {name: number for number, name in enumerate(MONTH_NAMES, 1)}
    | {name[:3]: number for number, name in enumerate(MONTH_NAMES, 1)}
    | {"sept": 9}
)
WEEKDAYS = (
    {name: number for number, name in enumerate(WEEKDAY_NAMES)}
    | {name[:3]: number for number, name in enumerate(WEEKDAY_NAMES)}
    | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {word: number for number, word in enumerate(ONES)} | dict(zip(TENS, range(20, 100, 10), strict=True))
SCALES = {"hundred": 100, "thousand": 1000}
ORDINAL_NAMES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
ORDINALS = {word: number for number, word in enumerate(ORDINAL_NAMES, 1)} | {
    "twenty-first": 21,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
}


def month_number(name: str) -> int | None:
    """Give 1 to 12 for a month's name or short form, with or without a full stop; None for anything else.

    >>> month_number("Sept.")
    9
    """
    return MONTHS.get(name.lower().rstrip("."))


def weekday_number(name: str) -> int | None:
    """Give 0 (Monday) to 6 (Sunday) for a weekday's name or short form; None for anything else."""
    return WEEKDAYS.get(name.lower().rstrip("."))


def number_of(words: str) -> float | None:
    """Give the value of a number in digits or words up to the thousands; None if it is no number.

    >>> number_of("twenty-one"), number_of("a hundred and ten"), number_of("1,500")
    (21.0, 110.0, 1500.0)
    """
    text = words.lower().replace(",", "").strip()
    if text.replace(".", "", 1).isdecimal():
        return float(text)
    total, current = 0, 0
    for word in text.replace("-", " ").split():
        if word in SMALL:
            current += SMALL[word]
        elif word in SCALES:
            current = max(current, 1) * SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        elif word not in {"a", "an", "and"}:
            return None
    return float(total + current) or None


def ordinal_of(word: str) -> int | None:
    """Give the number of an ordinal (third, 3rd, 21st); None if it is none."""
    text = word.lower()
    digits = text.rstrip("stndrh")
    if digits.isdecimal():
        return int(digits)
    return ORDINALS.get(text)
