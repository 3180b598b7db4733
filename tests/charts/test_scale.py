from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.scale import apart, bundled, heights, most_apart, numbers, times, untouched

START = datetime(2026, 3, 20, tzinfo=UTC)


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_the_levels_reach_around_every_value_and_are_few(low: int, height: int) -> None:
    levels = heights(low, low + height)
    assert levels[0] <= low
    assert levels[-1] >= low + height
    assert 2 <= len(levels) <= 8
    assert len({later - earlier for earlier, later in pairwise(levels)}) == 1


def test_levels_are_round_numbers() -> None:
    assert heights(0, 175_245) == [0, 50_000, 100_000, 150_000, 200_000]
    assert heights(-30, 90) == [-50, 0, 50, 100]
    assert heights(0, 0) == [0, 1]


@given(st.integers(1, 24 * 365 * 12), st.integers(3, 8), st.sampled_from(["UTC", "Africa/Casablanca", "Europe/Paris"]))
def test_the_moments_are_inside_in_order_and_few(hours: int, most: int, zone: str) -> None:
    end = START + timedelta(hours=hours)
    found, _ = times(START, end, zone, most)
    assert all(START <= at <= end for at in found)
    assert found == sorted(found)
    assert len(found) <= most + 2


@pytest.mark.parametrize(("hours", "days"), [(1, False), (24, False), (84, False), (24 * 30, True)])
def test_long_charts_are_marked_by_days(hours: int, days: int) -> None:
    assert times(START, START + timedelta(hours=hours), "UTC", 8)[1] is bool(days)


def test_a_day_stays_a_day_across_a_clock_change() -> None:
    found, days = times(START, START + timedelta(days=14), "Europe/Paris", 8)
    assert days
    assert {at.hour for at in found} == {0}


@given(st.floats(1, 50), st.floats(0, 100), st.floats(50, 500), st.data())
def test_as_many_names_as_have_room_stay_inside_and_apart(
    gap: float, top: float, height: float, data: st.DataObject
) -> None:
    most = most_apart(gap, top, top + height)
    ends = data.draw(st.lists(st.floats(top, top + height), min_size=1, max_size=most))
    places = sorted(apart(ends, gap, top, top + height))
    assert places[0] >= top - 0.02
    assert places[-1] <= top + height + 0.02
    assert all(later - earlier >= gap - 0.02 for earlier, later in pairwise(places))


def test_labels_that_come_first_are_kept_and_others_where_there_is_room() -> None:
    assert untouched([0, 20, 40, 60, 80, 100], [40] * 6, [0, 2, 4, 5, 3, 1]) == {0, 2, 4}
    assert untouched([10, 30, 50, 70, 90], [58] * 5, [1, 3, 4, 2, 0]) == {1, 4}


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8).map(sorted))
def test_marks_stand_together_where_their_numbers_would_touch(places: list[float]) -> None:
    bundles = bundled(places, 7)
    assert [number for _, first, last in bundles for number in range(first, last + 1)] == [*range(len(places))]
    for (left, *one), (right, *other) in pairwise(bundles):
        assert right - left >= 7 * (len(numbers(*one)) + len(numbers(*other))) / 2
