import math
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import fmean, stdev

import pytest

from bot.core.counts.progress import DAY, LEAST_DAYS, Arrival, Progress, daily_changes, day_moments, measure_progress
from bot.core.model.measures.interval import t975
from bot.core.model.measures.measure import LIKES, MEASURES
from bot.core.model.snapshots import Snapshot

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SIGNATURES = MEASURES["signatures"]
CHANGES = (900, 1100, 1000, 950, 1050, 1020, 980)


def progress(goal: int | None = 10_000, now: int | None = 5_000, changes: tuple[int, ...] = CHANGES) -> Progress | None:
    return measure_progress(SIGNATURES, goal, 1_000, now, changes, NOW)


def arrival(changes: tuple[int, ...], goal: int = 10_000) -> Arrival | None:
    found = progress(goal, changes=changes)
    assert found is not None
    return found.arrival


def test_the_bounds_are_where_the_interval_of_the_verdict_meets_the_goal() -> None:
    found = arrival(CHANGES)
    assert found is not None
    mean, spread, number = fmean(CHANGES), stdev(CHANGES), len(CHANGES)
    for moment, side in ((found.low, 1), (found.high, -1)):
        days = (moment - NOW) / DAY
        half = t975(number) * spread * math.sqrt(days + days**2 / number)
        assert mean * days + side * half == pytest.approx(5_000, rel=1e-6)
    assert NOW < found.low < NOW + 5 * DAY < found.high


def test_without_a_steady_pace_no_date_is_told() -> None:
    assert arrival((5000, -4000, 3000) * 3) is None
    assert arrival((-10, -11, -9, -10) * 2) is None
    assert arrival((1,) * 8) is None
    assert arrival(CHANGES, goal=1_000_000) is None


def test_a_pace_of_less_than_a_week_tells_no_date() -> None:
    """The days of a week differ, and a few days that happen to be alike look steadier than they are."""
    assert arrival(CHANGES[:6]) is None
    assert arrival(CHANGES[:7]) is not None


def test_the_dates_hold_the_arrival_in_nine_of_ten_cases_in_which_they_are_told() -> None:
    chance = random.Random(5)
    for spread, ahead in ((30, 1000), (80, 1000), (80, 300)):
        told = held = 0
        for _ in range(600):
            found = measure_progress(
                SIGNATURES, ahead, 0, 0, [round(chance.gauss(100, spread)) for _ in range(LEAST_DAYS)], NOW
            )
            if found is not None and found.arrival is not None:
                days, total = 0.0, 0.0
                while total < ahead:
                    more = chance.gauss(100, spread)
                    days += min(1.0, (ahead - total) / more) if more > 0 else 1.0
                    total += more
                told += 1
                held += found.arrival.low <= NOW + days * DAY <= found.arrival.high
        assert told > 200
        assert held / told >= 0.88


def test_a_pace_without_spread_gives_one_moment() -> None:
    assert arrival((1000,) * 7) == Arrival(NOW + 5 * DAY, NOW + 5 * DAY)


def test_a_petition_tells_its_share_of_the_goal_and_a_boycott_its_share_of_the_way() -> None:
    assert progress() == Progress(10_000, Decimal("50.0"), reached=False, arrival=arrival(CHANGES))
    fall = measure_progress(LIKES, 900, 1_000, 970, (), NOW)
    assert fall == Progress(900, Decimal("30.0"), reached=False, arrival=None)
    risen = measure_progress(LIKES, 900, 1_000, 1_100, (), NOW)
    assert risen == Progress(900, Decimal("0.0"), reached=False, arrival=None)
    assert measure_progress(LIKES, 900, None, 1_100, (), NOW) is None
    assert measure_progress(LIKES, 900, None, 800, (), NOW) is None
    assert measure_progress(SIGNATURES, 10_000, None, 5_000, (), NOW) == Progress(
        10_000, Decimal("50.0"), reached=False, arrival=None
    )


def test_a_place_in_a_chart_goes_its_way_from_where_it_began() -> None:
    down = measure_progress(MEASURES["place"], 100, 20, 60, (), NOW)
    assert down == Progress(100, Decimal("50.0"), reached=False, arrival=None)


def test_a_goal_that_is_reached_has_no_date() -> None:
    assert progress(now=10_000) == Progress(10_000, Decimal(100), reached=True, arrival=None)


def test_without_a_goal_or_a_count_there_is_no_progress() -> None:
    assert progress(goal=None) is None
    assert progress(now=None) is None


def test_days_are_counted_back_from_now_to_the_start() -> None:
    assert day_moments(NOW - 2 * DAY - timedelta(hours=5), NOW) == [NOW, NOW - DAY, NOW - 2 * DAY]
    assert day_moments(NOW - timedelta(hours=23), NOW) == []
    assert day_moments(NOW + DAY, NOW) == []
    assert len(day_moments(NOW - 400 * DAY, NOW)) == 29


def test_a_day_without_an_exact_reading_of_its_own_ends_the_blocks() -> None:
    moments = [NOW - DAY * day for day in range(4)]

    def counts(*given: tuple[float, int, int]) -> list[dict[int, Snapshot]]:
        return [{1: Snapshot(NOW - DAY * age, count, step)} for age, count, step in given]

    assert daily_changes(moments, counts((0, 40, 1), (1, 30, 1), (2, 10, 1), (3, 5, 1)), 1) == [10, 20, 5]
    assert daily_changes(moments, counts((0, 40, 1), (1, 30, 1), (3.5, 10, 1), (3.5, 10, 1)), 1) == [10]
    assert daily_changes(moments, counts((0, 40, 1), (1, 30, 10), (2, 10, 1), (3, 5, 1)), 1) == []
    assert daily_changes(moments, counts((0, 40, 1), (1, 30, 1), (2, 10, 1), (3, 5, 1)), 2) == []
