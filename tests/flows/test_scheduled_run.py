"""What a scheduled run promises: it says how it ended, tells whom the settings name, and waits or skips."""

import json
import os
import socket
import subprocess
import sys
import time
import types
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from newsroom import write_stories

from flows.output import Output

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("scheduled_run.py")
SETTINGS = 'raw = ["raw"]\noutput = "output"\nrunner = "local"\nas_of = 2025-06-01\n'
TOLD = 'webhook_block = "webhook/newsroom"\nemail_block = "sendgrid-email/newsroom"\n'


def asked(api, path, question=None):
    request = urllib.request.Request(
        f"{api}{path}", json.dumps(question or {}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server like the one that a run starts for itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api, home = f"http://127.0.0.1:{port}/api", tmp_path_factory.mktemp("prefect")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATELINE_", "PREFECT_"))}
    environment = {**kept, "PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    command = [sys.executable, "-m", "flows.prefect_server", str(port)]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log)
        for _ in range(300):
            try:
                asked(api, "/flow_runs/filter")
                break
            except urllib.error.URLError:
                time.sleep(0.5)
        yield types.SimpleNamespace(api=api, environment={**environment, "PREFECT_API_URL": api})
        process.stdin.close()
        process.wait(timeout=30)


@pytest.fixture
def scheduled(tmp_path, server, hook):
    """Run as a worker would; give the run as the server knows it, its log, and what was told."""

    def run(how, *, more="", stories=True, **environment):
        if stories:
            write_stories(tmp_path / "raw")
        (tmp_path / "dateline.toml").write_text(SETTINGS + TOLD + more)
        command = [sys.executable, SCRIPT, how, tmp_path, tmp_path / "mails", hook[0]]
        known = {found["id"] for found in asked(server.api, "/flow_runs/filter")}
        done = subprocess.run(
            command, env={**server.environment, **environment}, capture_output=True, text=True, timeout=300, check=False
        )
        new = [found for found in asked(server.api, "/flow_runs/filter") if found["id"] not in known]
        assert len(new) == 1, done.stderr
        logs = asked(server.api, "/logs/filter", {"logs": {"flow_run_id": {"any_": [new[0]["id"]]}}})
        mails = (tmp_path / "mails").read_text().splitlines() if (tmp_path / "mails").exists() else []
        return types.SimpleNamespace(
            state=new[0]["state"],
            log="\n".join(line["message"] for line in logs),
            hook=[json.loads(body)["text"] for body in hook[1]],
            mails=[json.loads(mail) for mail in mails],
            printed=done.stdout + done.stderr,
        )

    return run


def test_a_run_that_publishes_says_so_and_tells_nobody(scheduled, tmp_path):
    run = scheduled("at once")
    assert run.state["type"] == "COMPLETED"
    assert run.state["message"].startswith("published: ")
    assert Output(tmp_path / "output").latest_name() in run.state["message"]
    assert (run.hook, run.mails) == ([], [])


def test_a_refused_gate_is_logged_mailed_and_sent_to_the_webhook(scheduled, tmp_path):
    run = scheduled("at once", GATE="refuse")
    assert run.state["type"] == "FAILED"
    assert Output(tmp_path / "output").latest_name() is None
    for told in [run.log, *run.hook, json.dumps(run.mails)]:
        assert "The gate refused the release" in told
    assert len(run.hook) == len(run.mails) == 1
    url, mail = run.mails[0]
    assert url.startswith("https://api.sendgrid.com/")
    assert mail["personalizations"] == [{"to": [{"email": "desk@example.org"}]}]
    assert "very-secret" not in run.log + run.printed + "".join(run.hook)


def test_a_failure_is_told_and_a_block_that_is_missing_hides_nothing(scheduled):
    run = scheduled("at once", stories=False)
    assert run.state["type"] == "FAILED"
    assert "There is no file or folder" in run.hook[0]
    assert "There is no file or folder" in json.dumps(run.mails)


def test_a_run_skips_while_another_is_at_work(scheduled, tmp_path):
    run = scheduled("while another is at work")
    assert (run.state["type"], run.state["name"]) == ("COMPLETED", "Skipped")
    assert "Another run is writing into this output folder" in run.state["message"]
    assert Output(tmp_path / "output").latest_name() is None
    assert (run.hook, run.mails) == ([], [])


def test_a_run_waits_for_another_if_the_settings_say_so(scheduled, tmp_path):
    run = scheduled("until another has ended", more='overlap = "wait"\n')
    assert run.state["message"].startswith("published: ")
    assert Output(tmp_path / "output").latest_name() is not None
