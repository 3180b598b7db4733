"""Every platform is asked the same, in three languages, and a reader reads the same on each of them."""

import asyncio
import html
import io
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
import structlog
from PIL import Image, ImageColor

from bot.charts import Gallery, Painter
from bot.charts.collage import arrange
from bot.clock import RehearsalClock
from bot.core.commands.answer import Services
from bot.core.delivery.limiter import UNLIMITED
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.reply import Moment, Text
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence
from bot.jobs import plan
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.locales import LANGUAGES, speak, vocabulary
from bot.platforms.console.platform import Console
from bot.platforms.console.seat import Seat
from bot.platforms.discord import Discord
from bot.platforms.telegram import Telegram
from handlers import COMMANDS
from storage import Database, open_store
from tests import discord_server, telegram_server
from tests.discord_server import DiscordServer, words
from tests.discord_shapes import MANAGER, channel
from tests.fakes import Gate, until
from tests.platforms.discord.house import GUILD, HERE
from tests.program import KEY, Program
from tests.talk import NOW, SLUG, load_2016
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
    """Words as they are read: without the marks that keep directions or lines, without blank lines."""
    text = re.sub("[\u2060\u2066-\u2069\u200b\u200e]", "", text)
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
    platform: Telegram

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
    platform: Discord
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
        # What can be copied with a tap stands between these marks here, and in tags on Telegram.
        said = said.replace("`", "")
        return plain(re.sub(r"\\(.)", r"\1", said))

    def _moment(self, found: re.Match[str]) -> str:
        """What a reader in the chat's own zone is shown, in the words of the other platforms."""
        at = datetime.fromtimestamp(int(found[1]), UTC)
        # They say the zone once, and not at all behind a time with its offset.
        form = "clock" if "UTC" in found.string[: found.start()] else "full"
        return speak(self.language)(Text("cell", {"value": Moment(at, self.zone, form)}))


@asynccontextmanager
async def places(store: Database, language: str) -> AsyncIterator[tuple[OnTerminal, OnTelegram, OnDiscord]]:
    """The three platforms on one store, in one event loop."""
    faults: list[BaseException] = []
    studio = Gallery(store, speak, Painter(), faults.append)
    services = Services(COMMANDS, store, LANGUAGES, faults.append, studio=studio, vocabulary=vocabulary())
    clock = RehearsalClock(NOW)
    async with AsyncExitStack() as stack:
        telegram_side = await stack.enter_async_context(TelegramServer())
        discord_side = await stack.enter_async_context(DiscordServer())
        discord_side.add_guild(GUILD, channel(HERE, GUILD))
        same = {"services": services, "speak": speak, "gate": Gate(), "clock": clock, "log": structlog.get_logger()}
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
        console = Console(services, speak, clock, said.append, nothing, never, no, seat)
        try:
            yield (
                OnTerminal(console, said),
                OnTelegram(telegram_side, platforms[0]),
                OnDiscord(discord_side, platforms[1], language),
            )
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
            said = [await place.ask(command) for place in everywhere]
            # A terminal breaks its lines itself, and has plain spaces alone.
            terminal, telegram, discord = [re.sub("[\u00a0\u202f]", " ", one) for one in said]
            assert terminal == telegram == discord != "", command


async def test_a_call_that_is_written_on_discord_reaches_all_three_in_three_languages(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    async with sqlite_store.writing() as tx:
        await tx.people.give(SLUG, "discord", str(MANAGER), Role.ORGANIZER, NOW)
    async with places(sqlite_store, "fr") as everywhere:
        terminal, telegram, discord = everywhere
        for place, language in zip(everywhere, ("ar", "en", "fr"), strict=True):
            await place.ask(f"language {language}")
            await place.ask("subscribe")
        await discord.ask("call")
        for text in ("Phones off", "أطفئوا هواتفكم", "Téléphones éteints"):
            answer = await discord.server.write(HERE, MANAGER, text)
            await until(lambda answer=answer: bool(answer.seen))
        answer = await discord.server.tap(HERE, MANAGER, "call 1 propose")
        await until(lambda: bool(answer.seen))
        terminal.said.clear()
        platforms = (terminal.console, telegram.platform, discord.platform)
        await plan.plan(sqlite_store, NOW, [platform.name for platform in platforms])
        for platform in platforms:
            deliverer = Deliverer(sqlite_store, platform, SendGate(UNLIMITED), RehearsalClock(NOW), pytest.fail)
            await deliverer.drain()
        assert "أطفئوا هواتفكم" in plain("\n".join(terminal.said))
        assert "Phones off" in telegram.server.texts(-1001)[-1]
        assert "Téléphones éteints" in discord.server.texts(HERE)[-1]


def poster(colour: str) -> bytes:
    """A picture of one colour, with metadata."""
    written, told = io.BytesIO(), Image.Exif()
    told[0x010F] = "a maker of cameras"
    Image.new("RGB", (640, 480), colour).save(written, "JPEG", quality=95, exif=told)
    return written.getvalue()


@pytest.mark.parametrize("colours", [("red", "lime"), ("red", "lime", "blue"), ("red", "lime", "blue", "black")])
def test_the_pictures_of_a_calls_file_reach_every_platform_as_one(nolike: Program, colours: tuple[str, ...]) -> None:
    nolike.loaded()
    for colour in colours:
        (nolike.folder / f"{colour}.jpg").write_bytes(poster(colour))
    names = [f"{colour}.jpg" for colour in colours]
    (nolike.folder / "call.toml").write_text(f'campaign = "{SLUG}"\npicture = {names}\n[text]\nen = "Switch off"\n')

    async def deliver() -> tuple[list[bytes], list[bytes]]:
        store = open_store(nolike.environment["DATABASE_URL"], KEY)
        async with places(store, "en") as (_, telegram, discord):
            async with store.writing() as tx:
                for address in (
                    Address("telegram", "-1001"),
                    Address("telegram", "-1002"),
                    Address("discord", str(HERE)),
                ):
                    chat = await tx.chats.ensure(address, ChatKind.GROUP)
                    await tx.chats.subscribe(chat, SLUG, Cadence(3600), Mode.POST, None)
            assert (await asyncio.to_thread(nolike, "call", "call.toml")).last == "1"
            now = datetime.now(UTC)
            await plan.plan(store, now, ["telegram", "discord"])
            # The second chat on Telegram waits for the upload for the first.
            for clock in (RehearsalClock(now), RehearsalClock(now + timedelta(minutes=1))):
                for platform in (telegram.platform, discord.platform):
                    await Deliverer(store, platform, SendGate(UNLIMITED), clock, pytest.fail).drain()
            assert len(telegram.server.of("sendPhoto")) == 2
            assert "Switch off" in telegram.server.of("sendPhoto")[-1].text
            assert "Switch off" in discord.server.texts(HERE)[-1]
            told = telegram.server.uploads, discord.server.uploads
        await store.close()
        return told

    on_telegram, on_discord = asyncio.run(deliver())
    # One picture, uploaded to Telegram once for both chats, and the same on Discord.
    assert len(on_telegram) == len(on_discord) == 1
    assert on_telegram == on_discord
    assert b"a maker" not in on_telegram[0]
    whole = Image.open(io.BytesIO(on_telegram[0]))
    assert (whole.format, len(whole.getexif())) == ("JPEG", 0)
    places_of, size = arrange([(640, 480)] * len(colours))
    assert whole.size == size
    for colour, (left, top, width, height) in zip(colours, places_of, strict=True):
        seen = whole.convert("RGB").getpixel((left + width // 2, top + height // 2))
        assert max(abs(one - other) for one, other in zip(seen, ImageColor.getrgb(colour), strict=True)) < 12, colour


async def test_a_video_for_a_call_is_refused_on_discord_in_the_words_that_telegram_says(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    async with sqlite_store.writing() as tx:
        await tx.people.give(SLUG, "discord", str(MANAGER), Role.ORGANIZER, NOW)
    video = b"\0\0\0\x20ftypisom where it was filmed"
    async with places(sqlite_store, "en") as (_, _, discord):
        server = discord.server
        assert "[Write]" in await discord.ask("call")
        answer = await server.write(HERE, MANAGER, "", video)
        await until(lambda: bool(answer.seen))
        assert words(answer.seen[0]).splitlines()[0] == speak("en")(Text("only-stills"))
        answer = await server.write(HERE, MANAGER, "We switch off on Friday at eight.")
        await until(lambda: bool(answer.seen))
        assert "step 2 of 9" in words(answer.seen[0])
