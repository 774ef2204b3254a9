"""Reported happenings: visits, meetings, agreements, aid, sanctions, protests, clashes …, with who, whom, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.happenings.actors import sides_of
from transforms.happenings.nouns import find_nouns
from transforms.happenings.sentence import words_of
from transforms.happenings.verbs import find_hits
from transforms.happenings.when import when_and_where
from transforms.reading import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.happenings.nouns import NounHit
    from transforms.happenings.sentence import Words
    from transforms.happenings.verbs import Hit
    from transforms.reading import Reading


def find_event_mentions(reading: Reading) -> Iterator[EventRow]:
    """Give the happenings that the running text reports, one for each main or reported clause.

    Left out on purpose: what stands in relative clauses and other background, what merely can or may happen, and what
    is said not to have happened. Offsets are those of the trigger, code points, end exclusive.
    """
    names = [name for name in reading.found.get("mentions", ()) if name.entity_number is not None]
    entities = reading.found.get("entities", ())
    for sentence in reading.sentences:
        words = words_of(reading, names, sentence.start_char, sentence.end_char)
        hits = list(main_hits(words))
        yield from (_row(reading, words, hit) for hit in hits)
        if len(words.names) > 1:
            types = frozenset(hit.sense.event_type for hit in hits)
            yield from (_noun_row(reading, words, noun) for noun in find_nouns(words, entities, types))


def main_hits(words: Words) -> Iterator[Hit]:
    """Give the triggers that head a clause: the first of each chain (agreed to share), none in the background."""
    end = 0
    for hit in find_hits(words):
        if hit.first < end or hit.is_possible or is_background(words, hit):
            continue
        if hit.is_negated and not (hit.is_future or hit.sense.plover_type == "reject"):
            continue
        end = words.clause_end(hit.after)
        yield hit


def is_background(words: Words, hit: Hit) -> bool:
    """Whether the trigger stands in a relative or other subordinate clause."""
    start = words.clause_start(hit.group)
    opener = words.lower[start - 1] if start else ""
    return opener not in {"", "that", ":", ";", "—", "–"} and not words.is_reported(start)


def _row(reading: Reading, words: Words, hit: Hit) -> EventRow:
    entities = reading.found.get("entities", ())
    sides = sides_of(words, hit, entities)
    begin, end, place = when_and_where(reading, words, hit)
    start_char, end_char = words.spans[hit.first][0], words.spans[hit.after - 1][1]
    return EventRow(
        start_char, end_char, hit.sense.event_type, status_of(hit), f"event_mentions.{rule_of(hit)}", 0.7,
        plover_type=plover_type(hit), plover_mode=hit.sense.plover_mode, cameo_code=hit.sense.cameo_code,
        initiator_numbers=sides.initiators, counterpart_numbers=sides.counterparts,
        place_number=place, begin_date=begin, end_date=end,
    )  # fmt: skip


def _noun_row(reading: Reading, words: Words, noun: NounHit) -> EventRow:
    begin, end, place = when_and_where(reading, words, noun)
    return EventRow(
        words.spans[noun.first][0], words.spans[noun.after - 1][1], noun.sense.event_type, noun.status, "event_mentions.noun", 0.6,
        plover_type=noun.sense.plover_type, plover_mode=noun.sense.plover_mode, cameo_code=noun.sense.cameo_code,
        initiator_numbers=noun.sides.initiators, counterpart_numbers=noun.sides.counterparts,
        place_number=place, begin_date=begin, end_date=end,
    )  # fmt: skip


def rule_of(hit: Hit) -> str:
    """Name what made the row: verb or passive, with or without an object that the codebook asks for."""
    return ("passive" if hit.is_passive else "verb") + ("_with_object" if hit.sense.objects else "")


def status_of(hit: Hit) -> str:
    """Say whether it happened, as of the document."""
    if hit.is_negated:
        return "denied"
    if hit.is_obliged:
        return "called_for"
    if hit.is_future:
        return "planned"
    return "ongoing" if hit.is_ongoing else "occurred"


def plover_type(hit: Hit) -> str | None:
    """Give the PLOVER root: what is only announced is an agreement or a threat, what is refused a rejection."""
    sense = hit.sense
    if sense.plover_type is None:
        return None
    if hit.is_obliged:
        return "request"
    if hit.is_negated:
        return "reject"
    if hit.is_future and sense.plover_type not in {"request", "reject", "accuse"}:
        return "agree" if sense.is_cooperative else "threaten"
    return sense.plover_type


EXTRACTOR = Extractor(
    name="event_mentions",
    table="event_mentions",
    version="1",
    find=find_event_mentions,
    needs=("timexes", "mentions", "entities"),
)
