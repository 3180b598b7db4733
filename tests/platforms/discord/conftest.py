from collections.abc import AsyncIterator

import pytest

from storage import Database
from tests.discord_server import DiscordServer
from tests.fakes import Clock, Gate
from tests.platforms.discord.house import House, open_house


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        yield running
        # Every request of every test is one that Discord's published description knows.
        assert running.mistakes == []


@pytest.fixture
async def house(server: DiscordServer, sqlite_store: Database, gate: Gate, clock: Clock) -> AsyncIterator[House]:
    async with open_house(server, sqlite_store, gate, clock) as opened:
        yield opened
