import http.server
import threading

import pytest
from newsroom import data_hashes, quick, write_stories

from flows.output import Output
from flows.work import Work


@pytest.fixture
def raw(tmp_path):
    return write_stories(tmp_path / "raw")


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


@pytest.fixture
def work(tmp_path, output):
    """The work order of a first run."""
    return Work(
        folder=str(tmp_path / "staging"), output=str(output), series="news", as_of="2025-06-01", previous=None,
        runner="local", workers=1, made_by={"code": "1"},
    )  # fmt: skip


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """What a run that nothing disturbs makes of the stories: the hash of every data table."""
    folder = tmp_path_factory.mktemp("undisturbed")
    finished = quick(write_stories(folder / "raw"), folder / "output")
    assert finished.returncode == 0, finished.stderr
    return data_hashes(Output(folder / "output").release())


@pytest.fixture
def hook():
    """A loopback server's address, and what was sent to it."""
    bodies = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.server_port}/hook?token=very-secret", bodies
    listener.shutdown()
    listener.server_close()
    thread.join()
