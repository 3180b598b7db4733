import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from bot.clock import SteadyClock, SystemClock
from bot.core.delivery.vital_signs import VitalSigns
from bot.jobs import database_time
from storage import Database
from tests.fakes import until


async def test_the_databases_time_is_measured_beside_this_machines(store: Database) -> None:
    moment, skew = await database_time.measure(store)
    assert moment.tzinfo is UTC
    assert abs(datetime.now(UTC) - moment) < timedelta(seconds=5)
    assert abs(skew) < 0.5


async def test_a_skew_is_logged_when_it_begins_and_when_it_ends(sqlite_store: Database) -> None:
    vitals = VitalSigns(skew=99.0)
    clock = SteadyClock()
    followed = asyncio.Event()

    def follow(moment: datetime) -> None:
        clock.follow(moment)
        followed.set()

    with structlog.testing.capture_logs() as said:
        running = asyncio.create_task(
            database_time.run(sqlite_store, SystemClock(), follow, vitals, structlog.get_logger())
        )
        await followed.wait()
        await until(lambda: bool(said), 10)
        running.cancel()
        await asyncio.wait([running])
    assert [line["event"] for line in said] == ["clocks agree again"]
    assert abs(vitals.skew) < 0.5
