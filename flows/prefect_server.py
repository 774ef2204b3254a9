"""Prefect without a server of its own: settings that keep it offline, and a temporary server that ends with this process.

Run as a module (`python -m flows.prefect_server PORT`) it is that server; it ends when its standard input closes, which the
kernel does for us however the parent ends. Prefect's own temporary server would outlive a killed run.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

from flows.garbage import collect_seldom
from flows.prefect_database import lay_out
from flows.tethered import end_with_parent
from transforms.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTUP_SECONDS = 300
# Of the server of a run: nobody looks at its pages, and no flow of ours asks for types of blocks, which take it a second to write down.
OF_A_RUN = {
    "PREFECT_UI_ENABLED": "0",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}
OFFLINE = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(STARTUP_SECONDS),
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}


class ServerError(DatelineError):
    """The temporary Prefect server did not come up."""

    exit_code = 1


def keep_offline(home: Path) -> None:
    """Set what Prefect reads when it is imported; what the user has set in the environment wins."""
    for key, value in {**OFFLINE, "PREFECT_HOME": str(home.absolute())}.items():
        os.environ.setdefault(key, value)


@contextlib.contextmanager
def server(home: Path) -> Iterator[None]:
    """Have a Prefect server while the block runs: the one in PREFECT_API_URL, else a temporary one. Does not wait for it.

    Call before Prefect is imported, and `wait_for_server` before the first flow.
    """
    keep_offline(home)
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    port = free_port()
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
    home.mkdir(parents=True, exist_ok=True)
    lay_out(home)
    log = (home / "server.log").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "flows.prefect_server", str(port)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)  # noqa: S603 - our own module
    try:
        yield
    finally:
        del os.environ["PREFECT_API_URL"]
        _stop(process)
        log.close()


def wait_for_server() -> None:
    """Wait until the server answers.

    Errors: `ServerError` after STARTUP_SECONDS.
    """
    address = os.environ["PREFECT_API_URL"] + "/health"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            opener.open(address, timeout=5) as answer,
        ):  # a server that starts refuses at first
            if answer.status == 200:  # noqa: PLR2004 - HTTP's OK
                return
        time.sleep(0.05)
    hint = "Look into .state/prefect/server.log in the output folder, or set PREFECT_API_URL to a running server."
    raise ServerError(f"The Prefect server at {address} did not answer within {STARTUP_SECONDS} seconds.", hint=hint)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        process.stdin.close()


def free_port() -> int:
    """Give a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(port: int) -> None:
    import uvicorn  # noqa: PLC0415 - only the server needs it

    collect_seldom()
    os.environ |= OF_A_RUN
    os.environ.pop("PREFECT_API_URL", None)
    end_with_parent()
    uvicorn.run("prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
