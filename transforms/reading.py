"""One document as the extractors see it, and the rows that they find in it.

Rows are tuples whose fields carry the names of the table's columns in the first half (`Table.document_schema`), without
`document_id`, `sentence_number` and `surface`, which `spans` adds. Entities are numbers within the document: positions
in the list of `EntityRow`s.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from transforms.names.document import NameFinder

OwnNames = tuple[tuple[tuple[str, str], ...], ...]
# Bylines and sources are left out: they stand inside one of these, or in running text as evidence ("told the …").
UNREAD = frozenset({"nav", "header", "factbox", "footer", "photo_credit"})


class Zone(NamedTuple):
    """A piece of metadata or boilerplate: row of `zones`."""

    zone: str
    start_char: int
    end_char: int
    value: str | None
    rule: str


class Sentence(NamedTuple):
    """A sentence of the running text: row of `sentences`."""

    start_char: int
    end_char: int
    paragraph_number: int


class TimexRow(NamedTuple):
    """An expression of time: row of `timexes`."""

    start_char: int
    end_char: int
    timex_type: str
    value: str
    rule: str
    confidence: float
    mod: str | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None
    anchor_date: datetime.date | None = None
    anchor_basis: str = "none"
    tense: str = "none"
    anchor_precision: str | None = None


class MentionRow(NamedTuple):
    """A name: row of `mentions`; `entity_number` is its thing's place in the document's list of entities."""

    start_char: int
    end_char: int
    mention_kind: str
    entity_type: str
    entity_number: int | None
    rule: str
    confidence: float


class EntityRow(NamedTuple):
    """A thing that the document names: row of `document_entities`."""

    entity_number: int
    entity_type: str
    name: str
    lexicon_id: str | None
    country_code: str | None
    aliases: list[str]
    slug: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class MetricRow(NamedTuple):
    """A quantity: row of `metrics`."""

    start_char: int
    end_char: int
    value: float
    kind: str
    rule: str
    confidence: float
    value_high: float | None = None
    unit: str | None = None
    currency: str | None = None
    modifier: str = "exact"
    direction: str | None = None
    measured: str | None = None
    measured_start_char: int | None = None
    measured_end_char: int | None = None
    compared_with: str | None = None
    period_begin: datetime.date | None = None
    period_end: datetime.date | None = None
    period_start_char: int | None = None
    period_end_char: int | None = None
    place_number: int | None = None
    attributed_number: int | None = None
    context_start_char: int | None = None
    context_end_char: int | None = None
    si_value: float | None = None
    si_unit: str | None = None


class RoleRow(NamedTuple):
    """A title that a person holds: row of `roles`."""

    start_char: int
    end_char: int
    title: str
    rule: str
    confidence: float
    person_number: int | None = None
    person_start_char: int | None = None
    person_end_char: int | None = None
    organisation_number: int | None = None
    country_code: str | None = None
    as_of_date: datetime.date | None = None


class StatementRow(NamedTuple):
    """Something said: row of `statements`."""

    start_char: int
    end_char: int
    form: str
    rule: str
    confidence: float
    speaker: str | None = None
    speaker_start_char: int | None = None
    speaker_end_char: int | None = None
    speaker_number: int | None = None
    speaker_numbers: tuple[int, ...] = ()
    cue: str | None = None
    cue_start_char: int | None = None
    cue_end_char: int | None = None
    addressee: str | None = None


class EventRow(NamedTuple):
    """A reported happening: row of `event_mentions`."""

    start_char: int
    end_char: int
    event_type: str
    status: str
    rule: str
    confidence: float
    plover_type: str | None = None
    plover_mode: str | None = None
    cameo_code: str | None = None
    initiator_numbers: tuple[int, ...] = ()
    counterpart_numbers: tuple[int, ...] = ()
    place_number: int | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None


class FigureRow(NamedTuple):
    """A figure about the text itself: row of `document_metrics`."""

    metric: str
    verdict: str
    declared: float | None = None
    computed: float | None = None
    tolerance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a source read: one text, and what the record (not the text) says about it."""

    source_path: str
    record_number: int
    source_id: str
    raw_sha256: str
    text: str
    format: str = "text"
    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the text's own header, dateline and footer, or the record, say about a document. Fields as in `documents`."""

    language: str
    body_start_char: int
    body_end_char: int
    extraction: str = "full"
    url: str | None = None
    title: str | None = None
    deck: str | None = None
    publisher: str | None = None
    publication: str | None = None
    agency: str | None = None
    author: str | None = None
    author_role: str | None = None
    published_date: datetime.date | None = None
    published_precision: str | None = None
    published_at: datetime.datetime | None = None
    published_basis: str | None = None
    dateline_place: str | None = None
    dateline_date: datetime.date | None = None
    dateline_agency: str | None = None


@dataclass(kw_only=True)
class Reading:
    """One document while it is being read: its text, what is known about it, and what has been found so far.

    `found` maps an extractor's name to its rows; an extractor reads there only what its `needs` name. `own_names` are
    the user's rows that overlay the shipped lexicon of names (`names.lexicon.overlay`), `name_finder` a model of theirs
    that stands in for the shipped recogniser.
    """

    text: str
    header: Header
    zones: Sequence[Zone] = ()
    sentences: Sequence[Sentence] = ()
    own_names: OwnNames = ()
    name_finder: NameFinder | None = None
    found: dict[str, list[Any]] = field(default_factory=dict)

    @cached_property
    def masked(self) -> str:
        """The text with its boilerplate blanked out, character for character, so that offsets hold.

        Title, deck, dateline, captions and running text stay. Blanked characters become line feeds, which no name,
        number or clause reaches across.
        """
        pieces, position = [], 0
        for start, end in self.unread:
            pieces += [self.text[position:start], "\n" * (end - start)]
            position = end
        return "".join([*pieces, self.text[position:]])

    @cached_property
    def unread(self) -> list[tuple[int, int]]:
        """The disjoint stretches of boilerplate, in order."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted((z.start_char, z.end_char) for z in self.zones if z.zone in UNREAD):
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return merged

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        return [sentence.start_char for sentence in self.sentences], [sentence.end_char for sentence in self.sentences]

    def sentence_number(self, start: int, end: int) -> int | None:
        """Give the number of the sentence that holds the span's first character; None outside the running text."""
        starts, ends = self._places
        number = bisect_right(starts, start) - 1
        return number if number >= 0 and start < ends[number] and end > start else None

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Give the bounds of the sentence around a position; outside the running text, of its line."""
        number = self.sentence_number(position, position + 1)
        if number is not None:
            return self.sentences[number].start_char, self.sentences[number].end_char
        start = self.text.rfind("\n", 0, position) + 1
        end = self.text.find("\n", position)
        return start, len(self.text) if end < 0 else end


def lowered(text: str) -> str:
    """Give a text in lower case, character for character; the few capitals that become two characters stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
