from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.platforms.telegram.photos import Photos
from bot.platforms.telegram.ptb_adapter import PtbRequest, make_bot
from storage import Database
from tests.fakes import Clock, Gate
from tests.platforms.telegram.house import House, open_house
from tests.telegram_server import TOKEN, TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    clients = PtbRequest(server.url, TOKEN, read=0.5), PtbRequest(server.url, TOKEN, pool=2, read=0.5)
    yield make_bot(*clients)
    for client in clients:
        await client.shutdown()


@pytest.fixture
def album(bot: Bot, sqlite_store: Database) -> Photos:
    return Photos(bot, sqlite_store)


@pytest.fixture
async def house(server: TelegramServer, sqlite_store: Database, gate: Gate, clock: Clock) -> AsyncIterator[House]:
    async with open_house(server, sqlite_store, gate, clock) as opened:
        yield opened
