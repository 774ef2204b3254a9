"""Captions of pictures and their credits: "… Oct. 18, 2023. (Xinhua/Deng Haoran)", "… in Boten. Photo: VCG"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.metadata.lexicon import find_outlet
from transforms.metadata.page import Line, ends_sentence, lines_from

if TYPE_CHECKING:
    from transforms.metadata.page import Page

BRACKETED = re.compile(
    r"\s?(?:\((?P<round>[^()\n]{2,90})\)|\[(?P<square>[^\[\]\n]{2,90})\]|【(?P<full>[^【】\n]{2,60})】)[.\s]{0,3}$"
)
CREDIT_WORDS = re.compile(
    r"(?:file |handout |courtesy )?(?:photos?|pictures?|images?|pix|screenshot|illustration|graphic|photograph(?:ed|s)?|pool|via)\b",
    re.IGNORECASE,
)
OPEN_CREDIT = re.compile(
    r"(?:(?:^|(?<=[.!?\s]))(?:(?:file |handout )?(?:photos?|pictures?|images?|illustration|credit|graphic|photograph(?:s|er)?|Photos?|Pictures?|Images?|Illustration|Credit|Graphic|Photographer|PHOTOS?|PICTURES?|IMAGE|CREDIT)(?: credit)?(?: by|/courtesy of| courtesy of)?\s?[:/]\s?|"
    r"(?:photos?|pictures?|images?|photographed|photography) by\s|image source:\s|courtesy(?: of|:)\s|© )(?P<who>[A-Z][^\n]{1,70})"
    r"|(?<=[.!?\"”)\s])/?(?P<outlet>[A-Z][\w.’' ]{1,30})[ /](?:Photo|File|Handout|Pool)\b[^\n]{0,40}"
    r"|(?<=[.!?\"”)]\s)(?P<agency>(?:AP|AFP|Reuters|EPA|Xinhua|VCG|CFP|IC) Photo\b[^\n]{0,40})|(?:AP|EPA|AFP|Reuters) Photo/[^\n]{2,40}|[\w ]{1,30}/Getty Images|Getty Images|REUTERS/[^\n]{2,40})\s{0,2}$"
)
CREDIT_HINT = re.compile(
    r"hoto|icture|mage|redit|Getty|REUTERS|©|llustration|raphic|File|Handout|Pool|ourtesy|PHOTO|PICTURE|CREDIT|IMAGE"
)
MOST_CREDIT_WORDS, MOST_CAPTION_CHARACTERS = 10, 700
PICTURE_BANKS = frozenset({
    "vcg", "cfp", "ic", "epa", "getty", "afp", "ap", "imaginechina", "shutterstock", "cnsphoto", "gt", "xinhua",
    "pool", "file", "handout", "courtesy", "reuters",
})  # fmt: skip


def is_bracketed_credit(inner: str) -> bool:
    """Whether the inside of brackets credits a picture.

    >>> is_bracketed_credit("Xinhua/Deng Haoran"), is_bracketed_credit("Photo/Xinhua"), is_bracketed_credit("ASEAN")
    (True, True, False)
    """
    pieces = [piece.strip() for piece in inner.split("/")]
    if CREDIT_WORDS.search(inner) and len(inner.split()) <= MOST_CREDIT_WORDS:
        return True
    return len(pieces) > 1 and any(find_outlet(piece) or piece.lower() in PICTURE_BANKS for piece in pieces)


def read_caption(page: Page, line: Line) -> bool:
    """Mark a line that is a caption with its credit, or a credit alone, and tell whether it is one."""
    if line.end - line.start > MOST_CAPTION_CHARACTERS:
        return False
    if found := BRACKETED.search(line.text[-100:]):
        if not is_bracketed_credit(next(part for part in found.groups() if part)):
            return False
        whole = len(line.text) <= found.end() - found.start()
        page.mark("photo_credit" if whole else "caption", line.start, line.end, "credit_in_brackets")
        return True
    return _read_open_credit(page, line)


def _read_open_credit(page: Page, line: Line) -> bool:
    tail = max(len(line.text) - 120, 0)
    if not CREDIT_HINT.search(line.text, tail):
        return False
    found = OPEN_CREDIT.search(line.text, tail)
    if (
        not found
        or len(found[0].split()) > MOST_CREDIT_WORDS
        or (found.start() == 0 and ends_sentence(line.text) and line.word_count > MOST_CREDIT_WORDS)
    ):
        return False
    credit = line.start + found.start()
    page.mark("caption", line.start, credit, "caption_before_credit")
    page.mark("photo_credit", credit, line.end, "open_credit")
    return True


def mark_body_captions(page: Page, start: int, end: int) -> None:
    """Mark the lines of the running text that are captions with a credit in brackets."""
    for bracket in re.finditer(r"[)\]】][ \t]{0,3}(?=\r?\n)", page.text[start:end]):
        left = page.text.rfind("\n", start, start + bracket.start()) + 1
        for line in lines_from(page.text, max(left, start), start + bracket.end()):
            read_caption(page, line)
