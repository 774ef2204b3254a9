"""Stamps: header lines made of labels, dates, bylines, outlets and counters ("Source: Xinhua Updated: 2021-01-22").

A line is a stamp only if every piece of it is understood; a line of running text that merely holds a date is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from transforms.metadata.byline import GENERIC, read_byline
from transforms.metadata.dates import DATE, match_date
from transforms.metadata.lexicon import alternatives, find_outlet, folded, furniture, header_labels, is_city, outlets
from transforms.metadata.page import is_cjk

if TYPE_CHECKING:
    from transforms.metadata.page import Page

SEPARATOR = re.compile(r"(?:(?:at|on)\s(?=\d)|[\s|•·,;/\-–—>»\[\]()*_#【】●■▪※。，]+)")
RELATIVE = re.compile(
    r"(?:(?:about\s)?(?:\d{1,3}|an?|one|two|three)\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[hmd])\s(?:ago|read)|just now|yesterday|today)\b",
    re.IGNORECASE,
)
VERB = re.compile(
    r"(?:(?:first|originally|last|latest)\s)?(?P<verb>publication date|publish date|release date|published|posted|updated?|issued|released|created|modified|uploaded|filed|aired)"
    r"(?:\s(?:on|at|in))?[\s:]{1,3}(?=\d|[A-Z]|an?\s|yesterday|today|about|just)",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"\d{1,9}\s?(?:views?|comments?|shares?|reads?|likes?|hits?|words?|clicks?)\b|\d{1,3}(?=\s*(?:$|\|))", re.IGNORECASE
)
CLOCK = re.compile(
    r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?(?:GMT|UTC|IST|ICT|BJT|EST|EDT|ET|PT|CET)(?:[+-]\d{1,2})?\)?)?",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:mon|tue|wed|thu|fri|sat|sun)\b[.,]?", re.IGNORECASE
)
HANDLE = re.compile(r"@\w{2,30}|\S{1,40}@\S{1,40}\.\w{2,10}|https?://\S{1,300}|www\.\S{1,200}")
BY = re.compile(
    r"(?:(?:posted|published|written|reported|authored|submitted|story|words)\s)?by[:\s]\s{0,3}(?=[^\W\d_])",
    re.IGNORECASE,
)
CODE = re.compile(r"[A-Z]{2,8}\b")
FAR_GAP = re.compile(r"\s*\||\s{3,}")
GAP = re.compile(r"\s*[|•·\t]|\s(?:at|on)\s(?=\d)|\s{2,}|\s[–—-]\s|\s?\((?=[A-Z])|;\s|\s*[>»]")
APART = re.compile(r"[|•·\t]|\s{2}|[\]\[]|\s[-–—]\s")
DATE_FIELDS = {"published": 0, "updated": 2}
OPAQUE_FIELDS = frozenset({"section", "ignored", "language", "abstract", "publication"})
LONGEST_STAMP, LONGEST_PIECE, LONGEST_CJK = 400, 3, 30


@cache
def label_pattern() -> re.Pattern[str]:
    """Give the pattern of a label with its colon, anywhere."""
    return re.compile(
        rf"(?<!\w)(?P<label>{alternatives(list(header_labels()))})(?:\(s\))?\s{{0,3}}[:：]\s*", re.IGNORECASE
    )


def match_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """Give the label that begins at `start`; a colon must be near, which is asked first because it is cheap."""
    near = min(end, start + LONGEST_LABEL)
    if text.find(":", start, near) < 0 and text.find("：", start, near) < 0:
        return None
    return label_pattern().match(text, start, end)


def search_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """Give the first label from `start` on."""
    if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
        return None
    return label_pattern().search(text, start, end)


@cache
def outlets_by_opening() -> dict[str, list[str]]:
    """Give the forms of all outlets by their first letters: where none begins, no pattern need be tried."""
    found: dict[str, list[str]] = defaultdict(list)
    for form, outlet in outlets().items():
        found[form.removeprefix("the ")[:3]] += [] if outlet.is_code else [form]
    return found


@cache
def outlet_pattern(opening: str) -> re.Pattern[str]:
    """Give the pattern of the known outlets that begin like this, at a place where a name can begin."""
    forms = outlets_by_opening()[opening]
    return re.compile(rf"(?:the\s)?(?:{alternatives(forms)})(?!\w|['’]\w)", re.IGNORECASE)


def read_stamp(page: Page, start: int, end: int, *, rule: str = "stamp") -> bool:
    """Claim what the line text[start:end] states and tell whether it is a stamp; claims nothing where it is none."""
    if end - start > LONGEST_STAMP:
        return False
    reader = _Reader(page, start, end, rule)
    known = len(page.claims)
    if reader.read() and reader.evidence:
        return True
    del page.claims[known:]
    return False


class _Reader:
    """Reads one line from left to right, piece by piece."""

    def __init__(self, page: Page, start: int, end: int, rule: str) -> None:
        self.page, self.text, self.place, self.end, self.rule = page, page.text, start, end, rule
        self.evidence = 0

    def read(self) -> bool:
        """Tell whether every piece was understood."""
        while self.place < self.end:
            if found := SEPARATOR.match(self.text, self.place, self.end):
                self.place = found.end()
            elif not (
                self._label()
                or self._date(1)
                or self._verb()
                or self._byline()
                or self._outlet()
                or self._small_piece()
            ):
                return False
        return True

    def _label(self) -> bool:
        found = match_label(self.text, self.place, self.end)
        if not found:
            return False
        kind, self.place = header_labels()[folded(found["label"])], found.end()
        self.evidence += 1
        if kind in DATE_FIELDS:
            return self._date(DATE_FIELDS[kind], loose=True) or self._relative() or self._short_value()
        return self._value(kind)

    def _value(self, kind: str) -> bool:
        stop = self._far_cut() if kind in OPAQUE_FIELDS or self._is_list(kind) else self._cut()
        value = self.text[self.place : stop].strip()
        claim_value(self.page, kind, value, self.place, f"{self.rule}_label")
        self.place = stop
        return True

    def _cut(self) -> int:
        """Give where the value that begins here ends: at a gap, a label, a verb with a date, or a date."""
        here, end = self.place, self.end
        cuts = [end]
        cuts += [
            found.start()
            for found in (GAP.search(self.text, here, end), search_label(self.text, here + 1, end))
            if found
        ]
        cuts += [found.start() for found in (DATE.search(self.text, here, end),) if found]
        cuts += [found.start() for found in VERB.finditer(self.text, here + 1, end) if found.start() > here]
        return max(min(cuts), here)

    def _is_list(self, kind: str) -> bool:
        """Whether names follow that semicolons part, as library records list authors."""
        return kind == "author" and "; " in self.text[self.place : self.end]

    def _short_value(self) -> bool:
        """Pass over a value that is no date, unless it is so long that the line is rather a headline."""
        stop = self._cut()
        short = len(self.text[self.place : stop].split()) <= LONGEST_PIECE
        self.place = stop
        return short

    def _far_cut(self) -> int:
        """Give where a value that we do not read ends: at a bar or the next label."""
        found = (
            FAR_GAP.search(self.text, self.place, self.end),
            search_label(self.text, self.place + 1, self.end),
        )
        return min([self.end, *(match.start() for match in found if match)])

    def _date(self, rank: int, *, loose: bool = False) -> bool:
        found = match_date(self.text, self.place, self.end, loose=loose)
        if not found:
            return False
        self.page.claim("published", found.value, found.start, found.end, f"{self.rule}_date", rank=rank, date=found)
        self.place, self.evidence = found.end, self.evidence + 1
        return True

    def _relative(self) -> bool:
        return self._passed(RELATIVE, evidence=1)

    def _verb(self) -> bool:
        found = VERB.match(self.text, self.place, self.end)
        if not found:
            return False
        begin, self.place = self.place, found.end()
        rank = 2 if found["verb"].lower().startswith(("updat", "modif")) else 0
        if self._date(rank, loose=True) or self._relative() or self._passed(CLOCK, evidence=1):
            return True
        self.place = begin
        return False

    def _passed(self, pattern: re.Pattern[str], *, evidence: int = 0) -> bool:
        if found := pattern.match(self.text, self.place, self.end):
            self.place, self.evidence = found.end(), self.evidence + evidence
        return bool(found)

    def _byline(self) -> bool:
        found = BY.match(self.text, self.place, self.end)
        if not found:
            return False
        self.place = found.end()
        stop = self._cut()
        value = self.text[self.place : stop]
        byline = read_byline(value)
        if not byline and not GENERIC.fullmatch(value.strip(" .,")):
            return False
        claim_value(self.page, "author", value, self.place, f"{self.rule}_byline")
        self.place, self.evidence = stop, self.evidence + 1
        return True

    def _outlet(self) -> bool:
        opening = self.text[self.place : self.place + 7].casefold().removeprefix("the ")[:3]
        is_known = bool(outlets_by_opening().get(opening))
        found = outlet_pattern(opening).match(self.text, self.place, self.end) if is_known else None
        known = find_outlet(found[0]) if found else None
        if not found or not known:
            return self._code()
        self.page.claim(known.field, known.name, *found.span(), f"{self.rule}_outlet")
        self.place, self.evidence = found.end(), self.evidence + 1
        return True

    def _code(self) -> bool:
        """Read a code in brackets: (ANN)."""
        is_opened = self.place > 0 and self.text[self.place - 1] in "(["
        found = CODE.match(self.text, self.place, self.end) if is_opened else None
        known = find_outlet(found[0]) if found else None
        if not found or not known:
            return False
        self.page.claim(known.field, known.name, *found.span(), f"{self.rule}_outlet")
        self.place, self.evidence = found.end(), self.evidence + 1
        return True

    def _small_piece(self) -> bool:
        """Pass over what headers hold besides: relative stamps, counters, clocks, weekdays, handles, buttons."""
        if self._relative():
            return True
        if any(self._passed(pattern) for pattern in (HANDLE, COUNTER, CLOCK, WEEKDAY)):
            return True
        stop = GAP.search(self.text, self.place, self.end)
        piece = self.text[self.place : stop.start() if stop else self.end].strip()
        if folded(piece.strip(":.")) in furniture("line") or (self._is_apart(stop) and self._is_short(piece)):
            self.place += max(len(piece), 1)
            return True
        return False

    def _is_apart(self, stop: re.Match[str] | None) -> bool:
        """Whether the piece is set off by a bar or a gap from pieces that were understood."""
        if (stop and "|" in stop[0]) or (
            self.evidence
            and self.text[self.place - 2 : self.place] == ", "
            and is_city(self.text[self.place : self.end])
        ):
            return True
        return self.evidence > 0 and APART.search(self.text, max(self.place - 3, 0), self.place) is not None

    def _is_short(self, piece: str) -> bool:
        if is_cjk(piece):
            return len(piece) <= LONGEST_CJK
        return 0 < len(piece.split()) <= LONGEST_PIECE and piece[:1].isupper()


def claim_value(page: Page, kind: str, value: str, start: int, rule: str) -> None:
    """Claim the value of a labelled field."""
    start += len(page.text[start : start + len(value) + 8]) - len(page.text[start : start + len(value) + 8].lstrip())
    value = value.strip()
    end = start + len(value)
    if kind == "author":
        _claim_author(page, value, start, rule)
    elif kind in ("source", "publisher"):
        claim_outlet(page, value, start, rule, kind=kind)
    elif kind in ("title", "deck"):
        page.claim(kind, value, start, end, rule, rank=0)
    elif kind == "url" and value.startswith("http"):
        page.claim("url", value.split()[0], start, start + len(value.split()[0]), rule)
    elif kind == "dateline":
        page.claim("dateline_place", value, start, end, rule, rank=2)


def _claim_author(page: Page, value: str, start: int, rule: str) -> None:
    byline = read_byline(value, labelled=rule.endswith("label"))
    if not byline:
        return
    for name, piece in (("author", byline.names), ("author_role", byline.role)):
        if piece:
            at = value.find(piece)
            span = (start + at, start + at + len(piece)) if at >= 0 else (start, start + len(value))
            page.claim(name, piece, *span, rule)
    if byline.outlet:
        claim_outlet(page, byline.outlet, start + max(value.find(byline.outlet), 0), rule)


NO_SOURCES = re.compile(
    r"(?:agencies|internet|web|others?|staff|unknown|n/?a|online|network|original|own|net|none|self|本站|网络|本网|原创)\.?",
    re.IGNORECASE,
)
# An outlet that no lexicon knows: it begins with a capital and holds no quotation, sentence or address.
NAME_SHAPE = re.compile(r"(?!https?:)[^\W\d_a-z][\w’'&.! -]{1,60}(?:\s\([\w .-]{2,40}\))?")
LONGEST_NAME, LONGEST_LABEL = 7, 50
AGENCY_WORD = re.compile(r"\b(?:news agency|newswire|news wire|wire|wire service|press agency)\b", re.IGNORECASE)


def claim_outlet(page: Page, value: str, start: int, rule: str, *, kind: str = "source", rank: int = 1) -> None:
    """Claim the publisher or agency that a source line names; several are joined by slashes or commas."""
    whole = find_outlet(value)
    pieces = (
        [value] if whole else [piece for piece in re.split(r"\s*[/,;]\s*|\s+and\s+|\s+\(", value) if piece.strip(" )")]
    )
    if not whole and not any(find_outlet(piece) for piece in pieces):
        pieces = [value]
    for piece in pieces:
        name = piece.strip(" ()[]*_.,;")
        at = start + max(value.find(name), 0)
        known = find_outlet(name)
        if known:
            page.claim(
                "publisher" if kind == "publisher" and known.kind == "publisher" else known.field,
                known.name,
                at,
                at + len(name),
                rule,
                rank=rank,
            )
        elif not NO_SOURCES.fullmatch(name) and NAME_SHAPE.fullmatch(name) and len(name.split()) <= LONGEST_NAME:
            field = "agency" if AGENCY_WORD.search(name) and kind == "source" else "publisher"
            page.claim(field, name, at, at + len(name), rule, rank=rank)
