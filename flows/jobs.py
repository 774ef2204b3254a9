"""What a worker process is asked to do: read a shard, or judge a group of slices. Jobs and answers are JSON."""

from __future__ import annotations

import json

from flows.shards import read_shard
from flows.watch import busy

# Characters of text in a byte of packed documents, about.
UNPACKED = 3


def do(job: str) -> str:
    """Do a job: a shard is read, anything that has the key "judge" is judged."""
    asked = json.loads(job)
    if "judge" not in asked:
        return read_shard(job)
    from expectations.judging import judge  # noqa: PLC0415 - a worker that only reads needs no rules

    busy(asked["bytes"] * UNPACKED)
    return judge(job)
