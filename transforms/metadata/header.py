"""The header of a document: its fields, each from the best claim, and the zones that show where they stand.

The record's own metadata win over the text's header, the header over the dateline, the dateline over what is inferred.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from transforms.metadata.captions import mark_body_captions
from transforms.metadata.dateline import DAY, Dateline, match_dateline, place_name
from transforms.metadata.dates import WrittenDate, match_date
from transforms.metadata.exports import read_export
from transforms.metadata.fact_box import read_fact_box
from transforms.metadata.foot import read_foot
from transforms.metadata.front_matter import read_front_matter
from transforms.metadata.head import claim_offices, claim_source_above, read_head, read_prefix
from transforms.metadata.inferred import claim_anniversary_year, claim_told_outlet, year_of
from transforms.metadata.inner import mark_inner
from transforms.metadata.language import find_language
from transforms.metadata.lexicon import find_outlet
from transforms.metadata.page import Claim, Page
from transforms.metadata.settle import settle_start
from transforms.metadata.site import claim_site_name
from transforms.metadata.title import claim_title_date, read_titles
from transforms.metadata.zones import tidy
from transforms.reading import Header, Zone

if TYPE_CHECKING:
    from transforms.reading import Record

ZONE_OF_FIELD = {
    "title": "title", "deck": "deck", "published": "published_date", "published_inferred": "published_date", "author": "byline", "author_role": "author_role",
    "publisher": "source", "agency": "source", "publication": "source",
    "dateline_date": "published_date",
}  # fmt: skip
RECORD_RANK = -10
SPACES = re.compile(r"\s+")


def one_line(value: str) -> str:
    """Give a value with one space for any white space."""
    return value if value.isprintable() and "  " not in value else SPACES.sub(" ", value)


class Published(NamedTuple):
    """The published date, where it comes from, and the moment if it is known."""

    day: datetime.date
    precision: str
    basis: str
    moment: datetime.datetime | None


def read_header(record: Record) -> tuple[Header, list[Zone]]:
    """Give what the record and the text say about the document, and where in the text each value and boilerplate stand.

    Offsets are code points of `record.text`, end exclusive. Fields that neither record nor text state are None; a text
    without any header is all body. Never raises for any text.
    """
    page = Page(text=record.text, end=len(record.text))
    start, dateline = _read_top(page, record)
    end = read_foot(page, start)
    mark_inner(page, start, end)
    mark_body_captions(page, start, end)
    claim_title_date(page)
    published = _published(page, record, dateline)
    dateline_day = _claim_dateline(page, dateline, published)
    published = published or _from_dateline(dateline_day) or _inferred(page, start, end)
    claim_told_outlet(page, start, end)
    _claim_record(page, record)
    header = _header(page, record, (start, end), published, dateline, dateline_day)
    return header, _zones(page)


def _read_top(page: Page, record: Record) -> tuple[int, Dateline | None]:
    """Read everything above the running text; give where that starts, and the dateline with which it does."""
    read_export(page)
    while read_front_matter(page) or read_fact_box(page) or read_prefix(page):
        pass
    head = read_head(page)
    claim_source_above(page, head)
    claim_offices(page, head)
    settle_start(page, head)
    url = page.best("url")
    claim_site_name(page, head.texts, record.url or (url.value if url else None))
    read_titles(page, head, record.title)
    start = min(head.body_start, page.end)
    return start, match_dateline(page.text, start, page.end) if start < page.end else None


def _published(page: Page, record: Record, dateline: Dateline | None) -> Published | None:
    """Give the published date that the record states, else the text's header."""
    if record.published and (date := match_date(record.published.strip(), 0, len(record.published), loose=True)):
        basis = "header" if record.format == "html" else "record"  # what a page declares is its header
        if date.candidates:
            date = _finest([date, *(claim.date for claim in page.claimed("published") if claim.date)], dateline)
        return Published(date.first_day, date.precision, basis, date.moment)
    claims = page.claimed("published")
    if not claims or not claims[0].date:
        return None
    date = _finest([claim.date for claim in claims if claim.date and claim.rank <= claims[0].rank + 2], dateline)
    return Published(date.first_day, date.precision, "header", date.moment)


def _finest(dates: list[WrittenDate], dateline: Dateline | None) -> WrittenDate:
    """Give the first date, or a finer one that agrees with it; an undecidable day is decided by the dateline or another date."""
    first = dates[0]
    if first.candidates:
        days = {datetime.date.fromisoformat(candidate) for candidate in first.candidates}
        near = [
            day
            for day in days
            if dateline and dateline.month and any(_is_day(dateline, day - datetime.timedelta(days=n)) for n in (0, 1))
        ]
        if len(near) == 1:
            return WrittenDate(first.start, first.end, near[0].isoformat(), None)
    agreeing = [
        date
        for date in dates
        if date.value.startswith(first.value) and (not first.candidates or date.value in first.candidates)
    ]
    return max(agreeing, key=lambda date: (len(date.value), date.moment is not None), default=first)


def _is_day(dateline: Dateline, day: datetime.date) -> bool:
    return (dateline.month, dateline.day) == (day.month, day.day)


def _claim_dateline(page: Page, dateline: Dateline | None, published: Published | None) -> datetime.date | None:
    """Claim what the dateline states, and give its day if its year is known."""
    if not dateline:
        return None
    known = year_of(dateline, page, published.day if published else None, published.precision if published else None)
    day = dateline.date_in(known[0]) if known else None
    stated = "; ".join(part for part in (dateline.place, day.isoformat() if day else None, dateline.agency) if part)
    page.zones.append(Zone("dateline", dateline.start, dateline.end, stated or None, "metadata.dateline"))
    if day and known:
        page.claim("dateline_date", day.isoformat(), dateline.start, dateline.end, known[1])
    if dateline.agency:
        _claim_agencies(page, dateline, dateline.agency)
    return day


def _claim_agencies(page: Page, dateline: Dateline, agency: str) -> None:
    """Claim the agency in a dateline's bracket; a paper beside an agency is the publication."""
    at = page.text.rfind(agency, dateline.start, dateline.end)
    parts = [part.strip() for part in re.split(r"\s?[/,]\s?", agency)]
    outlets = [find_outlet(part) for part in parts]
    wired = any(outlet and outlet.kind != "publisher" for outlet in outlets)
    for part, outlet in zip(parts, outlets, strict=True):
        start = at + agency.find(part)
        field = "agency" if outlet is None or outlet.kind != "publisher" else ("publication" if wired else "publisher")
        if outlet or not wired:
            page.claim(field, outlet.name if outlet else part, start, start + len(part), "dateline_agency", rank=5)


def _from_dateline(dateline_day: datetime.date | None) -> Published | None:
    return Published(dateline_day, "day", "dateline", None) if dateline_day else None


def _inferred(page: Page, start: int, end: int) -> Published | None:
    claim_anniversary_year(page, start, end)
    best = page.best("published_inferred")
    return Published(datetime.date(int(best.value), 1, 1), "year", "inferred", None) if best else None


def _claim_record(page: Page, record: Record) -> None:
    """Add what the record itself says about source, author and address; it has no place in the text."""
    if record.source and record.source.strip():
        outlet = find_outlet(record.source)
        page.claims.append(
            Claim(outlet.field if outlet else "publisher", record.source.strip(), -1, -1, "record", RECORD_RANK)
        )
    for field, value in (("author", record.author), ("url", record.url)):
        if value and value.strip():
            page.claims.append(Claim(field, value.strip(), -1, -1, "record", RECORD_RANK))


def _value(page: Page, field: str) -> str | None:
    best = page.best(field)
    return one_line(best.value) if best else None


def _header(
    page: Page,
    record: Record,
    body: tuple[int, int],
    published: Published | None,
    dateline: Dateline | None,
    dateline_day: datetime.date | None,
) -> Header:
    language = find_language(record.text, *body, hint=record.language)
    return Header(
        language=language,
        extraction="full" if language in {"en", "und"} else "metadata_only",
        body_start_char=body[0],
        body_end_char=max(body),
        title=record.title if record.title and not record.title.isspace() else _value(page, "title"),
        published_date=published.day if published else None,
        published_precision=published.precision if published else None,
        published_at=published.moment if published else None,
        published_basis=published.basis if published else None,
        dateline_place=dateline.place if dateline else _field_place(page),
        dateline_date=dateline_day,
        dateline_agency=dateline.agency if dateline else None,
        **{
            name: _value(page, name)
            for name in ("url", "deck", "publisher", "publication", "agency", "author", "author_role")
        },
    )


def _field_place(page: Page) -> str | None:
    """Give the place of an export's field `DATELINE:`, without its day."""
    value = _value(page, "dateline_place")
    return place_name(DAY.sub("", value).strip(" ,-")) or None if value else None


def _zones(page: Page) -> list[Zone]:
    """Give the zones of boilerplate, merged, and those of the claims, each piece once."""
    kept = [claim for claim in (page.best("title"), page.best("deck")) if claim and claim.start >= 0]
    found = tidy(page.text, page.zones, [(claim.start, claim.end) for claim in kept])
    for claim in page.claims:
        zone = ZONE_OF_FIELD.get(claim.field)
        if zone and claim.start >= 0 and (zone not in ("title", "deck") or claim in kept):
            found.append(Zone(zone, claim.start, claim.end, one_line(claim.value), f"metadata.{claim.rule}"))
    unique = {
        (zone.start_char, zone.end_char, zone.zone): zone for zone in reversed(found) if zone.start_char < zone.end_char
    }
    return sorted(unique.values())
