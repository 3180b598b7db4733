from datetime import UTC, datetime, timedelta

import structlog

from bot.core.delivery.vital_signs import VitalSigns
from bot.jobs import database_time
from bot.jobs.database_time import Follower, Measured
from storage import Database


async def test_the_databases_time_is_measured_beside_this_machines(store: Database) -> None:
    measured = await database_time.read(store)
    assert measured.moment.tzinfo is UTC
    assert abs(datetime.now(UTC) - measured.moment) < timedelta(seconds=5)
    assert abs(measured.skew) < 0.5


def test_a_skew_is_logged_when_it_begins_and_when_it_ends() -> None:
    vitals, followed = VitalSigns(), list[datetime]()
    follower = Follower(followed.append, vitals, structlog.get_logger())
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    measured = [Measured(noon + timedelta(seconds=at), skew) for at, skew in ((0, 0.1), (3, 30.04), (6, 30), (9, -0.1))]
    with structlog.testing.capture_logs() as said:
        for one in measured:
            follower(one)
    assert followed == [one.moment for one in measured]
    assert [(line["event"].partition(":")[0], line.get("seconds")) for line in said] == [
        ("clocks differ", 30.0),
        ("clocks agree again", None),
    ]
    assert vitals.skew == -0.1
