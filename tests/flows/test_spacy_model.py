"""A spaCy model of the user's own: refused with a clear sentence, part of the fingerprints, used in its own right."""

from __future__ import annotations

import polars as pl
import pytest

from flows import spacy_model
from flows.extract import extract
from flows.fingerprints import models_hash, parts
from flows.settings import Settings, load_settings
from flows.shards import Shard
from transforms.errors import SettingsError


def test_setting_comes_from_every_place(tmp_path):
    (tmp_path / "dateline.toml").write_text('spacy_model = "one"\n', encoding="utf-8")
    assert str(load_settings({}, folder=tmp_path, environment={}).spacy_model) == "one"
    from_environment = {"DATELINE_SPACY_MODEL": "two"}
    assert str(load_settings({}, folder=tmp_path, environment=from_environment).spacy_model) == "two"
    assert (
        str(load_settings({"spacy_model": "three"}, folder=tmp_path, environment=from_environment).spacy_model)
        == "three"
    )
    assert load_settings({}, folder=tmp_path / "none", environment={}).spacy_model is None


def test_missing_spacy_is_a_clear_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(spacy_model, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match="spaCy is not installed"):
        spacy_model.checked(tmp_path)


def test_missing_model_is_a_clear_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(spacy_model, "find_spec", lambda _: True)
    with pytest.raises(SettingsError, match="no spaCy model lies there"):
        spacy_model.checked(tmp_path / "nowhere")


def test_no_model_is_no_trouble():
    assert spacy_model.checked(None) is None
    assert spacy_model.name_finder("") is None


def test_model_travels_with_the_shard():
    shard = Shard(0, "records", "cache", (), spacy_model="folder")
    assert Shard.from_json(shard.to_json()) == shard


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of spaCy's own making
def test_model_stands_in_for_the_recogniser(tmp_path):
    spacy = pytest.importorskip("spacy")
    model = spacy.blank("en")
    model.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Quill Zarnow"}])
    model.to_disk(tmp_path / "model")
    raw = tmp_path / "raw.txt"
    raw.write_text("In Laos it rained. Then Quill Zarnow sang. Zarnow left.\n", encoding="utf-8")
    extract(Settings(raw=(raw,), spacy_model=tmp_path / "model"), tmp_path / "tables")
    mentions = pl.read_parquet(tmp_path / "tables" / "mentions.parquet")
    found = mentions.select("surface", "entity_type", "rule").rows()
    assert ("Quill Zarnow", "person", "mentions.recogniser") in found
    assert ("Zarnow", "person", "mentions.part_of_name") in found
    assert models_hash(tmp_path / "model") != models_hash()
    assert parts((), tmp_path / "model")["mentions"] != parts()["mentions"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of spaCy's own making
def test_model_without_names_is_refused(tmp_path):
    spacy = pytest.importorskip("spacy")
    spacy.blank("en").to_disk(tmp_path / "model")
    with pytest.raises(SettingsError, match="finds no names"):
        spacy_model.name_finder(str(tmp_path / "model"))
