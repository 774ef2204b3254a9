"""One type for one name in one document."""

from transforms.names.lexicon import load_lexicon
from transforms.names.span import Span
from transforms.names.votes import firms_in_short, linked, placed, voted


def guesses(text, name, *types):
    spans, at = [], 0
    for entity_type in types:
        at = text.index(name, at)
        spans.append(Span(at, at + len(name), entity_type, "mentions.recogniser", 0.7))
        at += 1
    return spans


def test_the_majority_decides():
    text = "Molga came. Molga saw. Molga won."
    assert {s.entity_type for s in voted(text, guesses(text, "Molga", "place", "person", "person"))} == {"person"}


def test_a_cue_outweighs_two_guesses():
    text = "Molga rose. Shares in Molga doubled."
    assert {s.entity_type for s in voted(text, guesses(text, "Molga", "person", "person"))} == {"organisation"}


def test_a_firm_by_its_first_word():
    names = {
        "Molga Energy": {"organisation": 0.7},
        "Molga": {"person": 0.7},
        "Ian Falk": {"person": 0.7},
        "Ian": {"place": 0.7},
    }
    assert firms_in_short(names) == {"Molga"}
    assert firms_in_short({**names, "Eva Molga": {"person": 0.7}}) == set()


def test_towns_after_in():
    text = "It rained in Antwerp again."
    (span,) = placed(text, guesses(text, "Antwerp", "person"), load_lexicon())
    assert span.entity_type == "place"


def test_what_is_listed_with_a_known_firm_is_one():
    text = "Toyota and Molga rose again."
    known = Span(0, 6, "organisation", "mentions.lexicon", 0.99, "name", (object(),))
    spans = [known, *guesses(text, "Molga", "person")]
    assert [s.entity_type for s in voted(text, spans)] == ["organisation", "organisation"]
    text = "Toyota hired Molga again."
    assert [s.entity_type for s in voted(text, [known, *guesses(text, "Molga", "person")])] == [
        "organisation",
        "person",
    ]


def test_a_bracket_of_capitals_makes_a_party_of_a_place():
    text = "Molga Undivided (MU) won."
    assert [s.entity_type for s in voted(text, guesses(text, "Molga Undivided", "place"))] == ["organisation"]


def test_a_particle_joins_the_halves_of_a_name():
    text = "Rui do Carmo da Silva came with Ana."
    halves = [
        *guesses(text, "Rui", "person"),
        *guesses(text, "Carmo da Silva", "person"),
        *guesses(text, "Ana", "person"),
    ]
    assert [text[s.start : s.end] for s in linked(text, halves)] == ["Rui do Carmo da Silva", "Ana"]
