"""The platforms of the chaos test: servers that fail as a whole, their chats, and what stands in them."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol, Self

from aiohttp import web

from tests import discord_server
from tests.running import groups
from tests.scenarios.discord import FAULTS, GATEWAYS, FailingDiscord
from tests.telegram_server import BROKEN, GATEWAY, RESET, RESET_AFTER, Call, Fault, TelegramServer

GUILDS = 20
SOMEBODY = 4711


class Received(NamedTuple):
    """A message that was delivered: its text, its chat, and when it was requested, in monotonic seconds."""

    text: str
    chat: str
    at: float


class Side(Protocol):
    """A platform: its server, the outages that it plays, and the settings of a program that talks to it."""

    name: str
    outages: tuple[str, ...]

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...

    @property
    def api(self) -> str:
        """The address for the program's Telegram; "" if it is not this one."""

    @property
    def settings(self) -> Mapping[str, str]:
        """What else the program is told."""

    def chats(self, count: int) -> list[str]:
        """The addresses of that many chats, which exist from now on."""

    async def begin(self, fault: str) -> None:
        """The platform fails from now on."""

    async def end(self) -> None:
        """The platform works again."""

    def received(self) -> Iterator[Received]:
        """Every message that was delivered."""

    @property
    def flood_waits(self) -> int:
        """How often the platform refused a request as too many."""

    async def answered(self, chat: str) -> float:
        """Ask for the figures in a chat; returns the seconds until the answer, or raises TimeoutError."""


class FailingTelegram(TelegramServer):
    """A Bot API server that fails as a whole: every method answers `outage`, or none answers while `silent`."""

    name = "telegram"
    outages = ("500", "502", "reset", "reset after delivery", "silence")
    settings: Mapping[str, str] = {}
    _outages: Mapping[str, Fault] = {
        "500": BROKEN, "502": GATEWAY, "reset": RESET, "reset after delivery": RESET_AFTER,
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.latency, self.limits = 0.05, True
        self.outage: Fault | None = None
        self.silent = False

    @property
    def api(self) -> str:
        """Its address."""
        return self.url

    def chats(self, count: int) -> list[str]:
        """Groups, which need not exist on the server."""
        return [str(group) for group in groups(count)]

    async def begin(self, fault: str) -> None:
        """Begin to fail."""
        self.silent = fault == "silence"
        self.outage = self._outages.get(fault)

    async def end(self) -> None:
        """Answer as usual."""
        self.silent, self.outage = False, None

    def received(self) -> Iterator[Received]:
        """The messages of every send that was delivered."""
        return (Received(call.text, call.chat, call.at) for call in self.of("sendmessage") if call.message_id)

    @property
    def flood_waits(self) -> int:
        """The sends that were answered with 429."""
        return sum(call.status == 429 for call in self.of("sendmessage"))

    async def answered(self, chat: str) -> float:
        """Ask as a member of the group."""
        began, before = time.monotonic(), len(self.of("sendmessage", int(chat)))
        await self.message(int(chat), SOMEBODY, "/stats")
        async with asyncio.timeout(120):
            while len(self.of("sendmessage", int(chat))) == before:
                await asyncio.sleep(0.05)
        return round(time.monotonic() - began, 2)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.silent:
            while self.silent:
                await asyncio.sleep(0.1)
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=504)
        return await super()._serve(request)

    def _fault(self, call: Call) -> Fault | None:
        return self.outage or super()._fault(call)

    async def _get_updates(self, call: Call) -> web.StreamResponse:
        outage = self.outage
        if outage is not None:
            await asyncio.sleep(0.2)
            return web.Response(status=outage.status, text="outage")
        return await super()._get_updates(call)


class DiscordSide(FailingDiscord):
    """A Discord whose HTTP API and gateway fail on order; the chats are channels of several servers."""

    name = "discord"
    outages = (*FAULTS, *GATEWAYS)

    def __init__(self) -> None:
        super().__init__()
        self.latency, self.limits = 0.05, True

    @property
    def settings(self) -> Mapping[str, str]:
        """Discord in place of Telegram."""
        return {"TELEGRAM_BOT_TOKEN": "", "DISCORD_BOT_TOKEN": discord_server.TOKEN, "DISCORD_API_URL": self.api}

    def chats(self, count: int) -> list[str]:
        """Channels, the same number in each server."""
        return discord_server.town(self, GUILDS, count // GUILDS)

    def received(self) -> Iterator[Received]:
        """What stands in the channels; a repetition that Discord recognized by its nonce is no message."""
        came: dict[str, float] = {}
        for call in self.of("POST", "/messages"):
            came.setdefault(call.message, call.at)
        for where, there in self.messages.items():
            for one in there:
                yield Received(discord_server.words(one), where, came[one["id"]])

    @property
    def flood_waits(self) -> int:
        """The requests that were answered with 429."""
        return sum(call.status == 429 for call in self.calls)

    async def answered(self, chat: str) -> float:
        """Use the slash command, once more every 10 s: Discord drops an answer that comes after three."""
        began = time.monotonic()
        async with asyncio.timeout(120):
            while True:
                answer = await self.command(int(chat), SOMEBODY, "stats")
                for _ in range(200):
                    if answer.seen:
                        return round(time.monotonic() - began, 2)
                    await asyncio.sleep(0.05)


SIDES: Mapping[str, type[FailingTelegram | DiscordSide]] = {"telegram": FailingTelegram, "discord": DiscordSide}
