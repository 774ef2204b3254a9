"""Who holds which title: titles before and after names and in apposition."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.offices.lexicon import country_adjectives, modifiers
from transforms.offices.titles import titles_beside
from transforms.reading import RoleRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.offices.titles import Title
    from transforms.reading import EntityRow, MentionRow, Reading

# How often a row of a rule is right.
CONFIDENCE = {"before": 0.95, "after": 0.93, "apposition_before": 0.85}
ORGANISATIONS = frozenset({"organisation", "facility", "publication"})
# A headline's verb that a name was read from (Prime Minister Receives Delegation) makes nobody its holder.
HEADLINE_VERBS = frozenset(
    {"Receives", "Meets", "Visits", "Attends", "Signs", "Opens", "Holds", "Hosts", "Greets", "Pays", "Leaves", "Arrives", "Returns", "Joins", "Leads", "Chairs", "Addresses", "Launches", "Inaugurates", "Concludes", "Begins", "Ends", "Tours", "Makes", "Takes", "Gives", "Wins", "Delivers", "Presides", "Welcomes", "Resigns", "Dies", "Says", "Calls", "Urges", "Vows", "Pledges", "Warns", "Hails", "Praises", "Announces", "Confirms", "Denies", "Rejects", "Thanks", "Seeks", "Wants", "Plans", "Expresses", "Reaffirms", "Highlights", "Stresses"}
)  # fmt: skip
OF = ("of ", "of the ")
SHORT_FORMS = {"sen.": "senator", "rep.": "representative", "gov.": "governor", "prof.": "professor"}
POSSESSIVE = re.compile(r"^['’]s? ")
JUST_NOW = re.compile(r"\b(?:newly|recently)[ -](?:re-)?(?:elected|appointed|named|installed)\s+")
SPACE = re.compile(r"\s+")
DANGLING = re.compile(r"(?:^| )(?:(?:'s|’s|\(\)|,) ?|(?:of|at|for|to|in|with|on|from|and|the)(?: |$)){1,8}$")
MINISTER = re.compile(
    r"(?P<before>(?:deputy |vice |vice-|former |acting ){0,2})minister (?:of|for) (?:the )?(?P<portfolio>[a-z, &'’-]{3,60})"
)


def find_roles(reading: Reading) -> list[RoleRow]:
    """Give the titles that stand beside people's names, in order; offsets are code points, end exclusive.

    A title goes with its country's adjective and its complement (director of the institute at the academy), without
    article. Two titles joined by "and" are two rows. Left out on purpose: styles and ranks (Mr, Dr, Gen.), an
    affiliation without a title, and titles that stand alone.
    """
    people = [m for m in reading.found.get("mentions", []) if m.entity_type == "person" and m.mention_kind == "name"]
    places: dict[tuple[int, int], tuple[Title, MentionRow]] = {}
    mentions: list[MentionRow] = reading.found.get("mentions", [])
    starts = [mention.start_char for mention in mentions]
    for person in people:
        if reading.masked[person.start_char : person.end_char].split(maxsplit=1)[0] in HEADLINE_VERBS:
            continue
        for found in titles_beside(reading.masked, person.start_char, person.end_char):
            title = found._replace(start=_whole(reading.masked, found.start, mentions, starts))
            places.setdefault((title.start, title.end), (title, person))
    rows = [(title, person, _inside(title, mentions, starts)) for _, (title, person) in sorted(places.items())]
    # A title that reaches over another person's name is that person's.
    return [_row(reading, *row) for row in rows if all(mention.entity_type != "person" for mention in row[2])]


def _whole(text: str, start: int, mentions: Sequence[MentionRow], starts: Sequence[int]) -> int:
    """Give where a title begins whose first words cut a name in two (the Bank of Norland governor)."""
    index = bisect_left(starts, start) - 1
    if index < 0 or mentions[index].end_char <= start or mentions[index].entity_type not in ORGANISATIONS:
        return start
    return start if " - " in text[mentions[index].start_char : start] else mentions[index].start_char


def _inside(title: Title, mentions: Sequence[MentionRow], starts: Sequence[int]) -> list[MentionRow]:
    near = mentions[bisect_left(starts, title.start) : bisect_left(starts, title.end)]
    return [mention for mention in near if mention.end_char <= title.end]


def _row(reading: Reading, title: Title, person: MentionRow, inside: Sequence[MentionRow]) -> RoleRow:
    entities: list[EntityRow] = reading.found.get("entities", [])
    demonyms = [m for m in inside if m.mention_kind == "demonym"]
    text = reading.masked
    states = [m for m in inside if _is_state(text, title, m)]
    bodies = [m for m in inside if _is_body(text, m)]
    organisation = next(iter(bodies), None)
    return RoleRow(
        start_char=title.start,
        end_char=title.end,
        title=normalised(
            text[title.start : title.end], [text[m.start_char : m.end_char] for m in [*demonyms, *states, *bodies]]
        ),
        rule=f"roles.{title.place}",
        confidence=CONFIDENCE[title.place],
        person_number=person.entity_number,
        person_start_char=person.start_char,
        person_end_char=person.end_char,
        organisation_number=organisation.entity_number if organisation else None,
        country_code=country_adjectives().get(text[title.start : title.end].split(maxsplit=1)[0].lower())
        or _country([*demonyms, *states, *([organisation] if organisation else []), person], entities),
        as_of_date=reading.header.published_date or reading.header.dateline_date,
    )


def _is_state(text: str, title: Title, mention: MentionRow) -> bool:
    """Whether a country's name says whose office it is (President of Laos, U.S. Secretary of State)."""
    is_owner = mention.start_char == title.start or text.endswith(OF, 0, mention.start_char)
    return mention.entity_type == "country" and is_owner


def _is_body(text: str, mention: MentionRow) -> bool:
    """Whether a mention is an organisation, not words that belong to the title (the Foreign of Foreign Minister)."""
    last = text[mention.start_char : mention.end_char].rsplit(maxsplit=1)[-1].lower()
    return mention.entity_type in ORGANISATIONS and last not in modifiers()


def _country(mentions: Sequence[MentionRow], entities: Sequence[EntityRow]) -> str | None:
    """Give the country of the first of these that has one: the title's adjective, its organisation, its holder."""
    for mention in mentions:
        if mention.entity_number is not None and mention.entity_number < len(entities):
            code = entities[mention.entity_number].country_code
            if code:
                return code
    return None


def normalised(surface: str, named: Sequence[str] = ()) -> str:
    """Give a title in lower case, without article and without the country and the organisations that it names.

    A minister's portfolio stands before the word.

    >>> normalised("Lao Minister of Foreign Affairs", ["Lao"])
    'foreign minister'
    >>> normalised("director of the Dam Institute", ["Dam Institute"])
    'director'
    """
    title = surface
    for name in named:
        title = title if MINISTER.fullmatch(SPACE.sub(" ", title).strip().lower()) else title.replace(name, "", 1)
    title = SPACE.sub(" ", title).strip(" -,").lower()
    title = JUST_NOW.sub("", POSSESSIVE.sub("", title)).removeprefix("the ")
    first, _, rest = title.partition(" ")
    title = rest if rest and first in country_adjectives() else title
    title = DANGLING.sub("", title) or SPACE.sub(" ", surface).lower()
    match = MINISTER.fullmatch(title)
    if match:
        title = f"{match['before']}{match['portfolio'].removesuffix(' affairs')} minister"
    return SHORT_FORMS.get(title, title)


EXTRACTOR = Extractor(name="roles", table="roles", version="3", find=find_roles, needs=("mentions", "entities"))
