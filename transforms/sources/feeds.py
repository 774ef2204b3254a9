"""RSS and Atom: one record an item, with the fullest text that it carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.sources.markup import below, child_text, local, opened, text_of_element, text_of_page
from transforms.sources.raw import About, Limits, Raw, RawRecord, Rejected
from transforms.sources.record_fields import extra_json, iso_form
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

SIGN = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?:<\?xml-stylesheet[^>]{0,300}>\s*)?(?:<!--[^>]{0,1000}-->\s*)?<(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE,
)
ITEMS = ("item", "entry")
OPENING = re.compile(r"<(item|entry)[\s>]")
# The full text first, then what is a summary in most feeds.
TEXTS = ("encoded", "content", "description", "summary")
DATES = ("pubdate", "published", "date", "issued", "updated")


def is_feed(text: str) -> bool:
    """Tell a feed by its first element.

    >>> is_feed('<?xml version="1.0"?><rss version="2.0">'), is_feed("<p>A feed</p>")
    (True, False)
    """
    return SIGN.match(text.lstrip("\ufeff \t\r\n")) is not None


def feed_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the items of a feed, numbered from 1."""
    file = opened(raw, "feed", limits=limits)
    if isinstance(file, Rejected):
        yield file
        return
    found, tree = file
    items = [element for element in tree.iter() if local(element) in ITEMS]
    places = list(_places(found.text))
    source = _name_of(tree)
    for number, item in enumerate(items, start=1):
        place = places[number - 1] if len(places) == len(items) else (0, len(found.text))
        yield _record(item, source, found.about_slice(number, *place))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Give where the items of a feed stand in its text."""
    lower, at = text.lower(), 0
    while opening := OPENING.search(lower, at):
        closing = f"</{opening[1]}>"
        end = lower.find(closing, opening.end())
        if end < 0:
            return
        at = end + len(closing)
        yield opening.start(), at


def _name_of(tree: etree._Element) -> str | None:
    channel = next(below(tree, "channel"), tree)
    return child_text(channel, "publisher", "title")


def _record(item: etree._Element, source: str | None, about: About) -> RawRecord | Rejected:
    text = next((words for name in TEXTS for child in item if local(child) == name and (words := _text(child))), "")
    own_id = child_text(item, "guid", "id")
    if not text:
        detail = f"item {about['number']}: it has a title at most, and no text"
        return Rejected(reason=Reason.BAD_RECORD, detail=detail, own_id=own_id, **about)
    extra = (
        {"categories": found}
        if (found := [words for child in item if local(child) == "category" and (words := _term(child))])
        else {}
    )
    written = child_text(item, *DATES)
    return RawRecord(
        text=text, title=child_text(item, "title"), published=iso_form(written) if written else None, source=source,
        author=child_text(item, "creator") or _author(item), url=_address(item), language=None, own_id=own_id,
        extra=extra_json(extra), **about,
    )  # fmt: skip


def _text(element: etree._Element) -> str:
    if len(element):  # Atom's XHTML stands there as elements, everything else as escaped words
        return text_of_element(element)
    return text_of_page(element.text or "")


def _author(item: etree._Element) -> str | None:
    names = [
        words
        for child in item
        if local(child) == "author" and (words := child_text(child, "name") or (child.text or "").strip())
    ]
    return ", ".join(names) or None


def _term(child: etree._Element) -> str:
    return (child.get("term") or child.text or "").strip()


def _address(item: etree._Element) -> str | None:
    for child in item:
        if local(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip() or None
    return None
