"""How soon memory goes back: as we say, unless the user says otherwise."""

import os

import pytest

from flows.garbage import ALLOCATOR, SOON, as_usual, give_back_now, give_back_soon


@pytest.mark.parametrize(("said", "counts"), [(None, SOON), ("dirty_decay_ms:50", "dirty_decay_ms:50")])
def test_what_the_user_says_of_the_allocator_counts(said, counts, monkeypatch):
    monkeypatch.setenv(ALLOCATOR, said or "")  # so that it is as before when the test is over
    if said is None:
        monkeypatch.delenv(ALLOCATOR)
    give_back_soon()
    assert os.environ[ALLOCATOR] == counts
    assert as_usual(os.environ).get(ALLOCATOR) == said
    assert as_usual({ALLOCATOR: SOON, "HOME": "/"}) == {"HOME": "/"}


def test_giving_back_asks_the_c_library_and_does_without_where_it_cannot(monkeypatch):
    give_back_now()
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    give_back_now()
