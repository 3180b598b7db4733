"""The guard, which accepts a reading or holds it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.counts.guard import Accept, Guard, Hold, judge, usual_change, within
from bot.core.model.snapshots import Held, Origin, Snapshot
from bot.core.model.source import Count, Fault, FaultKind

NOW = datetime(2026, 12, 1, 12, 0, 0, 250_000, tzinfo=UTC)
SECOND = NOW.replace(microsecond=0)
HOUR = timedelta(hours=1)
GUARD = Guard()
LAST = Snapshot(SECOND - HOUR, 1_000_000)


def test_the_first_count_of_a_page_is_taken_as_it_is() -> None:
    assert judge(Count(5, 10), None, None, 0, GUARD, NOW) == Accept(Snapshot(SECOND, 5, 10, Origin.SOURCE))


def test_the_snapshot_has_the_origin_of_its_count() -> None:
    assert judge(Count(5), None, None, 0, GUARD, NOW, Origin.MANUAL) == Accept(Snapshot(SECOND, 5, 1, Origin.MANUAL))


@pytest.mark.parametrize("kind", FaultKind)
def test_a_fault_stays_a_fault_and_never_a_number(kind: FaultKind) -> None:
    fault = Fault(kind, "why")

    assert judge(fault, LAST, Held(3, 1, NOW), 0, GUARD, NOW) is fault


@pytest.mark.parametrize("count", [Count(-1), Count(-2_000_000), Count(5, 0), Count(5, -10)])
def test_a_negative_count_and_a_step_below_one_are_faults(count: Count) -> None:
    verdict = judge(count, LAST, None, 0, GUARD, NOW)

    assert isinstance(verdict, Fault)
    assert verdict.kind is FaultKind.BAD_ANSWER


@pytest.mark.parametrize(("value", "taken"), [(950_000, True), (949_999, False), (1_050_000, True), (1_050_001, False)])
def test_five_per_cent_of_the_count_is_the_limit_of_a_quiet_page(value: int, taken: bool) -> None:  # noqa: FBT001
    assert isinstance(judge(Count(value), LAST, None, 0, GUARD, NOW), Accept) is taken


def test_a_page_that_usually_moves_fast_may_move_ten_times_as_fast() -> None:
    usual = 10_000.0

    assert isinstance(judge(Count(900_000), LAST, None, usual, GUARD, SECOND), Accept)
    assert isinstance(judge(Count(899_999), LAST, None, usual, GUARD, SECOND), Hold)


def test_the_guard_grows_with_the_hours_between() -> None:
    day_old = Snapshot(SECOND - 24 * HOUR, 1_000_000)

    assert isinstance(judge(Count(800_000), day_old, None, 1_000, GUARD, SECOND), Accept)
    assert isinstance(judge(Count(800_000), LAST, None, 1_000, GUARD, SECOND), Hold)


def test_zero_after_a_million_is_held_and_not_accepted() -> None:
    assert judge(Count(0), LAST, None, 0, GUARD, NOW) == Hold(Held(0, 1, NOW))


def test_a_second_reading_that_agrees_a_minute_later_is_taken() -> None:
    held = Held(500_000, 1, NOW - timedelta(minutes=1))

    assert judge(Count(500_100), LAST, held, 0, GUARD, NOW) == Accept(Snapshot(SECOND, 500_100))


def test_a_second_reading_that_comes_too_early_leaves_the_first_one_waiting() -> None:
    held = Held(500_000, 1, NOW - timedelta(seconds=59))

    assert judge(Count(500_000), LAST, held, 0, GUARD, NOW) == Hold(held)


def test_a_second_reading_that_differs_waits_in_its_place() -> None:
    held = Held(500_000, 1, NOW - timedelta(minutes=5))

    assert judge(Count(300_000), LAST, held, 0, GUARD, NOW) == Hold(Held(300_000, 1, NOW))


def test_a_reading_near_the_last_snapshot_is_taken_whatever_is_held() -> None:
    held = Held(500_000, 1, NOW - timedelta(minutes=5))

    assert judge(Count(999_999), LAST, held, 0, GUARD, NOW) == Accept(Snapshot(SECOND, 999_999))


@pytest.mark.parametrize(("step", "last_step"), [(1000, 1), (1, 1000)])
def test_rounding_alone_never_breaks_the_guard(step: int, last_step: int) -> None:
    last = Snapshot(SECOND - HOUR, 2_000, last_step)

    assert isinstance(judge(Count(3_000, step), last, None, 0, GUARD, NOW), Accept)
    assert isinstance(judge(Count(3_001, step), last, None, 0, GUARD, NOW), Hold)


def test_a_clock_that_was_set_back_does_not_narrow_the_guard() -> None:
    assert within(Count(1_050_000), 1_000_000, 1, NOW + HOUR, 10_000, GUARD, NOW)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**6), st.floats(0, 10**6))
def test_an_accepted_snapshot_has_the_count_that_was_read(value: int, last: int, step: int, usual: float) -> None:
    verdict = judge(Count(value, step), Snapshot(SECOND - HOUR, last), None, usual, GUARD, NOW)

    if isinstance(verdict, Accept):
        assert verdict.snapshot == Snapshot(SECOND, value, step)
    else:
        assert verdict == Hold(Held(value, step, NOW))


def series(*counts: int) -> list[Snapshot]:
    return [Snapshot(SECOND + number * HOUR, count) for number, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "usual"),
    [((), 0), ((7,), 0), ((10, 14), 4), ((10, 14, 8), 5), ((100, 99, 97, 94), 2), ((10, 11, 12, 900_000, 900_001), 1)],
)
def test_the_usual_change_is_the_median_and_one_jump_does_not_move_it(counts: tuple[int, ...], usual: float) -> None:
    assert usual_change(series(*counts)) == usual


def test_the_usual_change_is_per_hour() -> None:
    assert usual_change([Snapshot(SECOND, 100), Snapshot(SECOND + 4 * HOUR, 60)]) == 10


def test_two_snapshots_of_one_second_give_no_change_per_hour() -> None:
    assert usual_change([Snapshot(SECOND, 100), Snapshot(SECOND, 60)]) == 0
