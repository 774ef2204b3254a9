import os
import sqlite3
import subprocess
import sys

import pytest

from flows.prefect_database import ELSEWHERE, FILE, SCHEMA, lay_out


def objects_of(path):
    with sqlite3.connect(path) as database:
        return set(database.execute("SELECT type, name, tbl_name FROM sqlite_master"))


def test_a_new_home_gets_the_whole_schema_and_the_number_of_its_migration(tmp_path):
    lay_out(tmp_path)
    kinds = {kind for kind, *_ in objects_of(tmp_path / FILE)}
    assert {"table", "index"} <= kinds
    with sqlite3.connect(tmp_path / FILE) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_database_that_is_there_is_left_alone(tmp_path):
    (tmp_path / FILE).write_bytes(b"mine")
    lay_out(tmp_path)
    assert (tmp_path / FILE).read_bytes() == b"mine"


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_database_elsewhere_is_not_ours_to_make(tmp_path, monkeypatch, name):
    monkeypatch.setenv(name, "postgresql+asyncpg://somewhere/prefect")
    lay_out(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_made_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("flows.prefect_database.SCHEMA", tmp_path / "missing.sql")
    lay_out(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_schema_is_the_one_that_the_installed_prefect_migrates_to(tmp_path):
    code = (
        "import asyncio; from prefect.server.database import provide_database_interface;"
        "asyncio.run(provide_database_interface().create_db())"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    subprocess.run(
        [sys.executable, "-c", code], env={**environment, "PREFECT_HOME": str(tmp_path / "theirs")}, check=True
    )
    (tmp_path / "ours").mkdir()
    lay_out(tmp_path / "ours")
    assert objects_of(tmp_path / "ours" / FILE) == objects_of(tmp_path / "theirs" / FILE)
    with sqlite3.connect(tmp_path / "theirs" / FILE) as database:
        version = database.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    assert f"'{version}'" in SCHEMA.read_text(encoding="utf-8")
