"""A large past does not hide a bad day: volume and sources are judged by what is new since the release before."""

import examples
import polars as pl
import pytest
from test_history import numbers

from expectations.arrivals import arrivals
from expectations.history import Past
from expectations.rules import past, sources
from expectations.staged import Staged
from expectations.statistics import statistics_of
from transforms.tables import TABLES

RULES = {rule.rule_id: rule for rule in (*past.rules(TABLES), *sources.rules(TABLES))}
OLD = 400


def documents(count, first=0, **values):
    """Give documents that share nothing but what `values` say of them all."""
    row = examples.frames()["documents"].head(1)
    ids = [f"doc_{n:016}" for n in range(first, first + count)]
    texts = [
        f"{n} ferries left Pak Beng on Monday, and {n} came back in the evening, with passengers."
        for n in range(first, first + count)
    ]
    own = {
        "document_id": pl.Series(ids),
        "text": pl.Series(texts),
        "copy_cluster_id": pl.Series(ids),
        "publisher": pl.lit("KPL"),
        "agency": None,
    }
    return pl.concat([row] * count).with_columns(**{**own, **values}).cast(dict(row.schema))


def records(count, first=0, **values):
    row = examples.inputs().head(1)
    numbers = pl.Series(range(first, first + count), dtype=pl.Int32)
    return pl.concat([row] * count).with_columns(record_number=numbers, **values).cast(dict(row.schema))


def day(tmp_path, new_documents=None, new_records=None, usual=()):
    """Give a release of an accumulated folder: 400 documents that are known, and what came in today."""
    frames = examples.frames()
    old, known = documents(OLD), records(OLD)
    before = examples.write(tmp_path / "before", {**frames, "documents": old, "inputs": known}, release=False)
    now = {
        **frames, "documents": old if new_documents is None else pl.concat([old, new_documents]),
        "inputs": known if new_records is None else pl.concat([known, new_records]),
    }  # fmt: skip
    staged = Staged(folder=examples.write(tmp_path / "now", now, release=False))
    rows = [
        numbers(float(n), "count").with_columns(
            table=pl.lit("documents"), column=pl.lit("table"), statistic=pl.lit("new_rows")
        )
        for n in usual
    ]
    told = [row.with_columns(release=pl.lit(f"r{n}")) for n, row in enumerate(rows)]
    staged.memo["past"] = Past(
        names=("before",), last=Staged(folder=before), **({"statistics": pl.concat(told)} if told else {})
    )
    return staged


def fails(rule, staged):
    return bool(RULES[rule].look(staged).violations.collect().height)


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        ("documents.text.not_one_page", documents(30, OLD, text=pl.lit("Please switch on JavaScript in your browser and try again. ") + pl.col("document_id"), mention_count=0)),
        ("documents.published_date.known", documents(30, OLD, published_date=None)),
    ],
)  # fmt: skip
def test_a_bad_day_is_seen(rule, bad, tmp_path):
    assert fails(rule, day(tmp_path / "bad", bad))
    assert not fails(rule, day(tmp_path / "good", documents(30, OLD)))


def test_a_source_that_is_silent_today_is_missed(tmp_path):
    quiet, loud = (
        day(tmp_path / "quiet", documents(30, OLD, publisher=pl.lit("Xinhua"))),
        day(tmp_path / "loud", documents(30, OLD)),
    )
    for staged in (quiet, loud):
        staged.memo["expected_sources"] = ("KPL",)
    assert (fails("documents.publisher.expected", quiet), fails("documents.publisher.expected", loud)) == (True, False)


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        ("inputs.reason.few_crashes", records(30, OLD, outcome=pl.lit("rejected"), reason=pl.lit("crashed"))),
        ("inputs.outcome.share_rejected", records(30, OLD, outcome=pl.lit("rejected"), reason=pl.lit("empty"), source_path=pl.lit("a/b.txt"))),
    ],
)  # fmt: skip
def test_a_bad_day_of_records_is_seen(rule, bad, tmp_path):
    assert fails(rule, day(tmp_path / "bad", new_records=bad))
    assert not fails(rule, day(tmp_path / "good", new_records=records(30, OLD)))


@pytest.mark.parametrize(("today", "warns"), [(30, False), (5, True), (200, True), (0, False)])
def test_volume_is_what_came_in(today, warns, tmp_path):
    staged = day(tmp_path, documents(today, OLD) if today else None, usual=(25, 30, 40, 35, 28))
    assert fails("documents.table.volume", staged) is warns


def test_what_came_in_leaves_its_statistics(tmp_path):
    staged = day(tmp_path, documents(30, OLD, publisher=pl.lit("Xinhua")))
    found = statistics_of(staged)
    assert found.filter(pl.col("statistic") == "new_rows")["value"].to_list() == [30.0]
    assert found.filter((pl.col("statistic") == "new_share") & (pl.col("column") == "publisher")).select(
        "part", "value"
    ).rows() == [("Xinhua", 1.0)]
    assert found.filter(pl.col("statistic") == "kept_share")["value"].to_list() == [1.0]


def test_a_release_before_that_cannot_be_read_stops_nothing(tmp_path):
    staged = day(tmp_path)
    (tmp_path / "before" / "documents.parquet").write_bytes(b"PAR1")
    assert arrivals(staged) is None


@pytest.mark.parametrize(
    ("counts", "refused"),
    [({"mention_count": 3}, False), ({"mention_count": 0}, True)],
)
def test_a_story_in_fifty_copies_is_one_story_and_a_page_is_not(counts, refused, tmp_path):
    words = pl.lit("The ferry between Pak Beng and Luang Prabang runs again from Monday, the port office said. ")
    nothing = dict.fromkeys(sources.TELLS, 0)
    copies = documents(
        50, OLD, text=words + pl.col("document_id"), copy_cluster_id=pl.lit(f"doc_{OLD:016}"), **{**nothing, **counts}
    )
    staged = day(tmp_path, pl.concat([copies, documents(60, OLD + 50)]))
    assert fails("documents.text.not_one_page", staged) is refused
    assert fails("documents.copy_cluster_id.size", staged)


def test_copies_that_have_long_been_there_are_not_warned_of_again(tmp_path):
    many = documents(60, 0, copy_cluster_id=pl.lit("doc_0000000000000000"))
    frames = {**examples.frames(), "documents": many}
    staged = Staged(folder=examples.write(tmp_path / "now", frames, release=False))
    assert fails("documents.copy_cluster_id.size", staged)
    staged.memo.clear()
    staged.memo["past"] = Past(last=Staged(folder=examples.write(tmp_path / "before", frames, release=False)))
    assert not fails("documents.copy_cluster_id.size", staged)
