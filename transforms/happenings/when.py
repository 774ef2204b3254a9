"""When and where a happening takes place: the time expression and the place of its own clause, else the dateline's day."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime

    from transforms.happenings.nouns import NounHit
    from transforms.happenings.sentence import Words
    from transforms.happenings.verbs import Hit
    from transforms.reading import Reading, TimexRow

PLACES = frozenset({"place", "facility", "country"})
LOCATIVE = frozenset({"in", "at", "near", "to", "inside", "outside"})


# Acts of speech and the like happen on the day that the story tells of, where their own sentence names no day.
OF_THE_DAY = frozenset(
    ["phone_call", "meeting", "appeal", "pledge", "support", "signing", "demand", "accusation", "rejection", "threat"]
)
LEAD_SENTENCES = 2


# Of these, what is said of the story's day is also said at its place: a call is made from somewhere else.
AT_THE_PLACE = OF_THE_DAY - {"phone_call"}


class Day(NamedTuple):
    """What a text says of its story: its day, and the entity number of its place."""

    date: datetime.date | None
    place_number: int | None


class Told(NamedTuple):
    """First and last day and place of a happening, each None where the text does not say."""

    begin: datetime.date | None
    end: datetime.date | None
    place_number: int | None


def when_and_where(reading: Reading, words: Words, hit: Hit | NounHit, day: Day) -> Told:
    """Give when and where: by the time expression of the sentence, else, for acts of the day, by the story's day."""
    timex, place = _nearest(reading, words, hit), _place(words, hit)
    if timex is not None:
        return Told(timex.begin_date, timex.end_date, place)
    if hit.sense.event_type not in OF_THE_DAY:
        return Told(None, None, place)
    is_there = place is None and hit.sense.event_type in AT_THE_PLACE
    return Told(day.date, day.date, day.place_number if is_there else place)


def story(reading: Reading) -> Day:
    """Give the day and place that the story tells of."""
    return Day(story_day(reading), story_place(reading))


def story_place(reading: Reading) -> int | None:
    """Give the entity of the dateline's place, if the text names it."""
    if reading.header.dateline_place is None:
        return None
    wanted = reading.header.dateline_place.casefold()
    named = (e.entity_number for e in reading.found.get("entities", ()) if e.name.casefold() == wanted)
    return next(named, None)


def story_day(reading: Reading) -> datetime.date | None:
    """Give the day that the story tells of: the dateline's, else the first past day that the lead names."""
    if reading.header.dateline_date is not None:
        return reading.header.dateline_date
    lead = reading.sentences[:LEAD_SENTENCES]
    if not lead:
        return None
    days = (
        timex.begin_date
        for timex in reading.found.get("timexes", ())
        if lead[0].start_char <= timex.start_char < lead[-1].end_char
        and timex.tense == "past"
        and timex.begin_date is not None
        and timex.begin_date == timex.end_date
    )
    return next(days, None)


def _nearest(reading: Reading, words: Words, hit: Hit | NounHit) -> TimexRow | None:
    """Give the dated expression that follows the trigger in its sentence, else the one before it; a range, not its ends."""
    start, end = words.spans[0][0], words.spans[-1][1]
    middle = words.spans[hit.first][0]
    timexes = reading.found.get("timexes", ())
    first = bisect_left(timexes, start, key=_start)
    after = bisect_left(timexes, end, lo=first, key=_start)
    dated = [t for t in timexes[first:after] if t.begin_date is not None and t.timex_type in {"DATE", "TIME"}]
    whole = [t for t in dated if not _is_end(t, dated)]
    return min(whole, key=lambda t: (t.start_char < middle, abs(t.start_char - middle)), default=None)


def _start(timex: TimexRow) -> int:
    return timex.start_char


def _is_end(timex: TimexRow, dated: list[TimexRow]) -> bool:
    return any(o is not timex and o.start_char <= timex.start_char and timex.end_char <= o.end_char for o in dated)


def _place(words: Words, hit: Hit | NounHit) -> int | None:
    """Give the first place that stands after "in", "at" and the like behind the trigger."""
    for name in words.names_between(hit.after, words.clause_end(hit.after)):
        if name.entity_type in PLACES and name.mention_kind == "name" and words.before(name) in LOCATIVE:
            return name.entity_number
    return None
