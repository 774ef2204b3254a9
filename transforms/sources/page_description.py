"""What a web page declares about itself: JSON-LD first, then meta tags, then its title and headings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

ARTICLE = re.compile(r"(?:\w{0,20}Article|BlogPosting|Report|Review|LiveBlogPosting)\Z")
DEEPEST = 6
SCRIPTS = 40
SCRIPT_CHARACTERS = 2_000_000
TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
PUBLISHED = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "og:published_time", "article.published",
)  # fmt: skip
PUBLISHER = ("og:site_name", "application-name", "dc.publisher", "twitter:app:name:iphone")
AUTHOR = ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "twitter:data1")
URL = ("og:url", "twitter:url")
DECK = ("og:description", "description", "twitter:description")
SPLIT_TITLE = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+")
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|\Z)")
SPACES = re.compile(r"\s+")
LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDescription:
    """A page's own statements about itself; `extra` holds what has no field of its own."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def page_description(tree: HtmlElement) -> PageDescription:
    """Give what a page declares about itself; scripts that are no JSON are passed over."""
    meta, article = _meta_tags(tree), _article(tree)
    author, role = _people(article.get("author"))
    return PageDescription(
        title=_text(article.get("headline")) or _first(meta, TITLE) or _heading(tree),
        published=_text(article.get("datePublished")) or _first(meta, PUBLISHED) or _marked_time(tree),
        publisher=_people(article.get("publisher"))[0] or _first(meta, PUBLISHER),
        author=author or _first_name(meta),
        url=_address(article, meta, tree),
        language=_language(article, meta, tree),
        extra=_extra(
            {"author_role": role, "deck": _deck(article, meta), "modified": _text(article.get("dateModified"))}
        ),
    )


def _extra(found: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in found.items() if value}


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = _text(tag.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _article(tree: HtmlElement) -> Mapping[str, Any]:
    """Give the JSON-LD object that describes an article; an empty one if there is none."""
    scripts = (
        script for script in tree.iter("script") if (script.get("type") or "").lower().startswith("application/ld+json")
    )
    for _, script in zip(range(SCRIPTS), scripts, strict=False):
        for found in _objects(_json(script.text), DEEPEST):
            kinds = found.get("@type")
            if any(
                isinstance(kind, str) and ARTICLE.match(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return found
    return {}


def _json(text: str | None) -> Any:
    if not text or len(text) > SCRIPT_CHARACTERS:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
    if depth and isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, dict | list):
                yield from _objects(item, depth - 1)


def _text(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    text = SPACES.sub(" ", value.encode("utf-8", "ignore").decode()[:LONGEST]).strip()
    return text or None


def _people(value: Any) -> tuple[str | None, str | None]:
    """Give the names of persons or organisations, joined by commas, and the title of the first."""
    people: Sequence[Any] = value if isinstance(value, list) else [value]
    names = [
        name
        for one in people
        if (name := _text(one.get("name") if isinstance(one, dict) else one)) and not ADDRESS.match(name)
    ]
    roles = [role for one in people if isinstance(one, dict) and (role := _text(one.get("jobTitle")))]
    return ", ".join(dict.fromkeys(names)) or None, roles[0] if roles else None


def _first(meta: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _first_name(meta: Mapping[str, str]) -> str | None:
    return next((meta[name] for name in AUTHOR if name in meta and not ADDRESS.match(meta[name])), None)


def _heading(tree: HtmlElement) -> str | None:
    """Give the one top heading; where there are none or several, the page's title up to the site's name."""
    headings = [text for heading in tree.iter("h1") if (text := _text(heading.text_content()))]
    if len(headings) == 1:
        return headings[0]
    title = next((_text(found.text_content()) for found in tree.iter("title")), None)
    return SPLIT_TITLE.split(title)[0] if title else None


def _marked_time(tree: HtmlElement) -> str | None:
    for tag in tree.iter("time"):
        if tag.get("itemprop") == "datePublished" or tag.get("pubdate") is not None:
            return _text(tag.get("datetime"))
    return None


def _address(article: Mapping[str, Any], meta: Mapping[str, str], tree: HtmlElement) -> str | None:
    canonical = next(
        (tag.get("href") for tag in tree.iter("link") if (tag.get("rel") or "").lower() == "canonical"), None
    )
    page = article.get("mainEntityOfPage")
    stated = (canonical, _first(meta, URL), article.get("url"), page.get("@id") if isinstance(page, dict) else page)
    return next((url for one in stated if (url := _text(one)) and ADDRESS.match(url)), None)


def _language(article: Mapping[str, Any], meta: Mapping[str, str], tree: HtmlElement) -> str | None:
    stated = (tree.get("lang"), _text(article.get("inLanguage")), meta.get("og:locale"), meta.get("content-language"))
    return next((match[0].lower() for one in stated if one and (match := LANGUAGE.match(one.strip()))), None)


def _deck(article: Mapping[str, Any], meta: Mapping[str, str]) -> str | None:
    return _text(article.get("alternativeHeadline")) or _text(article.get("description")) or _first(meta, DECK)
