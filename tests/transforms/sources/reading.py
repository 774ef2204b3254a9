"""Reads bytes as the pipeline does."""

import datetime
import io

from transforms.sources import Limits, PassedOver, Raw, RawRecord, Rejected, checked, records_of

TODAY = datetime.date(2025, 6, 1)
LIMITS = Limits()


def read(content, name="news.txt", limits=LIMITS):
    """Give everything that bytes hold, checked."""
    raw = Raw(name=name, size=len(content), open=lambda: io.BytesIO(content))
    return [
        one if isinstance(one, PassedOver) else checked(one, as_of=TODAY, limits=limits)
        for one in records_of(raw, limits=limits)
    ]


def texts(content, name="news.txt", limits=LIMITS):
    """Give the texts of the records that can be read."""
    return [one.text for one in read(content, name, limits) if isinstance(one, RawRecord)]


def reasons(content, name="news.txt", limits=LIMITS):
    """Give the reasons of those that cannot."""
    return [one.reason.value for one in read(content, name, limits) if isinstance(one, Rejected)]
