"""How much faster several worker processes read a corpus than one: the per-document stage of a run by itself.

    python benchmarks/worker_processes.py CORPUS.jsonl[.zst] [--every N] [--workers 1 2 …]

The clock tells it on a machine with nothing else to do. On others the processor seconds of the busiest worker do, which is
what everyone waits for in the end; they include its start.
"""

from __future__ import annotations

import datetime
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import end_to_end
import timing

from flows import cache
from flows.fingerprints import parts
from flows.ingest import ingest
from flows.runners import reading
from flows.shards import cut, read_shard

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = datetime.date(2026, 1, 1)


class Read(NamedTuple):
    """What so many workers took: seconds of the clock, processor seconds of all, and of the busiest."""

    workers: int
    seconds: float
    core_seconds: float
    busiest: float


def measured(texts: Sequence[str], counts: Sequence[int]) -> list[Read]:
    """Read the texts into an empty cache with each number of workers."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        raw = work / "texts.jsonl"
        raw.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        ingest([raw], into=work, as_of=DAY)
        buckets = cache.buckets_of(work / "records", parts())
        return [_read(work, buckets, workers) for workers in counts]


def _read(work: Path, buckets: Sequence[cache.Bucket], workers: int) -> Read:
    to = work / f"cache-{workers}"
    shards = [shard.to_json() for shard in cut(buckets, records=work / "records", cache=to, workers=workers)]
    began = time.monotonic()
    with reading("process", workers, read_shard, shards) as reader:
        for _ in reader.receipts():
            pass
        seconds = time.monotonic() - began
        spent = [_processor_seconds(process) for process in end_to_end.family(os.getpid()) - {os.getpid()}]
    return Read(workers, seconds, sum(spent), max(spent))


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = timing.arguments(__doc__ or "")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    found = measured(timing.texts_of(asked.corpus, asked.every), asked.workers)
    print(timing.machine())
    for one in found:
        ratio, by_processor = found[0].seconds / one.seconds, found[0].busiest / one.busiest
        print(
            f"{one.workers} workers {one.seconds:8.1f} s ({ratio:.2f} times as fast) {one.core_seconds:8.1f} core-s, "
            f"the busiest {one.busiest:8.1f} ({by_processor:.2f} times)"
        )


if __name__ == "__main__":
    main()
