"""Database exports that hold many articles in one text: each becomes a record whose text is its exact slice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from transforms.sources.factiva import find_factiva_articles
from transforms.sources.nexis import find_nexis_articles
from transforms.sources.proquest import find_proquest_articles
from transforms.sources.raw import Limits, Raw, RawRecord, Rejected, sha256_of
from transforms.sources.whole import Whole, whole
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Slices = list[tuple[int, int]]
LINE_END = ("\r\n", "\n", "\r")


def export_records(
    raw: Raw, *, limits: Limits, kind: str, find_articles: Callable[[str], Slices]
) -> Iterator[RawRecord | Rejected]:
    """Give the articles of an export, numbered from 1; where there is but one, it is the whole file, number 0.

    What stands outside the articles (a cover, a list of contents) is one rejected record with number 0.
    """
    found = whole(raw, kind, limits=limits)
    if isinstance(found, Rejected):
        yield found
        return
    slices = find_articles(found.text)
    if len(slices) <= 1:
        yield RawRecord(text=found.text, **found.about())
        return
    yield from _outside(found, slices)
    for number, (start, end) in enumerate(slices, start=1):
        stop = _last_line_end(found.text, start, end)
        yield RawRecord(text=found.text[start:stop], **found.about_slice(number, start, stop))


def _last_line_end(text: str, start: int, end: int) -> int:
    """Give the end of the last line that is not blank: blank lines part an article from the next."""
    stop = start + len(text[start:end].rstrip())
    return next((stop + len(mark) for mark in LINE_END if text.startswith(mark, stop, end)), stop)


def _outside(found: Whole, slices: Slices) -> Iterator[Rejected]:
    bounds = zip([0, *(end for _, end in slices)], [*(start for start, _ in slices), len(found.text)], strict=True)
    pieces = [piece for start, end in bounds if (piece := found.text[start:end]).strip(" \t\r\n\f_")]
    if pieces:
        raw = "".join(pieces).encode()
        detail = (
            f"{sum(map(len, pieces))} characters stand outside the articles: a cover, a list of contents or a notice"
        )
        yield Rejected(
            reason=Reason.BAD_RECORD, detail=detail, sha256=sha256_of(raw), byte_count=len(raw),
            format=found.format, encoding=found.encoding,
        )  # fmt: skip


nexis_records = partial(export_records, kind="nexis", find_articles=find_nexis_articles)
proquest_records = partial(export_records, kind="proquest", find_articles=find_proquest_articles)
factiva_records = partial(export_records, kind="factiva", find_articles=find_factiva_articles)
