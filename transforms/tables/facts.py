"""metrics, timexes, statements: what the text states, when, and who says so."""

from __future__ import annotations

from transforms.tables.common import (
    EVIDENCE,
    SPAN,
    SPAN_KEY,
    SURFACE,
    closed,
    day,
    entity,
    entity_list,
    offsets,
    text,
    withheld,
)  # fmt: skip
from transforms.tables.spec import NO_TEXT, NUMBER, TEXT, Column, Table

METRIC_KINDS = (
    "count", "amount", "money", "percent", "change", "ordinal", "rank", "duration", "age", "ratio", "reference",
)  # fmt: skip
MODIFIERS = ("exact", "about", "nearly", "over", "more_than", "at_least", "less_than", "up_to")

METRICS = Table(
    name="metrics",
    description="Every quantity that the text states.",
    grain="one quantity at one place in one document",
    key=SPAN_KEY,
    columns=(
        *SPAN,
        Column(
            name="value",
            dtype=NUMBER,
            unit="see unit",
            description="The number, fully scaled (43 million is 43000000); the lower end of a range.",
        ),
        Column(
            name="value_high",
            dtype=NUMBER,
            unit="see unit",
            nullable=True,
            description="The upper end of a range; null if it is none.",
        ),
        text(
            "unit",
            "The unit, singular and lower case, an ISO 4217 code for money, or the counted noun; null for a bare number.",
        ),
        Column(
            name="currency",
            dtype=TEXT,
            nullable=True,
            matches=r"[A-Z]{3}",
            description="ISO 4217 code for money; null for everything else.",
        ),
        closed("kind", "What sort of quantity; reference is a number that only refers (the two sides).", METRIC_KINDS),
        closed("modifier", "The bound or vagueness that the text gives the number.", MODIFIERS),
        closed("direction", "Whether it rose or fell; null if the text states neither.", ("up", "down"), nullable=True),
        withheld(text("measured", "What is measured or counted, in words of the text."), NO_TEXT),
        *offsets("measured", "what is measured"),
        withheld(
            text("compared_with", "What a change is compared with, in words of the text (year-on-year, from 2019)."),
            NO_TEXT,
        ),
        day("period_begin", "First day of the period that the quantity belongs to."),
        day("period_end", "Last day of the period that the quantity belongs to."),
        *offsets("period", "the time expression that gives the period"),
        entity("place_id", "Where it was measured.", "place_number"),
        entity("attributed_to", "The source that the sentence names.", "attributed_number"),
        *offsets("context", "the words elsewhere that give unit or scale"),
        Column(
            name="si_value",
            dtype=NUMBER,
            unit="see si_unit",
            nullable=True,
            description="The value in SI base units; null if it is no physical quantity.",
        ),
        text("si_unit", "The SI unit of si_value."),
        *EVIDENCE,
    ),
)

TIMEXES = Table(
    name="timexes",
    description="Every expression of time, resolved on the calendar.",
    grain="one expression of time at one place in one document",
    key=SPAN_KEY,
    columns=(
        *SPAN,
        closed("timex_type", "The TIMEX3 type.", ("DATE", "TIME", "DURATION", "SET")),
        Column(name="value", dtype=TEXT, description="The TIMEX3 value; begin/end for a range."),
        closed(
            "mod",
            "The TIMEX3 modifier.",
            (
                "START",
                "MID",
                "END",
                "APPROX",
                "EQUAL_OR_LESS",
                "EQUAL_OR_MORE",
                "LESS_THAN",
                "MORE_THAN",
                "ON_OR_BEFORE",
                "ON_OR_AFTER",
                "BEFORE",
                "AFTER",
            ),
            nullable=True,
        ),
        day("begin_date", "First day on the calendar; null if it has no place there."),
        day("end_date", "Last day on the calendar; null if it has no place there."),
        day("anchor_date", "The day it was resolved against; null for none."),
        closed("anchor_basis", "Where the anchor comes from.", ("published", "dateline", "previous", "none")),
        closed(
            "anchor_precision",
            "How much of the anchor is known: its date is the first day of a period of this length.",
            ("day", "week", "month", "quarter", "half", "year", "decade", "century"),
            nullable=True,
        ),
        closed(
            "tense",
            "The tense of the clause, which decides the direction of weekdays and months.",
            ("past", "future", "none"),
        ),
        *EVIDENCE,
    ),
)

STATEMENTS = Table(
    name="statements",
    description="Who said what.",
    grain="one statement by one speaker at one place in one document",
    key=(*SPAN_KEY, "cue_start_char"),
    columns=(
        *(withheld(column, NO_TEXT) if column == SURFACE else column for column in SPAN),
        closed(
            "form",
            "direct: in quotation marks; mixed: partly; indirect: reported clause; narrated: a speech act with a noun or infinitive; attitude: wants, believes, fears.",
            ("direct", "mixed", "indirect", "narrated", "attitude"),
        ),
        text("speaker", "The speaker as the text names them."),
        *offsets("speaker", "the speaker"),
        entity("speaker_id", "Who speaks.", "speaker_number"),
        entity_list("speaker_ids", "All joint speakers; the first is speaker_id.", "speaker_numbers"),
        text("cue", "The words that mark the statement."),
        *offsets("cue", "the cue"),
        text("addressee", "Who or what outlet was told."),
        *EVIDENCE,
    ),
)
