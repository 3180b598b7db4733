import asyncio
from datetime import UTC, datetime, timedelta, timezone

from bot.clock import FastClock, ManualClock, RehearsalClock, SteadyClock, SystemClock
from tests.fakes import NOON, until

HOUR = timedelta(hours=1)


async def test_the_systems_clock_is_aware_and_goes_on() -> None:
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(0.01)
    assert before.tzinfo is UTC
    assert clock.now() > before


async def test_a_fast_clock_runs_so_many_times_as_fast() -> None:
    clock = FastClock(NOON, 3600)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await clock.sleep(180)
    took = loop.time() - began
    assert 0.04 < took < 5
    assert timedelta(seconds=150) < clock.now() - NOON <= timedelta(seconds=(loop.time() - began) * 3600 + 1)


async def test_a_fast_clock_can_be_set() -> None:
    clock = FastClock(NOON, 10)
    clock.move(datetime(2016, 2, 26, 1, tzinfo=timezone(HOUR)))
    assert timedelta() <= clock.now() - datetime(2016, 2, 26, tzinfo=UTC) < HOUR
    assert clock.now().tzinfo is UTC


async def test_who_sleeps_by_a_manual_clock_wakes_when_it_was_moved_far_enough() -> None:
    clock = ManualClock(NOON)
    await clock.sleep(0)
    await clock.sleep(-5)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await until(lambda: len(clock._sleepers) == 1)
    clock.move(NOON + HOUR / 2)
    await asyncio.sleep(0)
    assert not sleeper.done()
    clock.move(NOON - HOUR)
    assert clock.now() == NOON - HOUR
    clock.move(NOON + HOUR)
    await sleeper
    assert clock._sleepers == []


async def test_a_rehearsal_runs_with_the_machine_until_it_is_set() -> None:
    clock = RehearsalClock()
    assert abs(clock.now() - datetime.now(UTC)) < HOUR
    await clock.sleep(0.001)
    clock.move(NOON.astimezone(timezone(HOUR)))
    assert clock.now() == NOON
    await clock.sleep(1e9)
    assert clock.now() == NOON
    assert RehearsalClock(NOON).now() == NOON


def test_a_steady_clock_follows_the_databases_time_at_once_where_that_is_ahead() -> None:
    clock = SteadyClock()
    later = clock.now() + timedelta(hours=1)
    clock.follow(later)
    assert timedelta(0) <= clock.now() - later < timedelta(seconds=1)


async def test_a_steady_clock_never_goes_back_and_runs_at_half_its_speed_until_it_agrees() -> None:
    clock = SteadyClock()
    before = clock.now()
    clock.follow(before - timedelta(seconds=0.2))
    loop = asyncio.get_running_loop()
    began, last = loop.time(), before
    while (passed := loop.time() - began) < 0.3:
        now = clock.now()
        assert now >= last
        last = now
        await asyncio.sleep(0.01)
    assert clock.now() - before < timedelta(seconds=passed / 2 + 0.1)
    await asyncio.sleep(0.2)
    expected = timedelta(seconds=loop.time() - began - 0.2)
    assert abs(clock.now() - before - expected) < timedelta(seconds=0.05)
