"""Every platform is asked the same, in three languages, and a reader reads the same on each of them."""

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import pytest
import structlog

from bot.clock import RehearsalClock
from bot.core.command import Desk
from bot.core.reply import Moment, Text
from bot.locales import LANGUAGES, speak
from bot.platforms.console import Console, Seat
from bot.platforms.discord import Discord
from bot.platforms.telegram import Telegram
from handlers import COMMANDS
from storage import Database
from tests import discord_server, telegram_server
from tests.discord_server import DiscordServer, words
from tests.discord_shapes import MANAGER, channel
from tests.fakes import Gate, until
from tests.platforms.discord.house import GUILD, HERE
from tests.talk import NOW, load_2016
from tests.telegram_server import ADMINISTRATOR, TelegramServer

ZONE = "Africa/Casablanca"
SCRIPT = (
    "start", "stats", "stats inwi", "stats nobody", "subscribe", "subscribe no-voip-no-like 2h", "subscribe 5s",
    "settings", "quiet 23:00-08:00", "quiet", "timezone paris", "timezone nowhere", "settings", "unsubscribe",
    "unsubscribe", "language xx", "chapters", "events", "privacy",
)  # fmt: skip


class Place(Protocol):
    """A group on a platform, whose administrator asks."""

    async def ask(self, command: str) -> str:
        """What is read then: the words, and below them the buttons."""
        ...


def plain(text: str) -> str:
    """Words as they are read: without the marks that keep directions, without blank lines."""
    text = re.sub("[\u2066-\u2069\u200b\u200e]", "", text)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


@dataclass
class OnTerminal:
    console: Console
    said: list[str]

    async def ask(self, command: str) -> str:
        self.said.clear()
        await self.console.take(f"/{command}")
        # The terminal writes buttons of one row beside each other.
        return plain(re.sub(r"\]  \[", "]\n[", "\n".join(self.said)))


@dataclass
class OnTelegram:
    server: TelegramServer

    async def ask(self, command: str) -> str:
        before = len(self.server.of("sendMessage"))
        await self.server.message(-1001, ADMINISTRATOR, f"/{command}")
        await until(lambda: not self.server.pending and len(self.server.of("sendMessage")) > before)
        said = []
        for call in self.server.of("sendMessage")[before:]:
            said.append(html.unescape(re.sub("<[^>]+>", "", call.text)))
            keyboard = json.loads(call.params.get("reply_markup") or "{}").get("inline_keyboard", [])
            said += [f"[{button['text']}]" for row in keyboard for button in row]
        return plain("\n".join(said))


@dataclass
class OnDiscord:
    server: DiscordServer
    language: str
    zone: str = ZONE

    async def ask(self, command: str) -> str:
        name, *rest = command.split()
        names = [argument.name for argument in COMMANDS[name].arguments]
        answer = await self.server.command(HERE, MANAGER, name, **dict(zip(names, rest, strict=False)))
        await until(lambda: bool(answer.seen))
        said = "\n".join(words(one) for one in answer.seen)
        said = re.sub(r"</(\w+):\d+>", r"/\1", said)
        if command == "timezone paris":
            self.zone = "Europe/Paris"
        said = re.sub(r"<t:(\d+):f>", self._moment, said)
        return plain(re.sub(r"\\(.)", r"\1", said))

    def _moment(self, found: re.Match[str]) -> str:
        """What a reader in the chat's own zone is shown, in the words of the other platforms."""
        at = datetime.fromtimestamp(int(found[1]), UTC)
        return speak(self.language)(Text("cell", {"value": Moment(at, self.zone)}))


@asynccontextmanager
async def places(store: Database, language: str) -> AsyncIterator[dict[str, Place]]:
    """The three platforms on one store, in one event loop."""
    faults: list[BaseException] = []
    desk = Desk(COMMANDS, store, LANGUAGES, faults.append)
    clock = RehearsalClock(NOW)
    async with AsyncExitStack() as stack:
        telegram_side = await stack.enter_async_context(TelegramServer())
        discord_side = await stack.enter_async_context(DiscordServer())
        discord_side.add_guild(GUILD, channel(HERE, GUILD))
        same = {"desk": desk, "speak": speak, "gate": Gate(), "clock": clock, "log": structlog.get_logger()}
        platforms = (
            Telegram(token=telegram_server.TOKEN, api_url=telegram_side.url, messages_per_second=30, **same),
            Discord(token=discord_server.TOKEN, api_url=discord_side.api, **same),
        )
        listening = []
        for platform in platforms:
            await platform.start()
            listening.append(asyncio.create_task(platform.poll()))
            stack.push_async_callback(platform.close)
        await until(lambda: discord_side.gateway.connected == 1)
        said: list[str] = []

        async def nothing() -> None: ...

        async def never() -> None: ...

        async def no() -> bool:
            return False

        seat = Seat(role="admin", person="7")
        console = Console(desk, speak, clock, said.append, nothing, never, no, seat)
        try:
            yield {
                "terminal": OnTerminal(console, said),
                "telegram": OnTelegram(telegram_side),
                "discord": OnDiscord(discord_side, language),
            }
        finally:
            for task in listening:
                task.cancel()
            await asyncio.wait(listening)
        assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_reader_reads_the_same_everywhere(
    sqlite_store: Database, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A terminal that is too narrow for the table shows what a phone shows.
    monkeypatch.setenv("COLUMNS", "10")
    await load_2016(sqlite_store)
    async with places(sqlite_store, language) as everywhere:
        for command in (f"language {language}", *SCRIPT):
            read = {name: await place.ask(command) for name, place in everywhere.items()}
            assert read["terminal"] == read["telegram"] == read["discord"] != "", command
