"""What id_changes says is found out again from the release before."""

import json

import examples
import polars as pl
import pytest

from expectations.history import past_of
from expectations.rules import rebuilt
from expectations.staged import Staged, sha256_of
from transforms.resolve.id_changes import Before, id_changes
from transforms.tables import BY_NAME, TABLES

RULE = next(rule for rule in rebuilt.rules(TABLES) if rule.rule_id == "id_changes.table.rebuilt")


def manifest(folder, **fields):
    files = [
        {"path": str(path.relative_to(folder)), "sha256": sha256_of(path)} for path in sorted(folder.rglob("*.parquet"))
    ]
    (folder / "release.json").write_text(json.dumps({"files": files, **fields}))
    return {"files": files, **fields}


def other_ids(frames):
    """Give the tables as if two things had had other ids: one that is linked now, and one of which nothing is left."""
    here = frames["entities"].filter("in_lexicon")["entity_id"][0]
    renamed = {here: "local:place:of-old"}
    entities = frames["entities"].with_columns(pl.col("entity_id").replace(renamed))
    gone = entities.head(1).with_columns(entity_id=pl.lit("local:person:gone"))
    return {
        **frames, "entities": pl.concat([entities, gone]).sort("entity_id"),
        "mentions": frames["mentions"].with_columns(pl.col("entity_id").replace(renamed)),
    }  # fmt: skip


@pytest.fixture(params=[True, False], ids=["as a release", "as plain files"])
def now(request, tmp_path):
    """Give the folder of a release with its changes of ids, and the one before it beside it."""
    frames = examples.frames()
    old = examples.write(tmp_path / "r1", other_ids(frames), release=request.param)
    manifest(old)
    before = Before(
        "r1", *(Staged(folder=old).scan(name) for name in ("entities", "mentions")), frames["mentions"].lazy()
    )
    changes = BY_NAME["id_changes"].conform(id_changes({"entities": frames["entities"].lazy()}, before)).collect()
    assert set(changes["kind"]) == {"linked", "retired"}
    return examples.write(tmp_path / "r2", {**frames, "id_changes": changes}, release=request.param)


def looked(folder, spoil=None, *, previous="r1"):
    if spoil is not None:
        path = next(iter(Staged(folder=folder).parts("id_changes")))
        spoil(pl.read_parquet(path)).write_parquet(path)
    staged = Staged(folder=folder, manifest=manifest(folder, **({} if previous == "" else {"previous": previous})))
    staged.memo["past"] = past_of(folder.parent, series=None, this=folder)
    found = RULE.look(staged)
    return found.violations.collect().height, found.observed or ""


def test_the_changes_are_found_again(now):
    assert looked(now) == (0, "")


@pytest.mark.parametrize(
    "spoil",
    [lambda f: f.head(1), lambda f: f.clear(), lambda f: f.with_columns(kind=pl.lit("merged")), lambda f: f.with_columns(since_release=pl.lit("r0"))],
    ids=["a row lost", "all lost", "another kind", "another release"],
)  # fmt: skip
def test_a_change_that_is_lost_or_told_otherwise_is_seen(spoil, now):
    assert looked(now, spoil)[0]


def test_a_first_release_has_no_changes(now):
    assert looked(now, previous=None)[0] == 2
    assert looked(now, lambda f: f.clear(), previous=None) == (0, "")


@pytest.mark.parametrize("previous", ["", "r0"])
def test_what_is_not_at_hand_is_not_looked_at(previous, now):
    broken, said = looked(now, lambda f: f.clear(), previous=previous)
    assert (broken, said.startswith("not looked at")) == (0, True)


def test_a_damaged_release_was_not_compared_with(now):
    path = now.parent / "r1" / "release.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps({"files": [{**told["files"][0], "sha256": "0" * 64}]}))
    broken, said = looked(now, lambda f: f.clear())
    assert (broken, said) == (0, "not looked at: the release before is damaged")


def test_a_release_before_that_cannot_be_read_stops_nothing(now):
    next(iter(Staged(folder=now.parent / "r1").parts("mentions"))).write_bytes(b"PAR1")
    assert looked(now, lambda f: f.clear())[1].startswith("not looked at: r1")


def test_files_that_both_have_alike_change_nothing(now):
    (now.parent / "r1").joinpath("release.json").unlink()
    assert looked(now) == (0, "")
