"""One file per raw format: bytes → records. Nothing is interpreted here."""

from __future__ import annotations

from transforms.sources.archives import is_passed_over
from transforms.sources.checks import checked
from transforms.sources.raw import Found, Limits, PassedOver, Raw, RawRecord, Rejected
from transforms.sources.reading_raw import records_of
from transforms.sources.spelling_out import shown

__all__ = [
    "Found",
    "Limits",
    "PassedOver",
    "Raw",
    "RawRecord",
    "Rejected",
    "checked",
    "is_passed_over",
    "records_of",
    "shown",
]
