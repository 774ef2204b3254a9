"""Publishing to an object store: one switch by condition, whatever becomes of the answers."""

import datetime
import json

import pytest
from careless_store import ADDRESS, CarelessStore, store_in

from flows import object_store
from flows.object_store import ObjectStore, StoreError, UnansweredError, opened, probe
from flows.output import MANIFEST, checksum_of
from flows.release import published_event, write_manifest
from flows.store_releases import (
    CURRENT,
    Current,
    clean,
    manifest_in_store,
    mend,
    present,
    problems_in_store,
    read_current,
    remove_release,
    switch,
    upload,
)
from transforms.errors import SettingsError

FAULTS = ("fine", "lost_request", "lost_answer", "repeated", "late")
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDNEVERSHOWN", "AWS_SECRET_ACCESS_KEY": "never shown"}


@pytest.fixture
def place():
    return CarelessStore()


@pytest.fixture
def store(place):
    return store_in(place)


def staged(folder, name, previous=None):
    folder = folder / name
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "notes.md").write_text(f"notes of {name}")
    (folder / "CHANGELOG.md").write_text("everything is new")
    about = {"release": name, "previous": previous, "created_at": "2025-06-01T00:00:00+00:00"}
    return folder, write_manifest(folder, about)


def published(store, folder, name):
    seen = read_current(store)
    folder, manifest = staged(folder, name, seen.release)
    upload(store, folder, manifest)
    switch(store, published_event(manifest), seen=seen)
    return folder, manifest


def event(name, previous=None):
    return {"action": "published", "release": name, "previous": previous, "at": "2025-06-01T00:00:00+00:00"}


@pytest.mark.parametrize("faults", [[], *[[fault] for fault in FAULTS], ["lost_request", "fine", "lost_answer"]])
def test_the_probe_passes_a_store_that_keeps_conditions_and_leaves_nothing(place, store, faults):
    place.faults = faults
    probe(store)
    assert store.sizes(".probe") == {}


def test_the_probe_clears_up_after_killed_runs_and_leaves_others_alone(store, monkeypatch):
    store.write_if(".probe/other", b"first", None)
    probe(store)
    assert list(store.sizes(".probe")) == ["other"]
    monkeypatch.setattr(object_store, "LIVE_PROBE", datetime.timedelta(seconds=-60))
    probe(store)
    assert store.sizes(".probe") == {}


@pytest.mark.parametrize("ignored", ["If-Match", "If-None-Match"])
def test_the_probe_refuses_a_store_that_ignores_a_condition(ignored):
    store = store_in(CarelessStore(ignores=[ignored]))
    with pytest.raises(StoreError, match=f"ignores the condition {ignored}") as error:
        probe(store)
    assert "supports conditional writes" in error.value.hint
    assert store.sizes(".probe") == {}


def test_the_probe_gives_up_on_a_store_that_never_answers(place, store):
    place.faults = ["lost_answer"] * 100
    with pytest.raises(StoreError, match="does not answer conditional writes") as error:
        probe(store)
    assert "AKID" not in f"{error.value} {error.value.hint} {error.value.__cause__}"


def test_nothing_is_published_in_an_empty_store(store):
    assert read_current(store) == Current()
    assert present(store, Current()) == []


@pytest.mark.parametrize("first", FAULTS)
@pytest.mark.parametrize("second", FAULTS)
def test_a_switch_happens_once_whatever_becomes_of_the_answers(place, store, first, second):
    place.faults = [first, second]
    switch(store, event("one"), seen=read_current(store))
    place.faults = [first, second]
    switch(store, event("two", "one"), seen=read_current(store))
    now = read_current(store)
    assert now.release == "two"
    assert [one["release"] for one in now.events] == ["one", "two"]


def test_a_switch_that_is_never_answered_says_so_and_publishes_nothing(place, store):
    place.faults = ["lost_request"] * 100
    with pytest.raises(StoreError, match="does not answer the switch") as error:
        switch(store, event("one"), seen=Current())
    assert "Start the run again" in error.value.hint
    assert read_current(store).release is None


@pytest.mark.parametrize("fault", FAULTS)
def test_the_slower_of_two_runs_stops(place, store, fault):
    switch(store, event("one"), seen=Current())
    seen = read_current(store)
    switch(store, event("two", "one"), seen=seen)
    place.faults = [fault]
    with pytest.raises(StoreError, match=r"Another release \(two\) was published"):
        switch(store, event("three", "one"), seen=seen)
    assert read_current(store).release == "two"


def test_a_run_that_saw_the_same_release_before_a_rollback_stops_too(store):
    switch(store, event("one"), seen=Current())
    seen = read_current(store)
    switch(store, event("two", "one"), seen=seen)
    switch(store, {**event("one", "two"), "action": "rolled_back"}, seen=read_current(store))
    with pytest.raises(StoreError, match="Another release"):
        switch(store, event("three", "one"), seen=seen)


def test_one_that_was_faster_and_then_overtaken_is_acknowledged(place, store):
    switch(store, event("one"), seen=Current())
    seen = read_current(store)
    place.faults = ["late"]
    with pytest.raises(UnansweredError):
        store.write_if(CURRENT, seen.with_event(event("two", "one")), seen.e_tag)
    switch(store, event("three", "two"), seen=read_current(store))
    switch(store, event("two", "one"), seen=seen)
    assert read_current(store).acknowledged == ["one", "three", "two"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b"\xff", b'{"release": "x", "events": [], "checksum": ""}'])
def test_a_damaged_pointer_is_told(store, damage):
    store.write(CURRENT, damage)
    with pytest.raises(StoreError, match="CURRENT is damaged"):
        read_current(store)


def test_a_flipped_bit_in_the_pointer_is_told(store):
    switch(store, event("one"), seen=Current())
    store.write(CURRENT, store.read(CURRENT).body.replace(b'"one"', b'"ona"'))
    with pytest.raises(StoreError, match="CURRENT is damaged"):
        read_current(store)


@pytest.mark.parametrize("fault", FAULTS)
def test_an_upload_is_read_back(place, store, tmp_path, fault):
    place.faults = [fault]
    folder, manifest = staged(tmp_path, "one")
    upload(store, folder, manifest)
    assert problems_in_store(store, "one") == []
    assert manifest_in_store(store, "one") == manifest
    assert read_current(store).release is None


def test_an_upload_that_is_not_what_was_written_is_refused(store, tmp_path):
    folder, manifest = staged(tmp_path, "one")
    (folder / "CHANGELOG.md").write_text("everything is old")
    with pytest.raises(StoreError, match=r"does not hold what was written: CHANGELOG\.md has other sha256"):
        upload(store, folder, manifest)


def test_a_name_is_claimed_once(store, tmp_path):
    upload(store, *staged(tmp_path, "one"))
    (tmp_path / "other").mkdir()
    with pytest.raises(StoreError, match="Another run writes"):
        upload(store, *staged(tmp_path / "other", "one", previous="zero"))


def test_missing_extra_and_changed_objects_are_found_and_mended(store, tmp_path):
    folder, manifest = published(store, tmp_path, "one")
    store.remove("releases/one/CHANGELOG.md")
    store.write("releases/one/more.md", b"")
    store.write("releases/one/documents/notes.md", b"short")
    assert problems_in_store(store, "one") == [
        "CHANGELOG.md is missing.",
        "more.md does not belong to the release.",
        "documents/notes.md has other bytes than the manifest says.",
    ]
    store.remove("releases/one/more.md")
    assert sorted(mend(store, folder, manifest)) == ["CHANGELOG.md", "documents/notes.md"]
    assert problems_in_store(store, "one") == []


@pytest.mark.parametrize("path", ["../up", "/etc/x", "a/../../b", "..", "a\\b", ""])
def test_a_manifest_cannot_lead_out_of_the_release(store, tmp_path, path):
    folder, manifest = staged(tmp_path, "one")
    (folder / MANIFEST).unlink()
    manifest["files"][0]["path"] = path
    manifest["checksum"] = checksum_of(manifest)
    store.write(f"releases/one/{MANIFEST}", json.dumps(manifest).encode())
    with pytest.raises(StoreError, match="missing or damaged"):
        manifest_in_store(store, "one")


def test_only_what_can_no_longer_be_published_is_cleared_up(store, tmp_path):
    published(store, tmp_path, "one")
    upload(store, *staged(tmp_path, "killed", previous="one"))
    store.write("releases/foreign/x", b"not ours")
    assert clean(store, read_current(store)) == []
    published(store, tmp_path, "two")
    assert clean(store, read_current(store)) == ["killed"]
    assert store.folders("releases") == ["foreign", "one", "two"]
    assert present(store, read_current(store)) == ["one", "two"]


def test_a_removed_release_is_gone(store, tmp_path):
    published(store, tmp_path, "one")
    remove_release(store, "one")
    assert present(store, read_current(store)) == []


def test_a_short_object_is_told(store):
    store.write("x", b"123")
    with pytest.raises(StoreError, match="shorter"):
        list(store.chunks("x", 5))


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "no credentials"),
        ({**KEYS, "AWS_ENDPOINT_URL": "http://store.example:9000"}, "not encrypted"),
    ],
)
def test_what_the_environment_must_say(environment, sentence):
    with pytest.raises(SettingsError, match=sentence) as error:
        opened(ADDRESS, environment=environment)
    assert "AKID" not in f"{error.value}{error.value.hint}"


def test_an_address_of_another_form_is_refused():
    with pytest.raises(SettingsError, match="s3://bucket/prefix"):
        opened("s3://Upper/x", environment=KEYS)
    assert isinstance(opened("s3://news-room/a/b/", environment=KEYS), ObjectStore)
