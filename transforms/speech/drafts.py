"""Reporting expressions read into drafts of statements: content, cue and speaker as places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.speech.complements import Complement, complement_after
from transforms.speech.contents import end_of_content, has_words, trimmed
from transforms.speech.lexicon import BARE, INFINITIVE, MOVED, NOUN, POSTPOSED, QUOTATION, THAT, TOLD, Cue
from transforms.speech.subjects import PRONOUNS, Subject, before_apposition, main_subject, noun_phrase_before, subject_after, subject_before
from transforms.speech.units import QUOTED, CueAt, Unit
from transforms.speech.words import AUXILIARY, DETERMINER, DO, MARKS, POSSESSIVE, PREPOSITION, TIME, is_adverb, starts_noun_phrase

if TYPE_CHECKING:
    from transforms.speech.marks import Quote

# What an event does too: a participle of these after a clause is no statement (…, underscoring the ties).
SIGNS = frozenset({"underscore", "underline", "highlight", "reflect", "show", "demonstrate", "signal", "reveal", "prove", "illustrate", "document", "promote", "support"})
NOUNS = frozenset({"state", "comment", "report", "claim", "plan", "vote", "call", "demand", "request", "hope", "fear", "doubt", "offer", "forecast", "estimate", "project", "promise", "pledge", "wish", "desire", "question", "answer", "charge", "worry", "rule", "post", "tweet", "joke", "view", "back", "name", "list", "quote", "rate"})
NOT_RESUMED = frozenset({"who", "which", "while", "but", "and", "with", "as", "according", "on", "after", "during", "when", "where", "although", "though", "just", "at"})
DASHES = frozenset({"—", "–"})


@dataclass(slots=True, kw_only=True)
class Draft:
    """A statement before its speaker is known as an entity; places are characters, end exclusive."""

    unit: Unit
    start: int
    end: int
    cue: CueAt
    rule: str
    speaker: tuple[int, int] | None = None
    addressee: tuple[int, int] | None = None
    is_noun: bool = False
    content_first: int = 0
    content_after: int = 0
    tail: Quote | None = None


def drafts_of(unit: Unit) -> list[Draft]:
    """Give the statements of a unit, in order of their cues; what stands inside another's content is left out."""
    drafts: list[Draft] = []
    for at in unit.cues:
        draft = _postposed(unit, at)
        if draft and not _is_inside(draft.cue, drafts):
            drafts.append(draft)
    for at in unit.cues:
        level = [draft for draft in drafts if draft.rule != "according"]
        if not _is_inside(at, level) and not any(draft.cue is at for draft in drafts):
            draft = _preposed(unit, at, level)
            if draft and not (draft.is_noun and _is_inside(at, drafts)):
                drafts.append(draft)
    return sorted(drafts, key=lambda draft: draft.cue.first)


def _is_inside(at: CueAt, drafts: list[Draft]) -> bool:
    return any(d.content_first <= at.first < d.content_after and d.cue is not at for d in drafts)


def _postposed(unit: Unit, at: CueAt) -> Draft | None:
    """Give the statement whose content stands before its cue, or around it; None if the content follows."""
    cue = at.found.cue
    if cue.lemma == "according to":
        return _according(unit, at)
    if not cue.may(POSTPOSED) or not cue.is_form("past", "third", "base"):
        return None
    return _inverted(unit, at) or _trailing(unit, at)


def _inverted(unit: Unit, at: CueAt) -> Draft | None:
    """content, said X."""
    before = unit.words[at.first - 1] if at.first else ""
    if before not in {",", QUOTED} or at.found.cue.may(TOLD) or not at.found.cue.is_form("past", "third") or at.after >= len(unit.words):
        return None
    if not starts_noun_phrase(unit.words[at.after]) or unit.lower[at.after] == "that":
        return None
    after = subject_after(unit, at.after)
    if before == "," and _has_subject(unit, at.first - 1) and not unit.words[after - 1][0].isupper():
        return None
    following = unit.lower[after] if after < len(unit.words) else "."
    if unit.lower[at.after] in PRONOUNS and not (following in MARKS or following in PREPOSITION or following in TIME or after == len(unit.words)):
        return None
    if before == "," and at.found.cue.lemma not in {"say", "add"} and not (unit.words[at.after][0].isupper() or unit.lower[at.after] in DETERMINER):
        return None
    if after == at.after or following in AUXILIARY or any(at.after <= c.first < after for c in unit.cues) or following == "to":
        return None
    if unit.words[after - 1] == "." : after -= 1
    return _around(unit, at, at.first, after, (at.after, after), "inverted")


def _has_subject(unit: Unit, comma: int) -> bool:
    """Whether the sentence begins with a subject and its apposition, which ends at the comma (Wang, the minister,)."""
    first, after = before_apposition(unit, comma)
    return first == 0 and first < after


def _trailing(unit: Unit, at: CueAt) -> Draft | None:
    """content, X said. Also: content, X said, content."""
    subject = subject_before(unit, at.first)
    if subject.first == subject.after or subject.first == 0 or subject.is_passive or subject.is_infinitive:
        return None
    before = unit.words[subject.first - 1]
    if before not in {",", QUOTED, "?", "!"} and before not in DASHES:
        return None
    found = complement_after(unit, at.after, at.found.cue)
    if at.found.cue.lemma == "continue" and unit.lower[at.after : at.after + 1] == ["to"]:
        return None
    if _is_noun_form(unit, at, subject) or _is_bare_name(unit, subject.first):
        return None
    if _is_circumstance(unit, subject.first) and not (found.kind == "comma" and _resumes(unit, found.first)):
        return None
    if found.kind == "quote" and unit.words[found.first - 1] == ":":
        return None
    if _closes_speech(unit, subject.first - 1):
        after = found.first if found.kind in {"end", "comma", "quote"} else len(unit.words)
        return _told(_around(unit, at, subject.first, after, (subject.first, subject.after), "trailing"), found)
    if found.kind not in {"end", "comma"} and not (found.kind == "quote" and _is_content(unit, subject.first)):
        return None
    return _told(_around(unit, at, subject.first, found.first, (subject.first, subject.after), "trailing"), found)


def _told(draft: Draft | None, found: Complement) -> Draft | None:
    if draft and found.addressee:
        draft.addressee = draft.unit.span(*found.addressee)
    return draft


def _closes_speech(unit: Unit, index: int) -> bool:
    """Whether words[index] is a quotation that ends like one before its reporting clause ("…," he said)."""
    quote = unit.quote_at.get(index)
    return quote is not None and unit.text[quote.inner_end - 1] in ",?!…—-"


def _is_noun_form(unit: Unit, at: CueAt, subject: Subject) -> bool:
    """Whether a word in -s is a plural noun (in 30 states, their comments)."""
    if not (at.found.cue.is_form("third") and not at.found.cue.is_form("past")):
        return False
    last = unit.lower[subject.after - 1]
    if last in PRONOUNS:
        return last in {"they", "we", "i", "you"}
    phrase = unit.lower[subject.first : subject.after]
    if at.found.cue.lemma in NOUNS and unit.words[subject.after - 1][0].islower() and phrase[0] not in DETERMINER and not any(word.endswith(("'s", "’s")) for word in phrase):
        return True
    return last.endswith("s") and not last.endswith("ss") and not unit.words[subject.after - 1][0].isupper()


def _is_bare_name(unit: Unit, after: int) -> bool:
    """Whether words[:after] are a short name only, to which an apposition follows (Zhou, director at X said)."""
    words = [word for word in unit.words[:after] if word not in MARKS]
    return len(words) > 1 and len(words) < 6 and all(word[0].isupper() for word in words)  # noqa: PLR2004 - words of a name


def _is_circumstance(unit: Unit, after: int) -> bool:
    """Whether words[:after] only say when or where: they begin with a preposition and have no finite verb."""
    if unit.lower[0] not in PREPOSITION and not unit.lower[0].endswith("ing"):
        return False
    return QUOTED not in unit.words[:after] and not any(word in AUXILIARY for word in unit.lower[:after])


def _is_content(unit: Unit, after: int) -> bool:
    """Whether what stands before a cue can be content, not only a circumstance (On Monday, he said, "…")."""
    if QUOTED in unit.words[:after]:
        return True
    return after > 4 and unit.lower[0] not in PREPOSITION and unit.lower[0] not in {"when", "asked", "after", "speaking", "as"}  # noqa: PLR2004 - words


def _around(unit: Unit, at: CueAt, clause: int, after: int, speaker: tuple[int, int], rule: str) -> Draft | None:
    """Give the statement before the cue's clause words[clause:after], and after it where it goes on."""
    first = _content_start(unit, clause)
    if not has_words(unit, first, clause, 1):
        return None
    goes_on = _goes_on(unit, first, after, rule)
    end = end_of_content(unit, after, at.found.cue, is_noun=False) if goes_on else clause
    if not goes_on and not has_words(unit, first, clause, 2):
        return None
    return Draft(
        unit=unit, start=unit.starts[first], end=unit.ends[end - 1], cue=at, rule=rule, speaker=unit.span(*speaker),
        content_first=first, content_after=end,
    )  # fmt: skip


def _goes_on(unit: Unit, first: int, after: int, rule: str) -> bool:
    """Whether content that begins at words[first] goes on behind the reporting clause that ends at words[after]."""
    if after >= len(unit.words) or unit.words[after] not in {",", QUOTED}:
        return False
    following = unit.words[after + 1] if after + 1 < len(unit.words) else ""
    if QUOTED in {unit.words[after], following}:
        return rule != "according"
    if rule != "trailing" or unit.words[first] == QUOTED:
        return rule == "inverted" and following in AUXILIARY and unit.words[first] != QUOTED
    return _resumes(unit, after)


def _resumes(unit: Unit, comma: int) -> bool:
    """Whether a clause follows the comma, not a participle, a circumstance or another clause of its own."""
    index = comma + 1
    if index >= len(unit.words):
        return False
    at = unit.cue_at.get(index) or unit.cue_at.get(index + 1)
    if at and at.found.cue.is_form("gerund"):
        return False
    return unit.words[index] == QUOTED or not (unit.lower[index] in NOT_RESUMED or unit.lower[index].endswith("ing"))


def _content_start(unit: Unit, clause: int) -> int:
    """Give where the content that ends before the cue's clause begins: the sentence, or a quotation at its end."""
    position = clause
    while position > 0 and unit.words[position - 1] in {",", "—", "–", "?", "!", "…"}:
        position -= 1
    first = 0
    for index in range(position - 1, -1, -1):
        if unit.words[index] in {";"} or (unit.words[index] in {".", "?", "!"} and index + 1 < position and unit.words[index + 1] == QUOTED):
            first = index + 1
            break
    while first < position and unit.lower[first] in {"and", "but", ",", ")"}:
        first += 1
    return first


def _according(unit: Unit, at: CueAt) -> Draft | None:
    """According to X, content. Also: content, according to X."""
    after = subject_after(unit, at.after)
    if after == at.after:
        return None
    if at.first > 2:  # noqa: PLR2004 - two words are no content
        return _around(unit, at, at.first, after, (at.after, after), "according")
    while after < len(unit.words) and unit.words[after] != ",":
        after += 1
    end = end_of_content(unit, after + 1, at.found.cue, is_noun=False)
    if not has_words(unit, after + 1, end, 2):
        return None
    return Draft(
        unit=unit, start=unit.starts[after + 1], end=unit.ends[end - 1], cue=at, rule="according",
        speaker=unit.span(at.after, min(after, subject_after(unit, at.after))), content_first=after + 1, content_after=end,
    )  # fmt: skip


def _preposed(unit: Unit, at: CueAt, drafts: list[Draft]) -> Draft | None:
    """Give the statement whose content follows its cue."""
    cue = at.found.cue
    if cue.kind == "noun":
        return _by_noun(unit, at)
    found = complement_after(unit, at.after, cue)
    if found.kind == "comma" and found.first == at.after and cue.may(BARE) and cue.kind == "say" and cue.is_form("past") and at is unit.cues[0] and _resumes(unit, found.first) and starts_noun_phrase(unit.words[found.first + 1]):
        found = found._replace(kind="that", first=found.first + 1)
    if not _is_open(unit, cue, found, at.after):
        return None
    subject = subject_before(unit, at.first)
    if at.first == 0 and cue.is_form("past", "third"):
        return _opening(unit, at)
    if cue.is_form("gerund") and subject.verb <= 1 and not subject.is_passive:
        return _participial(unit, at, found)
    if cue.lemma in {"seem", "appear"}:
        return _appearance(unit, at, subject, found)
    speaker = _speaker(unit, at, subject, drafts)
    if speaker is None:
        return None
    is_noun = found.kind == "infinitive" or (found.kind == "plain" and not _is_clause(unit, cue, found.first))
    if is_noun and unit.lower[0] in DO and unit.words[-1] == "?":
        return None
    after = end_of_content(unit, found.first, cue, is_noun=is_noun, is_inner=_is_subordinate(unit, at, subject))
    if after <= found.first or not has_words(unit, found.first, after, 1 if is_noun else 2):
        return None
    return Draft(
        unit=unit, start=unit.starts[found.first], end=unit.ends[after - 1], cue=at, rule=found.kind, speaker=speaker,
        addressee=unit.span(*found.addressee) if found.addressee else None, is_noun=is_noun,
        content_first=found.first, content_after=after,
    )  # fmt: skip


def _by_noun(unit: Unit, at: CueAt) -> Draft | None:
    """X's claim that …, his opposition to …: the holder stands before the noun."""
    found = complement_after(unit, at.after, at.found.cue)
    holder = at.first - 1
    while holder > 0 and unit.lower[holder] not in POSSESSIVE and unit.words[holder][0].islower() and at.first - holder < 4:
        holder -= 1
    if holder < 0 or found.first != at.after + (found.kind != "plain") or found.kind not in {"that", "infinitive", "plain"} or not _is_open(unit, at.found.cue, found, at.after):
        return None
    if unit.lower[holder] in POSSESSIVE:
        first = holder
    elif unit.lower[holder].endswith(("'s", "’s", "s'", "s’")):
        first = noun_phrase_before(unit, holder + 1)
    else:
        return None
    after = end_of_content(unit, found.first, at.found.cue, is_noun=True, is_inner=True)
    if after <= found.first or first > holder:
        return None
    return Draft(
        unit=unit, start=unit.starts[found.first], end=unit.ends[after - 1], cue=at, rule="noun", is_noun=True,
        speaker=unit.span(first, holder + 1), content_first=found.first, content_after=after,
    )  # fmt: skip


def _is_subordinate(unit: Unit, at: CueAt, subject: Subject) -> bool:
    """Whether the verb stands in a relative, participial or adverbial clause."""
    if subject.first == subject.after:
        return False
    if unit.lower[subject.first] in {"who", "which", "that"}:
        return True
    if at.found.cue.is_form("gerund") and not subject.is_passive:
        return True
    return subject.first > 0 and unit.lower[subject.first - 1] in {"while", "as", "when", "after", "before", "since", "if", "although", "though", "because", "whether"}


def _appearance(unit: Unit, at: CueAt, subject: Subject, found: Complement) -> Draft | None:
    """X seems to …: how it looks to nobody in particular; the content is the whole clause."""
    if subject.first == subject.after or subject.is_infinitive:
        return None
    after = end_of_content(unit, found.first, at.found.cue, is_noun=True)
    return Draft(
        unit=unit, start=unit.starts[subject.first], end=unit.ends[after - 1], cue=at, rule="appearance", is_noun=True,
        content_first=subject.first, content_after=after,
    )  # fmt: skip


def _participial(unit: Unit, at: CueAt, found: Complement) -> Draft | None:
    """Noting that content, X said …: the content ends where the main clause begins, whose subject speaks."""
    for index in range(found.first + 2, min(len(unit.words) - 2, found.first + 60)):
        if unit.words[index] == "," and _begins_clause(unit, index + 1):
            first, after = main_subject(unit, index + 1)
            return Draft(
                unit=unit, start=unit.starts[found.first], end=unit.ends[index - 1], cue=at, rule="participial",
                speaker=unit.span(first, after), is_noun=found.kind in {"plain", "infinitive"}, content_first=found.first,
                content_after=index,
            )  # fmt: skip
    return None


def _begins_clause(unit: Unit, index: int) -> bool:
    """Whether a subject and a verb of the main clause stand at words[index]."""
    first, after = main_subject(unit, index)
    if first != index or after == first or after >= len(unit.words):
        return False
    while after < len(unit.words) and is_adverb(unit.lower[after]):
        after += 1
    at = unit.cue_at.get(after)
    return unit.lower[after : after + 1] != [] and (unit.lower[after] in AUXILIARY or at is not None or unit.lower[after].endswith("ed") or unit.lower[first] in PRONOUNS)


def _opening(unit: Unit, at: CueAt) -> Draft | None:
    """Said X: "content"."""
    after = subject_after(unit, at.after)
    if after == at.after or after + 1 >= len(unit.words) or unit.words[after] not in {":", ","} or unit.words[after + 1] != QUOTED:
        return None
    start, end = unit.span(after + 1, after + 2)
    return Draft(
        unit=unit, start=start, end=end, cue=at, rule="quote", speaker=unit.span(at.after, after), content_first=after + 1,
        content_after=after + 2,
    )  # fmt: skip


def _is_open(unit: Unit, cue: Cue, found: Complement, after: int) -> bool:
    """Whether the verb takes what follows it."""
    if found.first >= len(unit.words):
        return False
    if found.kind == "quote":
        return cue.may(QUOTATION, NOUN)
    if found.kind == "that":
        return cue.may(THAT, TOLD)
    if cue.kind == "state" and found.kind == "plain":
        return cue.may(NOUN) and found.first == after
    if found.kind == "infinitive":
        return cue.may(INFINITIVE, TOLD)
    return found.kind == "plain" and cue.may(BARE, NOUN, MOVED, TOLD) and starts_noun_phrase(unit.words[found.first])


def _is_clause(unit: Unit, cue: Cue, first: int) -> bool:
    """Whether a complement without "that" is a clause: its verb may take one, and a finite verb follows."""
    if not cue.may(BARE, TOLD):
        return False
    if not cue.may(NOUN):
        return True
    for index in range(first, min(first + 14, len(unit.words))):
        if unit.words[index] in MARKS or unit.words[index] == QUOTED:
            return False
        if unit.lower[index] in AUXILIARY:
            return True
    return False


def _speaker(unit: Unit, at: CueAt, subject: Subject, drafts: list[Draft]) -> tuple[int, int] | None:
    cue = at.found.cue
    if cue.kind == "state":
        return unit.span(subject.first, subject.after) if subject.is_passive and subject.first < subject.after and not subject.is_infinitive else None
    if subject.first < subject.after and _is_noun_form(unit, at, subject):
        return None
    if cue.is_form("gerund") and not subject.is_passive and at.first > 0:
        before = unit.lower[subject.verb - 1] if subject.verb else ""
        if before in DETERMINER:
            return None
        if before in {",", "and", "by", "while", "—", "–"} or before in PREPOSITION:
            return carried_on(unit, at, drafts) or (None if cue.lemma in SIGNS else _of_main_clause(unit, at))
    if subject.is_infinitive or (subject.is_passive and not cue.is_form("gerund")):
        return None
    if subject.first < subject.after:
        if cue.is_form("base") and not cue.is_form("past") and subject.verb == at.first and not _is_plural(unit, subject):
            return None
        return unit.span(subject.first, subject.after)
    carried = carried_on(unit, at, drafts)
    if carried is None and cue.is_form("past", "third") and subject.verb and unit.lower[subject.verb - 1] in {"and", "but", "then", ";"}:
        return _of_main_clause(unit, at)
    return carried


def _of_main_clause(unit: Unit, at: CueAt) -> tuple[int, int] | None:
    first, after = main_subject(unit)
    return unit.span(first, after) if first < after <= at.first else None


def _is_plural(unit: Unit, subject: Subject) -> bool:
    last = unit.lower[subject.after - 1]
    return (last.endswith("s") and not last.endswith("ss")) or last in {"they", "we", "i", "you", "who", "people", "some", "many", "others", "most", "percent"}


def carried_on(unit: Unit, at: CueAt, drafts: list[Draft]) -> tuple[int, int] | None:
    """Give the speaker of the verb that this one carries on (…, adding that …; … and noted that …)."""
    earlier = [draft for draft in drafts if draft.cue.first < at.first and draft.speaker]
    if earlier:
        return max(earlier, key=lambda draft: draft.cue.first).speaker
    return None
