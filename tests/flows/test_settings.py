"""Defaults < dateline.toml < environment < command line; each bad value is one sentence that says where it came from."""

import datetime
from pathlib import Path

import pytest

from flows.settings import PARSERS, Settings, load_settings, series_of, today
from transforms.errors import SettingsError


def test_each_place_beats_the_one_before(tmp_path):
    assert load_settings({}, folder=tmp_path, environment={}) == Settings()
    (tmp_path / "dateline.toml").write_text('series = "file"\nworkers = 3\nas_of = 2025-03-01\nlexicons = ["own"]\n')
    settings = load_settings({"series": None}, folder=tmp_path, environment={})
    assert (settings.series, settings.workers, settings.as_of) == ("file", 3, datetime.date(2025, 3, 1))
    assert settings.lexicons == (Path("own"),)
    environment = {"DATELINE_SERIES": "environment", "DATELINE_CRASH_AT": "nowhere", "OTHER": "x"}
    assert load_settings({}, folder=tmp_path, environment=environment).series == "environment"
    assert load_settings({"series": "line"}, folder=tmp_path, environment=environment).series == "line"


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("runner", "cloud", "auto, local, process, dask, ray"),
        ("workers", "-1", "a whole number from 0 to 1024"),
        ("workers", "many", "a whole number from 0 to 1024"),
        ("as_of", "yesterday", "a date, as 2026-03-14"),
        ("timezone", "Mars/Olympus", "an IANA time zone"),
        ("series", "../elsewhere", "letters, digits"),
        ("cron", "daily", "five fields"),
        ("text", "some", "full, spans, none"),
        ("accept_removals", "perhaps", "true or false"),
        ("max_file_bytes", "0", "a whole number from 1"),
    ],
)
def test_a_bad_value_says_what_is_allowed_and_where_it_came_from(tmp_path, key, value, allowed):
    with pytest.raises(SettingsError, match=rf"'{key}' cannot be '{value}' \(from the environment\)") as caught:
        load_settings({}, folder=tmp_path, environment={f"DATELINE_{key.upper()}": value})
    assert allowed in caught.value.hint


def test_an_unknown_key_and_a_broken_file_are_named(tmp_path):
    (tmp_path / "dateline.toml").write_text('colour = "red"')
    with pytest.raises(SettingsError, match="no setting named 'colour'"):
        load_settings({}, folder=tmp_path, environment={})
    (tmp_path / "dateline.toml").write_text("series = ")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({}, folder=tmp_path, environment={})


def test_every_setting_has_a_parser_and_every_parser_a_setting():
    assert set(PARSERS) == set(Settings.__dataclass_fields__)


def test_the_series_follows_from_the_raw_arguments(tmp_path):
    assert series_of(Settings(raw=(tmp_path / "articles",))) == "articles"
    assert series_of(Settings(raw=(tmp_path / "b", tmp_path / "a"))) == "a+b"
    assert series_of(Settings(raw=(Path("raw/sample"),))) == "raw-sample"
    assert series_of(Settings(series="mekong")) == "mekong"


def test_the_day_of_a_run_never_goes_back():
    later = datetime.date(2999, 1, 1)
    assert today(Settings(), not_before=later) == later
    with pytest.raises(SettingsError, match="the last release is as of 2999-01-01"):
        today(Settings(as_of=datetime.date(2025, 1, 1)), not_before=later)
