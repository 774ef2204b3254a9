"""The working folder of an output in an object store: the store is the truth, the folder follows and may be lost."""

import datetime
import shutil

import pytest
from careless_store import ADDRESS, CarelessStore, store_in

from flows import mirror
from flows.mirror import follow, output_for_reading, place_in_store, publish_release, retire
from flows.output import Output
from flows.release import problems_of, recover, write_manifest
from flows.settings import load_settings
from flows.shelf import shelf_of
from flows.store_releases import present, problems_in_store, read_current
from transforms.errors import ReleaseError, SettingsError

NOW = datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC)


@pytest.fixture
def place(monkeypatch):
    place = CarelessStore()
    monkeypatch.setattr(mirror, "store_at", lambda _: store_in(place))
    monkeypatch.setattr("flows.shelf.store_at", lambda _: store_in(place))
    return place


@pytest.fixture
def store(place):
    return store_in(place)


@pytest.fixture
def output(tmp_path):
    return Output(tmp_path / "work")


def publish(output, name, at="2025-06-01T00:00:00+00:00"):
    """What a run does, with a release of one file."""
    follow(ADDRESS, output)
    recover(output)
    previous = output.latest_name()
    staged = output.staging / "1" / "release"
    (staged / "documents").mkdir(parents=True)
    (staged / "documents" / "part-00000.md").write_text(name)
    (staged / "notes.md").write_text(name)
    write_manifest(staged, {"release": name, "previous": previous, "created_at": at})
    return publish_release(output, staged, expected_previous=previous)


def test_store_and_folder_say_the_same_after_a_run(store, output):
    assert publish(output, "one") == output.releases / "one"
    assert publish(output, "two") == output.releases / "two"
    assert read_current(store).release == output.latest_name() == "two"
    assert list(read_current(store).events) == output.history()
    assert [problems_in_store(store, name) for name in present(store, read_current(store))] == [[], []]
    assert place_in_store(output, "two") == [f"It lies in {ADDRESS}/releases/two, and {ADDRESS}/CURRENT names it."]


def test_a_lost_folder_is_fetched_again(output, place):
    for name in ("r1", "r2", "r3"):
        publish(output, name)
    shutil.rmtree(output.folder)
    assert follow(ADDRESS, output) == [f"Fetched the release r3 from {ADDRESS}."]
    recover(output)
    assert output.names() == ["r3"]
    assert problems_of(output.release()) == []
    assert sorted(path.name for path in output.past.iterdir()) == ["r1", "r2", "r3"]
    assert (output.past / "r1" / "documents" / "part-00000.md").read_text() == "r1"
    assert not (output.past / "r1" / "notes.md").exists()
    publish(output, "r4")
    assert [event["release"] for event in output.history()] == ["r1", "r2", "r3", "r4"]


def test_a_damaged_copy_is_fetched_again_and_a_lost_object_written_again(store, output):
    publish(output, "one")
    (output.releases / "one" / "notes.md").write_text("changed")
    assert follow(ADDRESS, output) == [f"Fetched the release one from {ADDRESS}."]
    store.remove("releases/one/notes.md")
    assert follow(ADDRESS, output) == ["Wrote again what the store had lost of one: notes.md."]
    assert problems_in_store(store, "one") == []


def test_a_damaged_object_is_not_taken(store, output):
    publish(output, "one")
    shutil.rmtree(output.folder)
    store.write("releases/one/notes.md", b"onf")
    with pytest.raises(ReleaseError, match=r"The release one in s3://newsroom/daily is damaged: notes\.md"):
        follow(ADDRESS, output)
    assert not output.releases.exists()


def test_two_folders_work_for_one_store(tmp_path, store, output):
    other = Output(tmp_path / "other machine")
    publish(output, "one")
    publish(other, "two")
    publish(output, "three")
    assert [event["release"] for event in read_current(store).events] == ["one", "two", "three"]
    assert output.latest_name() == "three"


def test_of_two_runs_at_once_the_slower_stops_and_clears_up(tmp_path, store, output):
    other = Output(tmp_path / "other machine")
    publish(output, "one")
    follow(ADDRESS, other)
    staged = other.staging / "release"
    staged.mkdir(parents=True)
    (staged / "notes.md").write_text("slow")
    write_manifest(staged, {"release": "slow", "previous": "one", "created_at": ""})
    publish(output, "two")
    with pytest.raises(ReleaseError, match=r"Another release \(two\) was published"):
        publish_release(other, staged, expected_previous="one")
    assert other.latest_name() == "one"
    assert store.folders("releases") == ["one", "two"]


def test_a_store_that_was_emptied_is_believed(place, output):
    publish(output, "one")
    place.memory = CarelessStore().memory
    follow(ADDRESS, output)
    recover(output)
    assert (output.latest_name(), output.names(), output.history()) == (None, [], [])
    publish(output, "anew")


def test_a_run_killed_after_the_switch_is_made_good(monkeypatch, store, output):
    publish(output, "one")
    monkeypatch.setattr(mirror, "promote", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        publish(output, "two")
    assert (read_current(store).release, output.latest_name()) == ("two", "one")
    assert follow(ADDRESS, output) == [f"Fetched the release two from {ADDRESS}."]
    recover(output)
    assert output.latest_name() == "two"
    assert output.names() == ["one", "two"]


def test_a_folder_with_releases_of_its_own_is_left_alone(tmp_path, place):
    own = Output(tmp_path / "own")
    (own.releases / "mine").mkdir(parents=True)
    with pytest.raises(ReleaseError, match="holds releases of its own"):
        follow(ADDRESS, own)
    assert own.names() == ["mine"]
    assert not own.state.exists()


@pytest.mark.parametrize("address", ["", "s3://newsroom/weekly"])
def test_a_working_folder_serves_one_store(output, place, address):
    publish(output, "one")
    with pytest.raises(ReleaseError, match="is the working folder of s3://newsroom/daily"):
        follow(address, output)


def test_a_folder_without_a_store_is_not_touched(tmp_path):
    assert follow("", Output(tmp_path / "output")) == []
    assert list(tmp_path.iterdir()) == []
    assert place_in_store(Output(tmp_path / "output"), "one") == []


def test_old_releases_are_removed_from_store_and_folder(store, output):
    for number in range(1, 5):
        publish(output, f"r{number}", f"2025-06-0{number}T00:00:00+00:00")
    retire(output, keep=2, days=7, now=NOW)
    assert present(store, read_current(store)) == output.names() == ["r3", "r4"]
    follow(ADDRESS, output)
    assert sorted(path.name for path in output.past.iterdir()) == ["r3", "r4"]
    retire(output, keep=0, days=0, now=NOW)
    assert output.names() == ["r3", "r4"]


@pytest.fixture
def settings(output, place):
    return load_settings({"output": output.folder, "store": ADDRESS}, environment={})


def test_the_commands_see_the_store(settings, store, output):
    shelf = shelf_of(settings)
    assert (shelf.place, shelf.names(), shelf.latest_name()) == (ADDRESS, [], None)
    with pytest.raises(ReleaseError, match="Nothing is published in s3://newsroom/daily"):
        shelf.full_name("latest")
    for name in ("one", "other", "two"):
        publish(output, name)
    shelf = shelf_of(settings)
    assert (shelf.names(), shelf.latest_name(), shelf.full_name("latest")) == (["one", "other", "two"], "two", "two")
    assert (shelf.full_name("on"), shelf.problems("one"), shelf.manifest("one")["release"]) == ("one", [], "one")
    for wrong, sentence in (("o", "fits several"), ("x", "is no release")):
        with pytest.raises(ReleaseError, match=sentence):
            shelf.full_name(wrong)


def test_an_earlier_release_is_published_again(settings, store, output):
    publish(output, "one")
    publish(output, "two")
    assert shelf_of(settings).roll_back("one", at=NOW) == "one"
    assert read_current(store).release == output.latest_name() == "one"
    publish(output, "three")
    assert [event["action"] for event in output.history()] == ["published", "published", "rolled_back", "published"]
    store.remove("releases/two/notes.md")
    with pytest.raises(ReleaseError, match="The release two is damaged"):
        shelf_of(settings).roll_back("two", at=NOW)


def test_reading_fetches_what_is_asked_for(settings, output):
    publish(output, "one")
    publish(output, "two")
    shutil.rmtree(output.folder)
    found = output_for_reading(settings, "one", "latest")
    assert found.names() == ["one", "two"]
    assert found.latest_name() == "two"


def test_an_address_as_output_names_the_store_and_its_own_folder(tmp_path):
    (tmp_path / "dateline.toml").write_text('output = "s3://newsroom/daily/"\n')
    found = load_settings({}, folder=tmp_path, environment={})
    assert found.store == ADDRESS
    assert found.output.parts[0] == ".dateline"
    other = load_settings({}, folder=tmp_path, environment={"DATELINE_OUTPUT": "s3://newsroom/weekly"})
    assert other.output != found.output
    assert load_settings({"output": "plain"}, folder=tmp_path, environment={}).store == ""


@pytest.mark.parametrize(
    "address", ["s3://", "s3://AKID:never-shown@newsroom", "gs://newsroom/x", "s3://newsroom/../x"]
)
def test_an_address_of_another_form_is_refused_and_not_repeated(tmp_path, address):
    with pytest.raises(SettingsError, match="s3://bucket/prefix") as error:
        load_settings({"output": address}, folder=tmp_path, environment={})
    assert "never-shown" not in f"{error.value}{error.value.hint}"
