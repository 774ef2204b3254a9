"""Reported happenings: visits, meetings, agreements, aid, sanctions, protests, clashes …, with who, whom, where and when."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.extractors.extractor import Extractor
from transforms.happenings.actors import THING_WORDS, THINGS, Sides, Story, is_somebody, sides_of
from transforms.happenings.chains import main_hits
from transforms.happenings.codebook import codebook
from transforms.happenings.nouns import find_nouns, nouns
from transforms.happenings.sentence import sentences_with
from transforms.happenings.verbs import SPLITTING
from transforms.happenings.when import story, when_and_where
from transforms.reading import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transforms.happenings.nouns import NounHit
    from transforms.happenings.sentence import Words
    from transforms.happenings.verbs import Hit
    from transforms.happenings.when import Day
    from transforms.reading import MentionRow, Reading


# The probability that type, status and both sides of a row are right, by rule: shares of right rows among the 108 that
# were found when the rules first saw 143 invented sentences, drawn towards the share over all of them, 0.81, as by ten rows.
CONFIDENCES = {"verb": 0.89, "verb_with_object": 0.75, "passive": 0.7, "passive_with_object": 0.7, "noun": 0.7}
# What is worth reporting even where nobody is named as doing it; words need a speaker, visits a visitor.
FORCE = frozenset(
    "attack clash arrest coercion protest sanction mobilisation operation disaster withdrawal aid appointment anniversary opening agreement_adoption policy_measure election".split()
)
# What a group of people may say without a name, if whom they say it to is named.
WORDS = frozenset("demand appeal accusation rejection threat support".split())
HOSTILE = frozenset("attack clash arrest coercion operation".split())
SPOKEN = (WORDS - {"support"}) | {"pledge", "invitation"}
BOTH = 2  # sides
# Words that stand for somebody who is named elsewhere.
STAND_INS = frozenset({"he", "she", "both", "two"}) | THING_WORDS


def find_event_mentions(reading: Reading) -> Iterator[EventRow]:
    """Give the happenings that the running text reports, one for each main or reported clause.

    Left out on purpose: what stands in relative clauses and other background, what merely can or may happen, and what
    is said not to have happened, and words and visits of nobody who is named. Offsets are those of the trigger, code points, end exclusive.
    """
    names = [name for name in reading.found.get("mentions", ()) if name.entity_number is not None]
    pair, day = main_countries(reading), story(reading)
    persons = [name for name in names if name.entity_type == "person"]
    things = [name for name in names if name.entity_type in THINGS]
    for words in sentences_with(reading, names, openings(), STAND_INS):
        if hits := main_hits(words):
            start = words.spans[0][0]
            known = Story(_last_before(persons, start), _last_before(things, start), pair)
            yield from _of_hits(reading, words, hits, known, day)
        elif words.names:
            yield from _of_nouns(reading, words, frozenset(), len(words.lower), day)


@cache
def openings() -> dict[str, frozenset[str]]:
    """Give every word that can begin a trigger, verb or noun, with those that must follow it; none: any may."""
    longer: dict[str, set[str]] = {}
    alone = set()
    for word, forms in codebook().items():
        for form in forms:
            longer.setdefault(word, set()).update([form.second, *SPLITTING] if form.second else ())
            alone.update([] if form.second else [word])
    for word, senses in nouns().items():
        for noun, _ in senses:
            longer.setdefault(word, set()).update(noun[1:2])
            alone.update([word] if len(noun) == 1 else [])
    return {word: frozenset(() if word in alone else seconds) for word, seconds in longer.items()}


def _last_before(names: Sequence[MentionRow], start: int) -> MentionRow | None:
    before = bisect_left(names, start, key=_start)
    return names[before - 1] if before else None


def _start(name: MentionRow) -> int:
    return name.start_char


def main_countries(reading: Reading) -> tuple[int, ...]:
    """Give the entity numbers of the two countries that a text names most."""
    countries = {
        entity.entity_number for entity in reading.found.get("entities", ()) if entity.entity_type == "country"
    }
    named = Counter(name.entity_number for name in reading.found.get("mentions", ()) if name.entity_number in countries)
    return tuple(number for number, _ in named.most_common(2))


def _of_hits(reading: Reading, words: Words, hits: Sequence[Hit], known_so_far: Story, day: Day) -> Iterator[EventRow]:
    """Give what the verbs of a sentence report, and then its nouns."""
    entities = reading.found.get("entities", ())
    known: dict[str, Sides] = {}
    said = len(words.lower)
    for hit in hits:
        sides = sides_of(words, hit, entities, known_so_far)
        if is_told(words, hit, sides, known):
            known.setdefault(hit.sense.event_type, sides)
            said = min(said, hit.first) if hit.sense.event_type in SPOKEN else said
            yield _row(reading, words, of_verb(hit, sides), day)
    if words.names:
        yield from _of_nouns(reading, words, frozenset(known), said, day)


def _of_nouns(reading: Reading, words: Words, known: frozenset[str], said: int, day: Day) -> Iterator[EventRow]:
    """Give what the nouns of a sentence report; `known` are the types of what its verbs do, `said` where they tell what was said."""
    for noun in find_nouns(words, reading.found.get("entities", ()), known):
        if noun.first > said or (known and noun.sense.event_type in HOSTILE):
            continue  # blamed for the bombing of a town, agreed on a visit: not said to have happened
        yield _row(reading, words, of_noun(noun), day)


def is_told(words: Words, hit: Hit, sides: Sides, known: Mapping[str, Sides]) -> bool:
    """Whether enough is said to make a row, which `known`, by types, does not hold already."""
    event_type = hit.sense.event_type
    if not sides.counterparts and not hit.sense.is_particular:
        if event_type in known and known[event_type].initiators == sides.initiators:
            return False  # rejected a plan, and said they also opposed …
        if hit.is_further and len(sides.initiators) < BOTH:
            return False  # praised the plan and urged people to wait
    if sides.initiators:
        return True
    return bool(sides.counterparts) and (event_type in FORCE or (event_type in WORDS and is_somebody(words, hit)))


class Report(NamedTuple):
    """What a verb and a noun report alike."""

    hit: Hit | NounHit
    sides: Sides
    event_type: str
    plover_type: str | None
    status: str
    rule: str


def of_verb(hit: Hit, sides: Sides) -> Report:
    """Give what a verb reports; who will support somebody promises it now."""
    if hit.sense.event_type == "support" and status_of(hit) == "planned":
        return Report(hit, sides, "pledge", plover_type(hit), "occurred", rule_of(hit))
    return Report(hit, sides, hit.sense.event_type, plover_type(hit), status_of(hit), rule_of(hit))


def of_noun(noun: NounHit) -> Report:
    """Give what a noun reports."""
    return Report(noun, noun.sides, noun.sense.event_type, noun.sense.plover_type, noun.status, "noun")


def _row(reading: Reading, words: Words, report: Report, day: Day) -> EventRow:
    hit, sense = report.hit, report.hit.sense
    told = when_and_where(reading, words, hit, day)
    return EventRow(
        words.spans[hit.first][0], words.spans[hit.after - 1][1], report.event_type, report.status,
        f"event_mentions.{report.rule}", CONFIDENCES[report.rule],
        plover_type=report.plover_type, plover_mode=sense.plover_mode, cameo_code=sense.cameo_code,
        initiator_numbers=report.sides.initiators, counterpart_numbers=report.sides.counterparts,
        place_number=told.place_number, begin_date=told.begin, end_date=told.end,
    )  # fmt: skip


def rule_of(hit: Hit) -> str:
    """Name what made the row: verb or passive, with or without an object that the codebook asks for."""
    return ("passive" if hit.is_passive else "verb") + ("_with_object" if hit.sense.is_particular else "")


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
    version="3",
    find=find_event_mentions,
    needs=("timexes", "mentions", "entities"),
)
