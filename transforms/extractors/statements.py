"""Who said what: direct, mixed, indirect and narrated statements, and attitudes."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.reading import StatementRow
from transforms.speech.colons import announcing_colons
from transforms.speech.contents import trimmed
from transforms.speech.lexicon import QUOTATION, find_cues
from transforms.speech.marks import find_quotes
from transforms.speech.running import statements_of
from transforms.speech.speakers import NOBODY, Cast
from transforms.speech.units import paragraphs_of, stretches_of, units_of

if TYPE_CHECKING:
    from transforms.reading import Reading
    from transforms.speech.drafts import Draft

# How often the content of a rule's row is right: shares of our own labelled texts at their first reading, pulled to the
# share of all (.96) where there are few (tools/fit_confidence.py); the last three by judgement.
CONFIDENCE = {
    "trailing": 0.99, "that": 0.99, "inverted": 0.99, "quote": 0.98, "according": 0.98, "participial": 0.97, "announced": 0.96,
    "plain": 0.94, "infinitive": 0.82, "colon": 0.85, "appearance": 0.7, "noun": 0.6,
}  # fmt: skip
ATTITUDES = frozenset({"think", "state", "noun"})
FREE = frozenset(
    {"trailing", "inverted", "quote", "announced", "colon", "according"}
)  # rules whose content can be direct
UNCERTAIN = 0.88  # what a narrated statement or an attitude keeps of it: .85 of those are right, .98 of the others


def find_statements(reading: Reading) -> list[StatementRow]:
    """Give what people, organisations and papers say in one document, in order.

    Offsets are code points, end exclusive. The content of direct speech is what stands inside the marks; of indirect
    speech the clause without "that"; of a narrated statement (called for …) what follows the verb and its "to" or
    "for". A reporting clause in the middle (China, he said, will …) stays inside. Left out on purpose: what is said
    inside something else that is said, the author's own voice, and names of works in quotation marks.
    """
    text = reading.masked
    stretches = list(stretches_of(reading))
    quotes = find_quotes(text, paragraphs_of(stretches))
    found = sorted([*find_cues(text), *announcing_colons(text, quotes)], key=attrgetter("start"))
    drafts = statements_of(units_of(text, stretches, quotes, found))
    cast = Cast(reading)
    rows = [row_of(text, draft, cast) for draft in sorted(drafts, key=lambda draft: draft.characters())]
    said = {row for row in rows if any(map(str.isalnum, text[row.start_char : row.end_char]))}
    return sorted(said, key=lambda row: (row.start_char, row.end_char, row.cue_start_char))


def row_of(text: str, draft: Draft, cast: Cast) -> StatementRow:
    """Give a draft as a row, its speaker resolved among the people and organisations of the document."""
    start, end, form = content_of(text, draft)
    speaker = draft.characters_of(draft.speaker)
    cue = draft.cue.found
    if speaker:
        speaker = _without_possessive(text, *speaker)
        whole = cast.whole(*speaker)
        speaker = speaker if whole[0] < cue.end <= speaker[0] else cast.with_name(*whole)
    addressee = draft.characters_of(draft.addressee)
    who = cast.speaker_at(*speaker) if speaker else NOBODY
    certain = CONFIDENCE[draft.rule] * (UNCERTAIN if form in {"narrated", "attitude"} else 1.0)
    return StatementRow(
        start_char=start,
        end_char=end,
        form=form,
        rule=f"statements.{draft.rule}",
        confidence=round(certain * who.confidence, 3),
        speaker=text[slice(*speaker)] if speaker else None,
        speaker_start_char=speaker[0] if speaker else None,
        speaker_end_char=speaker[1] if speaker else None,
        speaker_number=who.numbers[0] if who.numbers else None,
        speaker_numbers=who.numbers,
        cue=text[cue.start : cue.end],
        cue_start_char=cue.start,
        cue_end_char=cue.end,
        addressee=text[slice(*addressee)] if addressee else None,
    )


def _without_possessive(text: str, start: int, end: int) -> tuple[int, int]:
    if text.endswith(("'s", "’s"), start, end):
        return start, end - 2
    return start, end - text.endswith(("s'", "s’"), start, end)


def content_of(text: str, draft: Draft) -> tuple[int, int, str]:
    """Give the bounds of a statement's content, inside its marks where it is quoted, and its form."""
    start, end = trimmed(text, *draft.characters())
    quotes = [quote for quote in (*draft.unit.quotes, draft.tail) if quote and quote.start < end and quote.end > start]
    if not quotes:
        return start, end, _form_without_marks(draft)
    first, last = quotes[0], quotes[-1]
    is_whole = first.start <= start and last.end >= end
    if first.start <= start:
        start = first.inner_start
    if is_whole:
        end = last.inner_end
    return start, max(start, end), "direct" if is_whole and _is_free(draft) else "mixed"


def _is_free(draft: Draft) -> bool:
    """Whether quoted words stand for themselves, not in a clause of the sentence (said that "…", vowed to "…")."""
    return draft.rule in FREE and (draft.rule != "quote" or draft.cue.found.cue.may(QUOTATION))


def _form_without_marks(draft: Draft) -> str:
    if draft.cue.found.cue.kind in ATTITUDES or (draft.is_noun and draft.is_unsaid):
        return "attitude"
    return "narrated" if draft.is_noun else "indirect"


EXTRACTOR = Extractor(
    name="statements", table="statements", version="3", find=find_statements, needs=("mentions", "entities", "roles")
)
