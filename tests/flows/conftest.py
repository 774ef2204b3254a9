import pytest
from newsroom import data_hashes, quick, write_stories

from flows.output import Output


@pytest.fixture
def raw(tmp_path):
    return write_stories(tmp_path / "raw")


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """What a run that nothing disturbs makes of the stories: the hash of every data table."""
    folder = tmp_path_factory.mktemp("undisturbed")
    finished = quick(write_stories(folder / "raw"), folder / "output")
    assert finished.returncode == 0, finished.stderr
    return data_hashes(Output(folder / "output").release())
