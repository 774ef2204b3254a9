"""Every head of a title is found before a name, and not where it stands alone."""

from __future__ import annotations

from transforms.offices.lexicon import title_rows
from transforms.offices.titles import titles_beside

ROWS = title_rows()


def titles_in(text, name="Anna Berg"):
    start = text.index(name)
    return [text[title.start : title.end] for title in titles_beside(text, start, start + len(name))]


def test_every_head_is_found_in_its_example_and_not_in_its_counter_example():
    heads = [row for row in ROWS if row["kind"] != "modifier"]
    assert [row["form"] for row in heads if row["form"] not in " ".join(titles_in(row["example"])).lower()] == []
    assert [row["form"] for row in heads if titles_in(row["counter_example"])] == []


def test_every_modifier_goes_with_its_head():
    modifiers = [row for row in ROWS if row["kind"] == "modifier"]
    assert [row["form"] for row in modifiers if titles_in(row["example"]) != [f"{row['form']} minister"]] == []
    assert [row["form"] for row in modifiers if titles_in(row["counter_example"])] == []


def test_rows_are_unique_and_of_a_known_kind():
    forms = [row["form"] for row in ROWS]
    assert len(forms) == len(set(forms)) > 300
    assert {row["kind"] for row in ROWS} == {"office", "headship", "post", "modifier"}
