"""documents, zones, document_metrics, sentences: what a text is, before anything is found in it."""

from __future__ import annotations

from transforms.tables.common import (
    DOCUMENT_PATTERN,
    END,
    RULE,
    SPAN_KEY,
    START,
    SURFACE,
    closed,
    count,
    day,
    document_id,
    offset,
    text,
    withheld,
)  # fmt: skip
from transforms.tables.spec import MOMENT, NO_TEXT, NUMBER, SPANS_ONLY, TEXT, TEXTS, WHOLE, YES_NO, Column, Table

PRECISIONS = ("day", "month", "year")
BASES = ("record", "header", "dateline", "inferred")
ZONES = (
    "title", "deck", "published_date", "dateline", "byline", "author_role", "source", "nav", "header", "factbox", "photo_credit",
    "caption", "footer",
)  # fmt: skip
BOILERPLATE = ("nav", "header", "factbox", "photo_credit", "caption", "footer")

DOCUMENTS = Table(
    name="documents",
    description="Every distinct text, with what its header, dateline and record say about it.",
    grain="one distinct document",
    key=("document_id",),
    may_be_empty=False,
    columns=(
        Column(
            name="document_id",
            dtype=TEXT,
            matches=DOCUMENT_PATTERN,
            description="Identifies the document: doc_ and the first 16 hex digits of the sha256 of its decoded text.",
        ),
        Column(name="source_path", dtype=TEXT, description="The file that the document was read from."),
        Column(name="source_id", dtype=TEXT, description="The record's own id, else the file's stem."),
        Column(
            name="raw_sha256",
            dtype=TEXT,
            matches=r"[0-9a-f]{64}",
            description="Hash of the raw record that the document was read from.",
        ),
        text("url", "Where the document stood on the web, if the record or its header says so."),
        Column(
            name="text",
            dtype=TEXT,
            description="The whole decoded text, never trimmed or rewritten; all offsets point into it.",
            withheld_from=SPANS_ONLY,
        ),
        text("title", "The headline, as it stands in the text or record."),
        withheld(text("deck", "The line below the headline."), NO_TEXT),
        text("publisher", "Who put the document out."),
        text("publication", "The section or partner product it appeared in."),
        text("agency", "The news agency whose copy it is."),
        text("author", "Who wrote it, as stated."),
        text("author_role", "The author's office or profession, as stated."),
        day(
            "published_date",
            "The day it was published; the first day of the period where the precision is month or year.",
        ),
        closed(
            "published_precision",
            "How exactly the published date is known; null with the date.",
            PRECISIONS,
            nullable=True,
        ),
        Column(
            name="published_at",
            dtype=MOMENT,
            nullable=True,
            description="The moment it was published, only if a time is stated.",
        ),
        closed("published_basis", "Where the published date comes from; null with the date.", BASES, nullable=True),
        text("dateline_place", "The place that the dateline names."),
        day("dateline_date", "The day that the dateline names."),
        text("dateline_agency", "The agency that the dateline names."),
        Column(
            name="language", dtype=TEXT, matches=r"[a-z]{2,3}", description="ISO 639-1 code of the text's language."
        ),
        closed(
            "extraction",
            "Whether it was read in full, or metadata_only for a language that the extractors do not read.",
            ("full", "metadata_only"),
        ),
        offset("body_start_char", "Where the running text begins."),
        offset("body_end_char", "Where the running text ends, exclusive."),
        Column(
            name="country_codes",
            dtype=TEXTS,
            matches=r"[A-Z]{2}",
            description="ISO 3166 alpha-2 codes of the countries that the text is about, most mentioned first.",
        ),
        Column(
            name="copy_cluster_id",
            dtype=TEXT,
            across=True,
            description="Near-identical copies of one text share this id: the document_id of their canonical copy.",
        ),
        Column(
            name="is_canonical_copy",
            dtype=YES_NO,
            across=True,
            description="True for the one copy that stands for its cluster.",
        ),
        count("sentence_count", "Rows of this document in sentences."),
        count("mention_count", "Rows of this document in mentions."),
        count("metric_count", "Rows of this document in metrics."),
        count("timex_count", "Rows of this document in timexes."),
        count("statement_count", "Rows of this document in statements."),
        count("role_count", "Rows of this document in roles."),
        count("event_mention_count", "Rows of this document in event_mentions."),
    ),
)

ZONE_TABLE = Table(
    name="zones",
    description="Where each piece of metadata and boilerplate stands in the text. Zones may nest.",
    grain="one piece of metadata or boilerplate",
    key=(*SPAN_KEY, "zone"),
    columns=(
        document_id(),
        closed("zone", "What the piece is.", ZONES),
        START,
        END,
        withheld(SURFACE, NO_TEXT),
        withheld(text("value", "The normalised form; null for boilerplate."), NO_TEXT),
        RULE,
    ),
)

DOCUMENT_METRICS = Table(
    name="document_metrics",
    description="Figures about the text itself: what a fact box in it declares, and what we compute.",
    grain="one figure of one document",
    key=("document_id", "metric"),
    columns=(
        document_id(),
        closed(
            "metric",
            "Which figure; the dictionary gives each one's definition and source.",
            ("tokens", "types", "type_token_ratio", "sentences", "flesch_kincaid_grade", "level"),
        ),
        Column(
            name="declared",
            dtype=NUMBER,
            unit="1",
            nullable=True,
            description="What a fact box in the document claims; null if it claims nothing.",
        ),
        Column(
            name="computed",
            dtype=NUMBER,
            unit="1",
            nullable=True,
            description="What we compute from the text; null where it cannot be computed.",
        ),
        closed(
            "verdict",
            "Whether the declared and the computed figure agree.",
            ("agrees", "differs", "not_declared", "not_computable"),
        ),
        Column(
            name="tolerance",
            dtype=NUMBER,
            unit="1",
            nullable=True,
            at_least=0,
            description="The largest relative difference that counts as agreement.",
        ),
    ),
)

SENTENCES = Table(
    name="sentences",
    description="The sentences of the running text; what runs on for more than 4,000 characters is cut between words.",
    grain="one sentence",
    key=("document_id", "sentence_number"),
    columns=(
        document_id(),
        Column(name="sentence_number", dtype=WHOLE, unit="1", at_least=0, description="The sentence's place in the document, from 0."),
        Column(name="paragraph_number", dtype=WHOLE, unit="1", at_least=0, description="The paragraph that the sentence belongs to, from 0."),
        START, END, withheld(SURFACE, SPANS_ONLY),
    ),
)  # fmt: skip
