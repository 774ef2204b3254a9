"""Real runs into a real server, through a proxy that drops, delays and repeats: no release is lost, doubled or half there."""

import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
import uuid

import numpy as np
import polars as pl
import pytest
from fault_proxy import proxied
from newsroom import data_hashes, dateline, leftovers, quick, quick_start, write_stories

from flows.object_store import StoreError, opened, probe
from flows.output import Output
from flows.settings import working_folder
from flows.store_releases import CRASH_POINTS, CURRENT, present, problems_in_store, read_current

pytestmark = pytest.mark.slow

SECRET = "never-shown-0123456789"
FAULTS = ("lost_request", "lost_answer", "repeated", "slow", "slow_answer", "error", "error_after", "cut")
WRITES_IF = ("lost_request", "lost_answer", "repeated", "slow_answer", "error", "error_after")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def asked(port, method, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path)
        return connection.getresponse().status
    finally:
        connection.close()


def wait_for(port, process):
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            return asked(port, "GET", "/")
        except OSError:
            time.sleep(0.1)
    raise TimeoutError


@pytest.fixture(scope="module")
def server():
    port = free_port()
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()


@pytest.fixture
def proxy(server):
    with proxied(server) as proxy:
        yield proxy


@pytest.fixture
def keys(proxy):
    return {
        "AWS_ACCESS_KEY_ID": "AKIDTESTONLY",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": proxy.address,
    }


@pytest.fixture
def address(server):
    bucket = f"newsroom-{uuid.uuid4().hex[:12]}"
    assert asked(server, "PUT", f"/{bucket}") == 200
    return f"s3://{bucket}/daily"


@pytest.fixture
def store(address, keys, monkeypatch):
    for key, value in keys.items():
        monkeypatch.setenv(key, value)
    return opened(address)


@pytest.fixture
def run(raw, output, address, keys):
    def run(folder=output, **environment):
        return quick(raw, folder, f"store={address}", **keys, **environment)

    return run


def problems(store):
    current = read_current(store)
    return [problem for name in present(store, current) for problem in problems_in_store(store, name)]


def test_the_probe_passes(store):
    probe(store)
    assert store.sizes("") == {}


def test_a_bucket_that_is_not_there(store):
    with pytest.raises(StoreError):
        probe(opened("s3://no-such-bucket-here"))
    assert store.sizes("") == {}


def test_large_objects_travel_in_parts(store, tmp_path):
    large = tmp_path / "large"
    large.write_bytes(np.random.default_rng(1).bytes(20 << 20))
    store.write("large", large)
    assert b"".join(store.chunks("large", 20 << 20)) == large.read_bytes()


def test_a_run_publishes_and_says_nothing_secret(run, store, output, undisturbed, address, keys, tmp_path):
    first = run()
    assert (first.returncode, first.stdout.split()[0]) == (0, "published"), first.stderr
    assert run().stdout.split()[0] == "unchanged"
    assert data_hashes(Output(output).release()) == undisturbed
    assert problems(store) == []
    assert leftovers(output) == []
    for command in (["status"], ["releases"], ["verify"], ["inputs"], ["explain", "documents:0"]):
        folder = tmp_path / "elsewhere"
        folder.mkdir(exist_ok=True)
        finished = dateline(*command, "--output", address, cwd=folder, **keys)
        assert finished.returncode == 0, finished.stderr
        assert SECRET not in finished.stdout + finished.stderr
    assert (tmp_path / "elsewhere" / working_folder(address) / "latest").is_symlink()
    everything = [path.read_bytes() for path in output.rglob("*") if path.is_file()]
    everything += [store.read(f"releases/{key}").body for key in store.sizes("releases")]
    assert not any(SECRET.encode() in content or b"AKIDTESTONLY" in content for content in everything)


def test_rows_in_a_store_are_proven_against_the_raw_files(run, raw, address, keys, tmp_path):
    assert run().returncode == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    sound = dateline("verify", "--raw", raw, "--output", address, cwd=elsewhere, **keys)
    assert "bear out every row" in " ".join(sound.stdout.split()), sound.stderr
    (raw / "rice.txt").write_text("Rice harvests fell.")
    wrong = dateline("verify", "--raw", raw, "--output", address, cwd=elsewhere, **keys)
    assert wrong.returncode != 0
    assert "not borne out" in " ".join(wrong.stderr.split())


def test_readers_need_two_steps(run, store, address, keys):
    run()
    name = json.loads(store.read(CURRENT).body)["release"]
    options = {
        "aws_access_key_id": "AKIDTESTONLY",
        "aws_secret_access_key": SECRET,
        "aws_region": "us-east-1",
        "aws_endpoint_url": keys["AWS_ENDPOINT_URL"],
        "aws_allow_http": "true",
    }
    inputs = pl.scan_parquet(f"{address}/releases/{name}/inputs/*.parquet", storage_options=options).collect()
    assert inputs.height == 8


@pytest.mark.parametrize("fault", FAULTS)
def test_every_third_request_meets_a_fault(run, store, proxy, raw, output, fault):
    counted = iter(range(1_000_000))
    proxy.plan = lambda *_: fault if next(counted) % 3 == 2 else "fine"
    assert run().returncode == 0
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    second = run()
    assert (second.returncode, second.stdout.split()[0]) == (0, "published"), second.stderr
    proxy.plan = lambda *_: "fine"
    assert [event["release"] for event in read_current(store).events] == present(store, read_current(store))
    assert len(present(store, read_current(store))) == 2
    assert problems(store) == []
    assert Output(output).latest_name() == read_current(store).release


@pytest.mark.parametrize("fault", WRITES_IF)
def test_the_first_answers_to_the_switch_meet_a_fault(run, store, proxy, fault):
    left = [fault, fault]
    proxy.plan = lambda method, path: left.pop() if left and method == "PUT" and path.endswith(CURRENT) else "fine"
    assert run().returncode == 0
    assert len(read_current(store).events) == 1
    assert problems(store) == []


def test_random_faults(run, store, proxy, raw):
    chosen = np.random.default_rng(7)
    proxy.plan = lambda *_: str(chosen.choice(FAULTS)) if chosen.random() < 0.25 else "fine"
    for number in range(4):
        (raw / f"later{number}.txt").write_text(f"Clinic number {number} opened in Sam Neua on Monday.")
        for _ in range(3):
            finished = run()
            assert finished.returncode in {0, 2}, finished.stderr
            assert SECRET not in finished.stdout + finished.stderr
            if finished.returncode == 0:
                break
    proxy.plan = lambda *_: "fine"
    assert run().returncode == 0
    assert problems(store) == []
    assert len(read_current(store).events) >= 4


def test_a_store_that_is_down_is_told_in_one_sentence(run, store, proxy):
    run()
    before = read_current(store)
    proxy.plan = lambda *_: "error"
    failed = run()
    proxy.plan = lambda *_: "fine"
    assert failed.returncode == 2
    assert "does not answer" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert SECRET not in failed.stderr
    assert read_current(store) == before


def test_a_slow_answer_is_not_waited_for_for_ever(store, address, proxy, monkeypatch):
    monkeypatch.setattr("fault_proxy.DELAY_SECONDS", 3.0)
    impatient = opened(address, timeout=1.0, tries=1)
    proxy.plan = lambda *_: "slow_answer"
    began = time.monotonic()
    with pytest.raises(StoreError, match="does not answer"):
        impatient.read("x")
    assert time.monotonic() - began < 10
    proxy.plan = lambda *_: "fine"
    assert store.read("x") is None


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_kills_while_publishing_lose_nothing(run, store, raw, output, point):
    assert run().returncode == 0
    first = read_current(store).release
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    assert run(DATELINE_CRASH_AT=point).returncode == -9
    assert (read_current(store).release == first) == (point != "after_store_switch")
    assert problems(store) == []
    again = run()
    assert again.returncode == 0, again.stderr
    assert len(read_current(store).events) == 2
    assert store.folders("releases") == read_current(store).acknowledged
    assert Output(output).latest_name() == read_current(store).release
    assert leftovers(output) == []
    assert store.sizes(".probe") == {}


def test_a_lost_working_folder_changes_nothing(run, store, raw, output):
    run()
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    assert run().returncode == 0
    hashes = data_hashes(Output(output).release())
    shutil.rmtree(output)
    assert run().stdout.split()[0] == "unchanged"
    assert data_hashes(Output(output).release()) == hashes


def test_of_runs_at_once_one_wins(tmp_path, store, address, keys, raw):
    started = [quick_start(raw, tmp_path / f"machine{number}", f"store={address}", **keys) for number in range(3)]
    finished = [process.communicate_and_return() for process in started]
    assert {process.returncode for process in finished} <= {0, 2}
    winners = [process for process in finished if process.returncode == 0]
    assert winners
    assert [
        process.stderr for process in finished if process.returncode == 2 and "Another release" not in process.stderr
    ] == []
    assert len(read_current(store).events) == 1
    assert problems(store) == []
    assert store.folders("releases") == read_current(store).acknowledged


def test_another_series_is_refused(run, tmp_path, address, keys):
    run()
    other = write_stories(tmp_path / "other", ["rice.txt"])
    refused = quick(other, tmp_path / "machine", f"store={address}", **keys)
    assert refused.returncode == 2
    assert "holds the series 'raw'" in refused.stderr
