"""A call on Discord's real adapter and library, and a Discord of our own that fails on order, HTTP API and gateway."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog
from aiohttp import web

from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.model.chats import Chat
from bot.core.ports.platform import ChatPlatform
from bot.jobs.send_gate import SendGate
from bot.platforms.discord import Discord
from tests.discord_server import BROKEN, RESET, RESET_AFTER, TOKEN, Call, DiscordServer, Fault
from tests.discord_shapes import channel
from tests.platforms.discord.house import GUILD, HERE
from tests.platforms.house import speak
from tests.scenarios.harness import Result, Scenario
from tests.storage.samples import group

FAULTS = {
    "502": BROKEN,
    "520": Fault(520, page=True),
    "reset before": RESET,
    "reset after": RESET_AFTER,
    "silence": Fault(0),
}
"""Every way in which Discord's HTTP API fails as a whole."""
GATEWAYS = ("gateway away", "RESUME refused")
"""How the gateway fails, whose connection is closed first."""
FIRST = 10_001
AWAY = 10**9


class FailingDiscord(DiscordServer):
    """A Discord that answers every request with `outage` while there is one; its gateway fails on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.outage: Fault | None = None

    async def begin(self, fault: str) -> None:
        """Fail from now on."""
        self.outage = FAULTS.get(fault)
        if fault in GATEWAYS:
            self.gateway.away = AWAY
            await self.gateway.drop()
        if fault == "RESUME refused":
            self.gateway.sessions.clear()

    async def end(self) -> None:
        """Work again."""
        self.outage = None
        self.gateway.away = 0

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.outage is not None and not self.outage.status and not self.outage.reset:
            # Taken and never answered, as by a machine that is gone.
            await asyncio.Event().wait()
        return await super()._serve(request)

    def _fault(self, call: Call) -> Fault | None:
        return self.outage or super()._fault(call)


@dataclass
class DiscordScenario(Scenario):
    """A call to so many channels of one server; the processes listen to the gateway too."""

    server: FailingDiscord  # type: ignore[assignment]
    platform = "discord"
    listening = True

    async def begin(self, fault: str) -> None:
        """Discord fails from now on."""
        await self.server.begin(fault)

    async def groups(self) -> list[Chat]:
        """The channels, which the server shows to the bot."""
        numbers = range(FIRST, FIRST + self.chats)
        self.server.add_guild(GUILD, channel(HERE, GUILD), *(channel(number, GUILD) for number in numbers))
        async with self.store.writing() as tx:
            return [await group(tx, str(number), "discord") for number in numbers]

    @property
    def arrived(self) -> Counter[str]:
        """How often the message stands in each channel."""
        standing = {where: len(there) for where, there in self.server.messages.items() if int(where) >= FIRST}
        return Counter({where: number for where, number in standing.items() if number})

    @property
    def asked(self) -> Sequence[tuple[float, bool]]:
        """When each send reached Discord, and whether it was delivered."""
        return [(call.at, bool(call.message)) for call in self.server.of("POST", "/messages")]

    def connect(self, services: Services, gate: SendGate) -> ChatPlatform:
        """The platform's real adapter."""
        return Discord(
            token=TOKEN, api_url=self.server.api, services=services, speak=speak, gate=gate, clock=SystemClock(),
            log=structlog.get_logger(),
        )  # fmt: skip

    async def until_listening(self, seconds: float = 60) -> float:
        """Return how long it took until a process had a session of the gateway."""
        began = time.monotonic()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self.server.gateway.connected:  # noqa: ASYNC110 - another program's doing
                    await asyncio.sleep(0.02)
        return time.monotonic() - began


async def discord_fails(scenario: DiscordScenario, fault: str, seconds: float) -> Result:
    """A call is under way when Discord fails for so long; what the channels saw in the end."""
    await scenario.plan()
    async with scenario.running():
        await scenario.until_listening()
        await scenario.until_arrived(scenario.chats // 3)
        began = time.monotonic()
        await scenario.begin(fault)
        await asyncio.sleep(seconds)
        await scenario.server.end()
        ended = time.monotonic()
        listening = await scenario.until_listening()
        with suppress(TimeoutError):
            await scenario.until_settled(60 + scenario.chats)
    return replace(scenario.result(began, ended), listening=round(listening, 2))
