"""All names of one document: lexicon, patterns and recogniser together, then the pass over the whole document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from transforms.names.acronyms import find_introduced
from transforms.names.context import countries_of
from transforms.names.entities import people_of, rows_of, spoken
from transforms.names.identity import identified
from transforms.names.lookup import find_known
from transforms.names.merge import Taken, longest, merged
from transforms.names.nominal import find_nominal
from transforms.names.patterns import find_patterns
from transforms.names.people import find_parts, occurrences
from transforms.names.places import located
from transforms.names.span import Span
from transforms.names.votes import linked, placed, voted
from transforms.names.words import UPPER, offices, titles
from transforms.sentences import is_hard_wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transforms.names.lexicon import Lexicon
    from transforms.names.recogniser import Recognised
    from transforms.reading import EntityRow, MentionRow, Reading


CALLING = re.compile(rf"([{UPPER}][a-z-]+) (?=[{UPPER}]\w+ [{UPPER}])")
BLANK = "\ufffe\ufffe"  # no character of any text; stands for a blank line for a moment
MARKS = "\\_*[]{}#|~`<>^=,;:…•·–—- \t\n\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class NameFinder(Protocol):
    """What finds names that no list holds: the shipped recogniser, or another model."""

    def find(self, texts: Sequence[str], breaks: Sequence[Sequence[int]]) -> list[list[Recognised]]:
        """Give the names in each text in order; `breaks` are where sentences begin and end in it."""


def plain(text: str) -> str:
    """Give the text with one sort of apostrophe and hyphen, and folded lines joined; character for character.

    Blank lines stay: no name reaches across them.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = LONE_SURROGATE.sub("\ufffd", text)
    text = text.replace("’", "'").replace("\u00a0", " ").replace("‑", "-").replace("–", "-")
    if not is_hard_wrapped(text):
        return text
    return text.replace("\n\n", BLANK).replace("\n", " ").replace(BLANK, "\n\n")


def names_in(
    readings: Sequence[Reading], lexicon: Lexicon, recogniser: NameFinder
) -> list[tuple[list[MentionRow], list[EntityRow]]]:
    """Give the mentions and things of several documents, the same as one by one, but faster."""
    texts = [plain(reading.masked) for reading in readings]
    breaks = [[edge for s in reading.sentences for edge in (s.start_char, s.end_char)] for reading in readings]
    found = recogniser.find(texts, breaks)
    return [
        names_of(reading, text, lexicon, [span_of(name, text) for name in bare(names, text)])
        for reading, text, names in zip(readings, texts, found, strict=True)
    ]


def bare(names: Iterable[Recognised], text: str) -> Iterator[Recognised]:
    """Give the names without the marks of mark-up, blanks and commas at their ends; what is marks alone is no name."""
    for name in names:
        whole = text[name.start : name.end]
        if whole[0] in MARKS or whole[-1] in MARKS:
            start = name.start + len(whole) - len(whole.lstrip(MARKS))
            whole = whole.strip(MARKS)
            name = name._replace(start=start, end=start + len(whole))  # noqa: PLW2901 - the same name, cut
        if len(whole) > 1 or whole.isalnum():
            yield name


def span_of(name: Recognised, text: str) -> Span:
    """Give a recognised name as a span; a calling that only opens the sentence is no part of it: "Striker Ana Pol"."""
    start = name.start
    if name.entity_type == "person" and (opener := CALLING.match(text, start, name.end)):
        start += opener.end() - start if opener[1].lower() in offices() and opener[1] not in titles() else 0
    return Span(start, name.end, name.entity_type, "mentions.recogniser", name.confidence)


def names_of(
    reading: Reading, text: str, lexicon: Lexicon, recognised: Sequence[Span]
) -> tuple[list[MentionRow], list[EntityRow]]:
    """Give the mentions and things of one document: `text` is its plain text, `recognised` what the recogniser found."""
    certain = longest([*find_known(text, lexicon), *find_patterns(text, lexicon)])
    taken = Taken(voted(text, placed(text, linked(text, merged(text, certain, recognised)), lexicon)))
    add_parts(text, taken)
    short = add_acronyms(text, taken) | add_storms(text, taken)
    add_nominal(text, taken)
    spans = located(text, taken.spans, lexicon)
    countries = countries_of(text, spans, lexicon, reading.sentence_at)
    mentions, things = rows_of(text, spans, countries, short)
    return mentions, [identified(thing, lexicon) for thing in things]


def add_parts(text: str, taken: Taken) -> None:
    """Add the places where part of a person's name stands alone."""
    for span, replaced in list(find_parts(text, people_of(text, taken.spans), taken)):
        if replaced is not None:
            taken.drop(replaced)
        if taken.is_free(span.start, span.end):
            taken.add(span)


def add_acronyms(text: str, taken: Taken) -> dict[str, str]:
    """Add names that a bracket gives a short form to, and the short form wherever it stands; give full names by short forms."""
    short: dict[str, str] = {}
    for found in find_introduced(text):
        inside = taken.overlapping(found.start, found.end)
        known = next((other for other in inside if (other.start, other.end) == (found.start, found.end)), None)
        if known is None and not any(
            other.things and other.end - other.start >= found.end - found.start for other in inside
        ):
            for other in inside:
                taken.drop(other)
            known = Span(found.start, found.end, found.entity_type, "mentions.introduced", 0.9)
            taken.add(known)
        if known is not None and known.entity_type != "person":
            short[found.short] = spoken(text, known)
            add_short_form(text, found.short, known, taken)
    return short


def add_storms(text: str, taken: Taken) -> dict[str, str]:
    """Add a storm's own name wherever it stands alone; give full names by own names."""
    short: dict[str, str] = {}
    for span in [span for span in taken.spans if span.rule == "mentions.storm"]:
        name = text[span.start : span.end]
        own = name.rpartition(" ")[2]
        short[own] = spoken(text, span)
        add_short_form(text, own, span, taken)
    return short


def add_short_form(text: str, short: str, full: Span, taken: Taken) -> None:
    """Add a short form wherever it stands alone, as the same sort of thing as its full name."""
    for start in occurrences(text, short):
        end = start + len(short)
        inside = taken.overlapping(start, end)
        if all((other.start, other.end) == (start, end) for other in inside):
            for other in inside:
                taken.drop(other)
            taken.add(Span(start, end, full.entity_type, "mentions.acronym", 0.68, "name", full.things))


def add_nominal(text: str, taken: Taken) -> None:
    """Add nominal mentions; "the Lao side" takes the place of "Lao"."""
    for span in list(find_nominal(text, taken.spans)):
        for other in taken.overlapping(span.start, span.end):
            taken.drop(other)
        taken.add(span)
