"""inputs: one row per raw record seen, so that nothing is lost."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from transforms.tables.common import closed, document_id, text, withheld
from transforms.tables.spec import SPANS_ONLY, TEXT, WHOLE, Column, Table


class Reason(StrEnum):
    """Why a record is not in `documents`, each with the sentence that people read."""

    sentence: str

    EMPTY = "empty", "The record holds no text, or nothing but white space."
    BINARY = "binary", "The file is not text: its first bytes are those of a binary format."
    UNSUPPORTED_FORMAT = "unsupported_format", "The file has a format that is not read."
    UNDECODABLE = "undecodable", "The bytes are not text in any encoding that could be determined."
    TOO_LARGE = "too_large", "The file or record is larger than the limit in the settings."
    BAD_RECORD = "bad_record", "The record is not of the form that its format asks for."
    BAD_ARCHIVE = "bad_archive", "The archive is damaged, too deep, or unpacks to more than the limits allow."
    UNSAFE_PATH = "unsafe_path", "The path leaves the folder it belongs to, or is a link, a pipe or a device."
    UNREADABLE = "unreadable", "The file could not be opened or read."
    CHANGED_WHILE_READ = "changed_while_read", "The file was being written while it was read; the next run takes it."
    MARKUP_WITHOUT_TEXT = "markup_without_text", "The page holds markup but no text."
    ERROR_PAGE = "error_page", "The page is an error, captcha or paywall page, not an article."
    CONTROL_CHARACTERS = (
        "control_characters",
        "The text holds control characters or replacement characters beyond 0.1 %.",
    )
    BAD_DATE = "bad_date", "The record's date lies after the date of the run, or is no date."
    CRASHED = "crashed", "Reading this document failed in a way that should not happen; please report it."

    def __new__(cls, value: str, sentence: str) -> Self:
        """Make a member whose value is its name in the tables."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member


class Outcome(StrEnum):
    """What became of a record."""

    PUBLISHED = "published"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


FORMATS = (
    "text", "markdown", "jsonl", "json", "csv", "html", "nexis", "proquest", "factiva", "mail", "feed", "newsml", "wet", "zip", "tar", "gzip", "zstd", "unknown",
)  # fmt: skip

INPUTS = Table(
    name="inputs",
    description="Every raw record that was seen, and what became of it.",
    grain="one raw record",
    key=("source_path", "record_number"),
    may_be_empty=False,
    columns=(
        Column(
            name="source_path",
            dtype=TEXT,
            description="Path of the file relative to its RAW argument; members of archives follow a '!/'.",
        ),
        Column(
            name="record_number",
            dtype=WHOLE,
            unit="1",
            at_least=0,
            description="The place of the record in its file, from 1; 0 for a whole file.",
        ),
        Column(name="source_id", dtype=TEXT, description="The record's own id, else the file's stem."),
        Column(
            name="sha256",
            dtype=TEXT,
            matches=r"[0-9a-f]{64}",
            nullable=True,
            description="Hash of the raw record; null if it could not be read.",
        ),
        Column(
            name="byte_count",
            dtype=WHOLE,
            unit="byte",
            at_least=0,
            description="Size of the raw record; 2147483647 stands for that much or more (detail then gives the size).",
        ),
        closed("format", "The format that the record was read as, by its content.", FORMATS),
        text("encoding", "The character encoding that the bytes were decoded with; null if none was needed or found."),
        closed("outcome", "What became of the record.", tuple(Outcome)),
        document_id(nullable=True),
        closed(
            "reason",
            "Why the record was rejected, or superseded or a duplicate of what; null if published.",
            tuple(Reason),
            nullable=True,
        ),
        text("detail", "What exactly was wrong or doubtful, or which record this one repeats."),
        withheld(text("extra", "The record's unknown keys, as JSON; long values are cut, and say so."), SPANS_ONLY),
    ),
)
