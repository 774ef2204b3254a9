"""Titles beside a name: before it, and in apposition before or after it."""

from __future__ import annotations

import re
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, NamedTuple

from transforms.offices.lexicon import heads, last_words, modifiers
from transforms.speech.words import AUXILIARY, PREPOSITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORD = re.compile(r"([^\W_]++(?:['’.-][^\W_]++)*+['’]?+|[^\w\s])")
COMMON = re.compile(r"[^\w'’]+")
HEAD_REACH = 130  # characters after a name within which the head of a title in apposition stands
APPOSITION = re.compile(r",| \(")
COMMA_BEFORE = re.compile(r",\s{1,3}(?:[A-Z][a-z]{1,9}\.? ){0,3}$")
NEAR = 80  # characters before a name that hold a title without complement
REACH = 170  # characters on either side of a name
LAST_WORD = 30  # characters that hold the last word before a name
LOOSE = 8  # words of a complement in lower case
LONGEST = 9  # words of a title without its complement
ARTICLES = frozenset(
    {"the", "a", "an", "his", "her", "its", "their", "our", "my", "another", "this", "that", "one", "both", "two"}
)
BEFORE_OFFICE = ARTICLES - {"that", "this"}
LINKS = frozenset({"of", "for", "at", "to", "in", "with", "on", "from"})
INNER = frozenset({"of", "the", "and", "&", "for", "'s", "'", "’", "de", "la", "du"})
INNER_OR_LINK = INNER | LINKS
NEVER = frozenset(
    {"said", "says", "say", "told", "met", "with", "by", "and", "or", "but", "that", "as", "when", "while", "mr", "mrs", "ms", "who", "whom", "where"}
)  # fmt: skip
STYLES = frozenset(
    {"Mr", "Mrs", "Ms", "Miss", "Madam", "Madame", "Dr", "Sir", "Dame", "Lord", "Lady", "Shri", "Smt", "Datuk", "Seri", "Tan", "Sri", "Dato", "Haji", "Captain", "Capt", "Colonel", "Col", "Gen", "Lt", "Maj", "Brig"}
)  # fmt: skip
RANKS = frozenset({"General", "Major", "Lieutenant", "Sergeant", "Admiral", "Brigadier"})  # alone no title of office
# What a title may do after its holder's name in apposition: the clause goes on behind a mark.
CLOSES_NAME = re.compile(r"[,.;:!?)\]”\"\n]|\s+\(|\s*$| (?:and|who|as|—|–|-) ")
NEWLY = frozenset(
    {"newly", "elected", "appointed", "also", "currently", "formerly", "then", "now", "once", "recently", "re-elected"}
)


class Word(NamedTuple):
    """A word of a stretch of text at its place."""

    text: str
    lower: str
    start: int
    end: int


class Title(NamedTuple):
    """A title beside a name; `place` says on which side."""

    start: int
    end: int
    place: str


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Give the words and marks of text[start:end]."""
    pieces = WORD.split(text[start:end])
    places = list(accumulate(map(len, pieces), initial=start))
    words = pieces[1::2]
    rows = zip(words, map(str.lower, words), places[1:-1:2], places[2::2], strict=True)
    return list(map(tuple.__new__, repeat(Word), rows))  # what Word._make does, three times as fast


def head_length(words: Sequence[Word], index: int) -> int:
    """Give how many words make up the head of a title that ends at words[index]: 0 if none does (chief of staff: 3)."""
    word = words[index].lower
    last = word.rsplit("-", 1)[-1]
    if last not in last_words():
        return 0
    for length in (3, 2):
        if " ".join([word.lower for word in words[max(0, index + 1 - length) : index + 1]]) in heads():
            return length
    return int(word in heads() or last in heads())


def titles_beside(text: str, start: int, end: int) -> Iterator[Title]:
    """Give the titles of the person named at text[start:end]."""
    first = _window_start(text, start)
    if first < start:
        words = words_of(text, first, start)
        if not _is_apposition(words) or CLOSES_NAME.match(text, end):
            yield from titles_before(text, words, start)
    if APPOSITION.match(text, end) and _has_head(text[end : end + HEAD_REACH]):
        yield from titles_after(words_of(text, end, min(len(text), end + REACH)))


def _window_start(text: str, start: int) -> int:
    """Give from where on to look for titles before a name: in its paragraph; `start` itself if none can stand there."""
    near = text[max(0, start - NEAR) : start]
    words = near[-LAST_WORD:].replace(",", " ").split()
    while words and words[-1].rstrip(".") in STYLES:
        words.pop()
    if not words:
        return start
    is_head = words[-1].lower().rsplit("-", 1)[-1] in last_words()
    first = max(0, start - REACH)
    for blank in ("\n\n", "\n\r\n"):
        at = text.rfind(blank, first, start)
        first = first if at < 0 else at + len(blank)
    if is_head and " and " not in near:
        return max(first, start - NEAR)
    is_complement = words[-1][0].isupper() or words[-1][-1] in ").-" or COMMA_BEFORE.search(near) is not None
    return first if is_head or (is_complement and _has_head(text[first:start])) else start


def _has_head(text: str) -> bool:
    return not last_words().isdisjoint(COMMON.split(text.lower()))


def _without_styles(words: Sequence[Word]) -> int:
    """Give how many words stand before the styles (Mr, Dr.) that end the stretch."""
    after = len(words)
    while after > 0 and (
        words[after - 1].text in STYLES
        or (words[after - 1].text == "." and after > 1 and words[after - 2].text in STYLES)
    ):
        after -= 1
    return after


def _is_apposition(words: Sequence[Word]) -> bool:
    after = _without_styles(words)
    return after > 0 and words[after - 1].text == ","


def titles_before(text: str, words: list[Word], start: int) -> Iterator[Title]:
    """Give the titles directly before a name, or before it in apposition (the agronomist, Lina Haddad,)."""
    after = _without_styles(words)
    place = "before"
    if not after or text.count("\n", words[-1].end, start) > 1:
        return
    if words[after - 1].text == ",":
        after, place = after - 1, "apposition_before"
    while after > 0:
        first = _title_ending_at(words, after, is_loose=place == "apposition_before")
        if first is None or (place == "apposition_before" and not _is_introduced(words, first)):
            return
        if first < after - 1 or words[first].text not in RANKS:
            yield Title(words[first].start, words[after - 1].end, place)
        if first < 2 or words[first - 1].lower not in {"and", ","} or place != "before":  # noqa: PLR2004 - "X and"
            return
        if words[first - 1].lower == ",":
            return
        after = first - 1


def _is_introduced(words: list[Word], first: int) -> bool:
    if words[first].lower.endswith(("'s", "’s", "s'", "s’")):
        return True
    while first > 0 and words[first - 1].lower in NEWLY:
        first -= 1
    return first > 0 and words[first - 1].lower in ARTICLES


def _title_ending_at(words: list[Word], after: int, *, is_loose: bool = False) -> int | None:
    """Give where the title that ends before words[after] begins: head last, or head with its complement.

    A loose complement has words in lower case, too (the mayor of the northern town).
    """
    if words[after - 1].text == ")":
        opened = next((i for i in range(after - 2, max(after - 7, -1), -1) if words[i].text == "("), None)
        if opened is None or opened == 0:
            return None
        return _title_ending_at(words, opened, is_loose=is_loose)
    if words[after - 1].text == "." and after > 1 and words[after - 2].lower in {"sen", "rep", "gov", "prof"}:
        return _with_modifiers(words, after - 2)
    if head_length(words, after - 1):
        return _with_modifiers(words, after - 1)
    return _before_complement(words, after, is_loose=is_loose)


def _before_complement(words: list[Word], after: int, *, is_loose: bool) -> int | None:
    """Give where "head of Xs and Ys" begins if capitalised words up to `after` are the complement of a head."""
    position = after - 1
    while position > 0 and (
        words[position].text[0].isupper()
        or words[position].lower in INNER_OR_LINK
        or words[position].text in "()-,"
        or (is_loose and _is_loose(words, position, after))
    ):
        word = words[position]
        if word.text == "," and not (
            position + 1 < after and words[position + 1].text[0].isupper() and words[position - 1].text[0].isupper()
        ):
            return None
        if word.lower in LINKS and head_length(words, position - 1) > 0 and position < after - 1:
            return _with_modifiers(words, position - 1)
        position -= 1
    return None


def _is_loose(words: list[Word], index: int, after: int) -> bool:
    word = words[index].lower
    if word in NEVER or word in AUXILIARY or not word[0].isalpha() or after - index > LOOSE:
        return False
    return word in ARTICLES or word not in PREPOSITION


def _with_modifiers(words: list[Word], head: int) -> int:
    """Give where the words that qualify the head at words[head] begin."""
    first = max(0, head + 1 - max(1, head_length(words, head)))
    while first > 0 and head - first < LONGEST and _qualifies(words, first - 1):
        first -= 1
    while first < head and (words[first].lower in NEWLY or words[first].lower in INNER or words[first].text in "-–"):
        first += 1
    return first


def _qualifies(words: list[Word], index: int) -> bool:
    word = words[index]
    if word.lower in ARTICLES or word.lower in NEVER or word.lower in PREPOSITION or word.lower in AUXILIARY:
        return False
    if word.text[0].isupper():
        return not (
            index > 0 and words[index - 1].text in ".!?" and word.lower in {"on", "meanwhile", "earlier", "later"}
        )
    if not word.text[0].isalpha():
        return _joins(words, index)
    return (
        word.lower in modifiers()
        or word.lower in NEWLY
        or word.lower.endswith(("'s", "’s", "s'", "s’"))
        or head_length(words, index) > 0
        or _is_noun(words, index)
    )


def _joins(words: list[Word], index: int) -> bool:
    """Whether a mark stands inside a word or an abbreviation (vice-president, U.S.)."""
    word = words[index]
    if word.text in {"-", "–"}:
        return 0 < index < len(words) - 1 and word.end == words[index + 1].start and words[index - 1].end == word.start
    return word.text in {"&", "'", "’"} or (word.text == "." and index > 0 and "." in words[index - 1].text)


def _is_noun(words: list[Word], index: int) -> bool:
    """Whether an unknown lower-case word qualifies the head: an article, a possessive or a name stands before it."""
    if words[index].lower.endswith(("ed", "ing", "ly")) or index == 0:
        return False
    for before in words[max(0, index - 2) : index][::-1]:
        if before.lower in BEFORE_OFFICE or before.lower.endswith(("'s", "’s")):
            return True
        if before.text[0].isupper():
            return True
        if not before.text.isalpha() or before.lower in PREPOSITION or before.lower in NEVER:
            return False
    return False


def titles_after(words: list[Word]) -> Iterator[Title]:
    """Give the titles in apposition after a name: ", a member of X and minister of Y,"."""
    if len(words) < 2:  # noqa: PLR2004 - a comma and a title
        return
    position = 3 if words[1].text.isdigit() else 1  # Anna Berg, 43, a nurse
    while position < len(words) and (
        words[position].lower in ARTICLES or words[position].lower in NEWLY or words[position].text.isdigit()
    ):
        position += 1
    while position < len(words):
        head = _head_from(words, position)
        if head is None:
            return
        after = _complement_end(words, head + 1)
        if after == head + 1 and not _is_closed(words, after):
            return
        yield Title(words[position].start, words[after - 1].end, "after")
        if after + 1 >= len(words) or words[after].lower != "and":
            return
        position = after + 1
        while position < len(words) and words[position].lower in ARTICLES:
            position += 1


def _head_from(words: list[Word], position: int) -> int | None:
    """Give the last head of the noun phrase that begins at `position`."""
    head = None
    for index in range(position, min(len(words), position + 8)):
        word = words[index]
        if head_length(words, index) and not word.text.endswith(("'s", "’s")):
            head = index
        elif (
            word.lower in NEVER
            or word.lower in LINKS
            or word.lower in AUXILIARY
            or not (word.text[0].isalnum() or word.text in "-'’–&")
        ):
            break
    return head


def _is_closed(words: list[Word], after: int) -> bool:
    return (
        after >= len(words)
        or words[after].text in ",.;)—–"
        or words[after].lower in NEVER
        or words[after].lower in PREPOSITION
    )


def _complement_end(words: list[Word], position: int) -> int:
    """Give where the complement of a head ends (of the Institute for X at the Y)."""
    if position >= len(words) or words[position].lower not in LINKS:
        return position
    first = position
    while position < len(words) and not _ends_complement(words, position):
        position += 1
    while position > first and not words[position - 1].text[0].isalnum() and words[position - 1].text != ")":
        position -= 1
    return position


def _ends_complement(words: list[Word], index: int) -> bool:
    word = words[index]
    if word.text == ")":
        return all(other.text != "(" for other in words[1:index])
    if word.text in ',.;:!?"“”—–' or word.lower in {
        "who",
        "which",
        "that",
        "whose",
        "said",
        "says",
        "told",
        "when",
        "after",
        "before",
        "during",
    }:
        return not (
            word.text == "."
            and index + 1 < len(words)
            and words[index - 1].text.isupper()
            and len(words[index - 1].text) == 1
        )
    if word.lower in AUXILIARY:
        return True
    if word.lower == "and" and index + 1 < len(words):
        return _head_from(words, index + 1) is not None and not words[index + 1].text[0].isupper()
    return False
