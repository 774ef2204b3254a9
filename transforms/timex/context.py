"""Whether a reading is an expression of time where it stands: the tests, by the rules' `context`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.timex import context_dates, context_lengths

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.timex.beside import Occurrence


def word_here(found: Occurrence) -> bool:
    """Accept a word that refers to a time, not as part of a name."""
    if found.surface.lower() == "the past":
        return found.next_word.lower() not in {"few", "several", "two", "three"}
    return not (found.surface[0].isupper() and found.next_word[:1].isupper() and found.previous_word[:1].isupper())


def news_word_here(found: Occurrence) -> bool:
    """Soon, in texts about their own time."""
    return not found.narrative and found.previous_word.lower() not in {"as", "too", "how"}


def narrative_word_here(found: Occurrence) -> bool:
    """Former, in texts about another time."""
    return found.narrative


CONTEXTS: dict[str, Callable[[Occurrence], bool]] = {
    "month": context_dates.month_here,
    "year": context_dates.year_here,
    "quarter": context_dates.quarter_here,
    "season": context_dates.season_here,
    "weekday": context_dates.weekday_here,
    "date": context_dates.date_here,
    "counted": context_lengths.counted_here,
    "vague": context_lengths.vague_here,
    "bare_units": context_lengths.bare_units_here,
    "per": context_lengths.per_here,
    "ly": context_lengths.ly_here,
    "decade": context_dates.decade_here,
    "edged_unit": context_dates.edged_unit_here,
    "unit_end": context_dates.unit_end_here,
    "clock": context_lengths.clock_here,
    "night": context_lengths.night_here,
    "holiday": context_dates.holiday_here,
    "day_beside": context_dates.day_beside_here,
    "title": context_dates.title_here,
    "word_future": context_lengths.future_word_here,
    "word_word": word_here,
    "word_news": news_word_here,
    "year_ended": context_dates.year_ended_here,
    "full_year": context_dates.full_year_here,
    "word_narrative": narrative_word_here,
}
