"""Pairs of texts that were compared are known to the next run of the same code; a damaged memory is none."""

from dataclasses import replace

import pytest

from flows.compared_texts import FILE, compared_before, keep_compared

PAIRS = {("doc_a", "doc_c"): True, ("doc_a", "doc_b"): False}


def test_what_is_kept_comes_back_for_the_same_code(work):
    assert compared_before(work) == {}
    keep_compared(work, PAIRS)
    assert compared_before(work) == PAIRS
    assert compared_before(replace(work, made_by={"code": "2"})) == {}


@pytest.mark.parametrize(("old", "new"), [("false", "true"), ("doc_c", "doc_d"), ("}", ""), ("pairs", "other")])
def test_a_damaged_memory_is_none(work, old, new):
    keep_compared(work, PAIRS)
    path = work.out.cache / FILE
    path.write_text(path.read_text().replace(old, new, 1))
    assert compared_before(work) == {}
