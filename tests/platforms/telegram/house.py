"""A whole Telegram platform for the tests: the real adapter and store, a few commands, and a server on loopback."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

import structlog

from bot.core.ports.database import Store
from bot.core.ports.delivery import Gate
from bot.platforms.telegram import Telegram
from tests.fakes import Clock, until
from tests.platforms import house
from tests.platforms.house import keeping, listening, speak
from tests.telegram_server import TOKEN, TelegramServer


class House(house.House[TelegramServer, Telegram]):
    """The platform `telegram` and what stands around it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.server.now = self.clock.now
        self.telegram = self.another()

    def another(self, **changes: Any) -> Telegram:  # noqa: ANN401 - any setting
        settings = {
            "token": TOKEN, "api_url": self.server.url, "messages_per_second": 29.5, "services": self.services,
            "speak": speak, "gate": self.gate, "clock": self.clock, "log": structlog.get_logger(),
        }  # fmt: skip
        telegram = Telegram(**settings | changes)
        self.opened.append(telegram)
        return telegram

    def listening(self, telegram: Telegram | None = None) -> AbstractAsyncContextManager[asyncio.Task[None]]:
        return listening(telegram or self.telegram)

    async def said(self, count: int, chat: int | None = None) -> list[str]:
        """What was said, once there are so many."""
        await until(lambda: len(self.server.texts(chat)) >= count)
        return self.server.texts(chat)

    async def confirmed(self) -> None:
        """Return when every update is handled and confirmed."""
        await until(lambda: not self.server.pending)


def open_house(server: TelegramServer, store: Store, gate: Gate, clock: Clock) -> AbstractAsyncContextManager[House]:
    return keeping(House, server, store, gate, clock)
