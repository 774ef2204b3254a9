"""HTML: the main text of a page, and what its JSON-LD and meta tags say about it. One parse serves both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.sources.checks import first_day
from transforms.sources.error_pages import error_heading
from transforms.sources.page_description import PageDescription, page_description
from transforms.sources.page_text import page_text
from transforms.sources.raw import Limits, Raw, RawRecord, Rejected
from transforms.sources.record_fields import extra_json
from transforms.sources.whole import Whole, whole
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

DECLARED_WITHIN = 4096
CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})|<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.-]{1,40})"""
)


def html_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the one record that a page is: its main text, and title, dates and names as the page declares them."""
    found = whole(raw, "html", limits=limits, declared=declared_charset)
    yield found if isinstance(found, Rejected) else _record(found)


def declared_charset(content: bytes) -> str | None:
    """Give the charset that a page declares in its first 4 kB.

    >>> declared_charset(b'<html><meta charset="gb2312">')
    'gb2312'
    """
    match = CHARSET.search(content[:DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else None


def _record(found: Whole) -> RawRecord | Rejected:
    from lxml import etree  # noqa: PLC0415 - a plain text needs no parser of pages

    try:
        tree = parsed(found.text)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        return Rejected(
            reason=Reason.MARKUP_WITHOUT_TEXT, detail=f"the page cannot be parsed: {str(error)[:120]}", **found.about()
        )
    page = page_description(tree)
    if page.title and (sign := error_heading(page.title)):
        return Rejected(reason=Reason.ERROR_PAGE, detail=f"its title is '{sign}'", **found.about())
    text = page_text(tree)
    if not text:
        return Rejected(
            reason=Reason.MARKUP_WITHOUT_TEXT, detail="no main text was found between the tags", **found.about()
        )
    return _described(found, text, page)


def parsed(text: str) -> html.HtmlElement:
    """Give the tree of a page; nothing is fetched and no entity but HTML's own is expanded."""
    from lxml import html  # noqa: PLC0415 - a plain text needs no parser of pages

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    return html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)


def _described(found: Whole, text: str, page: PageDescription) -> RawRecord:
    """Give the record; a date that is no ISO date is kept beside it, for nothing is guessed here."""
    extra = dict(page.extra)
    published = page.published
    if published and first_day(published) is None:
        extra["published"], published = published, None
    return RawRecord(
        text=text, title=page.title, published=published, source=page.publisher, author=page.author, url=page.url,
        language=page.language, extra=extra_json(extra), **found.about(),
    )  # fmt: skip
