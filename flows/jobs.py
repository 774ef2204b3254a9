"""What a worker process is asked to do: read a shard, judge a group of slices, assemble. Jobs and answers are JSON."""

from __future__ import annotations

import json

from flows.cache import characters_in
from flows.shards import read_shard
from flows.watch import busy
from flows.work import Work

# Characters of text in a byte of packed documents, about.
UNPACKED = 3


def do(job: str) -> str:
    """Do a job: what has the key "judge" is judged, what has the key "assemble" assembled, and a shard is read."""
    asked = json.loads(job)
    if "assemble" in asked:
        from flows.stages import assemble_tables  # noqa: PLC0415 - a worker that only reads needs no stages

        work = Work.load(asked["assemble"])
        busy(characters_in(work.records))
        return json.dumps(assemble_tables(work))
    if "judge" not in asked:
        return read_shard(job)
    from expectations.judging import judge  # noqa: PLC0415 - a worker that only reads needs no rules

    busy(asked["bytes"] * UNPACKED)
    return judge(job)
