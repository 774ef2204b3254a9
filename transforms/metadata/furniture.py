"""Furniture of pages: navigation, share bars, breadcrumbs, cookie notices, sign-up boxes, related links, end marks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from transforms.metadata.lexicon import alternatives, folded, furniture
from transforms.metadata.page import BULLETS, ends_sentence

if TYPE_CHECKING:
    from transforms.metadata.page import Line

COUNT = re.compile(r"\s*[(\[]\d{0,6}[)\]]$|\s\d{1,6}$|^\d{1,6}$")
# Home > News > Asia, Home » News, Home / News; each part is short.
BREADCRUMB = re.compile(r"[^>»›/\n.]{1,40}(?:\s?[>»›]\s?[^>»›\n.]{1,40}){1,6}[>»›]?")
SLASH_CRUMB = re.compile(r"Home(?:\s?/\s?[^/\n.]{1,40}){1,6}", re.IGNORECASE)
MENU_GAP = re.compile(r"\s{2,}|\s?[|•·]\s?|\t")
SOLE_MARKS = re.compile(r"[\W_]{0,80}")
ENTITY = re.compile(r"&(?:nbsp|amp|#\d{1,5});")
FORM_FIELD = re.compile(r"\[\s[^\]\n]{1,30}\s\]|\[(?:sign up|subscribe|submit)\]", re.IGNORECASE)
DOUBLED = re.compile(r"(?P<words>[A-Z][\w ]{3,40})(?P=words)(?!\w)")
POLL = re.compile(r"(?P<outlet>[A-Z][\w’' ]{1,40})\s(?:POLL|Poll)")
ABOUT = re.compile(r"About (?!\d)(?:the |The )?[A-Z][^\n.]{1,80}|About the [^\n.:]{1,40}:.{0,80}")
MARKS = "([*:|>#)-–•.!©"
MORE_FROM = re.compile(r"next in\s|more (?:from|in|on|about)\s(?!\d)")
SHORT_LINE, LONGEST_FORM = 50, 60
MENU_ITEMS, MENU_WORDS, LONG_LINE, LONGEST_SHAPE = 3, 3, 90, 250
MENU_WORD = frozenset(
    "Home About Archive Contact News World Business Politics Sport Sports Opinion Culture Login Search".split()
)


@cache
def openings() -> tuple[frozenset[str], frozenset[str], frozenset[tuple[str, ...]]]:
    """Give how furniture begins: words that are a whole short line, words that do alone, and pairs of first words."""
    whole = {form.strip(MARKS) for kind in ("line", "list") for form in furniture(kind) if " " not in form}
    words = [
        tuple(word.strip(MARKS) for word in form.split()[:2])
        for kind in ("line", "list", "start", "sentence")
        for form in furniture(kind)
    ]
    alone = {form.strip(MARKS) for kind in ("start", "sentence") for form in furniture(kind) if " " not in form}
    return frozenset(whole), frozenset(alone), frozenset(pair for pair in words if len(pair) > 1)


@cache
def first_words() -> frozenset[str]:
    """Give every first word of furniture, for a quick no."""
    whole, alone, pairs = openings()
    return whole | alone | {pair[0] for pair in pairs}


def may_open(line: str) -> bool:
    """Whether a line begins as some furniture does: cheap, and false for nearly every line of running text."""
    start = line[:60].casefold().replace("’", "'").split(None, 2)[:2]
    if not start or start[0].strip(MARKS) not in first_words():
        return False
    whole, alone, pairs = openings()
    words = [word.strip(MARKS) for word in start]
    return words[0] in alone or (words[0] in whole and len(line) < SHORT_LINE) or tuple(words) in pairs


def find_furniture(line: Line) -> str | None:
    """Give the zone (nav, header or footer) of a line that belongs to the page and not to the text; else None.

    >>> from transforms.metadata.page import Line
    >>> [find_furniture(Line(0, 0, text)) for text in ("Home > News > Asia", "Print  Email", "The river rose.")]
    ['nav', 'nav', None]
    """
    text = (ENTITY.sub(" ", line.text) if "&" in line.text else line.text).strip(BULLETS)
    if len(text) > LONGEST_FORM:
        return _beginning(text, is_sentence=ends_sentence(text)) if may_open(text) else _shape(text)
    plain = _plain(text)
    if SOLE_MARKS.fullmatch(plain):
        return "header"
    known = furniture("line").get(plain) or furniture("line").get(folded(text)) or _list_zone(plain)
    if not known and may_open(text):
        known = _beginning(text, is_sentence=ends_sentence(text))
    return known or _shape(text)


def _plain(text: str) -> str:
    """Give a line for comparison, without the counter and marks at its end."""
    counted = text[-1:].isdecimal() or text[-1:] in {")", "]"}
    return folded((COUNT.sub("", text) if counted else text).strip(BULLETS + ":.!»›"))


def list_head(text: str) -> str | None:
    """Give the zone of a line that heads a list of links ("Related stories")."""
    return _list_zone(_plain(text)) if len(text) <= LONGEST_FORM else None


def _list_zone(plain: str) -> str | None:
    if plain in furniture("list"):
        return furniture("list")[plain]
    return "footer" if len(plain) < LONG_LINE / 2 and MORE_FROM.match(plain) else None


@cache
def _beginnings(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(list(furniture(kind)))})", re.IGNORECASE)


def _beginning(text: str, *, is_sentence: bool) -> str | None:
    if found := _beginnings("sentence").match(text):
        return furniture("sentence")[folded(found[0])]
    if (is_sentence and len(text) > LONG_LINE / 2) or len(text) > 2 * LONG_LINE:
        return None
    found = _beginnings("start").match(text)
    if found and (not found[0][-1].isalnum() or not text[found.end() : found.end() + 1].isalnum()):
        return furniture("start")[folded(found[0]).strip()] if folded(found[0]) in furniture("start") else None
    return None


def _shape(text: str) -> str | None:
    """Give the zone of a line that is furniture by its shape: a breadcrumb, a menu, a form."""
    if len(text) > LONGEST_SHAPE:
        return None
    if (
        BREADCRUMB.fullmatch(text)
        or SLASH_CRUMB.fullmatch(text)
        or FORM_FIELD.search(text)
        or DOUBLED.match(text)
        or is_menu(text)
    ):
        return "nav"
    if POLL.fullmatch(text):
        return "footer"
    return None


def is_menu(text: str) -> bool:
    """Whether a line is a row of links: three or more short items, or words that only menus string together."""
    items = [item for item in MENU_GAP.split(text) if item]
    if len(items) > 1 and all(folded(item) in furniture("line") for item in items):
        return True
    if len(items) >= MENU_ITEMS:
        return all(len(item.split()) <= MENU_WORDS and item[:1].isupper() for item in items) and not re.search(
            r"\d{4}", text
        )
    words = text.split()
    return len(words) >= MENU_ITEMS and sum(map(MENU_WORD.__contains__, words)) * 3 >= len(words) * 2
