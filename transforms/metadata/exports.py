"""Field headers of database exports: Nexis, ProQuest, Factiva's two-letter codes, Common Crawl's WET records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from transforms.metadata.dates import find_dates, match_date
from transforms.metadata.stamp import claim_outlet, claim_value

if TYPE_CHECKING:
    from transforms.metadata.page import Page

WARC = re.compile(r"\s{0,8}WARC/\d\.\d\r?\n(?:[A-Za-z][\w-]{1,40}:[^\n]{0,2000}\n){0,40}")
TARGET = re.compile(r"WARC-Target-URI:\s*(?P<url>\S{1,2000})", re.IGNORECASE)
NUMBERED = re.compile(
    r"\s{0,200}(?:_{5,200}\s{1,20})?(?:(?:Document\s\d{1,6}\sof\s\d{1,6})|(?:Page\s\d{1,6}\sof\s\d{1,6})|(?:\d{1,6}\sof\s\d{1,6}\sDOCUMENTS?))[ \t]{0,80}(?=\r?\n)",
    re.IGNORECASE,
)
RULED = re.compile(r"\s{0,20}_{20,200}\s{1,20}(?=[A-Z][\w ]{2,30}:\s)")
FACTIVA_CODES = [
    "HD",
    "CR",
    "BY",
    "CLM",
    "WC",
    "PD",
    "ET",
    "SN",
    "SC",
    "ED",
    "PG",
    "VOL",
    "LA",
    "CY",
    "LP",
    "TD",
    "CX",
    "ART",
    "CT",
    "RF",
    "CO",
    "IN",
    "NS",
    "RE",
    "DE",
    "IPC",
    "IPD",
    "PUB",
    "AN",
    "SE",
    "CO",
    "TI",
    "DLN",
    "AU",
    "DJN",
    "NGC",
    "GC",
]
CODE_LINE = re.compile(
    rf"^[ \t]{{0,3}}(?P<code>{'|'.join(sorted(set(FACTIVA_CODES)))})(?:[ \t]{{1,12}}(?P<value>[^\n]*))?\r?$",
    re.MULTILINE,
)
FEWEST_CODES, CODES_WITHIN = 4, 3_000
COPYRIGHT_IN_SOURCE = re.compile(r"\s*\((?!.*\bed\b)[^()]{2,40}\)\s*$")


class Field(NamedTuple):
    """A field of a Factiva record: its code, where its code and its value begin, and where it ends."""

    code: str
    start: int
    value: int
    end: int


def read_export(page: Page) -> None:
    """Claim what an export's header at the page's start says, and move the start behind what has been read."""
    _read_warc(page)
    if found := NUMBERED.match(page.text, page.start) or RULED.match(page.text, page.start):
        page.mark("header", found.start(), found.end(), "export_count")
        page.start, page.is_export = found.end(), True
    _read_factiva(page)


def _read_warc(page: Page) -> None:
    found = WARC.match(page.text, page.start)
    if not found:
        return
    if target := TARGET.search(page.text, found.start(), found.end()):
        page.claim("url", target["url"], *target.span("url"), "export_warc")
    page.mark("header", found.start(), found.end(), "export_warc")
    page.start = found.end()


def factiva_fields(text: str, start: int) -> list[Field]:
    """Give the fields of a Factiva record; none if the text does not begin as one."""
    if text.find("PD", start, start + CODES_WITHIN) < 0:
        return []
    early = {match["code"] for match in CODE_LINE.finditer(text, start, start + CODES_WITHIN)}
    if len(early) < FEWEST_CODES or not early & {"HD", "TI"} or "PD" not in early:
        return []
    found = list(CODE_LINE.finditer(text, start))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        Field(match["code"], match.start(), match.start("value") if match["value"] else min(match.end() + 1, end), end)
        for match, end in zip(found, ends, strict=True)
    ]


def _read_factiva(page: Page) -> None:
    fields = factiva_fields(page.text, page.start)
    if not fields:
        return
    body = [field for field in fields if field.code in ("LP", "TD", "CX")]
    head_end = body[0].value if body else fields[-1].end
    for field in fields:
        _claim_field(page, field)
    _mark_header(page, page.start, head_end)
    for field in body[1:]:
        page.mark("header", field.start, field.value, "export_code")
    last = body[-1].end if body else head_end
    page.mark("footer", last, page.end, "export_code")
    page.start, page.end, page.is_export = head_end, max(last, head_end), True


def _mark_header(page: Page, start: int, end: int) -> None:
    """Mark an export's head as a header, around the title."""
    title = page.best("title")
    if title and start <= title.start < end:
        page.mark("header", start, title.start, "export_code")
        start = title.end
    page.mark("header", start, end, "export_code")


def _claim_field(page: Page, field: Field) -> None:
    value = page.text[field.value : field.end].strip()
    start = field.value + page.text[field.value : field.end].find(value[:1])
    if field.code in ("HD", "TI"):
        page.claim("title", re.sub(r"\s+", " ", value), start, start + len(value), "export_code", rank=0)
    elif field.code in ("BY", "AU"):
        claim_value(page, "author", value, start, "export_label")
    elif field.code == "SN":
        claim_outlet(page, value, start, "export_label", kind="publisher")
    elif field.code == "PD" and (date := match_date(page.text, start, start + len(value), loose=True)):
        page.claim("published", date.value, date.start, date.end, "export_code", rank=0, date=date)


def claim_publication_info(page: Page, value: str, start: int) -> None:
    """Claim paper and day of ProQuest's `Publication info: Paper ; Town [Town] 14 Oct 2016: 5.`, its usual form."""
    name = re.split(r"\s*(?:;|:\s|\s\[|,\s)", value, maxsplit=1)[0].strip(" .")
    name = COPYRIGHT_IN_SOURCE.sub("", re.sub(r"\s*\([^()]{0,30}\bed\.?\)", "", name))
    if name:
        claim_outlet(page, name, start, "export_publication", kind="publisher")
    for date in find_dates(page.text, start, start + len(value)):
        page.claim("published", date.value, date.start, date.end, "export_publication", rank=1, date=date)
        return


def claim_export_source(page: Page, value: str, start: int) -> None:
    """Claim the paper that an export names on a line of its own, without the country in brackets."""
    claim_outlet(page, COPYRIGHT_IN_SOURCE.sub("", value), start, "export_source", kind="publisher")
