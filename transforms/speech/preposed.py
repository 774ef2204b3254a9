"""Statements whose content follows the reporting word: said that X will come, called for talks, his claim that …."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.speech.complements import complement_after
from transforms.speech.contents import end_of_content, end_of_speech, has_words
from transforms.speech.drafts import Draft
from transforms.speech.holders import holder_before, speaker_of
from transforms.speech.lexicon import BARE, INFINITIVE, MOVED, NOUN, QUOTATION, THAT, TOLD
from transforms.speech.postposed import resumes
from transforms.speech.subjects import PRONOUNS, main_subject, subject_after, subject_before
from transforms.speech.units import QUOTED
from transforms.speech.words import AUXILIARY, DO, MARKS, MODAL, NEGATION, is_adverb, starts_noun_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.speech.complements import Complement
    from transforms.speech.lexicon import Cue
    from transforms.speech.subjects import Subject
    from transforms.speech.units import CueAt, Unit

SUBORDINATE = frozenset(
    ["while", "as", "when", "after", "before", "since", "if", "although", "though", "because", "whether"]
)
UNSAID = MODAL | NEGATION | {word for word in DO if "n't" in word or "n’t" in word}
UNNAMED = (["be", "named"], ["be", "identified"], ["be", "quoted"], ["remain", "anonymous"])
VERB_REACH = 14  # words within which a clause without "that" shows its verb
MOVED_LENGTH = 12  # words of the person asked to do something
NOUN_LENGTH = 20  # words of a noun phrase before a colon
MAIN_CLAUSE_REACH = 60  # words within which the main clause follows a participle


def preposed(unit: Unit, at: CueAt, drafts: Sequence[Draft]) -> Draft | None:
    """Give the statement whose content follows its cue."""
    cue = at.found.cue
    if at.first == 0 and cue.kind != "noun" and cue.is_form("past", "third"):
        return _opening(unit, at)
    found = _complement(unit, at)
    if not _is_open(unit, cue, found, at.after):
        return None
    if cue.kind == "noun":
        return _by_noun(unit, at, found)
    subject = subject_before(unit, at.first)
    if cue.is_form("gerund") and subject.verb <= 1 and not subject.is_passive:
        return _participial(unit, at, found)
    if cue.lemma in {"seem", "appear"}:
        return _appearance(unit, at, subject, found)
    return _reported(unit, at, subject, found, drafts)


def _complement(unit: Unit, at: CueAt) -> Complement:
    found = complement_after(unit, at.after, at.found.cue)
    if found.kind == "comma" and _is_set_off(unit, at, found.first):
        return found._replace(kind="that", first=found.first + 1)
    return found


def _is_set_off(unit: Unit, at: CueAt, comma: int) -> bool:
    """Whether a comma stands for "that", as ministries write it (Wang said, China is ready …)."""
    cue = at.found.cue
    if comma != at.after or cue.kind != "say" or not (cue.may(BARE) and cue.is_form("past")) or at is not unit.cues[0]:
        return False
    return resumes(unit, comma) and starts_noun_phrase(unit.words[comma + 1])


def _is_open(unit: Unit, cue: Cue, found: Complement, after: int) -> bool:
    """Whether the verb takes what follows it."""
    if found.first >= len(unit.words):
        return False
    match found.kind:
        case "quote":
            return cue.may(QUOTATION, NOUN)
        case "that":
            return cue.may(THAT, TOLD)
        case "infinitive":
            return cue.may(INFINITIVE, TOLD)
        case "plain":
            direct = found.first == after or cue.kind not in {"state", "noun"}
            return direct and cue.may(BARE, NOUN, MOVED, TOLD) and starts_noun_phrase(unit.words[found.first])
    return False


def _reported(unit: Unit, at: CueAt, subject: Subject, found: Complement, drafts: Sequence[Draft]) -> Draft | None:
    """X said (that) content; X called for content; X vowed to content."""
    speaker = speaker_of(unit, at, subject, drafts)
    cue = at.found.cue
    is_noun = (
        found.kind == "infinitive"
        or (found.kind == "plain" and not _is_clause(unit, cue, found.first))
        or (found.kind == "quote" and not cue.may(QUOTATION))
    )
    if speaker is None or (is_noun and unit.lower[0] in DO and unit.words[-1] == "?"):
        return None
    if found.kind == "infinitive" and unit.lower[found.first : found.first + 2] in UNNAMED:
        return None
    if is_noun:
        found = _past_colon(unit, found)
    inner = _is_subordinate(unit, at, subject)
    after = (found.kind == "quote" and end_of_speech(unit, found.first)) or end_of_content(
        unit, found.first, cue, is_noun=is_noun, is_inner=inner
    )
    if not has_words(unit, found.first, after, 1 if is_noun else 2):
        return None
    return Draft(
        unit=unit,
        cue=at,
        rule=found.kind,
        speaker=speaker,
        addressee=found.addressee,
        is_noun=is_noun and found.kind != "quote",
        is_unsaid=not UNSAID.isdisjoint(unit.lower[subject.verb : at.first]),
        content=(found.first, after),
    )


def _moves(unit: Unit, first: int) -> bool:
    """Whether a person and an infinitive stand at words[first] (asked the drivers to wait)."""
    for index in range(first + 1, min(first + MOVED_LENGTH, len(unit.words) - 1)):
        word = unit.lower[index]
        if word == "to":
            return True
        if word in AUXILIARY or word == ",":
            return False
    return False


def _past_colon(unit: Unit, found: Complement) -> Complement:
    """Give the quotation that a noun phrase only announces (issued a warning: "…"), or the noun phrase."""
    for index in range(found.first + 1, min(len(unit.words) - 1, found.first + NOUN_LENGTH)):
        at = unit.cue_at.get(index)
        if at is not None and at.found.cue.kind == "colon" and unit.words[index + 1] == QUOTED:
            return found._replace(kind="quote", first=index + 1)
    return found


def _is_clause(unit: Unit, cue: Cue, first: int) -> bool:
    """Whether a complement without "that" is a clause: its verb may take one, and a finite verb follows."""
    if not cue.may(BARE, TOLD) or (cue.may(MOVED) and _moves(unit, first)):
        return False
    if not cue.may(NOUN):
        return True
    for index in range(first, min(first + VERB_REACH, len(unit.words))):
        if unit.words[index] in MARKS or unit.words[index] == QUOTED:
            return False
        if unit.words[index] in AUXILIARY:
            return True
    return False


def _is_subordinate(unit: Unit, at: CueAt, subject: Subject) -> bool:
    """Whether the verb stands in a relative, participial or adverbial clause."""
    if subject.is_empty:
        return False
    if unit.lower[subject.first] in {"who", "which", "that"}:
        return True
    if at.found.cue.is_form("gerund") and not subject.is_passive:
        return True
    return subject.first > 0 and unit.lower[subject.first - 1] in SUBORDINATE


def _by_noun(unit: Unit, at: CueAt, found: Complement) -> Draft | None:
    """X's claim that …, his opposition to …: the holder stands before the noun."""
    holder = holder_before(unit, at.first)
    if holder is None or found.kind == "quote" or found.first != at.after + (found.kind != "plain"):
        return None
    after = end_of_content(unit, found.first, at.found.cue, is_noun=found.kind != "that", is_inner=True)
    if after <= found.first:
        return None
    return Draft(unit=unit, cue=at, rule="noun", speaker=holder, is_noun=True, content=(found.first, after))


def _appearance(unit: Unit, at: CueAt, subject: Subject, found: Complement) -> Draft | None:
    """X seems to …: how it looks to nobody in particular; the content is the whole clause."""
    if subject.is_empty or subject.is_infinitive:
        return None
    after = end_of_content(unit, found.first, at.found.cue, is_noun=True)
    return Draft(unit=unit, cue=at, rule="appearance", is_noun=True, content=(subject.first, max(after, at.after)))


def _participial(unit: Unit, at: CueAt, found: Complement) -> Draft | None:
    """Give "Noting that content, X said …": it ends where the main clause begins, whose subject speaks."""
    if found.kind == "plain" and not at.found.cue.may(THAT):
        return None
    for comma in range(found.first + 2, min(len(unit.words) - 2, found.first + MAIN_CLAUSE_REACH)):
        if unit.words[comma] == "," and _begins_clause(unit, comma + 1):
            return Draft(
                unit=unit,
                cue=at,
                rule="participial",
                speaker=main_subject(unit, comma + 1),
                is_noun=found.kind in {"plain", "infinitive"},
                content=(found.first, comma),
            )
    return None


def _begins_clause(unit: Unit, index: int) -> bool:
    """Whether a subject and a verb of the main clause stand at words[index]."""
    first, after = main_subject(unit, index)
    while after < len(unit.words) and is_adverb(unit.lower[after]):
        after += 1
    if first != index or after == first or after >= len(unit.words):
        return False
    word = unit.lower[after]
    return word in AUXILIARY or after in unit.cue_at or word.endswith("ed") or unit.lower[first] in PRONOUNS


def _opening(unit: Unit, at: CueAt) -> Draft | None:
    """Said X: "content"."""
    after = subject_after(unit, at.after)
    if after == at.after or unit.words[after : after + 2] not in ([":", QUOTED], [",", QUOTED]):
        return None
    return Draft(unit=unit, cue=at, rule="quote", speaker=(at.after, after), content=(after + 1, after + 2))
