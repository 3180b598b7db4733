"""Snapshots and the choice of the baseline."""

from datetime import UTC, datetime, timedelta

from bot.core.model.snapshots import Baseline, Snapshot, choose_baseline

SECOND = datetime(2026, 9, 1, 12, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_baseline_is_the_one_before_the_start_else_the_first_after_it_and_late() -> None:
    before, after = Snapshot(SECOND - HOUR, 10), Snapshot(SECOND + HOUR, 9)

    assert choose_baseline(before, after) == Baseline(before)
    assert choose_baseline(None, after) == Baseline(after, late=True)
    assert choose_baseline(None, None) is None
