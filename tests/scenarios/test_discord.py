"""Outages of Discord on the real thing, short enough for every run; `make scenarios` prints the long ones."""

from collections.abc import AsyncIterator

import pytest

from bot.core.delivery.limiter import Limits
from bot.core.ports.database import Store
from storage import open_store
from tests.conftest import SECRET
from tests.scenarios.discord import FAULTS, GATEWAYS, DiscordScenario, FailingDiscord, discord_fails

QUICK = Limits(per_second=20.0, per_chat=0.05, group_count=5, group_window=5.2)


@pytest.fixture
async def server() -> AsyncIterator[FailingDiscord]:
    async with FailingDiscord() as running:
        running.latency = 0.05
        yield running
        assert running.mistakes == []


@pytest.mark.parametrize("fault", [*FAULTS, *GATEWAYS])
async def test_an_outage_of_discord_loses_nothing_and_doubles_nothing(
    sqlite_store: Store, server: FailingDiscord, fault: str
) -> None:
    # In silence those in flight stay so until their time is up; others must go on before.
    scenario = DiscordScenario(sqlite_store, server, chats=90 if fault == "silence" else 40, limits=QUICK)
    result = await discord_fails(scenario, fault, 2.5)
    assert (result.lost, result.doubled) == (0, 0)
    assert result.listening < 60


@pytest.mark.parametrize("fault", ["502", "reset after"])
async def test_the_same_on_postgresql(postgresql_url: str, server: FailingDiscord, fault: str) -> None:
    store = open_store(postgresql_url, SECRET)
    try:
        result = await discord_fails(DiscordScenario(store, server, chats=40, limits=QUICK), fault, 2.5)
    finally:
        await store.close()
    assert (result.lost, result.doubled) == (0, 0)


async def test_a_call_goes_on_while_the_gateway_is_away(sqlite_store: Store, server: FailingDiscord) -> None:
    scenario = DiscordScenario(sqlite_store, server, chats=40, limits=QUICK)
    await scenario.plan()
    async with scenario.running():
        await scenario.until_listening()
        await scenario.begin("gateway away")
        await scenario.until_arrived(40)
        assert not server.gateway.connected
        await server.end()
