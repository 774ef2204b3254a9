"""An unchanged folder is known without being read; whatever changed in it, however quietly, is read again."""

import os
import time

import pytest
from newsroom import quick

from flows import raw_memory
from flows.output import Output
from flows.settings import Settings, today


@pytest.fixture
def settled(raw, monkeypatch):
    """The stories, as if they had been written long ago."""
    monkeypatch.setattr(raw_memory, "MOMENT_NS", -3_600 * 10**9)
    return raw


def look(raw, **given):
    settings = Settings(raw=(raw,), **given)
    return raw_memory.look(settings, series="raw", as_of=today(settings)).digest


def test_the_same_folder_looks_the_same(settled):
    assert look(settled) is not None
    assert look(settled) == look(settled)


def test_a_file_written_a_moment_ago_is_not_trusted(raw):
    assert look(raw) is None


@pytest.mark.parametrize("change", ["new", "gone", "other bytes", "renamed", "mode"])
def test_every_change_shows(settled, change):
    before, story = look(settled), settled / "rice.txt"
    if change == "new":
        (settled / "later.txt").write_text("A clinic opened.")
    elif change == "gone":
        story.unlink()
    elif change == "renamed":
        story.rename(settled / "grain.txt")
    elif change == "mode":
        story.chmod(0o600)
    else:
        kept = story.stat()
        content = bytearray(story.read_bytes())
        content[3] ^= 1
        time.sleep(0.02)
        story.write_bytes(content)
        os.utime(
            story, ns=(kept.st_atime_ns, kept.st_mtime_ns)
        )  # same size, same time of change as far as programs can set it
    assert look(settled) != before


def test_settings_and_day_belong_to_it(settled):
    looks = {look(settled), look(settled, text="none"), look(settled, max_record_bytes=5)}
    settings = Settings(raw=(settled,))
    looks.add(raw_memory.look(settings, series="raw", as_of=today(settings).replace(year=2031)).digest)
    assert len(looks) == 4


def test_what_is_remembered_belongs_to_one_release(raw, output):
    assert quick(raw, output).returncode == 0
    known = Output(output)
    raw_memory.remember(known, "abc")
    assert raw_memory.is_as_remembered(known, "abc")
    assert not raw_memory.is_as_remembered(known, "abd")
    assert not raw_memory.is_as_remembered(known, None)
    known.latest.unlink()
    assert not raw_memory.is_as_remembered(known, "abc")
    raw_memory.remember(known, None)
    assert not (known.state / raw_memory.FILE).exists()


def test_an_unchanged_folder_is_not_read_again(raw, output):
    time.sleep(2.1)
    assert quick(raw, output).returncode == 0
    again = quick(raw, output, DATELINE_CRASH_AT="after_first_shard")
    assert again.stdout.split()[0] == "unchanged"
    table = Output(output).release() / "documents" / "part-00000.parquet"
    table.write_bytes(table.read_bytes()[:-9] + b"x" + table.read_bytes()[-8:])
    assert quick(raw, output).stdout.split()[0] == "published"
