"""The tense of the clause around an expression of time."""

from __future__ import annotations

import re

CUES = re.compile(
    r"\b(?:(?P<past_before>had (?:previously )?been (?:set|scheduled|expected|due|planned) to [a-z]+)|(?P<future>(?:will|'ll|’ll|won't|won’t|shall|would|should|may|might|can|must|to be)(?: (?:not|also|then|be|have|been|soon|[a-z]{2,10}ly)){0,3}(?: [a-z]{2,14}(?:ed|en|id|ld|ght|de|ut))?|(?:set|suppos|due|likely|schedul|expect|plann)(?:ed)? to|(?:expect|schedul|plann?|slat|intend|propos|hop)(?:e|ed|s|es)? (?:to|for)|(?:is|are|be) (?:set|due|going|to|about|likely|expected|scheduled|planned|slated)"
    r"|due (?:to|on|in|for|by|at)|upcoming|ahead of|deadline|payable|expires?|effective|maturing|redeemable|scheduled for|begins|starts|opens|takes effect|to take|(?:promis|pledg|vow|aim|target)[a-z]{0,4}|(?:agree|propos|intend|hop|seek|offer)[a-z]{0,4} (?:in principle )?to [a-z]+)"
    r"|(?P<past>was|were|had|did|didn't|didn’t|has|have|been|said|told|met|went|came|took|made|gave|held|began|led|won|lost|fell|rose|saw|sent|left|got|found|became|brought|ran|spoke|wrote"
    r"|paid|sold|bought|built|grew|kept|hit|struck|sought|shot|broke|chose|drew|drove|fought|flew|forgot|rode|sank|sat|slept|stood|swore|taught|thought|threw|wore|following|since|after|ago|(?<!\ba )(?<!\bthe )(?<!\ban )(?<!still )(?<!its )[a-z]{2,14}ed))\b"
)
LEFT = 110
RIGHT = 70


def tense_at(text: str, start: int, end: int, sentence: tuple[int, int]) -> str:
    """Give past, future or none: the nearest cue before the expression in its sentence, else the first one after it.

    >>> tense_at("He will leave on Friday.", 17, 23, (0, 24))
    'future'
    """
    before = text[max(sentence[0], start - LEFT) : start]
    cues = list(CUES.finditer(before))
    found = cues[-1] if cues else CUES.search(text[end : min(sentence[1], end + RIGHT)])
    return (found.lastgroup or "none").split("_")[0] if found else "none"
