"""The statements of a text in order: each unit's, and speech that runs on from one unit into the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.speech.colons import COLON, announced_by_colon
from transforms.speech.complements import complement_after
from transforms.speech.drafts import Draft, is_inside
from transforms.speech.lexicon import QUOTATION
from transforms.speech.postposed import postposed
from transforms.speech.preposed import preposed
from transforms.speech.subjects import subject_before
from transforms.speech.units import QUOTED, Silent, Unit
from transforms.speech.words import PREPOSITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.speech.drafts import Words
    from transforms.speech.units import CueAt

ENDS_SPEECH = ",.?!…—–-"
ASKING = frozenset({"ask", "wonder", "inquire"})
RUNS_ON = frozenset({"trailing", "inverted", "quote", "announced", "colon"})
CLAUSE_LENGTH = 12  # words of a clause that only announces a quotation


def statements_of(units: Iterable[Unit | Silent]) -> list[Draft]:
    """Give the statements of a text.

    A quotation at the beginning of a unit that nothing there claims goes on with quoted speech of the unit before in
    the same paragraph, or belongs to the clause that announces it ("He continued:").
    """
    drafts: list[Draft] = []
    speech: Draft | None = None
    before: Unit | Silent | None = None
    for unit in units:
        if isinstance(unit, Silent):
            speech, before = None, unit
            continue
        found = statements_in(unit)
        is_free = _is_free(unit) and all(draft.content[0] > 0 for draft in found)
        if is_free and speech is not None and isinstance(before, Unit) and _is_next(before, unit, speech):
            speech.tail = unit.quotes[0]
        else:
            speech = None
            announced = announced_by(before, unit) if is_free and before is not None else None
            found = [announced, *found] if announced else found
        drafts += found
        speech = next((draft for draft in reversed(found) if draft.rule in RUNS_ON and draft.is_quoted), speech)
        before = unit
    return drafts


def _is_free(unit: Unit) -> bool:
    """Whether a unit begins with a quotation that no clause goes on from ("Hope" is a ship)."""
    if unit.words[0] != QUOTED:
        return False
    quote = unit.quotes[0]
    if len(unit.words) == 1 or not quote.is_closed or unit.text[quote.inner_end - 1] in ENDS_SPEECH:
        return True
    return unit.lower[1] in PREPOSITION


def _is_next(before: Unit, unit: Unit, speech: Draft) -> bool:
    """Whether a unit that begins with a quotation goes on with the speech of the unit before.

    It does in the same paragraph; in the next one if nothing stands between and no question was put.
    """
    if unit.paragraph == speech.unit.paragraph:
        return True
    if speech.cue.found.cue.lemma in ASKING or -1 in {unit.paragraph, before.paragraph}:
        return False
    return not unit.text[before.end : unit.start].strip()


def statements_in(unit: Unit) -> list[Draft]:
    """Give the statements of a unit, in order of their cues.

    What stands inside another's content is left out, but for a source inside a source (the ministry reported that …,
    according to the paper).
    """
    if len(unit.cues) == 1 and not unit.quotes:  # most units: nothing can stand inside anything
        (at,) = unit.cues
        draft = postposed(unit, at) or preposed(unit, at, ()) or _other_reading(unit, at, ())
        return [draft] if draft else []
    drafts: list[Draft] = []
    for at in unit.cues:
        draft = postposed(unit, at)
        if draft and not is_inside(at, drafts):
            drafts.append(draft)
    told = [draft.cue for draft in drafts if draft.rule in {"trailing", "inverted"}]
    drafts = [draft for draft in drafts if draft.rule != "according" or not any(is_inside(at, [draft]) for at in told)]
    for at in unit.cues:
        if at.found.cue is COLON:
            announced = announced_by_colon(unit, at, unit) if _is_open(unit, at.after, drafts) else None
            drafts += [announced] if announced else []
            continue
        level = [draft for draft in drafts if not _is_source(draft)]
        if is_inside(at, level) or any(draft.cue.first == at.first for draft in drafts):
            continue
        draft = preposed(unit, at, level) or _other_reading(unit, at, level)
        if draft and (not draft.is_noun or draft.is_speech_act or not is_inside(at, drafts)):
            draft.content = _within_source(draft, drafts)
            drafts.append(draft)
    return sorted(_told_once(drafts), key=lambda draft: draft.cue.first)


def _is_open(unit: Unit, index: int, drafts: Sequence[Draft]) -> bool:
    """Whether a quotation stands at words[index] that no statement holds yet."""
    return index in unit.quote_at and all(not draft.content[0] <= index < draft.content[1] for draft in drafts)


def _told_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out a second clause of one quotation (Berg answered: "…," she said, "…"): the first one names the speaker."""
    announced = {draft.content[0]: draft for draft in drafts if draft.rule == "quote"}
    kept = []
    for draft in drafts:
        first = announced.get(draft.content[0]) if draft.rule in {"trailing", "inverted"} else None
        if first is None:
            kept.append(draft)
        else:
            first.content = max(first.content, draft.content)
    return kept


def _is_source(draft: Draft) -> bool:
    """Whether a statement only says where the report comes from: another's can stand in its content."""
    return draft.rule == "according" or (
        draft.rule in {"trailing", "inverted"} and draft.cue.found.cue.lemma == "report"
    )


def _within_source(draft: Draft, drafts: Sequence[Draft]) -> Words:
    """Give a statement's content, cut where that of the source around it ends."""
    ends = [
        other.content[1] for other in drafts if is_inside(draft.cue, [other]) and draft.content[0] < other.content[1]
    ]
    return draft.content[0], min([draft.content[1], *ends])


def _other_reading(unit: Unit, at: CueAt, drafts: Sequence[Draft]) -> Draft | None:
    """Give the statement of a form that is no verb here (his hopes that …, is worried that …)."""
    other = at.found.cue.other
    if other is None:
        return None
    return preposed(unit, at._replace(found=at.found._replace(cue=other)), drafts)


def announced_by(before: Unit | Silent, unit: Unit) -> Draft | None:
    """Give the statement in the quotation that begins a unit, if the unit before it announces it."""
    if isinstance(before, Silent):
        before = before.read()
    if not before.cues:
        return None
    last = before.cues[-1]
    if last.found.cue is not COLON:
        return _announced_by_verb(before, last, unit)
    by_verb = _announced_by_verb(before, before.cues[-2], unit) if len(before.cues) > 1 else None
    return by_verb or announced_by_colon(unit, last, before)


def _announced_by_verb(before: Unit, at: CueAt, unit: Unit) -> Draft | None:
    is_same = before.paragraph == unit.paragraph
    if QUOTED in before.words or before.words[-1] not in ({":", "."} if is_same else {":"}):
        return None
    cue = at.found.cue
    if not (cue.may(QUOTATION) and cue.is_form("past", "third")) or len(before.words) - at.after > CLAUSE_LENGTH:
        return None
    found = complement_after(before, at.after, cue)
    if found.kind not in {"end", "comma"} or found.first < len(before.words) - 1:
        return None
    subject = subject_before(before, at.first)
    speaker = (at.after, len(before.words) - 1) if subject.is_empty else (subject.first, subject.after)
    if speaker[0] >= speaker[1]:
        return None
    return Draft(unit=unit, cue=at, rule="announced", speaker=speaker, content=(0, 1), told_in=before)
