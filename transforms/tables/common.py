"""Columns that mean the same thing in every table."""

from __future__ import annotations

from dataclasses import replace

from transforms.tables.spec import DAY, ENTITY_ID, NUMBER, TEXT, TEXTS, WHOLE, Column

DOCUMENT_KEY = "documents.document_id"
DOCUMENT_PATTERN = r"doc_[0-9a-f]{16}"
ENTITY_TYPES = (
    "person", "organisation", "country", "place", "facility", "infrastructure", "event", "agreement", "programme", "publication",
)  # fmt: skip
COUNTRY_PATTERN = r"[A-Z]{2}"


def document_id(*, nullable: bool = False) -> Column:
    """Give the column that joins everything."""
    text = "Identifies the document: doc_ and the first 16 hex digits of the sha256 of its decoded text."
    return Column(
        name="document_id",
        dtype=TEXT,
        description=text,
        matches=DOCUMENT_PATTERN,
        refers_to=DOCUMENT_KEY,
        nullable=nullable,
    )


def offset(name: str, description: str, *, nullable: bool = False) -> Column:
    """Give a position in `documents.text`, in code points."""
    return Column(name=name, dtype=WHOLE, description=description, unit="code point", at_least=0, nullable=nullable)


def offsets(prefix: str, what: str) -> tuple[Column, Column]:
    """Give the optional pair of positions of `what`, named after `prefix`."""
    return (
        offset(f"{prefix}_start_char", f"Where {what} begins in the text; null if there is none.", nullable=True),
        offset(
            f"{prefix}_end_char", f"Where {what} ends in the text, exclusive; null if there is none.", nullable=True
        ),
    )


SENTENCE_NUMBER = Column(
    name="sentence_number",
    dtype=WHOLE,
    unit="1",
    nullable=True,
    at_least=0,
    description="The sentence that holds the span, from 0; null where the span lies outside the running text.",
)
START = offset("start_char", "Where the span begins in the document's text, in code points.")
END = offset("end_char", "Where the span ends in the document's text, in code points, exclusive.")
SURFACE = Column(name="surface", dtype=TEXT, description="The span's own words, exactly as they stand in the text.")
SPAN = (document_id(), SENTENCE_NUMBER, START, END, SURFACE)
SPAN_KEY = ("document_id", "start_char", "end_char")
RULE = Column(
    name="rule",
    dtype=TEXT,
    matches=r"[a-z_]+(\.[a-z0-9_]+)+",
    description="The rule that produced the row, as extractor.rule.",
)
CONFIDENCE = Column(
    name="confidence", dtype=NUMBER, unit="1", at_least=0, at_most=1, description="Probability that the row is right."
)
EVIDENCE = (RULE, CONFIDENCE)


def withheld(column: Column, mode: str) -> Column:
    """Give the column as one that releases of this and any stricter text mode hold null in place of."""
    return replace(column, withheld_from=mode)


def day(name: str, description: str) -> Column:
    """Give an optional calendar day."""
    return Column(name=name, dtype=DAY, description=description, nullable=True)


def text(name: str, description: str) -> Column:
    """Give an optional text."""
    return Column(name=name, dtype=TEXT, description=description, nullable=True)


def count(name: str, description: str) -> Column:
    """Give a number of things, 0 or more."""
    return Column(name=name, dtype=WHOLE, description=description, unit="1", at_least=0)


def country(name: str, description: str) -> Column:
    """Give an optional ISO 3166 alpha-2 code."""
    return Column(name=name, dtype=TEXT, description=description, nullable=True, matches=COUNTRY_PATTERN)


def entity(name: str, description: str, in_document: str) -> Column:
    """Give an optional entity id, known as `in_document` before ids are joined on."""
    return Column(
        name=name, dtype=TEXT, description=description, nullable=True, refers_to=ENTITY_ID, in_document=in_document
    )


def entity_list(name: str, description: str, in_document: str) -> Column:
    """Give a list of entity ids, empty where there are none."""
    return Column(name=name, dtype=TEXTS, description=description, refers_to=ENTITY_ID, in_document=in_document)


def closed(name: str, description: str, values: tuple[str, ...], *, nullable: bool = False) -> Column:
    """Give a column whose values come from a closed list."""
    return Column(name=name, dtype=TEXT, description=description, one_of=values, nullable=nullable)
