"""The language of a text: a cheap test for certain English first, py3langid only where that is unsure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAMPLE, GLANCE = 2_000, 500
CODE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
WORD = re.compile(r"[^\W\d_]+")
CERTAIN_SHARE = 0.2
FEWEST_WORDS = 12
# Function words that no other language written in Latin letters uses at this rate.
ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on", "by", "from", "has", "have", "its",
    "said", "will", "are", "were", "which", "this", "their", "be", "been", "an", "as", "at", "not", "it", "he", "she",
    "they", "his", "her", "we", "you", "who", "had", "would", "about", "than", "there", "when", "what", "our", "or",
    "but",
})  # fmt: skip


# Function words that show a short text in Latin letters to be in another language; without one it counts as English.
FOREIGN = {
    "cs": "je se na že by byl jsou který pro jako",
    "da": "og det er en af til på som den har",
    "de": "der die das und ein eine ist nicht mit von zu den dem auf für im am hat wird",
    "es": "el la los las un una y en que del con por para es lo al",
    "fi": "ja on ei että se oli hän mutta kun myös",
    "fr": "le la les un une et est des du que qui dans pour sur au à en il",
    "hu": "a az és hogy nem egy van is volt meg",
    "id": "yang dan di dengan untuk pada dari ini itu akan ke telah",
    "it": "il lo la gli un una e di che per con del nel è si",
    "ms": "yang dan di dengan untuk pada dari ini itu akan ke telah",
    "nl": "de het een en van is dat niet op te zijn met voor",
    "no": "og det er en av til på som den har",
    "pl": "i w na z do się nie jest że to jak",
    "pt": "o a os as um uma e em que do da com para não por ao",
    "ro": "şi și în la de cu un o pe este nu care",
    "sv": "och det är en av till på som den har i",
    "tr": "ve bir bu için ile da de olarak gibi",
    "vi": "và của là trong các đã cho một được với có ở đến",
}
FOREIGN_WORDS = {code: frozenset(words.split()) for code, words in FOREIGN.items()}
LATIN = re.compile(r"[a-zà-öø-ÿāăąćčďđęěğįıłńňőœřśşšţťůűźżžơưạ-ỹ]+")
MANY_WORDS = 40  # from here on the identifier is to be trusted


class Identifier(Protocol):
    """A language identifier: text to (ISO 639-1 code, score)."""

    def __call__(self, text: str) -> tuple[str, float]:
        """Give the most likely language."""


@cache
def identifier() -> Identifier:
    """Give py3langid's classifier, loaded once (0.7 s)."""
    import py3langid  # noqa: PLC0415 - loading it costs more than most commands need

    classify: Identifier = py3langid.classify
    return classify


def english_share(words: Iterable[str]) -> float:
    """Give the share of English function words among words in lower case; 0 where there are too few words to tell."""
    known = list(words)
    if len(known) < FEWEST_WORDS:
        return 0.0
    return sum(1 for word in known if word in ENGLISH) / len(known)


def find_language(text: str, start: int = 0, end: int | None = None, *, hint: str | None = None) -> str:
    """Give the ISO 639-1 code of text[start:end], read from at most 2,000 characters; "und" where there is nothing to read.

    `hint`: what the record says. It counts only where the text has too few words to tell: a wrong record must not keep
    an English text from being read.

    >>> find_language("The road was closed in the night, and it is not known when it will be open to lorries again.")
    'en'
    """
    sample = text[start:end][:SAMPLE]
    if not WORD.search(sample):
        sample = text[:SAMPLE]
    words = WORD.findall(sample[:GLANCE].lower())
    if english_share(words) >= CERTAIN_SHARE:
        return "en"
    words = WORD.findall(sample.lower())
    if english_share(words) >= CERTAIN_SHARE:
        return "en"
    if len(words) < FEWEST_WORDS and (code := CODE.match(hint or "")):
        return code[0].lower()
    return _identified(sample, words) if words else "und"


def _foreign_words(words: Sequence[str]) -> bool:
    """Whether some other language's function words stand there more often than English ones."""
    english = sum(word in ENGLISH for word in words)
    return any(sum(word in known for word in words) > english for known in FOREIGN_WORDS.values())


def _identified(sample: str, words: Sequence[str]) -> str:
    """Give what the identifier says, but English where a short text in Latin letters shows no other language."""
    if len(words) < MANY_WORDS and all(map(LATIN.fullmatch, words)) and not _foreign_words(words):
        return "en"
    code = identifier()(sample)[0]
    if code == "en" or not all(map(LATIN.fullmatch, words)):
        return code
    if code in FOREIGN_WORDS and len(words) < MANY_WORDS:
        foreign = sum(word in FOREIGN_WORDS[code] for word in words)
        return code if foreign > sum(word in ENGLISH for word in words) else "en"
    share = sum(word in ENGLISH for word in words) / len(words)
    return code if len(words) >= MANY_WORDS and share < CERTAIN_SHARE / 2 else "en"
