"""Write the schema of Prefect's database anew, as the installed Prefect's own migrations make it.

    python tools/make_prefect_schema.py

A new database starts from it (`flows.prefect_database`), since the hundred migrations take ten times as long as all else
that a server does at its start. An older schema than Prefect's is no harm: Prefect migrates it on.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from pathlib import Path

from flows.prefect_database import SCHEMA


def schema() -> str:
    """Give the statements that make an empty migrated database: tables, indices, views and the number of the migration."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PREFECT_HOME": home, "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
        os.environ.pop("PREFECT_API_URL", None)
        from prefect.server.database import provide_database_interface  # noqa: PLC0415 - reads the settings above

        asyncio.run(provide_database_interface().create_db())
        with sqlite3.connect(Path(home, "prefect.db")) as database:
            rows = [line for line in database.iterdump() if not line.startswith("INSERT") or "alembic_version" in line]
    return "\n".join(line.rstrip() for text in rows for line in text.splitlines()) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
