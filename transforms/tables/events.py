"""event_mentions, events, event_participants: what happened, told once."""

from __future__ import annotations

from transforms.tables.common import EVIDENCE, SPAN, SPAN_KEY, closed, count, day, entity, entity_list, text
from transforms.tables.spec import ENTITY_ID, TEXT, Column, Table

EVENT_TYPES = (
    "visit", "meeting", "phone_call", "summit", "signing", "statement", "pledge", "appeal", "aid", "appointment", "agreement",
    "agreement_launch", "agreement_adoption", "operation", "opening", "congress", "anniversary", "policy_measure", "investment",
    "invitation", "election", "arrest", "exercise", "sanction", "protest", "clash", "attack", "support", "demand", "threat",
    "rejection", "accusation", "mobilisation", "withdrawal", "coercion", "disaster",
)  # fmt: skip
STATUSES = ("occurred", "planned", "ongoing", "called_for", "denied")
EVENT_ID = Column(
    name="event_id",
    dtype=TEXT,
    across=True,
    matches=r"evt_[0-9a-f]{16}",
    refers_to="events.event_id",
    description="The happening that is reported.",
)

EVENT_MENTIONS = Table(
    name="event_mentions",
    description="Every reported happening.",
    grain="one report of a happening at one place in one document",
    key=(*SPAN_KEY, "event_type"),
    columns=(
        *SPAN,
        EVENT_ID,
        closed("event_type", "What sort of happening.", EVENT_TYPES),
        text("plover_type", "Its root in the PLOVER ontology, lower case; null if none fits."),
        text("plover_mode", "Its mode in the PLOVER ontology."),
        text("cameo_code", "Its code in the CAMEO codebook."),
        entity_list("initiator_ids", "Who acts.", "initiator_numbers"),
        entity_list("counterpart_ids", "Whom the act is directed at.", "counterpart_numbers"),
        entity("place_id", "Where it happens.", "place_number"),
        day("begin_date", "Its first day."),
        day("end_date", "Its last day."),
        closed("status", "Whether it happened, as of the document.", STATUSES),
        *EVIDENCE,
    ),
)

EVENTS = Table(
    name="events",
    description="Each happening once, across documents.",
    grain="one happening",
    key=("event_id",),
    columns=(
        Column(
            name="event_id",
            dtype=TEXT,
            matches=r"evt_[0-9a-f]{16}",
            description="Identifies the happening: evt_ and 16 hex digits of its earliest mention's key.",
        ),
        closed("event_type", "What sort of happening.", EVENT_TYPES),
        text("plover_type", "Its root in the PLOVER ontology, lower case; null if none fits."),
        Column(name="place_id", dtype=TEXT, nullable=True, refers_to=ENTITY_ID, description="Where it happens."),
        day("begin_date", "Its first day."),
        day("end_date", "Its last day."),
        closed("status", "Whether it happened, by the latest document.", STATUSES),
        count("document_count", "How many documents report it."),
        count("independent_source_count", "The same, copies of one text counted once."),
        day("first_reported", "Published date of the earliest report."),
        day("last_reported", "Published date of the latest report."),
    ),
)

EVENT_PARTICIPANTS = Table(
    name="event_participants",
    description="Who takes part in a happening.",
    grain="one participant of one happening",
    key=("event_id", "entity_id", "role"),
    columns=(
        Column(name="event_id", dtype=TEXT, refers_to="events.event_id", description="The happening."),
        Column(name="entity_id", dtype=TEXT, refers_to=ENTITY_ID, description="The participant."),
        closed("role", "On which side.", ("initiator", "counterpart")),
    ),
)
