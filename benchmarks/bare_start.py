"""What Prefect and Great Expectations take before they do anything: a flow of one empty task with a server, one expectation."""

import tempfile
from pathlib import Path

from flows.prefect_server import server, wait_for_server

with tempfile.TemporaryDirectory() as home, server(Path(home)):
    from prefect import flow, task  # its settings are read when it is imported

    @task
    def nothing() -> int:
        """Do nothing."""
        return 0

    @flow
    def bare() -> int:
        """Have nothing done."""
        return nothing()

    wait_for_server()
    bare()

from expectations.runner import assert_empty

assert_empty({"nothing": 0})
