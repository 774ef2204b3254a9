"""XML that holds news: read without network, outside files or entities of its own, and looked at by local names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.sources.page_text import all_text, without_what_is_never_text
from transforms.sources.raw import Rejected
from transforms.sources.whole import whole
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from transforms.sources.raw import Limits, Raw
    from transforms.sources.whole import Whole


def opened(raw: Raw, kind: str, *, limits: Limits) -> tuple[Whole, etree._Element] | Rejected:
    """Give an XML file's text and its tree; or the reason why they cannot be had."""
    found = whole(raw, kind, limits=limits)
    if isinstance(found, Rejected):
        return found
    tree = tree_of(found)
    return tree if isinstance(tree, Rejected) else (found, tree)


def tree_of(found: Whole) -> etree._Element | Rejected:
    """Give the tree of an XML text; or what is wrong with it."""
    from lxml import etree  # noqa: PLC0415 - a plain text needs no parser of pages

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    content = found.text.lstrip("\ufeff \t\r\n").encode("utf-8", "surrogatepass")
    try:
        return etree.fromstring(_undeclared(content), parser)
    except (etree.LxmlError, ValueError) as error:
        return Rejected(
            reason=Reason.BAD_RECORD, detail=f"the XML cannot be parsed: {str(error)[:120]}", **found.about()
        )


def _undeclared(content: bytes) -> bytes:
    """Give XML without its declaration, whose encoding no longer holds."""
    return content.partition(b"?>")[2] if content.startswith(b"<?xml") else content


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def below(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Give the elements with these local names below an element, those of the first name first."""
    for name in names:
        yield from (found for found in element.iterdescendants() if local(found) == name)


def child_text(element: etree._Element, *names: str) -> str | None:
    """Give the words of the first child with one of these local names that has any, on one line."""
    for name in names:
        for child in element:
            if local(child) == name and (words := line_of(child)):
                return words
    return None


def line_of(element: etree._Element) -> str:
    """Give all words below an element on one line."""
    return " ".join("".join(element.itertext()).split())


def text_of_page(page: str) -> str:
    """Give the words of a fragment of HTML, one block a line; of plain words, their lines."""
    if "<" not in page:
        return page.strip()
    from lxml import etree, html  # noqa: PLC0415 - a plain text needs no parser of pages

    try:
        body = html.fragment_fromstring(page, create_parent="body")
    except (etree.LxmlError, ValueError):
        return ""
    return all_text(without_what_is_never_text(body))


def text_of_element(element: etree._Element) -> str:
    """Give the words below an element that holds HTML or the like, one block a line."""
    from lxml import etree  # noqa: PLC0415 - a plain text needs no parser of pages

    return text_of_page(etree.tostring(element, encoding="unicode", with_tail=False))
