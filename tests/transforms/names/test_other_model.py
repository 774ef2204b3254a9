"""A spaCy model in the place of the recogniser, with a stub for the model."""

from types import SimpleNamespace

from tests.transforms.names.names_of_text import reading_of
from transforms.extractors.mentions import find_mentions
from transforms.names.other_model import LONGEST, SpacyRecogniser, names_of, pieces_of


def entity(text, name, label):
    return SimpleNamespace(start_char=text.index(name), text=name, label_=label)


class Stub:
    """Finds the same name in every text that has it, as spaCy would."""

    def __init__(self, name, label):
        self.name, self.label = name, label

    def pipe(self, texts, batch_size):
        del batch_size
        for text in texts:
            yield SimpleNamespace(ents=[entity(text, self.name, self.label)] if self.name in text else [])


def test_articles_and_possessives_are_left_out():
    text = "By the Rice Guild's order"
    assert list(names_of(SimpleNamespace(ents=[entity(text, "the Rice Guild's", "ORG")]))) == [
        (7, 17, "organisation", 0.7)
    ]


def test_dates_and_names_across_blank_lines_are_not_taken():
    found = [entity("a\n\nb 1998", "a\n\nb", "ORG"), entity("a\n\nb 1998", "1998", "DATE")]
    assert list(names_of(SimpleNamespace(ents=found))) == []


def test_the_document_pass_stays_the_same():
    reading = reading_of("In Laos it rained. Then Quill Zarnow sang. Zarnow left.")
    reading.name_finder = SpacyRecogniser(Stub("Quill Zarnow", "PERSON"))
    found = [(reading.text[m.start_char : m.end_char], m.rule) for m in find_mentions(reading)]
    assert found == [
        ("Laos", "mentions.lexicon_name"),
        ("Quill Zarnow", "mentions.recogniser"),
        ("Zarnow", "mentions.part_of_name"),
    ]


def test_long_texts_are_read_in_pieces_with_offsets_of_the_whole():
    text = "x" * LONGEST + ". Quill Zarnow sang."
    (found,) = SpacyRecogniser(Stub("Quill Zarnow", "PERSON")).find([text], [[0, LONGEST + 1]])
    assert [text[name.start : name.end] for name in found] == ["Quill Zarnow"]


def test_pieces_cover_the_text_and_end_at_breaks():
    assert list(pieces_of(5, [])) == [(0, 5)]
    assert list(pieces_of(2 * LONGEST + 1, [])) == [
        (0, LONGEST),
        (LONGEST, 2 * LONGEST),
        (2 * LONGEST, 2 * LONGEST + 1),
    ]
