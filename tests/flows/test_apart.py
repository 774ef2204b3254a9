"""A poisonous document is found by bisection and rejected; the rest is read."""

import datetime
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import cache
from flows.apart import WorkerLostError, read_apart
from flows.ingest import ingest
from flows.shards import Shard, documents_of
from flows.watch import LostError
from transforms.first_half import CRASHES

COUNT = 40


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """Forty documents in two buckets."""
    folder = tmp_path_factory.mktemp("poison")
    raw = folder / "stories.jsonl"
    raw.write_text("".join(json.dumps({"id": str(n), "text": f"Ferry {n} left Pakse."}) + "\n" for n in range(COUNT)))
    ingest([raw], into=folder, as_of=datetime.date(2025, 6, 1))
    for part in (folder / "records").glob("*.parquet"):
        frame = pl.read_parquet(part).with_row_index()
        bucket = pl.when(pl.col("index") < COUNT // 2).then(pl.lit("0a")).otherwise(pl.lit("0b"))
        frame.with_columns(bucket=bucket).drop("index").write_parquet(part, row_group_size=5)
    return folder / "records"


class Reader:
    """Reads as a worker would, by its account of documents alone; lost over those that are poisonous."""

    def __init__(self, poisonous=(), *, losses=0):
        self.poisonous, self.losses, self.calls = set(poisonous), losses, 0

    def __call__(self, text):
        self.calls += 1
        shard = Shard.from_json(text)
        if self.losses:
            self.losses -= 1
            raise LostError("the process that read it ended with status -9")
        for bucket in shard.buckets:
            there = documents_of(Shard(0, shard.records, shard.cache, (bucket,)))
            read = [name for name in there if name not in shard.refused and (not shard.only or name in shard.only)]
            if self.poisonous & set(read):
                raise LostError("the process that read it ended with status 3")
            if not shard.only:
                crashes = pl.DataFrame(list(shard.refused.items()), schema=CRASHES, orient="row")
                documents = pl.DataFrame({"id": read}, schema={"id": pl.String})
                cache.store(cache_of(shard), bucket, {"documents": documents, "crashes": crashes})
        return json.dumps({"shard": shard.number, "documents": 1, "characters": 1, "seconds": 0.1})


def cache_of(shard):
    return Path(shard.cache)


def one_shard(records, folder, buckets=2):
    return Shard(7, str(records), str(folder), tuple(cache.buckets_of(records, {})[-buckets:]))


def outcome(shard):
    first = cache.scan(cache_of(shard), shard.buckets)
    read = first["documents"].collect()["id"].to_list()
    crashed = dict(first["crashes"].collect().rows())
    return sorted(read), crashed


@settings(max_examples=15, deadline=None)
@given(numbers=st.sets(st.integers(0, COUNT - 1), max_size=4))
def test_exactly_the_poisonous_documents_are_refused(records, tmp_path_factory, numbers):
    shard = one_shard(records, tmp_path_factory.mktemp("cache"))
    documents = documents_of(shard)
    poisonous = {documents[number] for number in numbers}
    receipt = json.loads(read_apart(Reader(poisonous), shard.to_json()))
    read, crashed = outcome(shard)
    assert set(crashed) == poisonous
    assert read == sorted(set(documents) - poisonous)
    assert set(crashed.values()) <= {"the process that read it ended with status 3"}
    assert receipt["shard"] == 7


def test_a_worker_that_dies_of_something_else_costs_nothing(records, tmp_path):
    shard, reader = one_shard(records, tmp_path), Reader(losses=1)
    read_apart(reader, shard.to_json())
    assert reader.calls == 2
    assert outcome(shard) == (sorted(documents_of(shard)), {})


def test_what_was_stored_before_the_loss_is_not_read_again(records, tmp_path):
    shard = one_shard(records, tmp_path)
    reader = Reader(documents_of(one_shard(records, tmp_path, 1))[:1])
    read_apart(reader, shard.to_json())
    assert reader.calls == 2 + 9 + 1, (
        "the shard, its second bucket, 9 parts of that one's 20 documents, and what is left"
    )


def test_if_everything_is_lost_no_document_is_blamed(records, tmp_path):
    shard = one_shard(records, tmp_path, 1)
    with pytest.raises(WorkerLostError, match="Reading was lost again and again"):
        read_apart(Reader(documents_of(shard)), shard.to_json())
    with pytest.raises(WorkerLostError, match="no document is to blame"):
        read_apart(Sulking(), shard.to_json())


class Sulking(Reader):
    """Lost over all that is stored, and over nothing else."""

    def __call__(self, text):
        if not Shard.from_json(text).only:
            raise LostError("no more memory")
        return super().__call__(text)


def test_a_shard_comes_back_from_json_as_it_was(records, tmp_path):
    shard = Shard(
        3, str(records), str(tmp_path), tuple(cache.buckets_of(records, {"a": "b"})), ("x",), "m", ("d",), {"e": "f"}
    )
    assert Shard.from_json(shard.to_json()) == shard
