"""One type for one name in one document."""

from transforms.names.lexicon import load_lexicon
from transforms.names.span import Span
from transforms.names.votes import firms_in_short, placed, voted


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
