"""While a platform leaves every send without an answer, it is still seen at once when it answers again."""

import asyncio
from dataclasses import replace

from bot.core.delivery.retry import CONNECTIONS
from bot.core.ports.platform import Platform
from storage import Database
from tests.discord_server import DiscordServer
from tests.fakes import Clock, Gate, until
from tests.platforms.discord import house as discord_house
from tests.platforms.discord.test_deliver import a_delivery
from tests.platforms.telegram import house as telegram_house
from tests.platforms.telegram.test_telegram import DELIVERY
from tests.telegram_server import TelegramServer

LONG = 600.0


async def probe_beside_sends(
    server: TelegramServer | DiscordServer, platform: Platform, delivery: object, sends: int
) -> bool:
    server.latency, before = LONG, len(server.calls)
    hanging = [asyncio.create_task(platform.deliver(delivery)) for _ in range(sends)]  # type: ignore[arg-type]
    await until(lambda: len(server.calls) >= before + sends)
    server.latency = 0.0
    try:
        async with asyncio.timeout(10):
            return await platform.probe()
    finally:
        for send in hanging:
            send.cancel()
        await asyncio.wait(hanging)


async def test_telegram_is_probed_where_every_connection_hangs(
    sqlite_store: Database, gate: Gate, clock: Clock
) -> None:
    async with TelegramServer() as server, telegram_house.open_house(server, sqlite_store, gate, clock) as house:
        assert await probe_beside_sends(server, house.telegram, DELIVERY, CONNECTIONS)


async def test_discord_is_probed_where_every_connection_hangs(sqlite_store: Database, gate: Gate, clock: Clock) -> None:
    async with DiscordServer() as server, discord_house.open_house(server, sqlite_store, gate, clock) as house:
        delivery = replace(a_delivery(), attempt=1)
        assert await probe_beside_sends(server, house.discord, delivery, CONNECTIONS)
