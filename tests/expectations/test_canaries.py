"""Known documents give their known rows, and a changed or missing row is seen."""

import pytest

from expectations import canaries
from expectations.rules import canary
from expectations.staged import Staged


@pytest.fixture(scope="module")
def now():
    return canaries.rows_now()


@pytest.fixture
def look(monkeypatch, now, tmp_path):
    monkeypatch.setattr(canary, "rows_now", lambda: now)
    (rule,) = canary.rules(())

    def with_expected(rows, **manifest):
        monkeypatch.setattr(canary, "expected_rows", lambda: rows)
        return rule.look(Staged(folder=tmp_path, manifest=manifest)).violations.collect()

    return with_expected


def test_canaries_have_rows_in_every_table(now):
    assert {line.split('"')[3] for line in now} >= {
        "sentences",
        "mentions",
        "metrics",
        "timexes",
        "statements",
        "roles",
    }


def test_reading_them_twice_gives_the_same(now):
    assert canaries.rows_now() == now


def test_the_same_rows_pass(look, now):
    assert look(list(now)).is_empty()


def test_a_missing_and_a_changed_row_are_seen(look, now):
    assert look(now[1:])["difference"].to_list() == ["found, not known"]
    assert sorted(look([*now[1:], "{}"])["difference"]) == ["found, not known", "known, not found"]


def test_users_own_lexicons_never_trip_them(look):
    assert look([], settings={"lexicons": ["mine"]}).is_empty()
