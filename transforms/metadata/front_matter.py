"""Front matter: the YAML block between two lines of dashes with which Jekyll, Hugo and text extractors begin a file.

Plain and quoted values are read here (a hundred times faster than a YAML parser); lists and the like go through
PyYAML's safe loader, without aliases and up to limits of size and depth.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from transforms.metadata.dates import match_date
from transforms.metadata.stamp import claim_outlet, claim_value

if TYPE_CHECKING:
    from yaml import SafeLoader

    from transforms.metadata.page import Page

BLOCK = re.compile(r"\s{0,8}(?P<open>---|\+\+\+)[ \t]{0,8}\r?\n")
KEY = re.compile(r"(?P<key>[A-Za-z][\w.\- ]{0,40}?)[ \t]{0,8}[:=](?:[ \t]{1,20}(?P<value>[^\n]*))?$")
QUOTED = re.compile(r"(?P<mark>['\"])(?P<inner>.*)(?P=mark)\s*$", re.DOTALL)
FOLD = re.compile(r"[ \t]*\r?\n\s*")
CONTINUED = re.compile(r"\\[ \t]*\r?\n\s*")
ESCAPE = re.compile(
    r"\\(?:x(?=[0-9a-fA-F]{2})|u(?=[0-9a-fA-F]{4})|U(?=[0-9a-fA-F]{8}))(?P<code>(?<=x)..|(?<=u)....|(?<=U)........)|\\."
)
ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "",
    "_": "\u00a0",
    "N": "\u0085",
    "L": "\n",
    "P": "\n",
    "e": "",
    "a": "",
    "b": "",
    "v": "",
    "f": "",
}
COMMENT = re.compile(r"\s#[^\n]*$")
HIGHEST, FIRST_SURROGATE, LAST_SURROGATE = 0x110000, 0xD800, 0xDFFF
LONGEST_BLOCK, DEEPEST = 60_000, 12
FIELDS = {
    "title": "title", "headline": "title", "subtitle": "deck", "deck": "deck", "dek": "deck", "subheadline": "deck", "standfirst": "deck", "subhead": "deck",
    "author": "author", "authors": "author", "byline": "author", "writer": "author", "by": "author",
    "sitename": "publisher", "site_name": "publisher", "site": "publisher", "publisher": "publisher", "newspaper": "publisher", "outlet": "publisher",
    "source": "source", "agency": "source", "credit": "source", "wire": "source", "url": "url", "source_url": "url", "link": "url", "permalink": "url", "original_url": "url",
    "canonical_url": "url", "canonical": "url", "dateline": "dateline",
}  # fmt: skip
DATES = {
    "published_time": 0, "published": 1, "date_published": 1, "datepublished": 1, "publishdate": 1, "publish_date": 1, "published_date": 1, "published_at": 1, "pubdate": 1,
    "pub_date": 1, "publication_date": 1, "date": 2, "posted": 2, "created": 3, "release_date": 2, "updated": 4,
}  # fmt: skip


def read_front_matter(page: Page) -> bool:
    """Claim what a block of front matter at the page's start says, and move the start behind it."""
    opening = BLOCK.match(page.text, page.start)
    if not opening:
        return False
    closing = re.compile(rf"^{re.escape(opening['open'])}[ \t]{{0,8}}\r?$", re.MULTILINE).search(
        page.text, opening.end(), opening.end() + LONGEST_BLOCK
    )
    if not closing:
        return False
    entries = _entries(page.text, opening.end(), closing.start())
    if not _pieces(page.text, opening.end(), closing.start()):
        return False
    for entry in entries:
        _claim(page, *entry)
    page.mark("header", opening.start(), closing.end(), "front_matter")
    page.start = closing.end()
    return True


Entry = tuple[str, Any, int, int]


def _entries(text: str, start: int, end: int) -> list[Entry]:
    """Give (key, value, start, end of the value as written) of each top-level entry whose key says something to us."""
    entries: list[Entry] = []
    for written_key, left, right in _pieces(text, start, end):
        key = written_key.strip().lower().replace("-", "_").replace(" ", "_")
        if key in FIELDS or key in DATES:
            entries.append((key, read_value(text[left:right]), left, right))
    return entries


def _pieces(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Give each top-level key with the bounds of its value, continuation lines included; none if it is no front matter."""
    pieces: list[tuple[str, int, int]] = []
    place = start
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop
        line = text[place:stop].rstrip("\r")
        if found := KEY.match(line):
            left = place + (found.start("value") if found["value"] else len(line))
            pieces.append((found["key"], left, place + len(line)))
        elif pieces and line.strip():
            pieces[-1] = (pieces[-1][0], pieces[-1][1], place + len(line))
        elif line.strip() and not line.lstrip().startswith("#"):
            return []
        place = stop + 1
    return pieces


def read_value(written: str) -> Any:
    r"""Give a value as YAML reads it: plain and quoted scalars here, lists and the like by the safe loader.

    >>> read_value("'It''s open'"), read_value('"Caf\u00e9"'), read_value("[Ann Lee, Bo Ma]")
    ("It's open", 'Café', ['Ann Lee', 'Bo Ma'])
    """
    value = written.strip()
    if value[:1] in tuple("[{|>-"):
        return load_safely("value: " + value if value[0] in "[{|>" else "value:\n" + written).get("value", value)
    quoted = QUOTED.fullmatch(value)
    if not quoted:
        return FOLD.sub(" ", COMMENT.sub("", value))
    inner = quoted["inner"]
    if quoted["mark"] == "'":
        return FOLD.sub(" ", inner.replace("''", "'"))
    return ESCAPE.sub(_unescaped, FOLD.sub(" ", CONTINUED.sub("", inner)))


def _unescaped(found: re.Match[str]) -> str:
    code = found["code"]
    if code:
        number = int(code, 16)
        return chr(number) if number < HIGHEST and not FIRST_SURROGATE <= number <= LAST_SURROGATE else "\ufffd"
    return ESCAPES.get(found[0][1], found[0][1])


@cache
def _loader() -> type[SafeLoader]:
    """Give a safe loader that reads no dates and refuses aliases, so that no small text grows large."""
    import yaml  # noqa: PLC0415 - few texts have front matter, and it takes a while to load

    class Plain(yaml.SafeLoader):
        """Strings, numbers, lists and maps only."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            """Refuse aliases."""
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not read")
            return super().compose_node(parent, index)

    Plain.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "int", "float", "bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Plain


def load_safely(block: str) -> dict[str, Any]:
    """Give a YAML block's entries as strings, lists and maps; an empty map where it cannot be read."""
    if sum(block.count(mark) for mark in "[{") > DEEPEST:
        return {}
    import yaml  # noqa: PLC0415 - as in `_loader`

    try:
        parsed = yaml.load(block, Loader=_loader())  # noqa: S506 - a subclass of SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return {}
    return {str(key): value for key, value in parsed.items()} if isinstance(parsed, dict) else {}


def as_text(value: Any) -> str:
    r"""Give an entry's value as one line: the names of a list joined by commas.

    >>> as_text(["Ann Lee", {"name": "Bo Ma"}]), as_text("one\n two")
    ('Ann Lee, Bo Ma', 'one two')
    """
    if isinstance(value, list):
        return ", ".join(text for text in map(as_text, value[:20]) if text)
    if isinstance(value, dict):
        return as_text(value.get("name") or value.get("title") or "")
    return re.sub(r"\s+", " ", str(value)).strip() if value is not None else ""


def _claim(page: Page, key: str, value: Any, start: int, end: int) -> None:
    text = as_text(value)
    quote = page.text[start : start + 1] in "'\"" and end - start > 1
    left, right = (start + 1, end - 1) if quote else (start, end)
    if key in DATES:
        if date := match_date(text, 0, len(text), loose=True):
            at = page.text.find(text[date.start : date.end], start, end)
            span = (at, at + date.end - date.start) if at >= 0 else (left, right)
            page.claim("published", date.value, *span, "front_matter", rank=DATES[key], date=date)
    elif (field := FIELDS.get(key)) in ("title", "deck"):
        page.claim(field, text, left, right, "front_matter", rank=-1)
    elif field in ("source", "publisher") and not text.startswith("http"):
        claim_outlet(page, text, left, "front_matter", kind=field, rank=1 if key != "credit" else 2)
    elif field and text.lower() not in ("null", "none", "~"):
        _claim_other(page, field, text, left, right)


def _claim_other(page: Page, field: str, text: str, start: int, end: int) -> None:
    """Claim authors and addresses; a list's names stand apart in the text, so the whole value is the evidence."""
    known = len(page.claims)
    claim_value(page, "url" if text.startswith("http") else field, text, start, "front_matter_label")
    page.claims[known:] = [
        claim if page.text[claim.start : claim.end] == claim.value else claim._replace(start=start, end=end)
        for claim in page.claims[known:]
    ]
