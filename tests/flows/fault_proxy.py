"""A proxy before an object store that drops, delays and repeats requests and answers, as a bad network and a busy store do."""

import contextlib
import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "content-length"}
DELAY_SECONDS = 0.3


class FaultProxy(ThreadingHTTPServer):
    """Forwards to `port` on this machine. `plan(method, path)` says what happens to a request:

    fine, lost_request (not forwarded, connection closed), lost_answer (forwarded, connection closed), repeated (forwarded
    twice, the second answer given), slow, slow_answer, error (500, not forwarded), error_after (forwarded, then 500),
    cut (half of the answer's body, then closed).
    """

    daemon_threads = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target, self.plan, self.done = port, lambda *_: "fine", []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_):
        """A client that has gone is what we want."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FaultProxy

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        fault = self.server.plan(self.command, self.path)
        self.server.done.append((fault, self.command, self.path))
        if fault == "lost_request":
            self.close_connection = True
            return
        if fault == "error":
            self.answer(500, [], b"<Error><Code>InternalError</Code></Error>")
            return
        time.sleep(DELAY_SECONDS if fault == "slow" else 0)
        status, headers, content = self.forwarded(body)
        if fault == "repeated":
            status, headers, content = self.forwarded(body)
        self.give(fault, status, headers, content)

    def give(self, fault, status, headers, content):
        if fault == "lost_answer":
            self.close_connection = True
        elif fault == "error_after":
            self.answer(500, [], b"<Error><Code>InternalError</Code></Error>")
        else:
            time.sleep(DELAY_SECONDS if fault == "slow_answer" else 0)
            self.answer(status, headers, content, cut=fault == "cut" and self.command == "GET" and len(content) > 1)

    def forwarded(self, body):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.server.target, timeout=30)) as connection:
            connection.request(self.command, self.path, body=body, headers=dict(self.headers))
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()

    def answer(self, status, headers, content, *, cut=False):
        length = next((value for key, value in headers if key.lower() == "content-length"), len(content))
        self.send_response_only(status)
        for key, value in headers:
            if key.lower() not in HOP_BY_HOP:
                self.send_header(key, value)
        self.send_header("content-length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content[: len(content) // 2] if cut else content)
        if cut:
            self.close_connection = True

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any  # noqa: N815 - what the base class looks for

    def log_message(self, *_):
        """Stay silent."""


@contextlib.contextmanager
def proxied(port):
    proxy = FaultProxy(port)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join()
