"""One set of names without overlap, the best authority first."""

from transforms.names.merge import Taken, is_office, longest, merged
from transforms.names.span import Span

THING = (object(),)


def span(start, end, entity_type="organisation", rule="mentions.recogniser", things=()):
    return Span(start, end, entity_type, rule, 0.7, "name", things)


def test_the_longest_counts_and_of_equals_the_curated():
    curated = span(0, 5, rule="mentions.lexicon_name", things=THING)
    assert longest([span(0, 5), curated]) == [curated]
    assert longest([span(0, 5), span(3, 12)]) == [span(3, 12)]


def test_spans_stay_in_order_and_can_be_dropped():
    taken = Taken([span(0, 3)])
    taken.add(span(8, 9))
    taken.add(span(4, 6))
    assert [s.start for s in taken.spans] == [0, 4, 8]
    assert taken.overlapping(2, 5) == [span(0, 3), span(4, 6)]
    taken.drop(span(4, 6))
    assert taken.is_free(3, 8)
    assert not taken.is_free(2, 8)


def test_a_longer_guess_swallows_a_curated_word_if_it_adds_one():
    country = Span(0, 5, "country", "mentions.lexicon_name", 0.9, "name", THING)
    assert merged("China Gullwing", [country], [span(0, 14)]) == [span(0, 14)]
    assert merged("China Gullwing", [country], [span(0, 5)]) == [country]
    counted = country._replace(start=6, end=11)
    assert merged("Eight China", [counted], [span(0, 11, "place")]) == [counted]


def test_weak_forms_need_a_guess():
    weak = Span(0, 6, "country", "mentions.weak", 0.4, "name", THING)
    assert merged("Jordan", [weak], []) == []


def test_offices_are_no_names():
    assert is_office("Minister of Education")
    assert not is_office("Ministry of Education")
    assert not is_office("Ines Falk")
