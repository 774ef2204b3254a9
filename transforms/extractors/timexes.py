"""Expressions of time: found, and resolved on the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.timex.candidates import find_readings
from transforms.timex.meaning import NOWHERE, Anchor
from transforms.timex.occurrences import Bounds, find_occurrences, written_year
from transforms.timex.rows import Resolver
from transforms.timex.timeline import Timeline, is_narrative

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from transforms.reading import Reading, TimexRow
    from transforms.timex.candidates import Candidate

# Expressions that point from the day of writing, as news does and a narrative seldom does.
DEICTIC = frozenset({"day_word", "weekday", "this_unit", "ago", "part_of_day"})


def find_timexes(
    text: str,
    *,
    published: datetime.date | None = None,
    published_precision: str | None = "day",
    dateline: datetime.date | None = None,
    sentences: Sequence[tuple[int, int]] | None = None,
) -> list[TimexRow]:
    """Give the expressions of time in a text, resolved; offsets are code points, end exclusive, rows in order.

    Relative ones are resolved against the dateline's date, else the published date as finely as it is known. Without
    both they stay unresolved (XXXX-WXX-4). A range gives its two ends and the whole. `sentences` are (start, end).

    >>> [(row.value, row.anchor_basis) for row in find_timexes("He left on May 3, 2021.")]
    [('2021-05-03', 'none')]
    """
    stretches = list(find_readings(text))
    if not stretches:
        return []
    spoken = Anchor(published, published_precision or "day", "published") if published else NOWHERE
    if dateline:
        spoken = Anchor(dateline, "day", "dateline")
    narrative = tells_of_other_times([each for stretch in stretches for each in stretch.candidates()], spoken)
    found = list(find_occurrences(text, stretches, narrative=narrative))
    resolver = Resolver(text, Timeline(spoken, narrative=narrative), Bounds(text, sentences))
    rows = {(row.start_char, row.end_char): row for row in resolver.rows(found)}
    return [rows[span] for span in sorted(rows)]


def tells_of_other_times(candidates: Sequence[Candidate], spoken: Anchor) -> bool:
    """Whether the text is a narrative, as far as its readings tell."""
    years = [int(year) for candidate in candidates if (year := written_year(candidate.parsed)).isdecimal()]
    years += [0 for candidate in candidates if candidate.parsed.rule.name == "bc_year"]
    deictic = sum(1 for candidate in candidates if candidate.parsed.rule.name in DEICTIC)
    return is_narrative(years, deictic, spoken)


def find_in(reading: Reading) -> list[TimexRow]:
    """Give the expressions of time in the text of a reading but its boilerplate."""
    header = reading.header
    return find_timexes(
        reading.masked,
        published=header.published_date,
        published_precision=header.published_precision,
        dateline=header.dateline_date,
        sentences=[sentence[:2] for sentence in reading.sentences],
    )


EXTRACTOR = Extractor(name="timexes", table="timexes", version="1", find=find_in)
