"""Prefect's database of runs: made from its known schema, since running Prefect's migrations takes ten seconds."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

FILE = "prefect.db"
SCHEMA = Path(__file__).with_name("prefect_schema.sql")
ELSEWHERE = ("PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL")


def lay_out(home: Path) -> None:
    """Make an empty database below Prefect's home, unless there is one or the user has named another.

    Where it cannot be made, nothing is left behind: Prefect then makes its own.
    """
    database = home / FILE
    if database.exists() or any(os.environ.get(name) for name in ELSEWHERE):
        return
    new = database.with_name(f".{FILE}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(new)) as connection:
            connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        new.rename(database)
    except (OSError, sqlite3.Error):
        new.unlink(missing_ok=True)
