from collections import Counter

import pytest

from transforms.metadata import find_figures, read_header
from transforms.metadata.fact_box import declared_figures, find_fact_box
from transforms.metadata.figures import figures_of, flesch_kincaid_grade, syllable_count
from transforms.reading import Reading, Record, Sentence

BODY = "The river rose and the road was closed. The people of the town went home and they were not sad about it at all."


def reading_of(text):
    header, zones = read_header(Record(source_path="x", record_number=0, source_id="x", raw_sha256="0" * 64, text=text))
    first = text.index(BODY)
    middle = text.index("closed.", first) + 7
    return Reading(
        text=text,
        header=header,
        zones=zones,
        sentences=(Sentence(first, middle, 0), Sentence(middle + 1, first + len(BODY), 0)),
    )


def test_a_fact_box_is_compared_with_what_we_count():
    reading = reading_of(f"Fact Box\n\nLevel: 14.1\n\nTokens: 23\n\nTypes: 90\n\nTTR: 0.87\n\n{BODY}\n")
    rows = {row.metric: row for row in find_figures(reading)}
    assert (rows["tokens"].declared, rows["tokens"].computed, rows["tokens"].verdict) == (23, 24, "agrees")
    assert rows["types"].verdict == "differs"
    assert rows["level"].verdict == "differs"
    assert rows["flesch_kincaid_grade"].verdict == "not_declared"


def test_without_a_fact_box_nothing_is_declared():
    rows = find_figures(reading_of(f"Road closed by flood again\n\n{BODY}\n"))
    assert {row.verdict for row in rows} == {"not_declared"}
    assert {row.metric for row in rows} == {"tokens", "types", "type_token_ratio", "sentences", "flesch_kincaid_grade"}
    assert next(row.computed for row in rows if row.metric == "sentences") == 3


def test_other_languages_are_not_counted():
    text = "El río creció durante la noche y la carretera que va al pueblo quedó cerrada hasta la mañana del día siguiente."
    header, zones = read_header(Record(source_path="x", record_number=0, source_id="x", raw_sha256="0" * 64, text=text))
    assert {row.verdict for row in find_figures(Reading(text=text, header=header, zones=zones))} == {"not_computable"}


def test_one_figure_alone_is_no_fact_box():
    assert find_fact_box("Level: 3\n\nThe river rose.", 0) is None
    assert find_fact_box("Level: 3\nTokens: 20\n", 0) == (0, 19)


def test_decimal_commas_and_thousands():
    assert dict(declared_figures("Tokens: 1,020\nTTR: 0,44\n", [(0, 24)])) == {
        "tokens": 1020.0,
        "type_token_ratio": 0.44,
    }


def test_the_formula():
    assert flesch_kincaid_grade(100, 5, 150) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)


def test_nothing_of_nothing():
    assert figures_of(Counter(), 0) == {}


@pytest.mark.parametrize(
    ("word", "count"),
    [("road", 1), ("river", 2), ("closed", 1), ("ministry", 3), ("2021", 1), ("table", 2), ("yes", 1)],
)
def test_syllables(word, count):
    assert syllable_count(word) == count
