"""The tense of the clause around an expression of time."""

from __future__ import annotations

import re

PAST = (
    r"(?P<past>was|were|had|did|didn['’]t|has|have|been|said|told|met|went|came|took|made|gave|held|began|led|won|lost|fell"
    r"|rose|saw|sent|left|got|found|became|brought|ran|spoke|wrote|paid|sold|bought|built|grew|kept|hit|struck|sought|shot"
    r"|broke|chose|drew|drove|fought|flew|forgot|rode|sank|sat|slept|stood|swore|taught|thought|threw|wore|following|since"
    r"|after|ago|(?<!\ba )(?<!\bthe )(?<!\ban )(?<!still )(?<!its )[a-z]{2,14}ed)"
)
# A modal takes its verb along, so that the participle of "will be completed" is no past.
MODAL = (
    r"(?:will|['’]ll|won['’]t|shall|would|should|may|might|can|must|to be)"
    r"(?: (?:not|also|then|be|have|been|soon|[a-z]{2,10}ly)){0,3}(?: [a-z]{2,14}(?:ed|en|id|ld|ght|de|ut))?"
)
EXPECTED = (
    r"(?:set|suppos|due|likely|schedul|expect|plann)(?:ed)? to|(?:expect|schedul|plann?|slat|intend|propos|hop)(?:e|ed|s|es|ing)? (?:to|for)"
    r"|(?:plans|planned|planning|scheduled) (?:an?|another|more|new|several|two|three) "
    r"|(?:is|are|be) (?:set|due|going|to|about|likely|expected|scheduled|planned|slated)|due (?:to|on|in|for|by|at)"
    r"|(?:is|are|be|remains?|stays?) [a-z]{2,14}ed (?:until|till|by|for)|(?:is|are) to [a-z]+"
)
PROMISED = (
    r"(?:promis|pledg|vow|aim|target)[a-z]{0,4}|(?:postpon|delay|extend|adjourn|suspend)[a-z]{1,3}"
    r"|(?:agree|propos|intend|hop|seek|offer)[a-z]{0,4} (?:in principle )?to [a-z]+"
)
PENDING = (
    r"(?:has|have|gave|given|extended|postponed)\b[^.;:]{1,50}? until|upcoming|ahead of|deadline|payable|expires?|effective|maturing|redeemable|begins|starts|opens|takes effect|to take"
    r"|as early as|as soon as|no later than"
)
UNDONE = r"(?P<past_plan>had (?:previously )?been (?:set|scheduled|expected|due|planned) to [a-z]+)"
BEFORE = re.compile(rf"\b(?:{UNDONE}|(?P<future>{MODAL}|{EXPECTED}|{PENDING}|{PROMISED})|{PAST})\b")
AFTER = re.compile(rf"\b(?:(?P<future>{MODAL}|{EXPECTED}|{PENDING})|{PAST})\b")
# A day that something is for, or due, lies ahead, unless it did not come to it; so does a limit, if no verb tells.
MEANT_FOR = re.compile(r"\b(?:(?:for|due) (?:early |late )?|(?<!oday )(?<!\b[Ii]t )(?:is|are) )$")
MEANT_DAY = re.compile(r"day\b(?!['’]s)(?! (?:was|were|had)\b)")
LIMIT = re.compile(r"\b(?:by|until|till|no later than) (?:early |late )?$")
OPENING_QUOTE = re.compile(r"``|[“\"]")
LEFT = 110
RIGHT = 70
NEAR = 16


def tense_at(text: str, start: int, end: int, sentence: tuple[int, int]) -> str:
    """Give past, future or none: the nearest cue before the expression in its sentence, else the first one after it.

    >>> tense_at("He will leave on Friday.", 17, 23, (0, 24))
    'future'
    """
    cues = list(BEFORE.finditer(text, max(sentence[0], start - LEFT), start))
    found = cues[-1] if cues else AFTER.search(text, end, _clause_end(text, end, sentence[1]))
    tense = (found.lastgroup or "none").split("_")[0] if found else "none"
    return "future" if _lies_ahead(text, start, end, tense) else tense


def _lies_ahead(text: str, start: int, end: int, tense: str) -> bool:
    """Whether a preposition makes it a time to come: set for Friday, a truce by Monday."""
    left = max(0, start - NEAR)
    if MEANT_FOR.search(text, left, start):
        return MEANT_DAY.search(text, start, end + NEAR) is not None
    return tense == "none" and LIMIT.search(text, left, start) is not None


def _clause_end(text: str, end: int, sentence_end: int) -> int:
    """Give how far a verb after an expression may stand: not in speech that begins there."""
    limit = min(sentence_end, end + RIGHT)
    speech = OPENING_QUOTE.search(text, end, limit)
    return speech.start() if speech else limit
