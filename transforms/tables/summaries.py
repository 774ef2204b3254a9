"""co_mentions, entity_months, country_pair_months, findings, validation_results: ready to plot or to review."""

from __future__ import annotations

from transforms.tables.common import DOCUMENT_KEY, DOCUMENT_PATTERN, closed, count, document_id, offset, offsets, text
from transforms.tables.spec import DAY, ENTITY_ID, NO_TEXT, NUMBER, TEXT, WHOLE, YES_NO, Column, Table

MONTH = Column(name="month", dtype=DAY, description="The first day of the month.")

CO_MENTIONS = Table(
    name="co_mentions",
    description="Which two things stand in one sentence.",
    grain="one pair of things in one document",
    key=("entity_a", "entity_b", "document_id"),
    columns=(
        Column(name="entity_a", dtype=TEXT, refers_to=ENTITY_ID, description="The first by id."),
        Column(name="entity_b", dtype=TEXT, refers_to=ENTITY_ID, description="The second by id."),
        document_id(),
        count("sentence_count", "In how many sentences both stand."),
    ),
)

ENTITY_MONTHS = Table(
    name="entity_months",
    description="How much is written about a thing, month by month.",
    grain="one thing in one month",
    key=("entity_id", "month"),
    columns=(
        Column(name="entity_id", dtype=TEXT, refers_to=ENTITY_ID, description="The thing."),
        MONTH,
        count("document_count", "Documents published in that month that name it."),
        count("mention_count", "Mentions in those documents."),
        count("statement_count", "Statements by it in those documents, without attitudes."),
    ),
)

COUNTRY_PAIR_MONTHS = Table(
    name="country_pair_months",
    description="How two countries appear together, month by month.",
    grain="one pair of countries in one month",
    key=("country_a", "country_b", "month"),
    columns=(
        Column(name="country_a", dtype=TEXT, matches=r"[A-Z]{2}", description="The first by code."),
        Column(name="country_b", dtype=TEXT, matches=r"[A-Z]{2}", description="The second by code."),
        MONTH,
        count("document_count", "Documents published in that month that are about both."),
        count("event_count", "Happenings between them in that month."),
        count("cooperative_event_count", "Those of PLOVER's cooperative classes."),
        count("conflictual_event_count", "Those of PLOVER's conflictual classes."),
    ),
)

FINDINGS = Table(
    name="findings",
    description="Contradictions and implausible claims, for a person to look at.",
    grain="one contradiction or implausible claim",
    key=("finding_id",),
    columns=(
        Column(
            name="finding_id",
            dtype=TEXT,
            matches=r"fnd_[0-9a-f]{16}",
            description="A hash of the check and both places.",
        ),
        Column(name="check", dtype=TEXT, description="The consistency check that raised it.", matches=r"[a-z_]+"),
        closed("severity", "How much it matters.", ("info", "warning")),
        document_id(),
        offset("start_char", "Where the claim begins."),
        offset("end_char", "Where the claim ends, exclusive."),
        Column(name="surface", dtype=TEXT, description="The claim's own words.", withheld_from=NO_TEXT),
        Column(
            name="other_document_id",
            dtype=TEXT,
            nullable=True,
            matches=DOCUMENT_PATTERN,
            refers_to=DOCUMENT_KEY,
            description="The document that contradicts it; null if none is needed.",
        ),
        *offsets("other", "the contradicting claim"),
        Column(name="message", dtype=TEXT, description="What does not fit, in one sentence.", withheld_from=NO_TEXT),
    ),
)

VALIDATION_RESULTS = Table(
    name="validation_results",
    description="What the gate said about this very release.",
    grain="one rule",
    key=("rule_id",),
    may_be_empty=False,
    columns=(
        Column(name="suite", dtype=TEXT, description="The suite that the rule belongs to."),
        Column(name="expectation", dtype=TEXT, description="The kind of expectation."),
        Column(name="rule_id", dtype=TEXT, description="Names the rule, as table.column.check."),
        text("table", "The table it looks at; null for rules across tables."),
        text("column", "The column it looks at; null for rules on rows or tables."),
        closed(
            "severity",
            "How much a failure matters: critical refuses the release; warning and info are shown.",
            ("critical", "warning", "info"),
        ),
        Column(name="success", dtype=YES_NO, description="Whether the rule holds."),
        Column(name="evaluated_count", dtype=WHOLE, unit="1", at_least=0, description="How many rows were looked at."),
        Column(name="unexpected_count", dtype=WHOLE, unit="1", at_least=0, description="How many rows break the rule."),
        Column(
            name="unexpected_share",
            dtype=NUMBER,
            unit="1",
            at_least=0,
            description="The share of rows that break the rule.",
        ),
        text("observed", "What was seen."),
        text("threshold", "What was asked for, and where the threshold comes from."),
        text("detail", "The rule in plain words."),
    ),
)
