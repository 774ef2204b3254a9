"""The `dateline` command as people meet it: fast help, one sentence for every error, hostile text inert."""

import subprocess
import sys
from importlib.metadata import version

import polars as pl
import pytest
from newsroom import dateline, quick, write_stories

from flows.evidence import find_row
from flows.inert import inert
from flows.output import Output
from transforms.errors import ReleaseError
from transforms.tables import TABLES

COMMANDS = (
    "run", "extract", "validate", "status", "explain", "describe", "releases", "diff", "rollback", "verify", "inputs", "publish", "serve",
)  # fmt: skip
HEAVY = ("prefect", "great_expectations", "pandas")
LOADED = "import sys\nfrom flows.cli import app\ntry: app(sys.argv[1:])\nfinally: print([name for name in %r if name in sys.modules])"


def loaded(*arguments):
    command = [sys.executable, "-c", LOADED % (HEAVY,), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[-1]


def test_help_names_every_command():
    text = dateline("--help").stdout
    assert [command for command in COMMANDS if f"\n  {command} " not in text] == []


def test_the_version_is_told_and_nothing_else():
    finished = dateline("--version")
    assert (finished.returncode, finished.stdout) == (0, f"dateline {version('dateline')}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command):
    finished = dateline(command, "--help")
    assert finished.returncode == 0
    options = [line.split() for line in finished.stdout.splitlines() if line.startswith("  --")]
    assert options
    assert all(len(words) > 2 for words in options)


def test_help_extract_and_describe_load_nothing_heavy(tmp_path):
    raw = write_stories(tmp_path / "raw", ["rice.txt"])
    assert loaded("--help") == "[]"
    assert loaded("describe", "metrics") == "[]"
    assert loaded("extract", raw, "--to", tmp_path / "tables") == "[]"


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["run", "nowhere"], 2, "There is no file or folder nowhere."),
        (["run", "{empty}", "--output", "{out}"], 2, "There is no file to read"),
        (["run", "{empty}", "--output", "{empty}/out"], 2, "must not lie in one another"),
        (["run", "{empty}", "--workers", "x"], 2, "The setting 'workers' cannot be 'x'"),
        (["extract", "nowhere", "--to", "{out}"], 2, "There is no file or folder nowhere."),
        (["validate", "nowhere", "--output", "{out}"], 2, "nowhere"),
        (["validate", "--output", "{out}"], 2, "Nothing is published"),
        (["explain", "metrics:0", "--output", "{out}"], 2, "Nothing is published"),
        (["describe", "metrix"], 2, "There is no table 'metrix'."),
        (["describe", "metrics.valu"], 2, "has no column 'valu'"),
        (["diff", "a", "--output", "{out}"], 2, "Nothing is published"),
        (["rollback", "a", "--output", "{out}"], 2, "Nothing is published"),
        (["verify", "--output", "{out}"], 2, "Nothing is published"),
        (["inputs", "--output", "{out}"], 2, "Nothing is published"),
        (["publish", "--accept", "a.b", "--reason", "seen", "--output", "{out}"], 2, "No refused release waits"),
        (["runn"], 2, "No such command 'runn'"),
    ],
)
def test_every_mistake_is_one_sentence_and_a_status(tmp_path, arguments, status, sentence):
    (tmp_path / "empty").mkdir()
    places = {"empty": tmp_path / "empty", "out": tmp_path / "out"}
    finished = dateline(*(argument.format(**places) for argument in arguments), cwd=tmp_path)
    assert finished.returncode == status, finished.stderr
    assert sentence in " ".join(finished.stderr.split())
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\x07b", "rtl\u202etxt", "\x9b0m", "a\rb", "zero\u200bwidth"])
def test_nothing_that_a_terminal_obeys_comes_through(text):
    assert text not in inert(text)
    assert inert(text).isprintable()


def test_status_and_describe_without_a_release(tmp_path):
    assert "Nothing is published" in dateline("status", "--output", tmp_path).stdout
    text = dateline("describe").stdout
    assert [table.name for table in TABLES if table.name not in text] == []


def test_the_sample_is_explained_row_by_row(sample_output):
    release = Output(sample_output).release()
    first = pl.read_parquet(release / "metrics" / "*.parquet").row(0, named=True)
    by_place = find_row(release, f"metrics:{first['document_id']}:{first['start_char']}-{first['end_char']}")
    assert by_place.row["surface"] == first["surface"] == find_row(release, "metrics:0").row["surface"]
    caption, sentence, start, end = by_place.passages[0]
    assert (caption, sentence[start:end]) == ("The sentence", first["surface"])
    assert by_place.inputs[0]["document_id"] == first["document_id"]
    entity = pl.read_parquet(release / "entities" / "*.parquet").row(0, named=True)["entity_id"]
    assert find_row(release, entity).row["entity_id"] == entity
    with pytest.raises(ReleaseError, match="no row"):
        find_row(release, "metrics:999999")
    with pytest.raises(ReleaseError, match="does not name a row"):
        find_row(release, "metrix:1")


def test_hostile_text_is_shown_and_not_obeyed(tmp_path):
    raw = write_stories(tmp_path / "raw", ["rice.txt"])
    (raw / "[red]file\x1b]0;x\x07.txt").write_text("")
    (raw / "evil.jsonl").write_text(
        '{"id": "1", "text": "A \\u202ebridge [bold]cost[/bold] 5 million kip in Pakse."}\n'
    )
    output = tmp_path / "output"
    assert dateline("extract", raw, "--to", tmp_path / "tables").returncode == 0
    finished = dateline("run", raw, "--output", output)
    assert finished.returncode == 0, finished.stderr
    told = [dateline(*command, "--output", output) for command in (["inputs"], ["status"], ["explain", "metrics:0"])]
    said = "".join(one.stdout + one.stderr for one in (finished, *told))
    assert not set("\x1b\x07\u202e") & set(said)
    assert r"[red]file\x1b]0;x\x07.txt" in said


def test_what_a_refused_first_release_turned_away_is_listed(tmp_path):
    raw, output = write_stories(tmp_path / "raw", ["rice.txt", "empty.txt"]), tmp_path / "output"
    assert quick(raw, output, GATE="refuse").returncode == 3
    listed = dateline("inputs", "--rejected", "--output", output)
    assert listed.returncode == 0, listed.stderr
    assert "empty.txt" in listed.stdout
    assert "refused release" in listed.stdout
