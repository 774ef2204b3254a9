"""Pairs of things in one sentence, against counting them one by one."""

from collections import Counter
from itertools import combinations
from unittest.mock import patch

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.aggregates.co_mentions import co_mentions
from transforms.aggregates.numbered import numbered

COLUMNS = {"document_id": pl.String, "sentence_number": pl.Int32, "entity_id": pl.String}
mention = st.tuples(
    st.sampled_from(["doc_a", "doc_b", "doc_c"]),
    st.one_of(st.none(), st.integers(0, 2)),
    st.one_of(st.none(), st.sampled_from(["iso:LA", "iso:VN", "local:person:anong-keo", "Q1"])),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(mention, max_size=30), st.sampled_from([1, 3, 500_000]), st.booleans())
def test_pairs_are_those_of_each_sentence_in_order_however_many_are_counted_at_a_time(rows, at_a_time, few):
    sentences = {}
    for document, sentence, thing in rows:
        if sentence is not None and thing is not None:
            sentences.setdefault((document, sentence), set()).add(thing)
    pairs = Counter(
        (*pair, document) for (document, _), things in sentences.items() for pair in combinations(sorted(things), 2)
    )
    mentions = numbered(pl.LazyFrame(rows, schema=COLUMNS, orient="row"), few=few)
    with patch("transforms.aggregates.numbered.AT_A_TIME", at_a_time):
        found = co_mentions(mentions).collect()
    assert found.rows() == [(*pair, count) for pair, count in sorted(pairs.items())]
