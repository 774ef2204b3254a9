"""The import contracts hold, and each breaks when somebody imports what its layer must not know."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PLANTED = {
    "flows may use expectations, expectations may use transforms, never back": (
        "transforms/spans.py",
        "import flows.settings",
    ),
    "transforms know no orchestration": ("transforms/spans.py", "import great_expectations"),
    "expectations know no orchestration": ("expectations/suites.py", "import prefect"),
    "extractors do not import each other": ("transforms/extractors/metrics.py", "import transforms.extractors.timexes"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    for package in ("flows", "transforms", "expectations"):
        for path in (PROJECT / package).rglob("*.py"):
            target = folder / path.relative_to(PROJECT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    shutil.copyfile(PROJECT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def contracts(folder):
    """Give what the linter says of the packages in a folder."""
    command = [
        sys.executable,
        "-P",
        "-c",
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_the_contracts_hold(copy):
    status, said = contracts(copy)
    assert status == 0, said
    assert "4 kept, 0 broken" in said


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_import_breaks_its_contract(copy, name):
    path, line = PLANTED[name]
    whole = (copy / path).read_text(encoding="utf-8")
    (copy / path).write_text(whole + f"\n{line}\n", encoding="utf-8")
    status, said = contracts(copy)
    (copy / path).write_text(whole, encoding="utf-8")
    assert status != 0
    assert name in said.split("Broken contracts")[-1], said
