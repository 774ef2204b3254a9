"""One file per raw format: bytes → records. Nothing is interpreted here."""

from __future__ import annotations

from transforms.sources.checks import checked
from transforms.sources.raw import Limits, Raw, RawRecord, Rejected
from transforms.sources.reading_raw import records_of

__all__ = ["Limits", "Raw", "RawRecord", "Rejected", "checked", "records_of"]
