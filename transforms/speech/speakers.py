"""Which person, organisation or country speaks: names, pronouns, titles alone."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from transforms.offices.lexicon import last_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.reading import EntityRow, MentionRow, Reading, RoleRow

MALE, FEMALE = "male", "female"
STYLES = {
    "mr": MALE, "sir": MALE, "lord": MALE, "king": MALE, "prince": MALE, "pope": MALE,
    "mrs": FEMALE, "ms": FEMALE, "miss": FEMALE, "lady": FEMALE, "queen": FEMALE, "princess": FEMALE, "dame": FEMALE,
}  # fmt: skip
STYLE = re.compile(r"\b([A-Z][a-z]{1,7})\.? $")
HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
GENERIC = frozenset({"leader", "chief", "official", "head", "boss", "statesman", "politician", "candidate", "nominee"})
STANDS_FOR_COUNTRY = re.compile(r"\b(?:side|government|authorities|ministry|embassy|administration)$")
SUBJECT_REACH = 90  # characters from the beginning of a sentence
AFTER_PREPOSITION = re.compile(r"\b(?:with|by|of|to|for|from|against|between|and|about|on|than|like)(?: the| a| an)?(?: [A-Z][\w'’-]*){0,6} $")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Speaker(NamedTuple):
    """The numbers of the things that speak together, and how likely that is."""

    numbers: tuple[int, ...]
    confidence: float


NOBODY = Speaker((), 1.0)


class Cast:
    """The people and organisations of one document, for finding out who a speaker is."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.masked
        self.sentences = reading.sentences
        self.mentions: list[MentionRow] = reading.found.get("mentions", [])
        self.entities: list[EntityRow] = reading.found.get("entities", [])
        self.roles: list[RoleRow] = reading.found.get("roles", [])
        self.starts = [mention.start_char for mention in self.mentions]
        self.acting = list(self._subjects())

    def within(self, start: int, end: int) -> list[MentionRow]:
        """Give the mentions inside text[start:end] that refer to a thing."""
        inside = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [m for m in inside if m.end_char <= end and m.entity_number is not None]

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds with a name that they cut in two taken in whole (the Ministry of Information and Culture)."""
        index = bisect_left(self.starts, start) - 1
        if index >= 0 and self.mentions[index].end_char > start:
            start = self.mentions[index].start_char
        return start, end

    def speaker_at(self, start: int, end: int) -> Speaker:
        """Give who text[start:end] is; persons are noted as acting there."""
        found = self._resolve(start, end)
        for number in found.numbers[:1]:
            if self.entities[number].entity_type == "person":
                insort(self.acting, (start, number))
        return found

    def _resolve(self, start: int, end: int) -> Speaker:
        surface = self.text[start:end]
        lower = surface.lower()
        if lower in HE or lower in SHE:
            return self._pronoun(start, MALE if lower in HE else FEMALE)
        if lower in {"who", "which", "that"}:
            return self._antecedent(start)
        if lower == "it":
            return self._latest(start, {"organisation", "publication", "country"})
        inside = self.within(start, end)
        persons = [m for m in inside if m.entity_type == "person" and self._is_head(m, end)]
        if persons:
            return self._named(persons, surface)
        return self._by_title(start, end, inside) or self._by_organisation(inside, surface, end)

    def _is_head(self, mention: MentionRow, end: int) -> bool:
        """Whether a person's name is what a phrase is about: nothing but an apposition follows, no possessive."""
        rest = self.text[mention.end_char : end].lstrip()
        return not rest or rest[0] in ",(—–" or rest.startswith(("and ", "of ", "jointly", "in ", "from ", "who ", "at "))

    def _named(self, persons: list[MentionRow], surface: str) -> Speaker:
        numbers = tuple(dict.fromkeys(m.entity_number for m in persons if m.entity_number is not None))
        joint = " and " in surface and len(numbers) > 1 and len(surface) < 120  # noqa: PLR2004 - two names with their titles
        if joint:
            return Speaker(numbers, 0.9)
        first = self.text[persons[0].end_char : persons[-1].start_char]
        return Speaker(numbers[:1] if first[:1] == "," else numbers[-1:], 0.97)

    def _pronoun(self, position: int, gender: str) -> Speaker:
        for _, number in reversed(self.acting[: bisect_left(self.acting, (position, -1))]):
            if self.gender_of.get(number, gender) == gender:
                return Speaker((number,), 0.85)
        for mention in reversed(self.mentions[: bisect_left(self.starts, position)]):
            if mention.entity_type == "person" and mention.entity_number is not None:
                return Speaker((mention.entity_number,), 0.6)
        return NOBODY

    def _antecedent(self, position: int) -> Speaker:
        before = self.mentions[max(0, bisect_left(self.starts, position) - 1) : bisect_left(self.starts, position)]
        near = [m for m in before if position - m.end_char < 60 and m.entity_number is not None]  # noqa: PLR2004 - an apposition
        persons = [m for m in self.mentions[max(0, bisect_left(self.starts, position) - 4) : bisect_left(self.starts, position)] if m.entity_type == "person" and position - m.end_char < 150]  # noqa: PLR2004 - an apposition
        near = persons[-1:] or near
        return Speaker((near[0].entity_number or 0,), 0.8) if near and near[0].entity_number is not None else NOBODY

    def _latest(self, position: int, types: set[str]) -> Speaker:
        for mention in reversed(self.mentions[: bisect_left(self.starts, position)]):
            if mention.entity_type in types and mention.mention_kind == "name" and mention.entity_number is not None:
                return Speaker((mention.entity_number,), 0.5)
        return NOBODY

    def _by_title(self, start: int, end: int, inside: Sequence[MentionRow]) -> Speaker | None:
        """Give who "the Chinese foreign minister" or "the party's chief" is: the last holder of such a title before."""
        words = WORD.findall(self.text[start:end].lower())
        if not words or words[0] in {"a", "an", "one", "some"} or words[-1] not in last_words():
            return None
        countries = {self.entities[m.entity_number].country_code for m in inside if m.mention_kind == "demonym" and m.entity_number is not None}
        organisations = {m.entity_number for m in inside if m.entity_type == "organisation"}
        best: tuple[int, int] | None = None
        for role in self.roles:
            if role.person_number is None or role.person_start_char is None or role.person_start_char >= start:
                continue
            score = self._fit(role, words, countries, organisations)
            if score and (best is None or score >= best[0]):
                best = score, role.person_number
        if best:
            return self._latest_of(start, best[1])
        return self._pronoun(start, "") if words[0] == "the" and not inside and words[-1] in GENERIC else None

    def _latest_of(self, position: int, number: int) -> Speaker:
        del position
        return Speaker((number,), 0.85)

    def _fit(self, role: RoleRow, words: Sequence[str], countries: set[str | None], organisations: set[int | None]) -> int:
        """Give how well a role fits a title alone: 0 not at all, 1 by a general word (leader), 2 by its head."""
        if countries and role.country_code not in countries:
            return 0
        if organisations and role.organisation_number not in organisations and not self._shares_name(role, organisations):
            return 0
        title = WORD.findall(role.title.lower())
        if words[-1] in title:
            shared = len(set(words) & set(title))
            return 1 + shared
        return 1 if words[-1] in GENERIC else 0

    def _shares_name(self, role: RoleRow, organisations: set[int | None]) -> bool:
        if role.organisation_number is None:
            return False
        held = self.entities[role.organisation_number]
        names = " ".join([held.name, *held.aliases, self.text[role.start_char : role.end_char]])
        return any(alias in names for number in organisations if number is not None for alias in [self.entities[number].name, *self.entities[number].aliases])

    def _by_organisation(self, inside: Sequence[MentionRow], surface: str, end: int) -> Speaker:
        for mention in reversed(inside):
            rest = self.text[mention.end_char : end].strip(" .,'’s")
            is_source = not rest or " from " in surface or " by " in surface
            if mention.entity_number is not None and mention.entity_type != "person" and mention.mention_kind == "name" and is_source:
                return Speaker((mention.entity_number,), 0.9)
        if inside and STANDS_FOR_COUNTRY.search(surface) and inside[0].entity_type == "country":
            return Speaker((inside[0].entity_number or 0,), 0.7)
        return NOBODY

    def _subjects(self) -> Iterator[tuple[int, int]]:
        """Give (place, number) of the person with whom each sentence begins."""
        for sentence in self.sentences:
            first = bisect_left(self.starts, sentence.start_char)
            for mention in self.mentions[first : first + 4]:
                if mention.start_char - sentence.start_char > SUBJECT_REACH or mention.start_char >= sentence.end_char:
                    break
                if mention.entity_type == "person" and mention.entity_number is not None:
                    if not AFTER_PREPOSITION.search(self.text[max(sentence.start_char, mention.start_char - 80) : mention.start_char]):
                        yield mention.start_char, mention.entity_number
                        break

    @cached_property
    def gender_of(self) -> dict[int, str]:
        """Give the gender of each person whose style or title shows it."""
        found: dict[int, str] = {}
        for mention in self.mentions:
            if mention.entity_type == "person" and mention.entity_number is not None:
                style = STYLE.search(self.text, max(0, mention.start_char - 10), mention.start_char)
                if style and style[1].lower() in STYLES:
                    found.setdefault(mention.entity_number, STYLES[style[1].lower()])
        for role in self.roles:
            if role.person_number is not None and role.title.endswith(("woman", "man")):
                found.setdefault(role.person_number, FEMALE if role.title.endswith("woman") else MALE)
        return found
