"""A whole Discord platform for the tests: the real adapter, library and store, a few commands, a server on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import structlog

from bot import locales
from bot.core.ports.database import Store
from bot.core.ports.delivery import Gate
from bot.core.ports.language import Speak
from bot.platforms.discord import Discord, Shards
from tests.discord_server import TOKEN, Answer, DiscordServer, words
from tests.discord_shapes import channel
from tests.fakes import Clock, until
from tests.platforms import house
from tests.platforms.house import keeping, listening
from tests.platforms.house import speak as ids


def speak(language: str) -> Speak:
    """Ids and values, as in Telegram's tests; what is offered is said as it is read."""
    told, real = ids(language), locales.speak(language)
    return lambda text: real(text) if text.id == "cell" else told(text)


GUILD = 1 << 22 | 1
HERE, THERE = 1001, 1002
MANAGER, SOMEBODY = 7, 5


class House(house.House[DiscordServer, Discord]):
    """The platform `discord` and what stands around it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.discord = self.another()

    def another(self, shards: Shards | None = None, **changes: Any) -> Discord:  # noqa: ANN401 - any setting
        settings: dict[str, Any] = {
            "token": TOKEN, "api_url": self.server.api, "services": self.services, "speak": speak, "gate": self.gate,
            "clock": self.clock, "log": structlog.get_logger(), "shards": shards or Shards(),
        }  # fmt: skip
        made = Discord(**settings | changes)
        self.opened.append(made)
        return made

    @asynccontextmanager
    async def listening(self, discord: Discord | None = None, sessions: int = 1) -> AsyncIterator[asyncio.Task[None]]:
        discord = discord or self.discord
        async with listening(discord) as task:
            await until(lambda: self.server.gateway.connected >= sessions or task.done())
            rights = discord._permissions
            await until(lambda: task.done() or rights.guild(str(HERE)) is not None or not self.server.guilds)
            yield task

    async def ask(self, name: str, who: int = SOMEBODY, where: int = HERE, **options: str) -> str:
        """What a command is answered, in words."""
        return words(await shown(await self.server.command(where, who, name, **options)))


async def shown(answer: Answer) -> dict[str, Any]:
    """The first message that an interaction is answered with, once it is there."""
    await until(lambda: bool(answer.seen))
    return answer.seen[0]


def open_house(server: DiscordServer, store: Store, gate: Gate, clock: Clock) -> AbstractAsyncContextManager[House]:
    server.add_guild(GUILD, channel(HERE, GUILD), channel(THERE, GUILD))
    return keeping(House, server, store, gate, clock)
