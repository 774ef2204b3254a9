"""The main text of a web page: trafilatura's extraction, on a tree from which what is never text was taken first."""

from __future__ import annotations

import logging
import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree
    from lxml.html import HtmlElement

NEVER_TEXT = (
    "script", "style", "noscript", "template", "nav", "aside", "button", "select", "input", "textarea", "iframe", "svg",
    "canvas", "object", "embed", "audio", "video", "figure", "dialog", "menu", "map", "link",
)  # fmt: skip
NEVER_ROLES = frozenset(
    {"navigation", "search", "dialog", "alertdialog", "banner", "complementary", "contentinfo", "menu"}
)
NAMES = re.compile(
    r"cookie|consent|newsletter|breadcrumb|share-?(?:bar|buttons?|tools|links)|social-?(?:bar|buttons?|links|share)|related|recommend"
    r"|most-?(?:read|popular|viewed)|read-?(?:more|next)|sidebar|comments?-(?:list|area|section)|advert|promo|popup|modal",
    re.IGNORECASE,
)
HEAD_NAMES = re.compile(r"byline|author|dateline|deck|standfirst|subhead|dek\b", re.IGNORECASE)
CONTAINERS = frozenset({"html", "body", "main", "article"})
BLOCKS = frozenset(
    {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "blockquote",
        "pre",
        "td",
        "th",
        "dt",
        "dd",
        "div",
        "section",
        "article",
        "br",
        "tr",
    }
)
LONGEST_BYLINE = 200
MOST_ELEMENTS = 20_000  # beyond that, telling the main text takes seconds, and the page is a list or a dump
NAMED = "descendant::form | descendant::*[@class or @id or @role or @hidden]"
HEADED = "descendant::*[(self::p or self::div or self::span) and (@class or @id) and count(*) < 4]"
SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")


def page_text(tree: HtmlElement) -> str:
    """Give the main text of a page, one block a line; an empty text if there is none. The tree is changed."""
    body = tree.find(".//body")
    if body is None:
        return ""
    _take_out(body)
    many = next(islice(body.iter(), MOST_ELEMENTS, None), None) is not None
    return (not many and _main_text(tree)) or all_text(body)


def without_what_is_never_text(body: HtmlElement) -> HtmlElement:
    """Take scripts, menus, pictures and the like out of a tree, and give it back."""
    _drop(list(body.iter(*NEVER_TEXT)))
    return body


def _take_out(body: HtmlElement) -> None:
    without_what_is_never_text(body)
    paragraphs = sum(1 for _ in body.iter("p"))
    _drop([found for found in _path(NAMED)(body) if _is_beside(found) and not _is_main(found, paragraphs)])
    for element in _path(HEADED)(body):
        if (
            HEAD_NAMES.search(element.get("class") or element.get("id"))
            and len(element.text_content()) <= LONGEST_BYLINE
        ):
            element.attrib.clear()  # or it would be taken for a byline and dropped: here it is evidence


@cache
def _path(written: str) -> etree.XPath:
    from lxml import etree  # noqa: PLC0415 - a plain text needs no parser of pages

    return etree.XPath(written)


def _drop(elements: Sequence[HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _is_beside(element: HtmlElement) -> bool:
    """Tell what calls itself something that stands beside the article: by its tag, role or name, or by being hidden."""
    if element.tag in CONTAINERS:
        return False
    if element.tag == "form" or element.get("role") in NEVER_ROLES or element.get("hidden") is not None:
        return True
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return len(name) > 1 and NAMES.search(name) is not None


def _is_main(element: HtmlElement, paragraphs: int) -> bool:
    """Tell what holds the article, whatever it calls itself: its heading, or most of the paragraphs of the page."""
    holds = sum(1 for _ in element.iter("p"))
    return holds * 2 > paragraphs or any(True for _ in element.iter("h1", "article"))


def _main_text(tree: HtmlElement) -> str:
    # Imported here: half a second that those who have no pages need not wait.
    from trafilatura import bare_extraction  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(tree, fast=True, include_comments=False)
    return (getattr(found, "text", None) or "").strip()


def all_text(body: HtmlElement) -> str:
    """Give the text of all blocks: what is left for a page that is too short for its main text to be told."""
    lines = "".join(_pieces(body)).split("\n")
    return "\n".join(text for line in lines if (text := SPACES.sub(" ", line).strip()))


def _pieces(body: HtmlElement) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415 - a plain text needs no parser of pages

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in BLOCKS:
            yield "\n"
        text = element.text if event == "start" else element.tail
        if text and element.tag != "title":
            yield text.replace("\n", " ")
