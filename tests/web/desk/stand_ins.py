"""Both platforms as a walk in the browser meets them: a token that is good there, an owner in private, a group."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from tests.browser import PATIENCE
from tests.discord_server import TOKEN as DISCORD_TOKEN
from tests.discord_server import Answer, DiscordServer, words
from tests.discord_shapes import channel
from tests.fakes import until
from tests.telegram_server import ADMINISTRATOR, TOKEN, TelegramServer, person

GUILD, CHANNEL, MANAGER = 1 << 22 | 1, 1000, 7
GROUP, OWNER = -1_001, 77


class StandIn(Protocol):
    """A platform on loopback, its token, and what the program is told to find it."""

    token: str
    environment: dict[str, str]

    async def claim(self, code: str, language: str) -> str:
        """What the owner is answered who enters this code in private, once the bot listens."""

    async def figures(self, language: str) -> str:
        """What a group that begins to follow is answered to /stats."""


class OnDiscord:
    """Discord, with one server and one channel in it."""

    token = DISCORD_TOKEN

    def __init__(self, server: DiscordServer) -> None:
        server.add_guild(GUILD, channel(CHANNEL, GUILD))
        self.server, self.environment = server, {"DISCORD_API_URL": server.api}

    async def claim(self, code: str, language: str) -> str:
        await until(lambda: self.server.gateway.connected > 0, PATIENCE)
        return await _answered(await self.server.command(OWNER, OWNER, "start", hint=language, code=code))

    async def figures(self, language: str) -> str:
        await _answered(await self.server.command(CHANNEL, MANAGER, "subscribe", hint=language))
        return await _answered(await self.server.command(CHANNEL, MANAGER, "stats", hint=language))


class OnTelegram:
    """Telegram, with one supergroup."""

    token = TOKEN

    def __init__(self, server: TelegramServer) -> None:
        self.server, self.environment = server, {"TELEGRAM_API_URL": server.url}

    async def claim(self, code: str, language: str) -> str:
        return await self._asked(OWNER, OWNER, f"/start {code}", language)

    async def figures(self, language: str) -> str:
        await self._asked(GROUP, ADMINISTRATOR, "/subscribe", language)
        return await self._asked(GROUP, ADMINISTRATOR, "/stats", language)

    async def _asked(self, chat: int, user: int, words: str, language: str) -> str:
        before = len(self.server.texts(chat))
        await self.server.message(chat, user, words, **{"from": person(user) | {"language_code": language}})
        await until(lambda: len(self.server.texts(chat)) > before, PATIENCE)
        return self.server.texts(chat)[before]


async def _answered(answer: Answer) -> str:
    """What an interaction on Discord is answered, once it is."""
    await until(lambda: bool(answer.seen), PATIENCE)
    return words(answer.seen[0])


@asynccontextmanager
async def standing_in(platform: str) -> AsyncIterator[StandIn]:
    """The stand-in of a platform while it answers."""
    if platform == "discord":
        async with DiscordServer() as discord:
            yield OnDiscord(discord)
    else:
        async with TelegramServer() as telegram:
            yield OnTelegram(telegram)
