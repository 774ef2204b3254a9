"""The same files give the same bytes, however many workers read them and in whatever order they came to lie there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from newsroom import STORIES, dateline, hashes_below

pytestmark = pytest.mark.slow
SAMPLE = Path(__file__).parents[2] / "raw" / "sample"
COPIES = 40  # of each story, so that many buckets have something to read


def written(folder, *, backwards):
    """Write the sample and many stories into a folder, first to last or last to first."""
    texts = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}
    for name in ("bridge.txt", "rail.md", "talks.txt"):
        texts |= {
            f"{number:03}-{name}": f"{STORIES[name]}\nIt was report {number} of {number * 7} this year.\n".encode()
            for number in range(COPIES)
        }
    for name in sorted(texts, reverse=backwards):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(texts[name])
    return folder


def extracted(raw, to, workers, **environment):
    finished = dateline(
        "extract", raw, "--to", to, "--as-of", "2026-01-31", "--runner", "process", "--workers", workers, **environment
    )
    assert finished.returncode == 0, finished.stderr
    return hashes_below(to)


def test_workers_order_and_locale_change_no_byte(tmp_path):
    first = written(tmp_path / "a" / "raw", backwards=False)
    expected = extracted(first, tmp_path / "one", 1)
    assert len(expected) > 15
    assert extracted(first, tmp_path / "two", 2, POLARS_MAX_THREADS="1") == expected
    shuffled = written(tmp_path / "b" / "raw", backwards=True)
    assert extracted(shuffled, tmp_path / "four", 4, LC_ALL="C", TZ="Asia/Vientiane") == expected
    shutil.rmtree(tmp_path)
