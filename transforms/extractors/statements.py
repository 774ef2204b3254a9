"""Who said what: direct, mixed, indirect and narrated statements, and attitudes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.reading import StatementRow
from transforms.speech.complements import complement_after
from transforms.speech.contents import trimmed
from transforms.speech.speakers import NOBODY, Cast
from transforms.speech.subjects import subject_before
from transforms.speech.drafts import Draft, drafts_of
from transforms.speech.lexicon import find_cues
from transforms.speech.marks import find_quotes
from transforms.speech.units import QUOTED, paragraphs_of, stretches_of, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.reading import Reading


def find_statements(reading: Reading) -> list[StatementRow]:
    text = reading.masked
    stretches = list(stretches_of(reading))
    quotes = find_quotes(text, paragraphs_of(stretches))
    drafts = run_on(units_of(text, stretches, quotes, list(find_cues(text))))
    cast = Cast(reading)
    return [row_of(text, draft, cast) for draft in sorted(drafts, key=lambda draft: draft.start)]


def run_on(units) -> list[Draft]:
    drafts: list[Draft] = []
    open_draft = None
    before = None
    for unit in units:
        found = drafts_of(unit)
        free = unit.words[0] == QUOTED and not any(d.content_first == 0 for d in found)
        if free and open_draft is not None and unit.paragraph == open_draft.unit.paragraph:
            open_draft.end = max(open_draft.end, unit.quotes[0].end)
            open_draft.tail = unit.quotes[0]
        else:
            open_draft = None
            announced = before and free and announced_by(before, unit)
            if announced:
                found = [announced, *found]
        drafts += found
        for d in found:
            if d.rule in ("trailing", "inverted", "quote", "announced") and d.unit is unit and unit.words[d.content_first] == QUOTED:
                open_draft = d
        before = unit
    return drafts


def announced_by(before, unit):
    """Give the statement in a quotation that the unit before it announces ("He continued:")."""
    if not before.cues or not before.words[-1] in {":", "."} or QUOTED in before.words:
        return None
    if before.words[-1] == "." and before.paragraph != unit.paragraph:
        return None
    at = before.cues[-1]
    cue = at.found.cue
    if not cue.may("q") or not cue.is_form("past", "third"):
        return None
    if len(before.words) - at.after > 12: return None
    found = complement_after(before, at.after, cue)
    if found.kind not in {"end", "comma"} or found.first < len(before.words) - 1:
        return None
    subject = subject_before(before, at.first)
    speaker = (subject.first, subject.after)
    if subject.first == subject.after:
        if at.after + 1 >= len(before.words): return None
        speaker = (at.after, len(before.words) - 1)
    return Draft(unit=unit, start=unit.quotes[0].start, end=unit.quotes[0].end, cue=at, rule="announced", speaker=before.span(*speaker), content_first=0, content_after=1)


def row_of(text: str, draft: Draft, cast: Cast) -> StatementRow:
    unit = draft.unit
    inside = [q for q in unit.quotes if q.start < draft.end and q.end > draft.start]
    start, end = draft.start, draft.end
    form = "indirect"
    if draft.tail:
        form = "direct"
        start, end = inside[0].inner_start, draft.tail.inner_end
    elif inside:
        a, b = trimmed(text, start, end)
        if inside[0].start <= a and inside[-1].end >= b:
            form = "direct"
            start, end = inside[0].inner_start, inside[-1].inner_end
        else:
            form = "mixed"
            if inside[0].start == a: start = inside[0].inner_start
            else: start = a
            if inside[-1].end != end: end = b
    else:
        start, end = trimmed(text, start, end)
    kind = draft.cue.found.cue.kind
    if form == "indirect":
        form = "attitude" if kind in {"think", "state", "noun"} else "narrated" if draft.is_noun else "indirect"
    s, e = cast.whole(*draft.speaker) if draft.speaker else (None, None)
    f = draft.cue.found
    who = cast.speaker_at(s, e) if draft.speaker else NOBODY
    return StatementRow(start, end, form, f"statements.{draft.rule}", 0.7, text[s:e] if draft.speaker else None, s, e, who.numbers[0] if who.numbers else None, who.numbers, text[f.start:f.end], f.start, f.end,
        text[slice(*draft.addressee)] if draft.addressee else None)


EXTRACTOR = Extractor(name="statements", table="statements", version="1", find=find_statements, needs=("mentions", "entities", "roles"))
