"""A user's own spaCy model in the place of the recogniser; lexicon, patterns and the pass over the document stay the same."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from transforms.names.recogniser import Recognised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TYPE_OF = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "other", "EVENT": "other", "WORK_OF_ART": "other", "LAW": "other", "LANGUAGE": "other", "PRODUCT": "other", "MISC": "other",
}  # fmt: skip
UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
LIKELY = 0.7  # spaCy gives no probabilities; about so many of its names are right in newswire
LONGEST = 100_000  # characters that the model reads at once; its memory grows with them
ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")


class SpacyRecogniser:
    """Finds names with a loaded spaCy model (`spacy.load(folder, exclude=UNUSED)`); loading it is the caller's part."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def find(self, texts: Sequence[str], breaks: Sequence[Sequence[int]]) -> list[list[Recognised]]:
        """Give the names in each text in order; long texts are read in pieces that end where a sentence does."""
        pieces = [
            (number, start, text[start:end])
            for number, (text, theirs) in enumerate(zip(texts, breaks, strict=True))
            for start, end in pieces_of(len(text), theirs)
        ]
        found: list[list[Recognised]] = [[] for _ in texts]
        for (number, start, _), read in zip(
            pieces, self._model.pipe([piece for *_, piece in pieces], batch_size=32), strict=True
        ):
            found[number] += names_of(read, start)
        return found


def pieces_of(length: int, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the bounds of pieces of a text, each as long as it may be and ending at a break where there is one.

    >>> list(pieces_of(250_000, [90_000, 180_000]))
    [(0, 90000), (90000, 180000), (180000, 250000)]
    """
    start = 0
    while length - start > LONGEST:
        within = bisect_right(breaks, start + LONGEST)
        end = breaks[within - 1] if within and breaks[within - 1] > start else start + LONGEST
        yield start, end
        start = end
    yield start, length


def names_of(read: Any, offset: int = 0) -> Iterator[Recognised]:
    """Give the names of one piece of text that spaCy has read, without article and possessive; no name crosses a blank line."""
    for entity in read.ents:
        start, name = entity.start_char, entity.text
        for article in ARTICLES:
            if name.startswith(article):
                start, name = start + len(article), name[len(article) :]
        name = name.removesuffix("'s").rstrip()
        if name and "\n\n" not in name and entity.label_ in TYPE_OF:
            yield Recognised(offset + start, offset + start + len(name), TYPE_OF[entity.label_], LIKELY)
