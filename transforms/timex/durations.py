"""Lengths of time, and how often something happens."""

from __future__ import annotations

import re

from transforms.calendar.names import WEEKDAYS, month_number, number_of, weekday_number
from transforms.timex.meaning import Anchor, Meaning
from transforms.timex.rule import Rule

LETTERS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "week": "{}W", "month": "{}M", "quarter": "{}Q",
    "year": "{}Y", "decade": "{}DE", "century": "{}CE", "night": "{}D", "morning": "{}D", "weekend": "{}W",
    "summer": "{}Y", "winter": "{}Y",
}  # fmt: skip
LEAD = "(?:the |these |those |its |his |her |their |our )?(?:(?P<lead>last|past|next|first|final|coming|previous|following|preceding|latest|initial|opening|subsequent|ensuing|intervening|remaining) )"
COUNT = (
    "(?P<approx>(?!(?:over|some|around|just|only) (?:the|his|her|its|their|our|those|these)\\b)<approx> )?(?:<lead>|(?:the|those|these) (?=<num> ))?(?P<n><num>|half an?|an?)(?:<sep>(?:more|additional|consecutive|straight|full|whole|long|short|successive|trading|working|business|solid|bloody))?"
    "(?P<half> and a half)?(?: |-)(?P<u><unit>|<units>|nights|summers|winters)(?P<half2> and a half)?(?:-(?:long|plus)| long)?(?P<more> or (?:so|more|less|longer|two))?(?!-(?:ago|earlier|old|end|on|over)\\b)"
)
RANGE_COUNT = "(?P<approx>(?!(?:over|some|around|just|only) the\\b)<approx> )?(?:the (?:last|next|past|first|coming) )?(?P<a><num>)(?:<sep>to<sep>|-| or )(?P<n><num>)(?:<sep>)(?P<u><unit>|<units>)"
VAGUE = (
    "(?P<approx>(?:the|only|just|within) )?(?:(?P<lead>last|past|next|first|final|coming|previous|following|preceding|subsequent|ensuing|intervening|early|recent|later) )?"
    "(?:(?:<vague>|couple of|recent|coming|past|previous) )(?:(?:more|full|short|long|additional) )?(?P<u><units>)"
)
LEAD_UNITS = "(?:the )(?!early hours)(?P<lead>last|past|next|first|final|coming|previous|following|preceding|subsequent|succeeding|ensuing|intervening|early|later|recent) (?P<u><units>)"
UNIT_PERIOD = "(?:an?|the|this|that) (?P<n><num>)-(?P<u><unit>)(?: time)? period"
BARE_UNITS = "(?P<u>days|weeks|months|years|decades|centuries|hours|minutes)"
SINGLE_LONG = "(?P<u>minute|hour|day|week|month|year|decade|century)s?<sep>long"
PER = "(?P<per>an?|per|each|every|/)(?: ?)(?P<u>second|minute|hour|day|week|month|quarter|year)(?!-)"
EACH = (
    "(?P<approx>almost |nearly )?(?P<w>each|every) (?:(?P<n>other|second|third|fourth|single|<num>) )?"
    "(?:(?P<u><unit>|<units>|weekend)|(?P<p>morning|afternoon|evening|night)|(?P<d><wday>)(?: (?P<dp><part>))?|(?P<m><month>)|(?P<s>spring|summer|autumn|fall|winter))"
)
EACH_OF = "each of (?:the|these|those|his|her|its|their) (?:(?:last|past|next|first|final|coming|previous|following|preceding) )?<num> (?P<u><units>)"
OFTEN = (
    "(?P<f>once|twice|(?:<num>|several) times) (?:a|an|per|each|every) (?P<u>hour|day|week|month|quarter|year|decade)"
)
LY = "(?P<w>hourly|daily|nightly|weekly|biweekly|fortnightly|monthly|bimonthly|annually|yearly|year-on-year|year-over-year|month-on-month)"
PLURAL_DAY = "(?P<d><wday>)s(?: (?P<dp><part>)s?)?|weekdays|weekends"
LY_VALUES = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "biweekly": "P2W",
    "fortnightly": "P2W", "monthly": "P1M", "bimonthly": "P2M", "annually": "P1Y", "yearly": "P1Y",
    "year-on-year": "P1Y", "year-over-year": "P1Y", "month-on-month": "P1M",
}  # fmt: skip
PART_LETTERS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
SEASON_LETTERS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
MODS = (
    ("EQUAL_OR_LESS", ("up to", "at most", "no more than", "not more than", "as long as", "as many as")),
    ("EQUAL_OR_MORE", ("at least", "no less than", "as little as")),
    ("LESS_THAN", ("nearly", "almost", "less than", "fewer than", "under", "just under")),
    ("MORE_THAN", ("more than", "over", "well over", "just over", "a little over a", "a little more than a")),
    ("APPROX", ("about", "around", "approximately", "roughly", "some", "an estimated")),
)


def approx_mod(words: str | None) -> str | None:
    """Give the TIMEX3 modifier of about, nearly, more than and the like."""
    text = re.sub(r"\s+", " ", words or "").strip()
    return next((mod for mod, forms in MODS if text in forms), None)


def length(count: float | str, unit: str) -> str:
    """Give the TIMEX3 value of so many units: P10M, PT24H, P1DE, PXY."""
    shown = count if isinstance(count, str) else f"{count:g}"
    return "P" + LETTERS[unit].format(shown)


def unit_of(word: str) -> str:
    """Give the singular of a unit of time."""
    return "century" if word == "centuries" else word.removesuffix("s")


def counted(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Four hours, a week, the past two years, an eight-year, half an hour, two and a half years."""
    number, unit = match["n"], unit_of(match["u"])
    if number.startswith("half"):
        return Meaning(
            "DURATION",
            {"hour": "PT30M", "century": "P50Y", "decade": "P5Y", "year": "P6M"}.get(unit, length(0.5, unit)),
        )
    count = 1.0 if number in {"a", "an"} else number_of(number)
    if count is None:
        return None
    count += 0.5 if match["half"] or match["half2"] else 0
    mod = approx_mod(match["approx"]) or ("APPROX" if match["more"] else None)
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    return Meaning("DURATION", length(count, unit), mod)


def unit_period(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Read a three-year period."""
    count = number_of(match["n"])
    return None if count is None else Meaning("DURATION", length(count, match["u"]))


def range_counted(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Two to three weeks, five or six days: the lower figure, and at least that."""
    count = number_of(match["a"])
    if count is None:
        return None
    return Meaning("DURATION", length(count, unit_of(match["u"])), "EQUAL_OR_MORE")


def vague(match: re.Match[str], _: Anchor) -> Meaning:
    """Several months, a few days, recent years; a couple is two."""
    if "couple" in match[0]:
        return Meaning("DURATION", length(2, unit_of(match["u"])), "APPROX")
    if (
        re.search("recent|past", match[0])
        and match["u"] == "years"
        and "few" not in match[0]
        and "several" not in match[0]
    ):
        return Meaning("DATE", "PAST_REF")
    return Meaning("DURATION", length("X", unit_of(match["u"])))


def long_one(match: re.Match[str], _: Anchor) -> Meaning:
    """Read a year-long trial."""
    return Meaning("DURATION", length(1, match["u"]))


def per(match: re.Match[str], _: Anchor) -> Meaning:
    """Read a day, per week: how often, or of a rate."""
    return Meaning("SET", length(1, match["u"]))


def each(match: re.Match[str], _: Anchor) -> Meaning | None:
    """Every day, each Thursday, every two years, every other week, every morning."""
    groups = match.groupdict()
    if groups["p"]:
        return Meaning("SET", f"XXXX-XX-XX{PART_LETTERS[groups['p']]}")
    if groups["d"]:
        part = PART_LETTERS[groups["dp"]] if groups["dp"] else ""
        return Meaning("SET", f"XXXX-WXX-{(weekday_number(groups['d']) or 0) + 1}{part}")
    if groups["m"]:
        return Meaning("SET", f"XXXX-{month_number(groups['m']) or 0:02}")
    if groups["s"]:
        return Meaning("SET", f"XXXX-{SEASON_LETTERS[groups['s']]}")
    return _each_unit(match["n"], match["u"])


def _each_unit(number: str | None, word: str) -> Meaning | None:
    if word == "weekend":
        return Meaning("SET", "XXXX-WXX-WE")
    nth = {None: 1.0, "single": 1.0, "other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0}
    count = nth[number] if number in nth else number_of(number or "")
    return None if count is None else Meaning("SET", length(count, unit_of(word)))


def each_of(match: re.Match[str], _: Anchor) -> Meaning:
    """Read each of the last three years: once in every one of them."""
    return Meaning("SET", length(1, unit_of(match["u"])))


def often(match: re.Match[str], _: Anchor) -> Meaning:
    """Twice a year, three times a week: the period; how often stands in the surface."""
    return Meaning("SET", length(1, match["u"]))


def ly(match: re.Match[str], _: Anchor) -> Meaning:
    """Daily, weekly, annually."""
    return Meaning("SET", LY_VALUES[match["w"]])


def plural_day(match: re.Match[str], _: Anchor) -> Meaning:
    """Mondays, Sunday evenings, weekends."""
    if match["d"] is None:
        return Meaning("SET", "XXXX-WXX-WE" if match[0] == "weekends" else "XXXX-WXX")
    part = PART_LETTERS[match["dp"]] if match["dp"] else ""
    return Meaning("SET", f"XXXX-WXX-{WEEKDAYS[match['d']] + 1}{part}")


DURATION_RULES = (
    Rule("counted", COUNT.replace("<lead>", LEAD), counted, context="counted", cue="unit", confidence=0.85),
    Rule("range", RANGE_COUNT, range_counted, cue="unit", confidence=0.5),
    Rule("vague", VAGUE, vague, context="vague", cue="unit", confidence=0.78),
    Rule("unit_period", UNIT_PERIOD, unit_period, cue="unit", confidence=0.8),
    Rule("lead_units", LEAD_UNITS, vague, cue="unit", confidence=0.8),
    Rule("bare_units", BARE_UNITS, vague, context="bare_units", cue="unit", confidence=0.75),
    Rule("long", SINGLE_LONG, long_one, cue="unit", confidence=0.85),
)
SET_RULES = (
    Rule("per", PER, per, context="per", cue="unit", confidence=0.8),
    Rule("each", EACH, each, cue="every", confidence=0.85),
    Rule("each_of", EACH_OF, each_of, cue="every", confidence=0.8),
    Rule("often", OFTEN, often, cue="often", confidence=0.85),
    Rule("ly", LY, ly, context="ly", cue="ly", confidence=0.6),
    Rule("plural_day", PLURAL_DAY, plural_day, cue="plural", confidence=0.8),
)
