"""Title and deck among the lines above the running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.metadata.byline import is_name_list
from transforms.metadata.dates import find_dates
from transforms.metadata.head import name_lines
from transforms.metadata.lexicon import find_outlet, folded
from transforms.metadata.page import Line, ends_sentence
from transforms.metadata.stamp import claim_outlet

if TYPE_CHECKING:
    from transforms.metadata.head import Head
    from transforms.metadata.page import Page

FEWEST_WORDS, LONGEST_DECK = 4, 320
# What a page's own title adds behind the headline: " | Lao Tribune", " - Desert Post", " !".
SUFFIX = re.compile(r"\s*(?:[|–—_»·]|\s-\s|--|:)\s*(?P<site>[^|\n]{2,60})$|\s*[!|]+$")
MARKDOWN = re.compile(r"^#{1,6}\s{1,4}|^\*\*|\*\*$|^__|__$")
DATE_AT_END = re.compile(r"(?:[,–—-]\s{0,2}|\(|\[|\|\s?)$")
OCCASION = re.compile(
    r"\b(?:press conference|briefing|remarks|statement|readout|transcript|interview|regular|q&a|answers?|speech|daily|weekly|newsletter)\b",
    re.IGNORECASE,
)


def read_titles(page: Page, head: Head, record_title: str | None) -> None:
    """Claim title and deck, and mark the lines between that are neither."""
    stated = page.best("title")
    known = record_title or (stated.value if stated else None)
    known = _drop_suffixed(page, head, known) or known
    title = _same_line(head.texts, known) if known else _chosen(head.texts)
    if title is None and stated and not record_title:
        title_end = stated.end
        _mark_rest(page, head, [], title_end)
        return
    if title is None:
        _mark_rest(page, head, [], head.body_start)
        return
    left, right = _inner(title)
    page.claim("title", page.text[left:right], left, right, "title_line", rank=1)
    for line, role in name_lines(head, title.end):
        name = line.text if is_name_list(line.text) else line.text.split(", ")[0]
        page.claim("author", name, line.start, line.start + len(name), "name_line", rank=4)
        if role:
            page.claim("author_role", role.text, role.start, role.end, "role_line", rank=4)
        for piece in filter(None, (line, role)):
            page.mark("header", piece.start, piece.end, "name_line")
            head.texts.remove(piece)
        break
    _mark_rest(page, head, [title, *_claim_deck(page, head, title)], title.end)


def _inner(line: Line) -> tuple[int, int]:
    """Give the bounds of a line without Markdown's marks."""
    text = MARKDOWN.sub("", line.text)
    at = line.start + line.text.find(text)
    return at, at + len(text.rstrip("*_# "))


def plain(text: str) -> str:
    """Give a headline for comparison: folded, without marks."""
    return folded(re.sub(r"[^\w\s]", " ", text))


def _same_line(lines: list[Line], title: str) -> Line | None:
    return next((line for line in lines if plain(line.text) == plain(title)), None)


def _drop_suffixed(page: Page, head: Head, known: str | None) -> str | None:
    """Take out the page's own title, which repeats the headline with the site's name behind it; give that headline."""
    repeated = None
    for line in list(head.texts):
        found = SUFFIX.search(line.text)
        if not found or not found.start():
            continue
        start = plain(line.text[: found.start()])
        others = [plain(other.text) for other in [*head.texts, *head.sentences] if other is not line] + (
            [plain(known)] if known else []
        )
        site = found["site"]
        if start not in others and not (site and find_outlet(site) and ":" not in found[0]):
            continue
        if site:
            claim_outlet(page, site.strip(), line.start + found.start("site"), "title_suffix", rank=2)
        if start in others:
            page.mark("nav", line.start, line.end, "title_suffix")
            head.texts.remove(line)
            repeated = line.text[: found.start()]
        else:
            page.mark("nav", line.start + found.start(), line.end, "title_suffix")
            cut = line.text[: found.start()].rstrip()
            head.texts[head.texts.index(line)] = Line(line.start, line.start + len(cut), cut)
    return repeated


def _chosen(lines: list[Line]) -> Line | None:
    """Choose the title: a line that stands twice, else the first of four words or more, else the last."""
    seen = [plain(line.text) for line in lines]
    twice = next(
        (line for line, form in zip(lines, seen, strict=True) if seen.count(form) > 1 and line.word_count > 1), None
    )
    open_lines = [line for number, line in enumerate(lines) if number == 0 or not is_name_list(line.text)]
    long_line = next((line for line in open_lines if line.word_count >= FEWEST_WORDS), None)
    return twice or long_line or (open_lines[-1] if open_lines else None)


def _claim_deck(page: Page, head: Head, title: Line) -> list[Line]:
    """Claim the deck: the line below the title, or a sentence there above the stamps."""
    below = sorted(
        line
        for line in [*head.texts, *head.sentences]
        if line.start > title.end and plain(line.text) != plain(title.text)
    )
    if (
        not below
        or len(below[0].text) > LONGEST_DECK
        or below[0].word_count < FEWEST_WORDS
        or below[0].text.endswith(":")
    ):
        return []
    deck = below[0]
    captions = any(
        zone.zone in ("caption", "photo_credit") and title.end < zone.start_char <= deck.start for zone in page.zones
    )
    if captions or _repeats_body(page, head, deck) or (deck in head.sentences and not _above_stamp(head, deck)):
        return []
    left, right = _inner(deck)
    page.claim("deck", page.text[left:right], left, right, "deck_line", rank=1)
    return [deck]


def _above_stamp(head: Head, deck: Line) -> bool:
    return any(stamp.start > deck.end for stamp in head.stamps)


def _repeats_body(page: Page, head: Head, line: Line) -> bool:
    """Whether a line is the lead paragraph's own beginning."""
    return ends_sentence(line.text) and line.text[:60] in page.text[head.body_start : head.body_start + 400]


def _mark_rest(page: Page, head: Head, kept: list[Line], title_end: int) -> None:
    for line in head.texts:
        if line not in kept:
            page.mark("header" if line.start > title_end else "nav", line.start, line.end, "other_line")


def claim_title_date(page: Page) -> None:
    """Claim the date with which the title ends, where it is set off or the title announces an occasion of a day."""
    title = page.best("title")
    if not title or title.rule == "metadata.record":
        return
    for date in find_dates(page.text, title.start, title.end):
        before = page.text[title.start : date.start]
        at_end = not page.text[date.end : title.end].strip(" )].")
        set_off = DATE_AT_END.search(before.rstrip(" ")) or DATE_AT_END.search(before)
        if at_end and before.strip() and (set_off or (before.rstrip().endswith(" on") and OCCASION.search(before))):
            page.claim("published", date.value, date.start, date.end, "title_date", rank=6, date=date)
