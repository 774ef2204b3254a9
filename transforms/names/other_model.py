"""A user's own spaCy model in the place of the recogniser; lexicon, patterns and the pass over the document stay the same."""

from __future__ import annotations

from importlib import import_module
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
ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")


class SpacyRecogniser:
    """Finds names with the spaCy model in a folder; needs spaCy, which is an optional extra.

    Raises ImportError where spaCy is missing, OSError where the folder holds no model.
    """

    def __init__(self, folder: str) -> None:
        spacy: Any = import_module("spacy")
        self._model = spacy.load(folder, exclude=list(UNUSED))

    def find(self, texts: Sequence[str], breaks: Sequence[Sequence[int]]) -> list[list[Recognised]]:
        """Give the names in each text in order; the model finds its own sentences."""
        del breaks
        return [list(names_of(read)) for read in self._model.pipe(list(texts), batch_size=32)]


def names_of(read: Any) -> Iterator[Recognised]:
    """Give the names of one text that spaCy has read, without article and possessive."""
    for entity in read.ents:
        start, name = entity.start_char, entity.text
        for article in ARTICLES:
            if name.startswith(article):
                start, name = start + len(article), name[len(article) :]
        name = name.removesuffix("'s").rstrip()
        if name and entity.label_ in TYPE_OF:
            yield Recognised(start, start + len(name), TYPE_OF[entity.label_], LIKELY)
