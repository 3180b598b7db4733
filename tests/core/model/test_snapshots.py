"""Snapshots and the choice of the baseline."""

from datetime import UTC, datetime, timedelta

from bot.core.model.snapshots import Baseline, Snapshot, choose_baseline, surplus

SECOND = datetime(2026, 9, 1, 12, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_baseline_is_the_one_before_the_start_else_the_first_after_it_and_late() -> None:
    before, after = Snapshot(SECOND - HOUR, 10), Snapshot(SECOND + HOUR, 9)

    assert choose_baseline(before, after) == Baseline(before)
    assert choose_baseline(None, after) == Baseline(after, late=True)
    assert choose_baseline(None, None) is None


def test_the_last_reading_of_each_hour_is_kept_and_the_one_of_its_very_end() -> None:
    times = [0, 1, 1800, 3600, 3601, 5400, 9000]
    assert surplus(times, [0]) == [1, 1800, 3601]
    assert surplus([], [0]) == surplus([1], [0]) == []


def test_an_hour_may_end_at_any_second_and_readings_within_a_span_are_kept() -> None:
    times = [600, 1200, 1800, 2400, 3600]
    assert surplus(times, [0]) == [600, 1200, 1800, 2400]
    assert surplus(times, [0, 1800]) == [600, 1200, 2400]
    assert surplus(times, [0, 1800], [(1200, 2399)]) == [600, 2400]
