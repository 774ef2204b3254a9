"""Named days out of `holidays.csv`, and words that only refer to a time out of `time_words.csv`."""

from __future__ import annotations

import re

from transforms.calendar.arithmetic import nearest_year
from transforms.calendar.holidays import holiday_date, holiday_rules
from transforms.calendar.values import day_value
from transforms.lexicon_rows import rows_of
from transforms.timex.dates import edge_mod, related_year
from transforms.timex.meaning import Anchor, Meaning
from transforms.timex.rule import Rule

WORD_ROWS = {row["form"]: row for row in rows_of("time_words.csv")}


def _alternatives(forms: list[str]) -> str:
    return "|".join(re.escape(form).replace("\\ ", " ") for form in sorted(forms, key=len, reverse=True))


HOLIDAY = (
    f"(?P<edge><edge>)?(?:(?:this|last|next) )?(?P<h>{_alternatives(list(holiday_rules()))})"
    "(?P<w> (?:week|weekend))?(?:,? (?:of |in )?(?P<y><year>)| (?:of )?(?P<ry>(?:last|this|next|that) year))?"
)
# One rule for each set of conditions, see `context`.
WORDS = {
    kind: f"(?P<w>{_alternatives([form for form, row in WORD_ROWS.items() if row['kind'] == kind])})"
    for kind in sorted({row["kind"] for row in WORD_ROWS.values()})
}


def holiday(match: re.Match[str], anchor: Anchor) -> Meaning | None:
    """Read a named day: of the year named, else the one nearest to the anchor."""
    form = re.sub(r"\s+", " ", match["h"])
    year = int(match["y"]) if match["y"] else _holiday_year(form, match["ry"], anchor)
    day = holiday_date(holiday_rules()[form], year) if year else None
    if day is None:
        return Meaning("DATE", "XXXX-XX-XX" if year is None else f"{year}-XX-XX", edge_mod(match["edge"]))
    if match["w"]:
        iso = day.isocalendar()
        return Meaning("DATE", f"{iso.year}-W{iso.week:02}" + ("-WE" if "end" in match["w"] else ""))
    return Meaning("DATE", day_value(day), edge_mod(match["edge"]))


def _holiday_year(form: str, related: str | None, anchor: Anchor) -> int | None:
    if related:
        return related_year(related, anchor)
    seen = anchor.known_to("month")
    known = anchor.known_to("year")
    if seen is None or known is None:
        return known.year if known else None
    day = holiday_date(holiday_rules()[form], seen.year)
    return nearest_year(seen, day.month, min(day.day, 28)) if day else seen.year


def word(match: re.Match[str], _: Anchor) -> Meaning:
    """Now, recently, the future: no place on the calendar."""
    return Meaning("DATE", WORD_ROWS[re.sub(r"\s+", " ", match["w"])]["target_id"])


NAMED_RULES = (
    Rule("holiday", HOLIDAY, holiday, tensed=True, context="holiday", confidence=0.75),
    *(Rule(f"word_{kind}", pattern, word, context=f"word_{kind}", confidence=0.76) for kind, pattern in WORDS.items()),
)
