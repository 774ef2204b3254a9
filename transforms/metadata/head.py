"""The head of a page: every line above the running text, told apart into title, deck, stamps, captions and furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from transforms.metadata.byline import ROLE_WORD, is_name_list, is_person_name
from transforms.metadata.captions import read_caption
from transforms.metadata.dateline import match_dateline
from transforms.metadata.dates import match_date
from transforms.metadata.exports import claim_export_source, claim_publication_info
from transforms.metadata.furniture import find_furniture
from transforms.metadata.lexicon import folded, header_labels
from transforms.metadata.organisations import is_office
from transforms.metadata.page import Line, Page, ends_sentence, is_cjk, is_prose, lines_from
from transforms.metadata.stamp import claim_outlet, claim_value, match_label, read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES, LOOK_AHEAD, NEAR = 80, 8, 4
PREFIX = re.compile(
    r"[\s\ufeff]{0,8}(?P<label>(?:publish(?:ed)?[_ ])?date|published|time)[ :\t]{1,3}(?=\d)", re.IGNORECASE
)
WRAPPED_LEAST, WRAPPED_MOST, FEWEST_WRAPPED, PARAGRAPH = 45, 105, 3, 1_200
MOST_ROLE_WORDS = 6
LABELLED = frozenset({"abstract", "publication", "title", "section", "ignored"})
QUESTION = re.compile(r"(?:Q|Question)\s?[:.]\s")


@dataclass(kw_only=True)
class Head:
    """What stands above the running text: the lines that may be title or deck, and which lines are stamps."""

    body_start: int
    texts: list[Line] = field(default_factory=list)
    stamps: list[Line] = field(default_factory=list)
    sentences: list[Line] = field(default_factory=list)
    offices: list[Line] = field(default_factory=list)
    has_prose: bool = False
    is_known: bool = False


def read_prefix(page: Page) -> bool:
    """Claim the date of a scraper's prefix that is glued to the text (` date 2025-03-14 Text …`)."""
    found = PREFIX.match(page.text, page.start)
    date = match_date(page.text, found.end(), page.end, loose=True) if found else None
    if not found or not date or page.text[date.end : date.end + 1].strip():
        return False
    page.claim("published", date.value, date.start, date.end, "prefix", rank=0, date=date)
    page.mark("header", found.start("label"), date.end, "prefix")
    page.start = date.end
    return True


def read_head(page: Page) -> Head:
    """Read the lines from the page's start on until the running text begins."""
    # Below front matter with a title there is no second head to look out for.
    head = Head(
        body_start=page.end,
        is_known=any(claim.rule == "front_matter" and claim.field == "title" for claim in page.claims),
    )
    foreign = not is_cjk(page.text[page.start : page.start + 3_000])
    for line in islice(lines_from(page.text, page.start, page.end), MOST_LINES):
        start = _body_start(page, head, line)
        if start is not None:
            head.body_start, head.has_prose = start, True
            return head
        _read_line(page, head, line, foreign=foreign)
    return head


def _body_start(page: Page, head: Head, line: Line) -> int | None:
    """Give where the running text starts if it starts in this line."""
    if has_dateline(page, line) or (head.texts and QUESTION.match(line.text)):
        return line.start
    label = match_label(line.text, 0, len(line.text))
    if label and header_labels()[folded(label["label"])] == "body":
        page.mark("header", line.start, line.start + label.end(), "body_label")
        rest = line.start + label.end()
        return (
            rest
            if rest < line.end
            else next((after.start for after in lines_from(page.text, line.end, page.end)), page.end)
        )
    if not (is_prose(line) or is_wrapped(page.text, line)) or _is_no_prose(page, line):
        return None
    if not head.is_known and len(head.sentences) < NEAR and _goes_on(page, line):
        return None
    return line.start


def has_dateline(page: Page, line: Line) -> bool:
    """Whether a line begins with a dateline and goes on; without a place only if it goes on as running text does."""
    found = match_dateline(page.text, line.start, line.end)
    if not found:
        return False
    return (
        is_prose(line) or is_wrapped(page.text, line)
        if not found.place
        else line.end == found.end or line.word_count > NEAR
    )


def _is_no_prose(page: Page, line: Line) -> bool:
    """Whether a whole sentence is furniture, a stamp or a caption all the same."""
    scratch = Page(text=page.text, end=page.end)
    return (
        bool(find_furniture(line))
        or read_stamp(scratch, line.start, line.end)
        or _abstract(line)
        or read_caption(scratch, line)
    )


def _abstract(line: Line) -> bool:
    label = match_label(line.text, 0, len(line.text))
    return label is not None and header_labels()[folded(label["label"])] in LABELLED


def _goes_on(page: Page, line: Line) -> bool:
    """Whether the head goes on below a sentence: a stamp or dateline, and running text below that."""
    stamped = False
    scratch = Page(text=page.text, end=page.end)
    for number, after in enumerate(islice(lines_from(page.text, line.end, page.end), LOOK_AHEAD)):
        if has_dateline(page, after):
            return stamped or number < NEAR
        known = len(scratch.claims)
        if len(after.text) < 4 * WRAPPED_MOST and read_stamp(scratch, after.start, after.end):
            stamped = stamped or any(claim.field in ("published", "author") for claim in scratch.claims[known:])
        elif is_prose(after) or is_wrapped(page.text, after):
            if stamped and not find_furniture(after):
                return True
            if not read_caption(scratch, after) and number > 0:
                return False
    return False


def is_wrapped(text: str, line: Line) -> bool:
    """Whether a line is the first of a paragraph whose lines are folded by hand."""
    if not WRAPPED_LEAST <= len(line.text) <= WRAPPED_MOST or ends_sentence(line.text):
        return False
    stop = re.compile(r"\n[ \t\r]*\n").search(text, line.end, line.end + PARAGRAPH)
    lines = [piece.strip() for piece in text[line.start : stop.start() if stop else line.end + PARAGRAPH].split("\n")]
    if len(lines) == 1 or not lines[1]:
        return False
    if lines[1][0].islower():
        return True
    return (
        len(lines) >= FEWEST_WRAPPED
        and all(WRAPPED_LEAST <= len(piece) <= WRAPPED_MOST for piece in lines[:-1])
        and ends_sentence(lines[-1])
    )


def _read_line(page: Page, head: Head, line: Line, *, foreign: bool) -> None:
    """File one line of the head."""
    if _read_special(page, line):
        return
    if _claim_role_below(page, head, line):
        return
    if read_stamp(page, line.start, line.end):
        head.stamps.append(line)
        page.mark("header", line.start, line.end, "stamp")
    elif zone := find_furniture(line):
        page.mark(
            "header" if zone == "footer" or (zone == "nav" and head.stamps) else zone, line.start, line.end, "furniture"
        )
    elif foreign and is_cjk(line.text):
        page.mark("header" if head.texts else "nav", line.start, line.end, "foreign_line")
    elif is_office(line.text) and (line.text.isupper() or all(above.word_count < NEAR for above in head.texts)):
        head.offices += [line] if all(above.word_count < NEAR for above in head.texts) else []
        page.mark("header", line.start, line.end, "office")
    elif not read_caption(page, line):
        (head.sentences if is_prose(line) else head.texts).append(line)


def _claim_role_below(page: Page, head: Head, line: Line) -> bool:
    """Claim the author's role on the line below the byline."""
    above = head.stamps[-1] if head.stamps else None
    byline = next((claim for claim in reversed(page.claims) if claim.field == "author"), None)
    if (
        not above
        or not byline
        or line.start - above.end > NEAR
        or not above.start <= byline.start < above.end
        or not is_role_line(line.text)
    ):
        return False
    page.claim("author_role", line.text, line.start, line.end, "role_line", rank=4)
    page.mark("header", line.start, line.end, "role_line")
    return True


def _read_special(page: Page, line: Line) -> bool:
    """Read the lines whose value is no stamp: title, abstract and publication of an export."""
    label = match_label(line.text, 0, len(line.text))
    kind = header_labels()[folded(label["label"])] if label else None
    if not label or kind not in ("title", "deck", "abstract", "publication"):
        return False
    start = line.start + label.end()
    value = page.text[start : line.end]
    if kind == "publication":
        claim_publication_info(page, value, start)
    elif kind != "abstract":
        if (
            label["label"].lower() == "title"
            or page.is_export
            or label["label"].isupper()
            or label["label"].lower() in ("headline", "subtitle", "标题")
        ):
            claim_value(page, kind, value, start, "label")
            page.mark("header", line.start, start, "label")
            return True
        return False
    page.mark("header", line.start, line.end, "label")
    return True


def name_lines(head: Head, after: int) -> Iterator[tuple[Line, Line | None]]:
    """Give the lines below the title that name a person and stand next to a stamp, each with the line of that person's role."""
    for line, below in zip(head.texts, [*head.texts[1:], None], strict=True):
        role = below if below and below.start - line.end <= NEAR and is_role_line(below.text) else None
        if (
            line.start > after
            and (is_person_name(line.text.split(", ")[0]) or is_name_list(line.text))
            and (_beside(head, line) or (role and _beside(head, role)))
        ):
            yield line, role


def is_role_line(text: str) -> bool:
    """Whether a line is an author's office: a few words with capitals, one of them a profession."""
    words = text.split()
    return (
        len(words) <= MOST_ROLE_WORDS
        and bool(ROLE_WORD.search(text))
        and all(word[:1].isupper() or word in ("of", "in", "at", "for", "and", "the") for word in words)
    )


def _beside(head: Head, line: Line) -> bool:
    return any(0 <= stamp.start - line.end <= NEAR or 0 <= line.start - stamp.end <= NEAR for stamp in head.stamps)


def claim_offices(page: Page, head: Head) -> None:
    """Claim the first office of a letterhead as the publisher."""
    for line in head.offices[:1]:
        name = line.text if not line.text.isupper() else _capitalised(line.text)
        page.claim("publisher", name, line.start, line.end, "office", rank=3)


def _capitalised(text: str) -> str:
    words = text.lower().split()
    return " ".join(
        word if number and word in ("of", "the", "and", "for", "in", "on", "to") else word[:1].upper() + word[1:]
        for number, word in enumerate(words)
    )


def claim_source_above(page: Page, head: Head) -> None:
    """Claim the line that stands right above an export's date as its source."""
    dated = [claim for claim in page.claimed("published") if claim.rule.startswith("stamp")]
    first = min((claim.start for claim in dated), default=None)
    above = [line for line in head.texts if first is not None and line.end <= first]
    if page.is_export and above:
        claim_export_source(page, above[-1].text, above[-1].start)
        page.mark("header", above[-1].start, above[-1].end, "export_source")
        head.texts.remove(above[-1])


__all__ = ["Head", "claim_offices", "claim_outlet", "claim_source_above", "name_lines", "read_head", "read_prefix"]
