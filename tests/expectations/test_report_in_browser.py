"""A real browser opens the report of tables full of hostile strings: nothing runs, nothing is asked for, nothing complains."""

import http.server
import shutil
import subprocess
import threading

import examples
import polars as pl
import pytest

from expectations.gate import run_gate

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=2000",
)  # fmt: skip


@pytest.fixture
def server():
    """Listen on this machine, and remember every request."""
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            """Say nothing."""

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.server_port}", asked
    listener.shutdown()
    listener.server_close()
    thread.join()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)")
def test_hostile_strings_do_nothing_in_a_browser(server, tmp_path):
    address, asked = server
    hostile = f"</title></style><script>document.title='owned';fetch('{address}/x')</script><img src={address}/y onerror=\"document.title='owned'\"><svg onload=alert(1)>"
    tables = examples.frames()
    spoilt = {
        **tables,
        "inputs": tables["inputs"].with_columns(source_path=pl.format("{}{}", pl.lit(hostile), "record_number"), detail=pl.lit(hostile)),
        "documents": tables["documents"].with_columns(publisher=pl.lit(hostile), title=pl.lit(hostile)),
        "metrics": tables["metrics"].with_columns(kind=pl.lit(hostile), unit=pl.lit(hostile)),
    }  # fmt: skip
    report = run_gate(examples.write(tmp_path / "tables", spoilt), report_to=tmp_path / "report").report
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", report.as_uri()]
    page = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "<title>Refused" in page.stdout
    assert "owned</title>" not in page.stdout
    assert ":CONSOLE" not in page.stderr
    assert asked == []
