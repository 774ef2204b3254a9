"""What the keys of a record mean: JSON objects and CSV rows come from many hands, and name the same things differently."""

from __future__ import annotations

import contextlib
import json
import re
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict

from transforms.metadata.dates import match_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Names of each field in order of rank, without case, spaces, hyphens and underscores. The first is ours; the others are
# those of schema.org, of feeds, and of what people export from databases and scrapers.
TEXT = ("text", "body", "content", "fulltext", "articlebody", "articletext", "bodytext", "story")
NAMES = {
    "own_id": ("id", "documentid", "docid", "articleid", "guid", "uuid"),
    "title": ("title", "headline"),
    "published": (
        "publisheddate", "published", "datepublished", "publicationdate", "publishdate", "pubdate", "publishedat", "date",
    ),
    "source": ("source", "publisher", "publication", "outlet", "newspaper", "sitename"),
    "author": ("author", "authors", "creator", "byline"),
    "url": ("url", "link", "canonicalurl", "sourceurl"),
    "language": ("language", "lang", "inlanguage"),
}  # fmt: skip
KNOWN = frozenset(name for names in NAMES.values() for name in names)
ISO = re.compile(r"\d{4}(?:-|\Z)")
WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),", re.IGNORECASE)
LONGEST_VALUE, MOST_EXTRA = 2_000, 20_000
BETWEEN = re.compile(r"[\s_-]+")


class Fields(TypedDict):
    """What is known of a record beside its text."""

    own_id: str | None
    title: str | None
    published: str | None
    source: str | None
    author: str | None
    url: str | None
    language: str | None


def text_key(keys: Iterable[Any]) -> str | None:
    """Give the key under which a record has its text; None if it names none.

    >>> text_key(["id", "Full_Text", "body"]), text_key(["id", "summary"])
    ('body', None)
    """
    return _first(TEXT, _by_name(tuple(keys)))


def is_known(key: str) -> bool:
    """Whether a key names a field other than the text."""
    return folded(key) in KNOWN


def folded(key: Any) -> str:
    """Give a key as the names above are written.

    >>> folded("Published_Date")
    'publisheddate'
    """
    return BETWEEN.sub("", str(key)).lower()


def fields_of(value: Mapping[str, Any]) -> tuple[Fields, str | None]:
    """Split a record into the fields that are known and, as JSON, the rest but for its text."""
    keys = _by_name(tuple(value))
    taken = {text_key(value)}
    found: dict[str, str | None] = dict.fromkeys(NAMES)
    for field, names in NAMES.items():
        for name in names:
            if name in keys and (plain := plain_text(value[keys[name]])):
                found[field] = iso_form(plain) if field == "published" else plain
                taken.add(keys[name])
                break
    rest = {key: item for key, item in value.items() if key not in taken and item not in (None, "")}
    return Fields(**found), extra_json(rest)  # type: ignore[typeddict-item]


def iso_form(written: str) -> str:
    """Give a date in ISO form if it can be read in one way only; else as it is: it may be no date, or one of two.

    >>> iso_form("Mon, 08 Apr 2024 03:10:00 +0700"), iso_form("8 April 2024"), iso_form("08/04/2024")
    ('2024-04-08T03:10:00+07:00', '2024-04-08', '08/04/2024')
    """
    if ISO.match(written):
        return written
    if WEEKDAY.match(written):
        with contextlib.suppress(ValueError):
            return parsedate_to_datetime(written).isoformat()
    date = match_date(written, 0, len(written), loose=True)
    return date.value if date and date.end == len(written) and not date.candidates else written


def two_days(written: str | None) -> tuple[str, ...]:
    """Give the two days that a date may mean whose day and month could be swapped; none for any other.

    >>> two_days("08/04/2024"), two_days("18/04/2024")
    (('2024-04-08', '2024-08-04'), ())
    """
    if not written or ISO.match(written):
        return ()
    date = match_date(written, 0, len(written), loose=True)
    return date.candidates if date and date.end == len(written) else ()


@lru_cache(maxsize=256)
def _by_name(keys: tuple[str, ...]) -> Mapping[str, str]:
    """Give the keys by their folded names; of two that fold to one, the one that is written so, else the first.

    Remembered, since the records of a file have the same keys.
    """
    found: dict[str, str] = {}
    for key in keys:
        name = folded(key)
        if name not in found or key == name:
            found[name] = key
    return found


def _first(names: Iterable[str], keys: Mapping[str, str]) -> str | None:
    return next((keys[name] for name in names if name in keys), None)


def plain_text(value: Any) -> str | None:
    """Give a metadata value as text: strings, numbers, things with a name, and lists of these; None for anything else.

    >>> plain_text({"@type": "Person", "name": "Ann Lee"}), plain_text(["Ann Lee", "Bo Li"]), plain_text(True)
    ('Ann Lee', 'Ann Lee, Bo Li', None)
    """
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        return plain_text(value["name"]) if isinstance(value.get("name"), str) else None
    if isinstance(value, list) and value and all(isinstance(item, str | dict) for item in value):
        parts = [plain_text(item) for item in value]
        return None if None in parts else ", ".join(part for part in parts if part)
    return None


def extra_json(rest: Mapping[str, Any]) -> str | None:
    """Give what a record says beside the known fields as a JSON object; None if it says nothing.

    Long values (the page that a text was taken from, say) are cut at LONGEST_VALUE characters, and say so; of many keys
    those are kept that come first in a text of MOST_EXTRA characters. The raw record has it all.

    >>> extra_json({"desk": "river"}), extra_json({"html": "x" * 3_000})[-30:]
    ('{"desk": "river"}', 'xxxxxxx … (3,000 characters)"}')
    """
    kept, size = {}, 0
    for number, (key, value) in enumerate(rest.items()):
        kept[_shortened(key)] = short = _shortened(value)
        size += len(key) + len(short if isinstance(short, str) else as_json(short))
        if size > MOST_EXTRA and number + 1 < len(rest):
            kept["…"] = f"{len(rest) - number - 1:,} more keys"
            break
    return as_json(kept) if kept else None


def _shortened(value: Any) -> Any:
    written = value if isinstance(value, str) else as_json(value)
    if len(written) <= LONGEST_VALUE:
        return value
    return f"{written[:LONGEST_VALUE]} … ({len(written):,} characters)"


def as_json(value: Any) -> str:
    """Give JSON that any reader can take: lone surrogates, which UTF-8 cannot hold, stay escaped."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True)
    return written
