"""Which person, organisation or country speaks: names, pronouns, titles alone."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from transforms.offices.lexicon import last_words, modifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.reading import EntityRow, MentionRow, Reading, RoleRow

MALE, FEMALE = "male", "female"
STYLES = {
    "mr": MALE, "sir": MALE, "lord": MALE, "king": MALE, "prince": MALE, "pope": MALE,
    "mrs": FEMALE, "ms": FEMALE, "miss": FEMALE, "lady": FEMALE, "queen": FEMALE, "princess": FEMALE, "dame": FEMALE,
}  # fmt: skip
STYLE = re.compile(r"\b([A-Z][a-z]{1,7})\.? $")
APPOSED = re.compile(r",\s{1,2}(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Captain|Colonel|General|Sir|Lord)\.? )?")
CLOSES_APPOSITION = re.compile(r"[,.;)]|\s*$| (?:—|–|-) ")
# Heads of names of bodies that stand for the whole name in the next sentences.
BODIES = frozenset(
    {"ministry", "department", "agency", "bank", "university", "institute", "commission", "committee", "council", "court", "union", "party", "office", "embassy", "association", "federation", "foundation", "fund", "group", "centre", "center", "board", "bureau", "newspaper", "times", "post", "daily", "army", "navy", "parliament", "assembly", "senate", "police", "company", "corporation", "academy", "league", "organisation", "organization", "programme", "program"}
)  # fmt: skip
SECOND = re.compile(r" and (?:his|her|their|its) [^,]{1,60}\Z")  # Berg and her counterpart, Kham Souk
DASHED = re.compile(r" (?:-|–|—|--) ")  # a place of a dateline that was read into a name
HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
GENERIC = frozenset({"leader", "chief", "official", "head", "boss", "statesman", "politician", "candidate", "nominee"})
SOURCES = frozenset({"organisation", "publication", "country"})
STANDS_FOR_COUNTRY = re.compile(r"\b(?:side|government|authorities|ministry|embassy|administration)$")
AFTER_PERSON = ("and ", "of ", "jointly", "in ", "from ", "who ", "at ")
AFTER_PREPOSITION = re.compile(
    r"\b(?:with|by|of|to|for|from|against|between|and|about|on|than|like)(?: the| a| an)?(?: [A-Z][\w'’-]{0,30}){0,6} $"
)
WITHIN = re.compile(r"\b(?:by|from|of|at|for|in|with|to|on)\b")
GENDERED = re.compile(r"(?:wo)?man$")  # spokeswoman, chairman
REPORT = re.compile(
    r"\b(?:report|statement|poll|survey|study|article|editorial|document|data|figures|dispatch|letter|communiqué|release)s?"
    r"\b.{0,40}\b(?:from|by|of)\b"
)
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
SUBJECT_REACH = 90  # characters from the beginning of a sentence
RELATIVE_REACH, PERSON_REACH = 60, 150  # characters between a name and the "who" that refers to it
LOOK_BACK = 200  # how many names, roles or acting people a pronoun or a title looks back on
JOINT_LENGTH = 120  # characters of two names with their titles


class Speaker(NamedTuple):
    """The numbers of the things that speak together, and how likely that is."""

    numbers: tuple[int, ...]
    confidence: float


# How often a speaker is right where the content is: fitted like the rules for names, pronouns, bodies and titles, and for
# words that lead to nobody; the rest by judgement.
NAMED, TITLED, NOT_KNOWN = 0.95, 0.9, 0.75
NOBODY = Speaker((), NOT_KNOWN)


class Cast:
    """The people and organisations of one document, for finding out who a speaker is."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.masked
        self.sentences = reading.sentences
        self.entities: list[EntityRow] = reading.found.get("entities", [])
        self.roles: list[RoleRow] = reading.found.get("roles", [])
        known: list[MentionRow] = reading.found.get("mentions", [])
        self.mentions = [(mention, mention.entity_number) for mention in known if mention.entity_number is not None]
        self.starts = [mention.start_char for mention, _ in self.mentions]
        self.acting = list(self._subjects())

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds with a name that they cut in two taken in whole (the Ministry of Information and Culture)."""
        index = bisect_left(self.starts, start) - 1
        if index >= 0 and self.mentions[index][0].end_char > start:
            whole = self.mentions[index][0].start_char
            start = start if DASHED.search(self.text, whole, start) else whole
        return start, end

    def with_name(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds of a person's description with the name behind it in apposition (the mayor, Anna Berg,)."""
        match = APPOSED.match(self.text, end)
        if match is None:
            return start, end
        place = self._named_behind_title(match.end())
        index = bisect_left(self.starts, place)
        if index == len(self.starts) or self.starts[index] != place:
            return start, end
        mention = self.mentions[index][0]
        if mention.entity_type != "person" or not CLOSES_APPOSITION.match(self.text, mention.end_char):
            return start, end
        is_named = any(m.entity_type == "person" for m, _ in self._within(start, end))
        if is_named and not SECOND.search(self.text, start, end):
            return start, end
        return start, mention.end_char

    def _named_behind_title(self, place: int) -> int:
        """Give where the name stands whose title begins at a place; the place itself if no title does."""
        index = bisect_left(self.roles, place, key=lambda role: role.start_char)
        if index == len(self.roles) or self.roles[index].start_char != place:
            return place
        named = self.roles[index].person_start_char
        return named if named is not None and named > place else place

    def speaker_at(self, start: int, end: int) -> Speaker:
        """Give who text[start:end] is; a person is noted as acting there, for the pronouns that follow."""
        found = self._resolve(start, end)
        if found.numbers and self.entities[found.numbers[0]].entity_type == "person":
            insort(self.acting, (start, found.numbers[0]))
        return found

    def _resolve(self, start: int, end: int) -> Speaker:
        surface = self.text[start:end]
        lower = surface.lower()
        if lower in HE or lower in SHE:
            return self._pronoun(start, MALE if lower in HE else FEMALE)
        if lower in {"who", "which", "that"}:
            return self._antecedent(start)
        if lower == "it":
            return self._latest(start)
        inside = self._within(start, end)
        persons = [m for m in inside if m[0].entity_type == "person" and self._is_head(m[0], end)]
        if persons:
            return self._named(persons, surface)
        return self._by_title(start, end, inside) or self._by_organisation(inside, start, end)

    def _within(self, start: int, end: int) -> list[tuple[MentionRow, int]]:
        inside = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [m for m in inside if m[0].end_char <= end]

    def _before(self, position: int, count: int = LOOK_BACK) -> list[tuple[MentionRow, int]]:
        """Give the last mentions before a place, the nearest first."""
        last = bisect_left(self.starts, position)
        return self.mentions[max(0, last - count) : last][::-1]

    def _is_head(self, mention: MentionRow, end: int) -> bool:
        """Whether a person's name is what a phrase is about: nothing but an apposition follows, no possessive."""
        rest = self.text[mention.end_char : end].lstrip()
        return not rest or rest[0] in ",(—–" or rest.startswith(AFTER_PERSON)

    def _named(self, persons: Sequence[tuple[MentionRow, int]], surface: str) -> Speaker:
        numbers = tuple(dict.fromkeys(number for _, number in persons))
        if " and " in surface and len(numbers) > 1 and len(surface) < JOINT_LENGTH:
            return Speaker(numbers, TITLED)
        is_apposition = self.text[persons[0][0].end_char : persons[-1][0].start_char].startswith(",")
        return Speaker(numbers[:1] if is_apposition else numbers[-1:], NAMED)

    def _pronoun(self, position: int, gender: str) -> Speaker:
        """Give the person who acted last before a place, as far as known of that gender."""
        last = bisect_left(self.acting, (position, -1))
        for _, number in self.acting[max(0, last - LOOK_BACK) : last][::-1]:
            if self.gender_of.get(number, gender) == gender or not gender:
                return Speaker((number,), TITLED)
        for mention, number in self._before(position):
            if mention.entity_type == "person":
                return Speaker((number,), 0.6)
        return NOBODY

    def _antecedent(self, position: int) -> Speaker:
        near = self._before(position, 4)
        for mention, number in near:
            if mention.entity_type == "person" and position - mention.end_char < PERSON_REACH:
                return Speaker((number,), 0.8)
        is_near = bool(near) and position - near[0][0].end_char < RELATIVE_REACH
        return Speaker((near[0][1],), 0.7) if is_near else NOBODY

    def _latest(self, position: int) -> Speaker:
        for mention, number in self._before(position):
            if mention.entity_type in SOURCES and mention.mention_kind == "name":
                return Speaker((number,), 0.5)
        return NOBODY

    def _by_title(self, start: int, end: int, inside: Sequence[tuple[MentionRow, int]]) -> Speaker | None:
        """Give who "the Chinese foreign minister" or "the party's chief" is: the last holder of such a title before."""
        words = WORD.findall(self.text[start:end].lower())
        if not words or words[0] in {"a", "an", "one", "some"} or words[-1] not in last_words():
            return None
        countries = {self.entities[number].country_code for m, number in inside if self._is_country_of(m)}
        organisations = {number for m, number in inside if m.entity_type == "organisation"}
        last = bisect_left(self.roles, start, key=lambda role: role.start_char)
        best = 0, -1
        for role in self.roles[max(0, last - LOOK_BACK) : last]:
            if role.person_number is not None:
                score = self._fit(role, words, countries, organisations)
                best = (score, role.person_number) if score and score >= best[0] else best
        if best[0]:
            return Speaker((best[1],), TITLED)
        return self._pronoun(start, "") if words[0] == "the" and not inside and words[-1] in GENERIC else None

    def _is_country_of(self, mention: MentionRow) -> bool:
        """Whether a mention says whose office it is (Lao, Thailand's), not where it leads (ambassador to Laos)."""
        is_possessive = self.text.startswith(("'s", "’s", "' ", "’ "), mention.end_char)
        return mention.mention_kind == "demonym" or (mention.entity_type == "country" and is_possessive)

    def _fit(self, role: RoleRow, words: Sequence[str], countries: set[str | None], organisations: set[int]) -> int:
        """Give how well a role fits a title alone: 0 not at all, 1 by a general word (leader), more by its words."""
        if countries and role.country_code not in countries:
            return 0
        if organisations and not self._belongs_to(role, organisations):
            return 0
        title = {GENDERED.sub("person", word) for word in WORD.findall(role.title)}
        if "prime" in title:
            title.add("premier")
        qualifiers = modifiers().intersection(words[:-1])
        if qualifiers and words[-1] not in GENERIC and title.isdisjoint(qualifiers):
            return 0
        if GENDERED.sub("person", words[-1]) in title:
            return 2 + len(set(words) & title)
        return int(words[-1] in GENERIC)

    def _belongs_to(self, role: RoleRow, organisations: set[int]) -> bool:
        """Whether a role's organisation is one of these or bears its name (the LPRP, the LPRP Central Committee)."""
        if role.organisation_number is None:
            return False
        held = self.entities[role.organisation_number]
        names = " ".join([held.name, *held.aliases, self.text[role.start_char : role.end_char]])
        things = [self.entities[number] for number in organisations]
        return any(alias in names for thing in things for alias in [thing.name, *thing.aliases])

    def _by_organisation(self, inside: Sequence[tuple[MentionRow, int]], start: int, end: int) -> Speaker:
        """Give the organisation, paper or country that a phrase names: its head, or where a report comes from."""
        surface = self.text[start:end]
        is_report = REPORT.search(surface) is not None
        for mention, number in reversed(inside):
            is_last = not self.text[mention.end_char : end].strip(" .,'’s")
            is_last = is_last and not WITHIN.search(self.text, start, mention.start_char)
            if mention.entity_type != "person" and mention.mention_kind == "name" and (is_last or is_report):
                return Speaker((number,), TITLED)
        if not inside and surface.startswith(("the ", "The ")):
            return self._by_head(WORD.findall(surface.lower())[1:], start)
        if inside and inside[0][0].entity_type == "country" and STANDS_FOR_COUNTRY.search(surface):
            return Speaker((inside[0][1],), 0.7)
        return NOBODY

    def _by_head(self, words: Sequence[str], start: int) -> Speaker:
        """Give the body named last whose name has all of these words (the ministry, the health ministry)."""
        if not words or words[-1] not in BODIES:
            return NOBODY
        for mention, number in self._before(start):
            if mention.entity_type in {"organisation", "publication"} and mention.mention_kind == "name":
                named = set(WORD.findall(self.text[mention.start_char : mention.end_char].lower()))
                if named.issuperset(words):
                    return Speaker((number,), 0.8)
        return NOBODY

    def _subjects(self) -> Iterator[tuple[int, int]]:
        """Give (place, number) of the person with whom each sentence begins."""
        for sentence in self.sentences:
            first = bisect_left(self.starts, sentence.start_char)
            limit = min(sentence.end_char, sentence.start_char + SUBJECT_REACH)
            for mention, number in self.mentions[first : first + 4]:
                if mention.start_char >= limit:
                    break
                before = self.text[sentence.start_char : mention.start_char]
                if mention.entity_type == "person" and not AFTER_PREPOSITION.search(before):
                    yield mention.start_char, number
                    break

    @cached_property
    def gender_of(self) -> dict[int, str]:
        """Give the gender of each person whose style or title shows it."""
        found: dict[int, str] = {}
        for mention, number in self.mentions:
            if mention.entity_type == "person":
                style = STYLE.search(self.text, max(0, mention.start_char - 10), mention.start_char)
                gender = STYLES.get(style[1].lower()) if style else None
                if gender:
                    found.setdefault(number, gender)
        for role in self.roles:
            if role.person_number is not None and role.title.endswith(("woman", "man")):
                found.setdefault(role.person_number, FEMALE if role.title.endswith("woman") else MALE)
        return found
