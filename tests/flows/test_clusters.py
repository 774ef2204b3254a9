"""Dask and Ray on this machine, two workers each, one of them killed mid-run: the same release as in this process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import invented_news
import pytest
from newsroom import broken_invariants, data_hashes, dateline

from flows.clusters import check_cluster
from flows.files import canonical_json
from flows.output import Output
from flows.runners import CLUSTERS
from flows.settings import Settings
from transforms.errors import SettingsError

STORIES = 300


@pytest.mark.parametrize("runner", CLUSTERS)
def test_a_cluster_that_cannot_be_used_is_refused_before_anything_is_read(runner, monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr("flows.clusters.find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=f"needs the extra '{runner}'"):
        check_cluster(runner, "")
    monkeypatch.setattr("flows.clusters.find_spec", lambda _: object())
    check_cluster(runner, "tcp://127.0.0.1:8786")
    check_cluster(runner, Settings().scheduler)
    with pytest.raises(SettingsError, match="need a Prefect server that they can reach"):
        check_cluster(runner, "tcp://head:8786")
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect:4200/api")
    check_cluster(runner, "tcp://head:8786")


@pytest.mark.parametrize("runner", CLUSTERS)
def test_extracting_without_a_run_needs_no_cluster(runner, tmp_path):
    finished = dateline("extract", tmp_path, "--to", tmp_path / "tables", "--runner", runner)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert f"it cannot use {runner}" in finished.stderr


def command(raw, output, runner):
    program = [sys.executable, "-c", "from flows.cli import main; main()", "run", str(raw), "--output", str(output)]
    return [*program, "--as-of", "2026-01-31", "--series", "news", "--runner", runner, "--workers", "2"]


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("".join(canonical_json(record) + "\n" for record in invented_news.documents(STORIES)))
    return path


@pytest.fixture(scope="module")
def in_this_process(news):
    output = news.parent / "local"
    subprocess.run(command(news, output, "local"), check=True, capture_output=True, timeout=500)
    return data_hashes(Output(output).release())


def readers(ancestor):
    """Give the processes below `ancestor` that read shards for a cluster's workers: their parents, by number."""
    status = {int(path.parent.name): path for path in Path("/proc").glob("[0-9]*/stat")}
    parents, found = {}, set()
    for number, path in status.items():
        try:
            parents[number] = int(path.read_text().rpartition(")")[2].split()[1])
            if b"flows.workers" in path.with_name("cmdline").read_bytes():
                found.add(number)
        except OSError:  # it has ended
            continue
    return {parents[number] for number in found if ancestor in _line(number, parents)} - {ancestor}


def _line(number, parents):
    while number in parents:
        number = parents[number]
        yield number


@pytest.mark.slow
@pytest.mark.parametrize("runner", CLUSTERS)
def test_a_worker_killed_mid_run_changes_no_byte(runner, news, in_this_process, tmp_path):
    pytest.importorskip(f"prefect_{runner}", reason=f"the extra '{runner}' is not installed")
    output, killed = Output(tmp_path), False
    with (tmp_path.parent / f"{runner}.log").open("w+") as log:
        run = subprocess.Popen(command(news, tmp_path, runner), stdout=log, stderr=log)
        deadline = time.monotonic() + 500
        while run.poll() is None and time.monotonic() < deadline:
            if not killed and any(output.cache.glob("*/*/receipt.json")):
                for worker in sorted(readers(run.pid))[:1]:
                    os.kill(worker, signal.SIGKILL)
                    killed = True
            time.sleep(0.05)
        run.kill()
        log.seek(0)
        assert (run.wait(), killed) == (0, True), log.read()
    assert broken_invariants(tmp_path) == []
    assert data_hashes(output.release()) == in_this_process
