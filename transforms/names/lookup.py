"""The lexicon's names in a text, with guards for forms that are also something else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.names.lexicon import REMEMBERED
from transforms.names.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.names.lexicon import Lexicon, Thing

LIKELY = {"name": 0.87, "demonym": 0.95, "weak": 0.4}
WEAK_RULE = "mentions.weak"
SHORT = 4  # letters; a shorter form in capitals may be a shouted word
SHOUT_AFTER = re.compile(r" [A-Z]{2,}\b")
SHOUT_BEFORE = re.compile(r"\b[A-Z]{2,} $")


def find_known(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Give the lexicon's names in `text`, in order and without overlap; offsets are code points, end exclusive."""
    for start, end, spelling in lexicon.find(text):
        if len(spelling) <= SHORT and spelling.isupper() and is_shouted(text, start, end):
            continue
        span = Span(start, end, *meaning(spelling, lexicon))
        if span.rule == WEAK_RULE and text.endswith(", ", 0, start) and spelling.endswith("."):
            span = span._replace(rule="mentions.abbreviation", confidence=0.95)  # "Lexington, Ky."
        yield span


def is_shouted(text: str, start: int, end: int) -> bool:
    """Whether a short form in capitals stands among other words in capitals, so that it may be an ordinary word."""
    return bool(SHOUT_AFTER.match(text, end)) or bool(SHOUT_BEFORE.search(text[max(0, start - 20) : start]))


@lru_cache(REMEMBERED)
def meaning(spelling: str, lexicon: Lexicon) -> tuple[str, str, float, str, tuple[Thing, ...]]:
    """Give type, rule, confidence, kind and things of a form; where it may be several they stay together until the context decides."""
    forms = lexicon.forms[spelling]
    kind = "name" if any(form.kind == "name" for form in forms) else "demonym"
    forms = tuple(form for form in forms if form.kind == kind)
    weak = all(form.weak for form in forms)
    rule = WEAK_RULE if weak else f"mentions.lexicon_{kind}"
    things = tuple(form.thing for form in forms)
    return things[0].entity_type, rule, LIKELY["weak" if weak else kind], kind, things
