"""Statements whose content stands before or around the reporting clause: X will come, he said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.speech.complements import complement_after
from transforms.speech.contents import end_of_content, has_words
from transforms.speech.drafts import Draft
from transforms.speech.holders import is_finite, is_noun_form
from transforms.speech.lexicon import POSTPOSED, TOLD
from transforms.speech.subjects import PRONOUNS, before_apposition, is_nickname, subject_after, subject_before
from transforms.speech.units import BEFORE_CLAUSE, QUOTED
from transforms.speech.words import (
    AUXILIARY,
    COORDINATOR,
    DETERMINER,
    MARKS,
    PREPOSITION,
    TIME,
    starts_noun_phrase,
)

if TYPE_CHECKING:
    from transforms.speech.complements import Complement
    from transforms.speech.subjects import Subject
    from transforms.speech.units import CueAt, Unit

NOT_RESUMED = frozenset(
    [
        "who",
        "which",
        "while",
        "but",
        "and",
        "with",
        "as",
        "according",
        "on",
        "after",
        "during",
        "when",
        "where",
        "although",
        "though",
        "just",
        "at",
    ]
)
NO_SOURCE = frozenset({"plan", "plans", "schedule", "tradition", "custom", "need", "size", "age", "rank", "law"})
ASIDE = frozenset({"when", "asked", "after", "speaking", "as"})
CONTRACTED = re.compile(r"(?:he|she|it|they|we|i|you|who|there|that|what)['’](?:s|re|ve|d|ll|m)\Z")
QUOTED_REACH = 14  # words between "quoted" and "as saying"
NAME_LENGTH = 5  # words
MARKS_BEFORE_CLAUSE = BEFORE_CLAUSE - {QUOTED}
CLAUSE_REACH = 24  # words between speech and the verb of its reporting clause


def postposed(unit: Unit, at: CueAt) -> Draft | None:
    """Give the statement whose content stands before its cue, or around it; None if the content follows."""
    cue = at.found.cue
    if cue.kind == "source":
        return _according(unit, at)
    if unit.lower[at.first] == "saying":
        return _quoted(unit, at)
    if POSTPOSED not in cue.frames or not cue.is_form("past", "third", "base"):
        return None
    return _inverted(unit, at) or _trailing(unit, at)


def _inverted(unit: Unit, at: CueAt) -> Draft | None:
    """content, said X."""
    before = unit.words[at.first - 1] if at.first else ""
    cue = at.found.cue
    if before not in {",", QUOTED} or cue.may(TOLD) or not cue.is_form("past", "third"):
        return None
    if at.after >= len(unit.words) or unit.lower[at.after] == "that" or not starts_noun_phrase(unit.words[at.after]):
        return None
    after = subject_after(unit, at.after)
    if after == at.after or not _is_speaker(unit, at, after):
        return None
    if before == "," and (_has_subject(unit, at, after) or _clause_after_speech(unit, at)):
        return None
    if unit.words[after - 1] == ".":
        after -= 1
    return _around(unit, at, (at.first, after), (at.after, after), "inverted")


def _quoted(unit: Unit, at: CueAt) -> Draft | None:
    """content, X was quoted by the agency as saying."""
    if at.first < 2 or unit.lower[at.first - 1] != "as" or complement_after(unit, at.after, at.found.cue).kind != "end":  # noqa: PLR2004 - "as saying"
        return None
    for index in range(at.first - 2, max(0, at.first - QUOTED_REACH), -1):
        if unit.lower[index] in {"quoted", "cited"}:
            subject = subject_before(unit, index)
            if subject.is_empty or unit.words[subject.first - 1] not in BEFORE_CLAUSE:
                return None
            return _around(unit, at, (subject.first, len(unit.words)), (subject.first, subject.after), "trailing")
    return None


def _is_speaker(unit: Unit, at: CueAt, after: int) -> bool:
    """Whether words[at.after:after] close the clause as its subject, so that no verb of a clause of their own follows."""
    following = unit.lower[after] if after < len(unit.words) else "."
    if following in AUXILIARY or following == "to" or any(at.after <= other.first < after for other in unit.cues):
        return False
    if CONTRACTED.match(unit.lower[at.after]):  # said he's ready
        return False
    if unit.lower[at.after] in PRONOUNS:
        return following in MARKS or following in PREPOSITION or following in TIME
    return True


def _has_subject(unit: Unit, at: CueAt, after: int) -> bool:
    """Whether what stands before the comma is the subject (Wang, the minister, said the road …), not the content."""
    first = unit.words[at.after]
    if at.found.cue.lemma not in {"say", "add"} and not (first[0].isupper() or first.lower() in DETERMINER):
        return True
    if unit.words[after - 1][0].isupper():
        return False
    begin, end = before_apposition(unit, at.first - 1)
    return begin == 0 and begin < end


def _trailing(unit: Unit, at: CueAt) -> Draft | None:
    """content, X said. Also: content, X said, content."""
    if unit.first_mark + 1 >= at.first:  # no content and subject before
        return None
    subject = _subject_of_clause(unit, at)
    if subject.is_empty or subject.first == 0 or subject.is_passive or subject.is_infinitive:
        return None
    if unit.words[subject.first - 1] not in BEFORE_CLAUSE or is_noun_form(unit, at, subject):
        return None
    if not is_finite(unit, at, subject):
        return None
    found = complement_after(unit, at.after, at.found.cue)
    after = _end_of_clause(unit, at, subject, found)
    if after is None:
        return None
    draft = _around(unit, at, (subject.first, after), (subject.first, subject.after), "trailing")
    if draft:
        draft.addressee = found.addressee
    return draft


def _subject_of_clause(unit: Unit, at: CueAt) -> Subject:
    """Give the subject before a verb; behind a quotation that ends like speech it is what follows the quotation."""
    subject = subject_before(unit, at.first)
    first = _clause_after_speech(unit, at)
    if not first or first >= subject.first:
        return subject
    if unit.lower[first] in DETERMINER:  # the quiet, bearded driver said
        return subject._replace(first=first, after=subject.verb)
    after = first
    while after < subject.verb and unit.words[after] != ",":
        after += 1
    return subject._replace(first=first, after=after)


def _clause_after_speech(unit: Unit, at: CueAt) -> int:
    """Give where the clause begins that stands between a quotation that ends like speech and the verb; 0 for none."""
    for index in range(at.first - 1, max(-1, at.first - CLAUSE_REACH), -1):
        if unit.words[index] == QUOTED and not is_nickname(unit, index):
            is_clause = _closes_speech(unit, index) and index + 1 < at.first
            return index + 1 if is_clause and starts_noun_phrase(unit.words[index + 1]) else 0
        if index in unit.cue_at or unit.words[index] in {";", ":"} or unit.lower[index] in AUXILIARY:
            return 0
    return 0


def _end_of_clause(unit: Unit, at: CueAt, subject: Subject, found: Complement) -> int | None:
    """Give where a reporting clause behind its content ends; None if its content follows it."""
    if at.found.cue.lemma == "continue" and unit.lower[at.after : at.after + 1] == ["to"]:
        return None
    if found.kind == "quote" and unit.words[found.first - 1] == ":":
        return None
    closes = found.kind in {"end", "comma"} or (
        found.kind == "quote" and not _begins_sentence(unit, found.first) and _is_content(unit, subject.first)
    )
    if _closes_speech(unit, subject.first - 1):
        return found.first if closes else len(unit.words)
    if not closes or _is_bare_name(unit, subject.first):
        return None
    if _is_circumstance(unit, subject.first) and not (found.kind == "comma" and resumes(unit, found.first)):
        return None
    return found.first


def _begins_sentence(unit: Unit, index: int) -> bool:
    """Whether the quotation at words[index] is a sentence of its own, no end of what stands before it."""
    quote = unit.quote_at[index]
    is_first = QUOTED not in unit.words[:index]
    return is_first and unit.text[quote.inner_start : quote.inner_start + 1].isupper()


def _closes_speech(unit: Unit, index: int) -> bool:
    """Whether words[index] is a quotation that ends like one before its reporting clause ("…," he said)."""
    quote = unit.quote_at.get(index)
    return quote is not None and unit.text[quote.inner_end - 1] in ",?!…—-"


def _is_bare_name(unit: Unit, after: int) -> bool:
    """Whether words[:after] are a short name only, to which an apposition follows (Zhou, director at X said)."""
    words = [word for word in unit.words[:after] if word not in MARKS]
    return 1 < len(words) <= NAME_LENGTH and all(word[0].isupper() for word in words)


def _is_circumstance(unit: Unit, after: int) -> bool:
    """Whether words[:after] only say when or where: they begin with a preposition and have no finite verb."""
    if unit.lower[0] not in PREPOSITION and not unit.lower[0].endswith("ing"):
        return False
    return QUOTED not in unit.words[:after] and AUXILIARY.isdisjoint(unit.lower[:after])


def _is_content(unit: Unit, after: int) -> bool:
    """Whether what stands before a clause and a quotation is content too, not a circumstance (On Monday, he said, "…")."""
    if QUOTED in unit.words[:after]:
        return True
    first = unit.lower[0]
    return not (first in PREPOSITION or first in ASIDE or first in COORDINATOR or (first in TIME and first != "this"))


def _around(unit: Unit, at: CueAt, clause: tuple[int, int], speaker: tuple[int, int], rule: str) -> Draft | None:
    """Give the statement before the reporting clause, and after it where it goes on."""
    first = _content_start(unit, clause[0])
    goes_on = _goes_on(unit, first, clause[1], rule)
    if not has_words(unit, first, clause[0], 1 if goes_on else 2):
        return None
    after = end_of_content(unit, clause[1], at.found.cue, is_noun=False) if goes_on else clause[0]
    return Draft(unit=unit, cue=at, rule=rule, speaker=speaker, content=(first, after))


def _goes_on(unit: Unit, first: int, after: int, rule: str) -> bool:
    """Whether content that begins at words[first] goes on behind the reporting clause that ends at words[after]."""
    if after >= len(unit.words) or unit.words[after] not in {",", QUOTED}:
        return False
    following = unit.words[after + 1] if after + 1 < len(unit.words) else ""
    if QUOTED in {unit.words[after], following}:
        return rule != "according"
    if rule != "trailing" or unit.words[first] == QUOTED:
        return rule == "inverted" and following in AUXILIARY and unit.words[first] != QUOTED
    return resumes(unit, after)


def resumes(unit: Unit, comma: int) -> bool:
    """Whether a clause follows the comma, not a participle, a circumstance or another clause of its own."""
    index = comma + 1
    if index >= len(unit.words):
        return False
    at = unit.cue_at.get(index) or unit.cue_at.get(index + 1)
    if at and at.found.cue.is_form("gerund"):
        return False
    word = unit.lower[index]
    return unit.words[index] == QUOTED or not (word in NOT_RESUMED or word.endswith("ing"))


def _content_start(unit: Unit, clause: int) -> int:
    """Give where the content that ends before the reporting clause begins."""
    position = clause
    while position > 0 and unit.words[position - 1] in MARKS_BEFORE_CLAUSE:
        position -= 1
    first = position
    while first > 0 and unit.words[first - 1] != ";":
        if unit.words[first : first + 1] == [QUOTED] and unit.words[first - 1] in {":", "("}:
            break
        first -= 1
    while first < position and unit.lower[first] in {"and", "but", ",", ")"}:
        first += 1
    return first


def _according(unit: Unit, at: CueAt) -> Draft | None:
    """According to X, content. Also: content, according to X."""
    after = subject_after(unit, at.after)
    if after == at.after or unit.lower[at.after] in NO_SOURCE:
        return None
    speaker = at.after, after
    if at.first > 2 or QUOTED in unit.words[: at.first]:  # noqa: PLR2004 - two words are no content
        return _around(unit, at, (at.first, after), speaker, "according")
    while after < len(unit.words) and unit.words[after] != ",":
        after += 1
    end = end_of_content(unit, after + 1, at.found.cue, is_noun=False)
    if not has_words(unit, after + 1, end, 2):
        return None
    return Draft(unit=unit, cue=at, rule="according", speaker=speaker, content=(after + 1, end))
