"""What an expression is resolved against, and what it then means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.calendar.values import period_of

if TYPE_CHECKING:
    import datetime

# From fine to coarse. An anchor serves an expression that needs its own or a coarser precision.
PRECISIONS = ("day", "week", "month", "quarter", "half", "year", "decade", "century")
FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
    (re.compile(r"\d{4}-W\d\d"), "week"),
    (re.compile(r"\d{4}-\d\d(?:-XX)?$"), "month"),
    (re.compile(r"\d{4}-(?:Q\d|SP|SU|FA|WI)"), "quarter"),
    (re.compile(r"\d{4}-H\d"), "half"),
    (re.compile(r"\d{4}$"), "year"),
    (re.compile(r"\d{3}$"), "decade"),
    (re.compile(r"\d{2}$"), "century"),
)


class Anchor(NamedTuple):
    """The time that an expression is resolved against.

    `date` is the first day of the anchor and `precision` how much of it is known: a record published in 2021 has
    2021-01-01 and year. `basis` and `tense` are as in the table.
    """

    date: datetime.date | None = None
    precision: str = "day"
    basis: str = "none"
    tense: str = "none"

    def known_to(self, precision: str) -> datetime.date | None:
        """Give the date if it is known as finely as that, else None."""
        return self.date if PRECISIONS.index(self.precision) <= PRECISIONS.index(precision) else None


NOWHERE = Anchor()


class Meaning(NamedTuple):
    """What an expression means: TIMEX3 type, value and modifier."""

    timex_type: str
    value: str
    mod: str | None = None


def precision_of(value: str) -> str | None:
    """Give how finely a TIMEX3 value is fixed; None if it has no place on the calendar.

    >>> precision_of("1989-Q3"), precision_of("XXXX-WXX-4")
    ('quarter', None)
    """
    return next((precision for pattern, precision in FORMS if pattern.match(value)), None)


@lru_cache(maxsize=32768)
def anchor_at(value: str, basis: str = "previous", tense: str = "none") -> Anchor | None:
    """Give the anchor that a value makes for expressions that refer back to it; None if it is not on the calendar."""
    precision, period = precision_of(value), period_of(value)
    if precision is None or period is None:
        return None
    return Anchor(period.begin, precision, basis, tense)
