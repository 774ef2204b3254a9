"""What a quantity measures or counts, in words of the text, and what a change is compared with."""

from __future__ import annotations

import re

from transforms.quantities.cues import WINDOW, words_before
from transforms.quantities.lexicon import CARDINALS, CHANGE_NOUNS, CHANGE_VERBS, NOUN_OR_VERB, NOUN_STOPS
from transforms.quantities.nouns import TOKEN

Span = tuple[int, int]
OF = re.compile(r"[ \n]of[ \n](?:(?:the|its|their|his|her|our|all|a|an|this|these|those|total)[ \n]){0,2}")
IN = re.compile(r"[ \n]in[ \n](?:(?:the|its|their|his|her|our|all|total)[ \n]){0,2}")
ARTICLES = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "these", "those", "and", "of", "in"}
)
LEVEL_VERBS = frozenset(
    "is was were are be been reached reaching hit hitting totaled totalled totaling totalling stood stands exceeded exceeds "
    "exceeding topped equals equalled averaged averages amounted amounts amounting accounted accounts came comes remained "
    "remains has have had costs cost worth estimated valued projected expected forecast set".split()
)
SUBJECT_BREAK = frozenset(
    "which that who whom whose when while where because if as but and or although though said says".split()
)
FRONT_WORDS = frozenset(
    "to at by up down nearly almost about around roughly approximately more less than over under from between in is was were are be "
    "been being can could should must might do did does has have had will would could may might also since still now again currently already only just further some".split()
)
COMPARED = re.compile(
    r"\b(?:year[- ]on[- ]year|year[- ]over[- ]year|month[- ]on[- ]month|quarter[- ]on[- ]quarter|month[- ]over[- ]month|"
    r"compared (?:with|to) [^,.;()]{3,60}|(?:from|than|over|versus|on) (?:the )?(?:a year (?:earlier|ago|before)|last (?:year|month|quarter|week)|"
    r"the previous (?:year|month|quarter|week|day)|the prior (?:year|month|quarter)|the same (?:period|month|quarter) (?:of |in |a )?[^,.;()]{0,25}|(?:in )?(?:1[0-9]|20)\d{2})\b)"
)
BE_OR_HAVE = frozenset({"is", "was", "were", "are", "has", "had", "have"})
LONGEST_SUBJECT = 10
NUMBER_WORDS = frozenset(CARDINALS)
NOT_MEASURED = NOUN_OR_VERB | NUMBER_WORDS
NO_SPACE = re.compile(r"\S+")
NO_NOUNS = frozenset(
    "year next last later earlier compared wide long high tall deep thick across away more less fewer each apiece old higher lower off north south east west faster longer".split()
)


def phrase_end(text: str, start: int, limit: int = 6) -> int:
    """Give the end of the noun phrase that begins at `start`, stopping at function words and marks."""
    end = start
    for number in range(limit):
        token = TOKEN.match(text, start)
        if token is None or (number and (token[1] == "" or _is_past(token[2]))) or _plain(token[2]) in NOUN_STOPS:
            break
        end = start = token.end()
        if text[end : end + 2] in {"'s", "’s"}:
            end = start = end + 2
    return end


def _is_past(word: str) -> bool:
    """Whether a word after a noun is its verb or participle ("passengers traveled")."""
    return word.islower() and word.endswith("ed") and "-" not in word


def _plain(word: str) -> str:
    """Give a word in lower case, without what an apostrophe ties to it ("I've")."""
    return word.lower().replace("’", "'").partition("'")[0]


def after_amount(text: str, end: int) -> Span | None:
    """Give what stands after a percentage, money or a measure: "percent <of passengers>", "$3 billion <fine>"."""
    match = OF.match(text, end)
    start = match.end() if match else end
    if match is None:
        token = TOKEN.match(text, end)
        if token is None or token[1] not in {" ", "\n", "-"} or token[2].lower() in NOT_MEASURED:
            return None
        start = token.start(2)
        if _plain(token[2]) in NO_NOUNS:
            return None
    finish = phrase_end(text, start)
    if (
        match
        and finish > start
        and (inside := IN.match(text, finish))
        and text[inside.end() : inside.end() + 1].isupper()
    ):
        finish = max(finish, phrase_end(text, inside.end(), 3))
    return (start, finish) if finish > start else None


def changed_thing(text: str, end: int) -> Span | None:
    """Give what changed, after "increase" and the like ("a 5 percent increase <in real wages>")."""
    match = IN.match(text, end)
    finish = phrase_end(text, match.end()) if match else end
    return (match.end(), finish) if match and finish > match.end() else None


def counted(text: str, start: int, end: int) -> Span:
    """Give a counted noun phrase with its complement ("snaps <of man coverage>")."""
    match = OF.match(text, end)
    finish = phrase_end(text, match.end()) if match else end
    return start, finish if match and finish > match.end() else end


def before_amount(text: str, start: int) -> Span | None:
    """Give what stands before an amount: the subject of "reached" and "rose", the noun of "a fine of"."""
    stretch, words = words_before(text, start)
    offset = max(0, start - WINDOW)
    spans = [(match.start() + offset, match.end() + offset) for match in NO_SPACE.finditer(stretch)]
    index = len(words) - 1
    if index > 0 and words[index].lower() == "of":
        return _noun_before(words, spans, index - 1)
    while index >= 0 and (words[index].lower() in FRONT_WORDS or words[index].lower().endswith("ly")):
        index -= 1
    return _before_verb(words, spans, index) if index >= 0 else None


def _before_verb(words: list[str], spans: list[Span], index: int) -> Span | None:
    """Give the subject of the verb at `index`, or the noun there if a form of "be" or "have" follows it."""
    verb = words[index].lower().strip(",")
    if verb == "worth":
        return _noun_before(words, spans, index - 1)
    if verb in CHANGE_VERBS or verb in LEVEL_VERBS:
        return _subject(words, spans, index - 1)
    follows = {word.lower() for word in words[index + 1 :]}
    return _noun_before(words, spans, index) if follows & BE_OR_HAVE else None


def _noun_before(words: list[str], spans: list[Span], last: int) -> Span | None:
    if last < 0 or not words[last][0].isalpha():
        return None
    first = last
    while (
        first > 0
        and words[first - 1].lower() not in NOUN_STOPS
        and words[first - 1][-1] not in ",;:*"
        and words[first - 1][0] not in "-*#["
    ):
        first -= 1
    return (spans[first][0], spans[last][1]) if words[first].lower() not in NOUN_STOPS else None


def _subject(words: list[str], spans: list[Span], last: int) -> Span | None:
    """Give the words from the clause's begin to before the verb, without auxiliaries."""
    while last >= 0 and (
        words[last].lower().strip(",") in FRONT_WORDS
        or words[last].endswith(",")
        or words[last].lower() in CHANGE_VERBS
    ):
        if words[last].endswith(",") and words[last].strip(",").lower() not in FRONT_WORDS | set(CHANGE_VERBS):
            break
        last -= 1
    first = last
    while (
        first > 0
        and last - first < LONGEST_SUBJECT
        and words[first - 1].lower() not in SUBJECT_BREAK
        and words[first - 1][-1] not in ",;:*"
        and words[first - 1][0] not in "-*#["
    ):
        first -= 1
    while first < last and words[first].lower() in ARTICLES:
        first += 1
    if last < 0 or words[first].lower() in NOUN_STOPS or not words[last].strip(",;:"):
        return None
    start, end = spans[first][0], spans[last][1]
    return (start, end - 1) if words[last][-1] in ",;:" else (start, end)


def is_change(text: str, span: Span | None) -> bool:
    """Whether a phrase names only a change ("year-on-year increase"), so that something else is what changed."""
    if span is None:
        return False
    return text[span[0] : span[1]].rpartition(" ")[2].lower() in CHANGE_NOUNS


def compared_with(text: str, start: int, end: int, sentence: Span) -> str | None:
    """Give the words that a change is compared with: near after it, else right before it."""
    match = COMPARED.search(text, end, min(sentence[1], end + 90)) or COMPARED.search(
        text, max(sentence[0], start - 45), start
    )
    return match[0] if match else None
