"""Releases as folders: verify, roll back, recover, retire."""

import datetime

import pytest
from newsroom import leftovers, quick, write_stories

from flows.output import Output, read_manifest
from flows.release import drop_old, problems_of, promote, recover, roll_back, write_manifest
from transforms.errors import ReleaseError

NOW = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)


def staged(output, name, previous=None):
    folder = output.staging / name
    folder.mkdir(parents=True)
    (folder / "notes.md").write_text(name)
    write_manifest(folder, {"release": name, "previous": previous, "created_at": "2025-06-01T00:00:00+00:00"})
    return folder


@pytest.fixture
def out(output):
    output.mkdir()
    out = Output(output)
    for number in (1, 2, 3):
        promote(out, staged(out, f"r{number}", out.latest_name()), expected_previous=out.latest_name())
    return out


def test_promotion_is_fenced_by_the_release_that_was_there(out):
    with pytest.raises(ReleaseError, match="was published while this run was at work"):
        promote(out, staged(out, "r4"), expected_previous="r2")
    assert out.latest_name() == "r3"


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda release: (release / "notes.md").write_text("r9"), "has other sha256"),
        (lambda release: (release / "notes.md").unlink(), "is missing"),
        (lambda release: (release / "more.md").write_text("x"), "does not belong"),
        (lambda release: (release / "release.json").write_text("{"), "cannot be read"),
        (
            lambda release: (release / "release.json").write_text(
                (release / "release.json").read_text().replace("r3", "r4", 1)
            ),
            "is damaged",
        ),
    ],
)
def test_verify_finds_damage(out, damage, problem):
    damage(out.release())
    assert problem in " ".join(problems_of(out.release("r3")))


def test_rolling_back_keeps_every_release_and_refuses_a_damaged_one(out):
    assert roll_back(out, "r1", at=NOW) == "r1"
    assert (out.latest_name(), out.names()) == ("r1", ["r1", "r2", "r3"])
    (out.releases / "r2" / "notes.md").write_text("?")
    with pytest.raises(ReleaseError, match="damaged"):
        roll_back(out, "r2", at=NOW)


def test_recovery_removes_what_was_never_published_and_keeps_the_rest(out):
    (out.releases / "r9").mkdir()
    staged(out, "r5")
    assert len(recover(out)) == 2
    assert out.names() == ["r1", "r2", "r3"]
    assert not out.staging.exists()
    assert recover(out) == []


def test_a_lost_pointer_is_mended(out):
    out.latest.unlink()
    recover(out)
    assert out.latest_name() == "r3"


def test_retention_keeps_the_published_and_what_a_reader_may_hold(out):
    assert drop_old(out, keep=0, days=0, now=NOW) == []
    assert drop_old(out, keep=1, days=7, now=NOW) == []
    roll_back(out, "r1", at=NOW)
    assert drop_old(out, keep=1, days=1, now=NOW + datetime.timedelta(days=9)) == ["r2"]
    assert out.names() == ["r1", "r3"]


def test_a_release_is_found_by_the_beginning_of_its_name(out):
    assert out.release("r2").name == "r2"
    with pytest.raises(ReleaseError, match="fits several"):
        out.release("r")
    with pytest.raises(ReleaseError, match="no release"):
        out.release("x")


def test_readers_that_resolve_latest_once_see_one_release(raw, output):
    quick(raw, output)
    held = output / "latest"
    resolved = held.resolve()
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    quick(raw, output)
    assert problems_of(resolved) == []
    assert read_manifest(held.resolve())["previous"] == resolved.name


def test_a_half_written_state_file_goes_with_the_next_run(raw, output):
    assert quick(raw, output).returncode == 0
    half = output / ".state" / ".history.json.4711.new"
    half.write_text("{", encoding="utf-8")
    write_stories(raw, ["bridge.txt"])
    (raw / "new.txt").write_text(
        "A ferry sank near Pakse on Monday; all 14 passengers swam ashore.\n", encoding="utf-8"
    )
    assert quick(raw, output).returncode == 0
    assert leftovers(output) == []
