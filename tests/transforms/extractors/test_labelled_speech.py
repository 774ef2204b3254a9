"""Agency copy from many countries, marked by hand: statements, their speakers and titles are found."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[3] / "tools"
# Statements found, right among those found, and given the right speaker; at least.
FILES = {"speech.txt": (0.98, 0.98, 0.98), "speech_untouched.txt": (0.94, 0.94, 0.88)}


@cache
def tool():
    spec = importlib.util.spec_from_file_location("fit_confidence", TOOLS / "fit_confidence.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", FILES)
def test_statements_are_found_and_right(file):
    path = TOOLS / "labelled" / file
    marked = [mark for _, marks in tool().labelled(path) for mark in marks if mark.form not in {"role", "optional"}]
    rows = list(tool().outcomes(path))
    right = sum(row["content_right"] for row in rows)
    recall, precision, speakers = FILES[file]
    assert right / len(marked) >= recall
    assert right / len(rows) >= precision
    assert sum(row["speaker_right"] for row in rows) / right >= speakers


def test_what_the_confidences_were_fitted_on_is_there():
    lines = (TOOLS / "labelled" / "first_reading.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 250
    assert lines[0] == "rule,form,speaker,content_right,speaker_right"


def test_shares_of_few_are_pulled_to_the_share_of_all():
    assert tool().share(1, 1, 0.9) == pytest.approx(0.92)
    assert tool().share(0, 0, 0.9) == pytest.approx(0.9)
