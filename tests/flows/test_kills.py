"""A run that is killed anywhere loses nothing, shows nothing half-done, and the next run makes good."""

import time

import pytest
from newsroom import broken_invariants, data_hashes, hashes_below, leftovers, quick, quick_start

from flows.files import CRASH_POINTS
from flows.output import Output

AFTER_SWITCH = ("after_switch", "before_history", "after_history")
MOMENTS = (0.4, 0.8, 1.1, 1.4, 1.7)  # seconds into a run


def made_good(raw, output, undisturbed):
    again = quick(raw, output)
    assert again.returncode == 0, again.stderr
    assert broken_invariants(output) == []
    assert data_hashes(Output(output).release()) == undisturbed
    assert leftovers(output) == []
    assert len(Output(output).names()) == 1
    return again.stdout.split()[0]


def test_kills_at_every_named_point_before_the_switch_publish_nothing(raw, output, undisturbed):
    before = hashes_below(raw)
    for point in [point for point in CRASH_POINTS if point not in AFTER_SWITCH]:
        killed = quick(raw, output, DATELINE_CRASH_AT=point)
        assert killed.returncode == -9, f"{point} was never reached: {killed.stdout}{killed.stderr}"
        assert Output(output).latest_name() is None
    assert made_good(raw, output, undisturbed) == "published"
    assert hashes_below(raw) == before


@pytest.mark.parametrize("point", AFTER_SWITCH)
def test_a_kill_after_the_switch_leaves_the_release_published(raw, output, undisturbed, point):
    assert quick(raw, output, DATELINE_CRASH_AT=point).returncode == -9
    assert Output(output).latest_name() is not None
    assert made_good(raw, output, undisturbed) == "unchanged"


def test_kills_at_any_moment_are_made_good_by_the_next_run(raw, output, undisturbed):
    for moment in MOMENTS:
        started = quick_start(raw, output)
        time.sleep(moment)
        started.kill()
        started.communicate()
        assert broken_invariants(output) == []
    made_good(raw, output, undisturbed)


def test_a_kill_during_a_second_release_leaves_the_first(raw, output):
    assert quick(raw, output).returncode == 0
    first = Output(output).latest_name()
    (raw / "later.txt").write_text("A clinic opened in Sam Neua on Monday.")
    assert quick(raw, output, DATELINE_CRASH_AT="after_rename").returncode == -9
    assert Output(output).latest_name() == first
    assert broken_invariants(output) == []
    assert quick(raw, output).returncode == 0
    assert Output(output).latest_name() != first
    assert len(Output(output).names()) == 2
