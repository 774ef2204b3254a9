"""When and where a happening takes place: the time expression and the place of its own clause, else the dateline's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from transforms.happenings.nouns import NounHit
    from transforms.happenings.sentence import Words
    from transforms.happenings.verbs import Hit
    from transforms.reading import Reading, TimexRow

PLACES = frozenset({"place", "facility", "country"})
LOCATIVE = frozenset({"in", "at", "near", "to", "inside", "outside"})


def when_and_where(reading: Reading, words: Words, hit: Hit | NounHit) -> tuple[datetime.date | None, datetime.date | None, int | None]:
    """Give first day, last day and the place's entity number, each None where the sentence does not say."""
    timex = _nearest(reading, words, hit)
    begin, end = (timex.begin_date, timex.end_date) if timex else (None, None)
    return begin, end, _place(words, hit)


def _nearest(reading: Reading, words: Words, hit: Hit | NounHit) -> TimexRow | None:
    """Give the dated expression of the sentence that is nearest to the trigger; a range before its own ends."""
    start, end = words.spans[0][0], words.spans[-1][1]
    middle = words.spans[hit.first][0]
    dated = [t for t in reading.found.get("timexes", ()) if start <= t.start_char < end and t.begin_date is not None and t.timex_type in {"DATE", "TIME"}]
    return min(dated, key=lambda t: ("/" not in t.value and _is_end(t, dated), abs(t.start_char - middle)), default=None)


def _is_end(timex: TimexRow, dated: list[TimexRow]) -> bool:
    return any(o is not timex and o.start_char <= timex.start_char and timex.end_char <= o.end_char for o in dated)


def _place(words: Words, hit: Hit | NounHit) -> int | None:
    """Give the first place that stands after "in", "at" and the like behind the trigger."""
    for name in words.names_between(hit.after, words.clause_end(hit.after)):
        if name.entity_type in PLACES and name.mention_kind == "name" and _before(words, name.start_char) in LOCATIVE:
            return name.entity_number
    return None


def _before(words: Words, start: int) -> str:
    previous = ""
    for word, (left, _) in zip(words.lower, words.spans, strict=True):
        if left >= start:
            break
        previous = word if word != "the" else previous
    return previous
