"""What news agencies send: NITF, and NewsML-G2 with NITF or HTML inside. One record a story."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.sources.markup import below, child_text, line_of, local, opened, text_of_element
from transforms.sources.raw import About, Limits, Raw, RawRecord, Rejected
from transforms.sources.record_fields import extra_json, iso_form
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

SIGN = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype[^>]{0,300}>\s*)?(?:<!--[^>]{0,1000}-->\s*)?<(?:nitf|newsmessage|newsitem)\b",
    re.IGNORECASE,
)
STORY = re.compile(r"<(?:nitf|newsItem)[\s>]")
BYLINE = re.compile(r"^by\s+", re.IGNORECASE)
STAMP = re.compile(r"\d{8}(?:T\d{6}(?:Z|[+-]\d{4})?)?")


def is_agency_xml(text: str) -> bool:
    """Tell an agency's XML by its first element.

    >>> is_agency_xml("<nitf><body/></nitf>"), is_agency_xml("<p>nitf</p>")
    (True, False)
    """
    return SIGN.match(text.lstrip("\ufeff \t\r\n")) is not None


def agency_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the stories of a file: one NITF document, or the items of a NewsML-G2 message."""
    file = opened(raw, "newsml", limits=limits)
    if isinstance(file, Rejected):
        yield file
        return
    found, tree = file
    items = [tree] if local(tree) in {"nitf", "newsitem"} else list(below(tree, "newsitem"))
    if len(items) < 2:  # noqa: PLR2004 - a single story is the file itself
        yield from (_record(item, found.about()) for item in items)
        return
    starts = [match.start() for match in STORY.finditer(found.text)]
    places = list(pairwise([*starts, len(found.text)]))
    for number, item in enumerate(items, start=1):
        place = places[number - 1] if len(places) == len(items) else (0, len(found.text))
        yield _record(item, found.about_slice(number, *place))


def _record(item: etree._Element, about: About) -> RawRecord | Rejected:
    text = _text(item)
    own_id = item.get("guid") or next((found.get("id-string") for found in below(item, "doc-id")), None)
    if not text:
        detail = "the story has no words between its tags"
        return Rejected(reason=Reason.MARKUP_WITHOUT_TEXT, detail=detail, own_id=own_id, **about)
    written = next((found.get("norm") for found in below(item, "date.issue") if found.get("norm")), None) or _words(
        item, "contentcreated", "firstcreated", "versioncreated"
    )
    extra = {"dateline": dateline} if (dateline := _words(item, "dateline")) else {}
    author = _words(item, "byline", "by")
    return RawRecord(
        text=text, title=_words(item, "hl1", "headline") or _title(item), published=_day(written) if written else None,
        source=_source(item), author=BYLINE.sub("", author) if author else None, url=None, language=_language(item),
        own_id=own_id, extra=extra_json(extra), **about,
    )  # fmt: skip


def _text(item: etree._Element) -> str:
    """Give the story's words: the content of NITF's body, else that of the HTML inside."""
    for body in below(item, "body.content", "body"):
        if words := text_of_element(body):
            return words
    return ""


def _words(item: etree._Element, *names: str) -> str | None:
    return next((words for found in below(item, *names) if (words := line_of(found))), None)


def _title(item: etree._Element) -> str | None:
    head = next(below(item, "head"), None)
    return child_text(head, "title") if head is not None else None


def _day(written: str) -> str:
    """Give a time in ISO form, also if it is written without marks as NITF does."""
    return datetime.fromisoformat(written).isoformat() if STAMP.fullmatch(written) else iso_form(written)


def _source(item: etree._Element) -> str | None:
    for found in below(item, "pubdata", "doc.copyright", "provider"):
        if name := found.get("name") or found.get("holder") or child_text(found, "name") or found.get("literal"):
            return str(name)
    return None


def _language(item: etree._Element) -> str | None:
    return next((found.get("tag") for found in below(item, "language") if found.get("tag")), None)
