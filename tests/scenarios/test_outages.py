"""Outages on the real thing, short enough for every run; `make scenarios` prints the long ones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.core.delivery.limiter import Limits
from bot.core.delivery.vital_signs import Count
from bot.core.ports.database import Store, Transaction
from storage import open_store
from tests.conftest import SECRET
from tests.fakes import Around
from tests.scenarios.failing_server import FAULTS, FailingServer, way_to
from tests.scenarios.harness import Scenario, database_fails, platform_fails

QUICK = Limits(per_second=20.0)


@pytest.fixture
async def server() -> AsyncIterator[FailingServer]:
    async with FailingServer() as running:
        running.latency = 0.05
        yield running


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_outage_of_the_platform_loses_nothing_and_doubles_only_what_was_in_flight(
    sqlite_store: Store, server: FailingServer, fault: str
) -> None:
    # In silence those in flight stay so until their time is up; others must go on before.
    scenario = Scenario(sqlite_store, server, chats=90 if fault == "silence" else 30, limits=QUICK)
    with capture_logs() as lines:
        result = await platform_fails(scenario, fault, 2.5)
    assert result.lost == 0
    # Who closes the door cuts off what is inside.
    assert result.doubled <= (result.in_flight if fault in {"reset after", "refused"} else 0)
    assert result.first <= 5 + result.late
    assert not scenario.signs[0].outages
    outages = scenario.signs[0].counts[Count.OUTAGES]["telegram"]
    # A silence is mostly over before anybody can tell it from slowness.
    assert outages in ((0, 1) if fault == "silence" else (1,))
    events = [line["event"] for line in lines]
    assert sum("out of reach" in event for event in events) == outages
    assert sum("answers again" in event for event in events) == outages


async def test_an_outage_of_the_platform_on_postgresql(postgresql_url: str, server: FailingServer) -> None:
    store = open_store(postgresql_url, SECRET)
    try:
        result = await platform_fails(Scenario(store, server, chats=30, limits=QUICK), "502", 2.5)
    finally:
        await store.close()
    assert (result.lost, result.doubled) == (0, 0)
    assert result.first <= 5 + result.late


class Away(Around):
    """A store whose database is out of reach while it is `gone`."""

    gone = False

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:  # type: ignore[override]
        if self.gone:
            raise ConnectionError("the database is away")
        async with self.store.reading() as tx:
            yield tx

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        if self.gone:
            raise ConnectionError("the database is away")
        async with self.store.writing() as tx:
            yield tx
            if self.gone:
                raise ConnectionError("the database is away")

    def cut(self) -> None:
        self.gone = True

    def mend(self) -> None:
        self.gone = False


@pytest.mark.parametrize("processes", [1, 2])
async def test_a_database_that_is_away_for_longer_than_the_lease_stops_deliveries_only_until_it_is_back(
    sqlite_store: Store, server: FailingServer, processes: int
) -> None:
    away = Away(sqlite_store)
    scenario = Scenario(
        sqlite_store, server, chats=60, processes=processes, lease_seconds=1.5, renewal=0.4, limits=QUICK
    )
    result = await database_fails(scenario, away, away.cut, away.mend, 3.0)
    assert result.lost == 0
    assert result.doubled <= result.in_flight
    assert result.first <= 5 + result.late


@pytest.mark.parametrize("processes", [1, 2])
async def test_the_same_where_the_way_to_postgresql_is_cut(
    postgresql_url: str, server: FailingServer, processes: int
) -> None:
    store = open_store(postgresql_url, SECRET)
    async with way_to(postgresql_url) as (url, cut, mend):
        behind = open_store(url, SECRET)
        scenario = Scenario(store, server, chats=60, processes=processes, lease_seconds=1.5, renewal=0.4, limits=QUICK)
        try:
            result = await database_fails(scenario, behind, cut, mend, 3.0)
        finally:
            await behind.close()
            await store.close()
    assert result.lost == 0
    assert result.doubled <= result.in_flight
    assert result.first <= 5 + result.late
