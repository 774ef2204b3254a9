"""The foot of a page: sign-offs, end marks, credits, copyright, related links, notes on the author, contact blocks."""

from __future__ import annotations

import re
from itertools import islice

from transforms.metadata.byline import read_byline
from transforms.metadata.captions import read_caption
from transforms.metadata.furniture import ABOUT, POLL, find_furniture, may_open
from transforms.metadata.lexicon import find_outlet, folded, header_labels
from transforms.metadata.page import Line, Page, ends_sentence, is_cjk, is_prose, lines_back, lines_from
from transforms.metadata.stamp import claim_outlet, match_label, read_stamp

END_WORDS = frozenset({"ENDS", "END"})
FOOT_RANK, MOST_LINES, WEAK_WORDS = 10, 120, 14
END_MARK = re.compile(
    r"(?<=[.!?\"”’)\]])[ \t]{1,4}(?P<mark>Enditem|Endit|Ends?item|\(?END\)?|ENDS|\*{3}|###|-30-|■|□|◆|(?P<desk>[A-Z]{2,8})(?:\s[A-Z]{2,4}){0,4}|[-–—/]{1,2}\s?(?P<agency>[A-Z][A-Za-z]{1,15}(?:\s[A-Z][a-z]{1,15}){0,2}(?:/[A-Z][A-Za-z]{1,12})?))[./\s]{0,3}$"
)
SIGN_OFF = re.compile(
    r"[-–—/(=]{1,2}\s?(?P<agency>[A-Z][A-Za-z]{1,15}(?:/[A-Z][A-Za-z]{1,12}){0,2})[)/.]{0,2}|(?P<desk>[A-Z]{2,8})(?:/?\s?[A-Z]{2,5}){0,4}"
)
REPORTING = re.compile(
    r"\(?(?:Reporting|Reported|Written|Writing|Story)\s(?:and\swriting\s)?by\s(?P<names>[^;()\n]{3,160})", re.IGNORECASE
)
AUTHOR_IS = re.compile(
    r"The\s(?:author|writer)\s(?:is|was)\s(?:currently\s)?(?P<role>(?:an?\s|the\s)?(?P<title>[^.;\n]{4,200}?))(?=[.;\n]|,?\sand\sthe\s(?:author|article)|$)",
    re.IGNORECASE,
)
VIEWS_OF = re.compile(
    r"(?:not\s(?:necessarily\s)?(?:reflect|represent|those\sof|the\sviews?\sof)[^.\n]{0,60}?(?:those\sof|views?\sof|position\sof|policy\sof|opinions?\sof|stance\sof)?\s)(?P<who>(?:the\s)?[A-Z][^.,;\n]{1,60})(?=[.,;\n]|$)"
)
CONTRIBUTED = re.compile(
    r"contributed\sth(?:is|e)\s(?:article|piece|commentary|op-ed)\s(?:exclusively\s)?(?:to|for)\s(?P<product>(?:the\s)?[A-Z][^,.;\n]{1,60})"
    r"(?:,\s(?:an?|the)\s[^,.;\n]{1,60}?\s(?:powered|run|published|owned|operated|hosted)\sby\s(?P<owner>(?:the\s)?[A-Z][^,.;\n]{1,60}))?"
)
COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))[\s©]{0,4}(?:\(c\)\s?)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?,?\s{0,2}(?:by\s)?(?:the\s)?(?P<holder>[A-Z][^.|,;\n©]{1,60}?)(?=\s*(?:[.|,;©]|all rights|$))",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:ltd|limited|inc|corp|corporation|group|company|co|llc|plc|gmbh|holdings|rights|reserved|all)\b",
    re.IGNORECASE,
)
COMPANY_END = re.compile(r"\b(?:Inc|Ltd|Corp|Co|LLC|PLC)\.$")
CONTACT = re.compile(r"\S@\S+\.\w|https?://|www\.|\+\d[\d\s()-]{6,}|\(\d{2,4}\)\s?\d{3}")
BIOGRAPHY = re.compile(
    r"(?P<name>[A-Z][\w’'. -]{2,50}?)\s(?:is|was)\s(?:currently\s)?(?:an?\s|the\s)?(?P<role>[^.\n]{4,200})"
)
FOOT_MARK = re.compile(r"^[\W\d_]|[@©|/:【\[]|[)\]】][.]?$|\bPhoto|AP |AFP |Xinhua")
CONTRIBUTORS = re.compile(r"\bcontributed to (?:this|the) (?:report|story|article)\b")
CHINESE_EDITOR = re.compile(r"[(（【\[]?(?:责任编辑|责编|编辑)")
HEADING_WORDS = 8
LONGEST_NOTE = 1_500  # characters; a longer line is running text, whatever its last words say


def read_foot(page: Page, body_start: int) -> int:
    """Mark the foot, claim what it states, and give where the running text ends."""
    end = _foot_start(page, body_start)
    end = _cut_end_mark(page, body_start, end)
    known = len(page.claims)
    for line in lines_from(page.text, end, page.end):
        _claim_line(page, line)
    _claim_prose(page, end)
    page.claims[known:] = [
        claim._replace(rank=claim.rank + FOOT_RANK)
        for claim in page.claims[known:]
        if claim.field not in ("dateline_place", "title", "deck")
    ]
    page.mark("footer", end, page.end, "foot")
    return next((line.end for line in lines_back(page.text, body_start, end)), body_start)


def _foot_start(page: Page, body_start: int) -> int:
    """Walk up from the end over furniture; short open lines belong to it only if furniture stands above them."""
    start = page.end
    for line in islice(lines_back(page.text, body_start, page.end), MOST_LINES):
        if line.start <= body_start:
            break
        strength = _strength(page, line)
        if strength is None:
            break
        if strength:
            start = line.start
    return _section_start(page, body_start, start)


def _strength(page: Page, line: Line) -> bool | None:
    """Tell whether a line surely belongs to the foot (True), may do so (False), or is running text (None)."""
    if len(line.text) > LONGEST_NOTE:
        return None
    if _is_foot(page, line):
        return True
    if line.text[0].islower() and ends_sentence(line.text):
        return None
    if is_prose(line) or line.word_count > WEAK_WORDS or (ends_sentence(line.text) and not line.text.endswith("?")):
        return None
    return False


def _is_foot(page: Page, line: Line) -> bool:
    if _is_plain_sentence(line) and not CONTRIBUTORS.search(line.text[-60:]):
        return _is_biography(page, line)
    scratch = Page(text=page.text, end=page.end)
    return (
        _is_foot_label(line)
        or _has_foot_shape(line)
        or read_stamp(scratch, line.start, line.end)
        or (is_cjk(line.text) and not is_cjk(page.text[:3_000]))
        or _is_biography(page, line)
        or read_caption(scratch, line)
    )


def _is_foot_label(line: Line) -> bool:
    label = match_label(line.text, 0, len(line.text))
    return (
        label is not None
        and label["label"][0].isupper()
        and header_labels()[folded(label["label"])] not in ("body", "dateline")
    )


def _has_foot_shape(line: Line) -> bool:
    """Whether a line is furniture, a sign-off, a contact or a note on the author by its own words."""
    text = line.text
    if CONTACT.search(text) and (not ends_sentence(text) or line.word_count <= WEAK_WORDS):
        return True
    if REPORTING.match(text) or CHINESE_EDITOR.match(text) or ABOUT.fullmatch(text) or AUTHOR_IS.match(text):
        return True
    return find_furniture(line) is not None or is_sign_off(text) or CONTRIBUTORS.search(text[-60:]) is not None


def _is_plain_sentence(line: Line) -> bool:
    """Whether a line is a sentence without anything that marks feet: the cheap answer for nearly every text's last line."""
    return (
        ends_sentence(line.text)
        and not FOOT_MARK.search(line.text)
        and not may_open(line.text)
        and (line.text[0].islower() or is_prose(line))
    )


def _is_biography(page: Page, line: Line) -> bool:
    """Whether a line says who the author of the byline is."""
    found = BIOGRAPHY.match(line.text)
    return bool(found) and any(folded(found["name"]) in folded(claim.value) for claim in page.claimed("author"))  # type: ignore[index]


def is_sign_off(text: str) -> bool:
    """Whether a line is an agency's sign-off ("-VNA", "PTI SKS RHL").

    >>> is_sign_off("-VNA"), is_sign_off("PTI ABC DE"), is_sign_off("THE END OF IT")
    (True, True, False)
    """
    found = SIGN_OFF.fullmatch(text.strip())
    name = (found["agency"] or found["desk"]) if found else None
    return bool(name) and any(find_outlet(part) for part in name.split("/"))  # type: ignore[union-attr]


def _section_start(page: Page, body_start: int, start: int) -> int:
    """Move the foot up to a heading such as "About Acme" or "Notes to editors", below which prose is boilerplate too."""
    for found in SECTION_OPENING.finditer(page.text, max(body_start, page.end - LONGEST_FOOT - 1), start):
        line = next(
            lines_from(
                page.text,
                found.start() + 1,
                page.text.find("\n", found.end()) if "\n" in page.text[found.end() :] else page.end,
            ),
            None,
        )
        if line and _is_section(line):
            return line.start
    return start


SECTION_OPENING = re.compile(
    r"\n[ \t*#_]{0,6}+(?:about|notes?|media|press|contacts?|for|forward|safe|cautionary|disclaimer|source)\b",
    re.IGNORECASE,
)
LONGEST_FOOT = 8_000
SECTION = re.compile(
    r"(?:notes? (?:to|for) editors?|media contacts?|press contacts?|contacts?(?: information)?|for (?:media|press) (?:enquiries|inquiries)|forward[- ]looking statements?|"
    r"safe harbou?r statement|cautionary (?:note|statement).{0,60}|disclaimer|about (?:us|the authors?|the company)|source\s[A-Z].{2,60})[:.]?",
    re.IGNORECASE,
)


def _is_section(line: Line) -> bool:
    text = line.text.strip("*#_ ")
    if line.word_count > HEADING_WORDS or (ends_sentence(text) and not COMPANY_END.search(text)):
        return False
    return bool(ABOUT.fullmatch(text.rstrip(":."))) or bool(SECTION.fullmatch(text))


def _cut_end_mark(page: Page, body_start: int, end: int) -> int:
    """Cut off an end mark that stands in the last line of the running text."""
    for line in lines_back(page.text, body_start, end):
        found = END_MARK.search(line.text[-60:])
        name = (found["agency"] or found["desk"]) if found else None
        if found and (not name or name in END_WORDS or any(find_outlet(part) for part in name.split("/"))):
            return line.end - len(line.text[-60:]) + found.start("mark")
        break
    return end


def _claim_line(page: Page, line: Line) -> None:
    """Claim what one line of the foot states."""
    if found := REPORTING.match(line.text):
        if (byline := read_byline("By " + found["names"].strip(" .,"))) and byline.names:
            at = line.start + line.text.find(byline.names)
            page.claim("author", byline.names, at, at + len(byline.names), "reporting_by")
    elif is_sign_off(line.text):
        _claim_sign_off(page, line)
    elif _is_biography(page, line) and (found := BIOGRAPHY.match(line.text)):
        page.claim(
            "author_role", found["role"], line.start + found.start("role"), line.start + found.end("role"), "biography"
        )
    elif found := POLL.fullmatch(line.text):
        claim_outlet(
            page, found["outlet"].title() if not find_outlet(found["outlet"]) else found["outlet"], line.start, "poll"
        )
    elif found := COPYRIGHT.search(line.text):
        _claim_holder(page, line, found)
    else:
        read_stamp(page, line.start, line.end, rule="foot")


def _claim_sign_off(page: Page, line: Line) -> None:
    for found in re.finditer(r"[A-Z][A-Za-z]{1,15}", line.text):
        if (outlet := find_outlet(found[0])) and outlet.kind != "publisher":
            page.claim("agency", outlet.name, line.start + found.start(), line.start + found.end(), "sign_off")
            return


def _claim_holder(page: Page, line: Line, found: re.Match[str]) -> None:
    """Claim the holder of the copyright: an outlet, or a name that is no company's."""
    holder = found["holder"].strip()
    start = line.start + found.start("holder")
    if find_outlet(holder):
        claim_outlet(page, holder, start, "copyright", rank=2)
    elif not COMPANY.search(holder) and holder[:1].isupper() and len(holder.split()) <= HEADING_WORDS:
        page.claim("publisher", holder, start, start + len(holder), "copyright", rank=3)


def _claim_prose(page: Page, start: int) -> None:
    """Claim what the sentences of the foot say about author, paper and partner product."""
    foot = page.text[start : page.end]
    if found := AUTHOR_IS.search(foot):
        page.claim("author_role", found["title"].strip(" ,"), *_moved(found.span("title"), start), "author_is")
    if found := CONTRIBUTED.search(foot):
        page.claim(
            "publication",
            found["product"].removeprefix("the "),
            *_moved(found.span("product"), start),
            "contributed_to",
        )
        if found["owner"]:
            claim_outlet(
                page,
                found["owner"].removeprefix("the ").strip(),
                start + found.start("owner"),
                "contributed_to",
                kind="publisher",
            )
    if found := VIEWS_OF.search(foot):
        who = found["who"].strip()
        if not re.match(r"(?:the\s)?(?:author|writer)|any\b", who, re.IGNORECASE):
            claim_outlet(
                page, who.removeprefix("the "), start + found.start("who"), "views_of", kind="publisher", rank=2
            )


def _moved(span: tuple[int, int], distance: int) -> tuple[int, int]:
    return span[0] + distance, span[1] + distance
